import torch
from transformers import AutoModelForMaskedLM, AutoTokenizer

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
text, pair = "Hello, my dog is cute", None
position = 4  # of the hidden token, [CLS] being 0
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
model = AutoModelForMaskedLM.from_pretrained(checkpoint, dtype=torch.float32).eval()
inputs = tokenizer(text, pair, truncation=True, return_tensors="pt")
inputs["input_ids"][0, position] = tokenizer.mask_token_id
with torch.inference_mode():
    probabilities = model(**inputs).logits[0, position].softmax(-1)
best = probabilities.topk(5)
guesses = tokenizer.convert_ids_to_tokens(best.indices.tolist())
for guess, number, probability in zip(guesses, best.indices.tolist(), best.values.tolist()):
    print(guess, number, probability)
