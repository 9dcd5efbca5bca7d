import json

import torch
from peft import PeftModel
from transformers import AutoModelForSequenceClassification, AutoTokenizer

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
adapter = MODELS + "/classroom-sentiment"
text, pair = "Hello, my dog is cute", None
task = json.load(open(adapter + "/task.json", encoding="utf-8"))
labels, temperature = task["labels"], task["temperature"]
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
model = AutoModelForSequenceClassification.from_pretrained(
    checkpoint, num_labels=len(labels), dtype=torch.float32
)
model = PeftModel.from_pretrained(model, adapter).merge_and_unload().eval()
with torch.inference_mode():
    logits = model(**tokenizer(text, pair, truncation=True, return_tensors="pt")).logits[0]
probabilities = (logits / temperature).softmax(-1)
for label, logit, probability in zip(labels, logits.tolist(), probabilities.tolist()):
    print(label, logit, probability)
