import json

import torch
from peft import PeftModel
from transformers import AutoModelForSequenceClassification, AutoTokenizer

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
adapter = MODELS + "/classroom-sentiment"
text, pair = "Hello, my dog is cute", None
layer, head = 5, 8
task = json.load(open(adapter + "/task.json", encoding="utf-8"))
labels, temperature = task["labels"], task["temperature"]
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
model = AutoModelForSequenceClassification.from_pretrained(
    checkpoint, num_labels=len(labels), dtype=torch.float32
)
model = PeftModel.from_pretrained(model, adapter).merge_and_unload().eval()
inputs = tokenizer(text, pair, truncation=True, return_tensors="pt")
with torch.inference_mode():
    before = (model(**inputs).logits[0] / temperature).softmax(-1)
    # A head that gives nothing is one whose columns of Wo are zero.
    d = model.config.hidden_size // model.config.num_attention_heads
    output = model.base_model.encoder.layer[layer - 1].attention.output.dense
    output.weight[:, (head - 1) * d : head * d] = 0
    after = (model(**inputs).logits[0] / temperature).softmax(-1)
for label, first, second in zip(labels, before.tolist(), after.tolist()):
    print(label, first, second)
