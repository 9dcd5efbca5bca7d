import torch
from peft import PeftModel
from transformers import AutoTokenizer, BertForQuestionAnswering

base, adapter = "assets/models/classroom", "assets/models/classroom-answers"
tokenizer = AutoTokenizer.from_pretrained(base)
model = BertForQuestionAnswering.from_pretrained(base, dtype=torch.float32)
model = PeftModel.from_pretrained(model, adapter).merge_and_unload().eval()
question, text = "When was the bridge opened?", "The bridge was opened in 1894 by the mayor."
inputs = tokenizer(question, text, return_tensors="pt")
second = inputs["token_type_ids"][0] == 1  # the text
with torch.inference_mode():
    out = model(**inputs)
sums = out.start_logits[0][:, None] + out.end_logits[0][None, :]  # (start, end)
allowed = torch.ones_like(sums).triu().tril(29).bool()  # the end not before the start, at most 30 pieces
allowed &= second[:, None] & second[None, :]
allowed[:, -1] = False  # the last [SEP]
best = int(sums.masked_fill(~allowed, -torch.inf).argmax())
start, end = divmod(best, len(sums))
print("answer", tokenizer.decode(inputs["input_ids"][0, start : end + 1]))
print("score", sums[start, end].item())
print("none", sums[0, 0].item())
