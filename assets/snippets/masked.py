import torch
from transformers import AutoTokenizer, BertForPreTraining

folder = "assets/models/classroom"
tokenizer = AutoTokenizer.from_pretrained(folder)
model = BertForPreTraining.from_pretrained(folder, dtype=torch.float32).eval()
inputs = tokenizer("The [MASK] sat on the river [MASK].", return_tensors="pt")
places = (inputs["input_ids"][0] == tokenizer.mask_token_id).nonzero().flatten()
with torch.inference_mode():
    probabilities = model(**inputs).prediction_logits[0, places].softmax(-1)
for place, chances in zip(places.tolist(), probabilities):
    best = chances.topk(3)
    for number, probability in zip(best.indices.tolist(), best.values.tolist()):
        print(place, tokenizer.convert_ids_to_tokens(number), number, probability)
