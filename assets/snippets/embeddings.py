import torch
from transformers import AutoTokenizer, BertModel

folder, text = "assets/models/classroom", "Hello, my dog is cute"
tokenizer = AutoTokenizer.from_pretrained(folder)
model = BertModel.from_pretrained(folder, dtype=torch.float32).eval()
inputs = tokenizer(text, return_tensors="pt")
tables = model.embeddings
with torch.inference_mode():
    token = tables.word_embeddings(inputs["input_ids"])  # (1, T, D)
    segment = tables.token_type_embeddings(inputs["token_type_ids"])
    position = tables.position_embeddings(torch.arange(token.shape[1]))
    x = tables.LayerNorm(token + segment + position)
    own = model(**inputs, output_hidden_states=True).hidden_states[0]
print(x[0].norm(dim=-1))
print((x - own).abs().max() < 1e-5)
