import json

import torch
from peft import PeftModel
from transformers import AutoTokenizer, BertForSequenceClassification

base, adapter = "assets/models/classroom", "assets/models/classroom-sentiment"
task = json.load(open(adapter + "/task.json"))
tokenizer = AutoTokenizer.from_pretrained(base)
model = BertForSequenceClassification.from_pretrained(
    base, num_labels=len(task["labels"]), dtype=torch.float32
)
model = PeftModel.from_pretrained(model, adapter).eval()
with torch.inference_mode():
    logits = model(**tokenizer("Hello, my dog is cute", return_tensors="pt")).logits[0]
probabilities = (logits / task["temperature"]).softmax(-1)
for label, logit, probability in zip(task["labels"], logits.tolist(), probabilities.tolist()):
    print(label, logit, probability)
