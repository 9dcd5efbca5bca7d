import torch
from transformers import AutoTokenizer, BertForPreTraining

folder = "assets/models/classroom"
tokenizer = AutoTokenizer.from_pretrained(folder)
model = BertForPreTraining.from_pretrained(folder, dtype=torch.float32).eval()
inputs = tokenizer("Hello, my [MASK] is cute", return_tensors="pt")
place = inputs["input_ids"][0].tolist().index(tokenizer.mask_token_id)
with torch.inference_mode():
    probabilities = model(**inputs).prediction_logits[0, place].softmax(-1)
best = probabilities.topk(5)
for number, probability in zip(best.indices.tolist(), best.values.tolist()):
    print(tokenizer.convert_ids_to_tokens(number), number, probability)
