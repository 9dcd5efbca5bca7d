import torch
from transformers import AutoModel, AutoTokenizer

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
text, pair = "Hello, my dog is cute", None
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
model = AutoModel.from_pretrained(checkpoint, attn_implementation="eager", dtype=torch.float32).eval()
inputs = tokenizer(text, pair, truncation=True, return_tensors="pt")
with torch.inference_mode():
    attentions = torch.stack(model(**inputs, output_attentions=True).attentions)[:, 0]  # (L, H, from, to)
# From every word (not [CLS], not [SEP]) to the token before it, mean over words.
words = [place for place, word in enumerate(inputs.word_ids()) if word is not None]
previous = attentions[:, :, words, [place - 1 for place in words]].mean(-1)  # (L, H)
for layer, row in enumerate(previous.tolist(), start=1):
    print("layer", layer, *row)
