import json

import torch
from peft import PeftModel
from transformers import AutoModelForTokenClassification, AutoTokenizer

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
adapter = MODELS + "/classroom-entities"
text = "Marie Curie left Warsaw."
task = json.load(open(adapter + "/task.json", encoding="utf-8"))
labels, temperature = task["labels"], task["temperature"]
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
model = AutoModelForTokenClassification.from_pretrained(
    checkpoint, num_labels=len(labels), dtype=torch.float32
)
model = PeftModel.from_pretrained(model, adapter).merge_and_unload().eval()
inputs = tokenizer(text, truncation=True, return_tensors="pt")
with torch.inference_mode():
    probabilities = (model(**inputs).logits[0] / temperature).softmax(-1)  # (T, labels)
best = probabilities.max(-1)
tokens = inputs.tokens()
names = [labels[number] for number in best.indices.tolist()]
for token, name, probability in list(zip(tokens, names, best.values.tolist()))[1:-1]:
    print(token, name, probability)
