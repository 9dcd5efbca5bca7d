import torch
from transformers import AutoTokenizer, BertModel

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
text, pair = "Hello, my dog is cute", None
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
model = BertModel.from_pretrained(checkpoint, dtype=torch.float32).eval()
inputs = tokenizer(text, pair, truncation=True, return_tensors="pt")
tables = model.embeddings
with torch.inference_mode():
    word = tables.word_embeddings(inputs["input_ids"])  # (1, T, D)
    segment = tables.token_type_embeddings(inputs["token_type_ids"])
    position = tables.position_embeddings(torch.arange(word.shape[1]))[None]
    x = tables.LayerNorm(word + segment + position)
    own = model(**inputs, output_hidden_states=True).hidden_states[0]
tokens = inputs.tokens()
lengths = torch.stack([part[0].norm(dim=-1) for part in (word, segment, position, x)], -1)  # (T, 4)
for token, row in zip(tokens, lengths.tolist()):
    print(token, *row)  # word, segment, position, and what the first layer reads
print((x - own).abs().max() < 1e-5)
