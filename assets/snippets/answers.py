import torch
from peft import PeftModel
from transformers import AutoModelForQuestionAnswering, AutoTokenizer

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
adapter = MODELS + "/classroom-answers"
text, pair = "When was the bridge opened?", "The bridge was opened in 1894 by the mayor."
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
model = AutoModelForQuestionAnswering.from_pretrained(checkpoint, dtype=torch.float32)
model = PeftModel.from_pretrained(model, adapter).merge_and_unload().eval()
inputs = tokenizer(text, pair, truncation=True, return_offsets_mapping=True, return_tensors="pt")
spans = inputs.pop("offset_mapping")[0].tolist()
passage = torch.tensor([segment == 1 for segment in inputs.sequence_ids()])  # the tokens of the passage
with torch.inference_mode():
    out = model(**inputs)
sums = out.start_logits[0][:, None] + out.end_logits[0][None, :]  # (start, end)
allowed = torch.ones_like(sums).triu().tril(29).bool()  # the end not before the start, at most 30 pieces
allowed &= passage[:, None] & passage[None, :]
best = int(sums.masked_fill(~allowed, -torch.inf).argmax())
start, end = divmod(best, len(sums))
print("answer", pair[spans[start][0] : spans[end][1]])
print("score", sums[start, end].item())
print("none", sums[0, 0].item())  # that the passage holds no answer
