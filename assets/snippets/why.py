import json

import torch
from captum.attr import LayerIntegratedGradients
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
inputs = tokenizer(text, pair, truncation=True, return_tensors="pt")
ids, segments = inputs["input_ids"], inputs["token_type_ids"]
words = [place for place, word in enumerate(inputs.word_ids()) if word is not None]
hidden = ids.clone()
hidden[0, words] = tokenizer.mask_token_id  # the text without its words


def logits(ids):
    return model(ids, token_type_ids=segments.expand_as(ids)).logits  # (steps, labels)


target = int(logits(ids)[0].argmax())
gradients = LayerIntegratedGradients(lambda ids: logits(ids)[:, target], model.base_model.embeddings)
scores = gradients.attribute(ids, hidden, n_steps=48).sum(-1)[0]
tokens = inputs.tokens()
for token, score in zip(tokens, scores.tolist()):
    print(token, score)  # they sum to the logit minus that of the text without its words
