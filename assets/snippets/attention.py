import torch
from transformers import AutoModel, AutoTokenizer

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
text, pair = "Hello, my dog is cute", None
# From 1, as on the page; 0 is the mean over layers or heads, head -1 the largest weight of any head.
layer, head = 4, 2
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
# The default attention ("sdpa") keeps no weights; "eager" does.
model = AutoModel.from_pretrained(checkpoint, attn_implementation="eager", dtype=torch.float32).eval()
inputs = tokenizer(text, pair, truncation=True, return_tensors="pt")
with torch.inference_mode():
    attentions = torch.stack(model(**inputs, output_attentions=True).attentions)[:, 0]  # (L, H, from, to)
heads = attentions.mean(0) if layer == 0 else attentions[layer - 1]  # (H, from, to)
weights = heads.mean(0) if head == 0 else heads.amax(0) if head == -1 else heads[head - 1]  # (from, to)
tokens = inputs.tokens()
for token, row in zip(tokens, weights.tolist()):
    print(token, *(f"{share:.4f}" for share in row))
