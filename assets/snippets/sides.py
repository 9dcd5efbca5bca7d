import torch
from transformers import AutoTokenizer, BertForPreTraining

folder, text, position = "assets/models/classroom", "Hello, my dog is cute", 4
tokenizer = AutoTokenizer.from_pretrained(folder)
model = BertForPreTraining.from_pretrained(folder, dtype=torch.float32).eval()
inputs = tokenizer(text, return_tensors="pt")
own = inputs["input_ids"][0, position].item()
inputs["input_ids"][0, position] = tokenizer.mask_token_id
last = inputs["input_ids"].shape[1] - 1  # [SEP]
for side in ("both", "left", "right"):
    seen = torch.ones(1, last + 1, dtype=torch.long)
    if side == "left":
        seen[0, position + 1 : last] = 0  # a 0 in the attention mask: nobody may look there
    if side == "right":
        seen[0, 1:position] = 0
    with torch.inference_mode():
        logits = model(**{**inputs, "attention_mask": seen}).prediction_logits[0, position]
    print(side, logits.softmax(-1)[own].item())
