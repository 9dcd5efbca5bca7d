import torch
from transformers import AutoTokenizer, BertModel

folder, text, layer, head = "assets/models/classroom", "Hello, my dog is cute", 4, 2
tokenizer = AutoTokenizer.from_pretrained(folder)
# The default attention ("sdpa") keeps no weights; "eager" does.
model = BertModel.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32).eval()
with torch.inference_mode():
    out = model(**tokenizer(text, return_tensors="pt"), output_attentions=True)
weights = out.attentions[layer - 1][0, head - 1]  # (from, to); the page counts from 1
print(weights)
