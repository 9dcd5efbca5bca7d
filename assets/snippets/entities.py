import json

import torch
from peft import PeftModel
from transformers import AutoTokenizer, BertForTokenClassification

base, adapter = "assets/models/classroom", "assets/models/classroom-entities"
labels = json.load(open(adapter + "/task.json"))["labels"]
tokenizer = AutoTokenizer.from_pretrained(base)
model = BertForTokenClassification.from_pretrained(base, num_labels=len(labels), dtype=torch.float32)
model = PeftModel.from_pretrained(model, adapter).eval()
inputs = tokenizer("Marie Curie left Warsaw.", return_tensors="pt")
with torch.inference_mode():
    probabilities = model(**inputs).logits[0].softmax(-1)  # (tokens, labels)
best = probabilities.max(-1)
tokens = tokenizer.convert_ids_to_tokens(inputs["input_ids"][0])
for token, label, probability in list(zip(tokens, best.indices.tolist(), best.values.tolist()))[1:-1]:
    print(token, labels[label], probability)
