import torch
from transformers import AutoTokenizer, BertForMaskedLM

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
text, pair = "Hello, my dog is cute", None
position = 4  # of the hidden token, [CLS] being 0
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
model = BertForMaskedLM.from_pretrained(checkpoint, dtype=torch.float32).eval()
inputs = tokenizer(text, pair, truncation=True, return_tensors="pt")
inputs["input_ids"][0, position] = tokenizer.mask_token_id
first = []  # probability of the likeliest word of each layer
with torch.inference_mode():
    hidden_states = model(**inputs, output_hidden_states=True).hidden_states
    for layer, states in enumerate(hidden_states):  # 0 is before the first layer
        best = model.cls(states[0, position]).softmax(-1).topk(3)
        print(layer, *tokenizer.convert_ids_to_tokens(best.indices.tolist()), *best.values.tolist())
        first.append(best.values[0].item())
