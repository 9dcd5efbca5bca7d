import torch
from transformers import AutoModelForMaskedLM, AutoTokenizer

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
text, pair = "Hello, my dog is cute", None
position = 4  # of the hidden token, [CLS] being 0
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
model = AutoModelForMaskedLM.from_pretrained(checkpoint, dtype=torch.float32).eval()
inputs = tokenizer(text, pair, truncation=True, return_tensors="pt")
word = inputs["input_ids"][0, position].item()
inputs["input_ids"][0, position] = tokenizer.mask_token_id
words = [place for place, word_id in enumerate(inputs.word_ids()) if word_id is not None]
chances = {}
for side in ("both", "left", "right"):
    seen = torch.ones_like(inputs["input_ids"])
    behind = [place for place in words if side == "left" and place > position]
    before = [place for place in words if side == "right" and place < position]
    seen[0, behind + before] = 0  # in the attention mask: nobody may look there
    with torch.inference_mode():
        probabilities = model(**{**inputs, "attention_mask": seen}).logits[0, position].softmax(-1)
    if word == tokenizer.mask_token_id:  # a [MASK] that was typed: the best guess from both sides
        word = probabilities.argmax().item()
    chances[side] = probabilities[word].item()
    print(side, chances[side])
