import torch
from transformers import AutoTokenizer, BertForPreTraining

folder = "assets/models/classroom"
tokenizer = AutoTokenizer.from_pretrained(folder)
model = BertForPreTraining.from_pretrained(folder, dtype=torch.float32).eval()
inputs = tokenizer("The lights went out.", "We looked for candles.", return_tensors="pt")
with torch.inference_mode():
    out = model(**inputs)
logits = out.seq_relationship_logits[0]  # index 0: B follows A; index 1: B is from elsewhere
print("logits", *logits.tolist())
print("follows", logits.softmax(-1)[0].item())
