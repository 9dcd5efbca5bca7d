import math

import torch
from transformers import AutoTokenizer, BertModel

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
text, pair = "Hello, my dog is cute", None
layer, head, token = 4, 2, 4
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
model = BertModel.from_pretrained(checkpoint, attn_implementation="eager", dtype=torch.float32).eval()
inputs = tokenizer(text, pair, truncation=True, return_tensors="pt")
with torch.inference_mode():
    out = model(**inputs, output_hidden_states=True, output_attentions=True)
    x = out.hidden_states[layer - 1][0]  # (T, D), what the layer reads
    attention = model.encoder.layer[layer - 1].attention.self
    d = model.config.hidden_size // model.config.num_attention_heads
    own = slice((head - 1) * d, head * d)  # this head's columns
    query, key, value = (part(x)[:, own] for part in (attention.query, attention.key, attention.value))
    scores = query @ key.T / math.sqrt(d)  # (T, T); the article leaves out the division
    weights = scores.softmax(-1)
    output = weights @ value  # (T, d)
tokens = inputs.tokens()
print(tokens[token], "looks at")
for name, score, weight in zip(tokens, scores[token].tolist(), weights[token].tolist()):
    print(name, score, weight)
print((weights - out.attentions[layer - 1][0, head - 1]).abs().max() < 1e-5)
