import torch
from transformers import AutoModel, AutoTokenizer

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
text, pair = "She sat on the river bank and counted the money that the bank had lent her.", None
token = 6
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
model = AutoModel.from_pretrained(checkpoint, dtype=torch.float32).eval()
inputs = tokenizer(text, pair, truncation=True, return_tensors="pt")
with torch.inference_mode():
    states = torch.stack(model(**inputs, output_hidden_states=True).hidden_states)[:, 0]  # (L + 1, T, D)
flat = states.flatten(0, 1)
_, values, directions = torch.linalg.svd(flat - flat.mean(0), full_matrices=False)
points = ((flat - flat.mean(0)) @ directions[:2].T).view(
    *states.shape[:2], 2
)  # the page may turn an axis round
variance = values**2
print("shown", *(variance / variance.sum())[:2].tolist())  # share of the variance on each axis
tokens = inputs.tokens()
likeness = torch.nn.functional.cosine_similarity(states[:, token, None], states, dim=-1)  # (L + 1, T)
likeness[:, token] = -2
for layer, row in enumerate(likeness):  # 0 is before the first layer
    print(layer, tokens[row.argmax()], row.max().item())  # the token that is most alike
