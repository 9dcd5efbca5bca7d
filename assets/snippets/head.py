import math

import torch
from transformers import AutoTokenizer, BertModel

folder, text, layer, head = "assets/models/classroom", "Hello, my dog is cute", 4, 2
tokenizer = AutoTokenizer.from_pretrained(folder)
model = BertModel.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32).eval()
with torch.inference_mode():
    out = model(**tokenizer(text, return_tensors="pt"), output_hidden_states=True, output_attentions=True)
    x = out.hidden_states[layer - 1][0]  # (T, D), what the layer reads
    attention = model.encoder.layer[layer - 1].attention.self
    d = model.config.hidden_size // model.config.num_attention_heads
    own = slice((head - 1) * d, head * d)  # this head's columns
    query, key, value = (part(x)[:, own] for part in (attention.query, attention.key, attention.value))
    scores = query @ key.T / math.sqrt(d)  # (T, T); the article leaves out the division
    weights = scores.softmax(-1)
    output = weights @ value  # (T, d)
print(weights)
print((weights - out.attentions[layer - 1][0, head - 1]).abs().max() < 1e-5)
