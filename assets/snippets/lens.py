import torch
from transformers import AutoTokenizer, BertForPreTraining

folder, text = "assets/models/classroom", "Hello, my [MASK] is cute"
tokenizer = AutoTokenizer.from_pretrained(folder)
model = BertForPreTraining.from_pretrained(folder, dtype=torch.float32).eval()
inputs = tokenizer(text, return_tensors="pt")
place = inputs["input_ids"][0].tolist().index(tokenizer.mask_token_id)
with torch.inference_mode():
    out = model(**inputs, output_hidden_states=True)
    for states in out.hidden_states:
        best = model.cls.predictions(states[0, place]).softmax(-1).topk(3)
        print(*tokenizer.convert_ids_to_tokens(best.indices), *best.values.tolist())
