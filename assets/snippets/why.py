import json

import torch
from captum.attr import LayerIntegratedGradients
from peft import PeftModel
from transformers import AutoTokenizer, BertForSequenceClassification

base, adapter, text = "assets/models/classroom", "assets/models/classroom-sentiment", "Hello, my dog is cute"
task = json.load(open(f"{adapter}/task.json"))
tokenizer = AutoTokenizer.from_pretrained(base)
model = BertForSequenceClassification.from_pretrained(
    base, num_labels=len(task["labels"]), dtype=torch.float32
)
model = PeftModel.from_pretrained(model, adapter).merge_and_unload().eval()
ids = tokenizer(text, return_tensors="pt")["input_ids"]
hidden = ids.clone()
hidden[0, 1:-1] = tokenizer.mask_token_id  # the text without its words
target = int(model(ids).logits[0].argmax())
gradients = LayerIntegratedGradients(lambda ids: model(ids).logits[:, target], model.bert.embeddings)
scores = gradients.attribute(ids, hidden, n_steps=48).sum(-1)[0]
print(scores)  # they sum to the logit minus that of the text without its words
