import json

import torch
from peft import PeftModel
from transformers import AutoTokenizer, BertForSequenceClassification

base, adapter, text = "assets/models/classroom", "assets/models/classroom-sentiment", "Hello, my dog is cute"
layer, head = 5, 8
task = json.load(open(f"{adapter}/task.json"))
tokenizer = AutoTokenizer.from_pretrained(base)
model = BertForSequenceClassification.from_pretrained(
    base, num_labels=len(task["labels"]), dtype=torch.float32
)
model = PeftModel.from_pretrained(model, adapter).merge_and_unload().eval()
inputs = tokenizer(text, return_tensors="pt")
with torch.inference_mode():
    before = model(**inputs).logits[0]
    # A head that gives nothing is one whose columns of Wo are zero.
    d = model.config.hidden_size // model.config.num_attention_heads
    output = model.bert.encoder.layer[layer - 1].attention.output.dense
    output.weight[:, (head - 1) * d : head * d] = 0
    after = model(**inputs).logits[0]
for logits in (before, after):
    print((logits / task["temperature"]).softmax(-1))
