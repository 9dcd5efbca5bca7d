# The article's sections 5.2 and 5.3 on today's libraries: AdamW comes from torch, and the loss wants the logits.
import csv

import torch
from torch.nn.functional import cross_entropy
from transformers import AutoTokenizer, BertForSequenceClassification

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
dataset, labels = MODELS + "/../datasets/reviews.en.tsv", ["negative", "positive"]
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
with open(dataset, encoding="utf-8") as file:
    rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[:16]
inputs = tokenizer([row["text"] for row in rows], padding=True, return_tensors="pt")
answers = torch.tensor([labels.index(row["label"]) for row in rows])

model = BertForSequenceClassification.from_pretrained(checkpoint, num_labels=2, dtype=torch.float32)
model.eval()  # no dropout
generator = torch.Generator().manual_seed(0)
with torch.no_grad():  # the new head starts at random
    model.classifier.weight.normal_(0, 0.02, generator=generator)
    model.classifier.bias.zero_()

optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0.0)
losses = []
schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / 4)
for step in range(3):
    optimizer.zero_grad()
    loss = cross_entropy(model(**inputs).logits, answers)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    losses.append(loss.item())
    print("loss", step + 1, loss.item())

with torch.inference_mode():  # section 5.3: predict
    scores = model(**tokenizer(rows[0]["text"], return_tensors="pt")).logits.softmax(-1)[0]
print("predicted", *scores.tolist())
