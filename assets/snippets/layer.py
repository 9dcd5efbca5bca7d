import torch
from transformers import AutoTokenizer, BertModel

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
text, pair = "Hello, my dog is cute", None
layer = 4
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
model = BertModel.from_pretrained(checkpoint, attn_implementation="eager", dtype=torch.float32).eval()
inputs = tokenizer(text, pair, truncation=True, return_tensors="pt")
with torch.inference_mode():
    out = model(**inputs, output_hidden_states=True, output_attentions=True)
    parts = model.encoder.layer[layer - 1]
    x = out.hidden_states[layer - 1][0]  # (T, D)
    heads = model.config.num_attention_heads
    value = parts.attention.self.value(x).unflatten(-1, (heads, -1)).transpose(0, 1)  # (H, T, d)
    joined = (out.attentions[layer - 1][0] @ value).transpose(0, 1).flatten(1)  # (T, D)
    y = parts.attention.output.LayerNorm(parts.attention.output.dense(joined) + x)  # residual, then norm
    neurons = parts.intermediate.intermediate_act_fn(parts.intermediate.dense(y))  # (T, 4 D), GELU
    result = parts.output.LayerNorm(parts.output.dense(neurons) + y)
tokens = inputs.tokens()
for token, before, after in zip(tokens, x.norm(dim=-1).tolist(), result.norm(dim=-1).tolist()):
    print(token, before, after)  # lengths of its vector
print((result - out.hidden_states[layer][0]).abs().max() < 1e-4)
