import torch
from transformers import AutoTokenizer, BertModel

folder = "assets/models/classroom"
text = "She sat on the river bank and counted the money that the bank had lent her."
tokenizer = AutoTokenizer.from_pretrained(folder)
model = BertModel.from_pretrained(folder, dtype=torch.float32).eval()
inputs = tokenizer(text, return_tensors="pt")
with torch.inference_mode():
    states = torch.stack(model(**inputs, output_hidden_states=True).hidden_states)[:, 0]  # (L + 1, T, D)
flat = states.flatten(0, 1) - states.flatten(0, 1).mean(0)
variance = torch.linalg.svdvals(flat) ** 2
print((variance / variance.sum())[:2])  # what the two axes show
bank = tokenizer.convert_tokens_to_ids("bank")
one, other = (inputs["input_ids"][0] == bank).nonzero()[:, 0]
print(torch.nn.functional.cosine_similarity(states[:, one], states[:, other], dim=-1))  # by layer
