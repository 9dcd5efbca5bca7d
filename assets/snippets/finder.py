import torch
from transformers import AutoTokenizer, BertModel

folder, text = "assets/models/classroom", "Hello, my dog is cute"
tokenizer = AutoTokenizer.from_pretrained(folder)
model = BertModel.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32).eval()
with torch.inference_mode():
    out = model(**tokenizer(text, return_tensors="pt"), output_attentions=True)
attentions = torch.stack(out.attentions)[:, 0]  # (L, H, from, to)
# From every word (not [CLS], not [SEP]) to the token before it, mean over words.
previous = attentions.diagonal(-1, dim1=-2, dim2=-1)[..., :-1].mean(-1)  # (L, H)
print(previous)
