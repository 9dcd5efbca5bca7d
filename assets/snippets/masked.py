import torch
from transformers import AutoModelForMaskedLM, AutoTokenizer

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
text, pair = "The [MASK] sat on the river [MASK].", None
positions = [2, 7]  # of the hidden tokens, [CLS] being 0
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
model = AutoModelForMaskedLM.from_pretrained(checkpoint, dtype=torch.float32).eval()
inputs = tokenizer(text, pair, truncation=True, return_tensors="pt")
inputs["input_ids"][0, positions] = tokenizer.mask_token_id
with torch.inference_mode():
    probabilities = model(**inputs).logits[0, positions].softmax(-1)  # (hidden, V)
for place, chances in zip(positions, probabilities):
    best = chances.topk(5)
    guesses = tokenizer.convert_ids_to_tokens(best.indices.tolist())
    for guess, probability in zip(guesses, best.values.tolist()):
        print(place, guess, probability)
