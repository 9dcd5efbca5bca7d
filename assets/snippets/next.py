import torch
from transformers import AutoTokenizer, BertForNextSentencePrediction

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
text, pair = "The lights went out.", "We looked for candles."
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
model = BertForNextSentencePrediction.from_pretrained(checkpoint, dtype=torch.float32).eval()
with torch.inference_mode():
    logits = model(**tokenizer(text, pair, truncation=True, return_tensors="pt")).logits[0]
probabilities = logits.softmax(-1)  # B follows A; B is from elsewhere
print("logits", *logits.tolist())
print("follows", probabilities[0].item())
