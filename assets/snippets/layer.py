import torch
from transformers import AutoTokenizer, BertModel

folder, text, number = "assets/models/classroom", "Hello, my dog is cute", 4
tokenizer = AutoTokenizer.from_pretrained(folder)
model = BertModel.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32).eval()
with torch.inference_mode():
    out = model(**tokenizer(text, return_tensors="pt"), output_hidden_states=True, output_attentions=True)
    layer = model.encoder.layer[number - 1]
    x = out.hidden_states[number - 1][0]  # (T, D)
    heads = model.config.num_attention_heads
    value = layer.attention.self.value(x).unflatten(-1, (heads, -1)).transpose(0, 1)  # (H, T, d)
    joined = (out.attentions[number - 1][0] @ value).transpose(0, 1).flatten(1)  # (T, D)
    y = layer.attention.output.LayerNorm(layer.attention.output.dense(joined) + x)  # residual, then norm
    neurons = torch.nn.functional.gelu(layer.intermediate.dense(y))  # (T, 4 D)
    result = layer.output.LayerNorm(layer.output.dense(neurons) + y)
print(result.norm(dim=-1))
print((result - out.hidden_states[number][0]).abs().max() < 1e-4)
