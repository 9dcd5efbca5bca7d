import torch
from torch.utils.flop_counter import FlopCounterMode
from transformers import AutoModel, AutoTokenizer

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
text, pair = "Hello, my dog is cute", None
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
model = AutoModel.from_pretrained(checkpoint, attn_implementation="eager", dtype=torch.float32).eval()
model.pooler = None  # the encoder alone
with FlopCounterMode(display=False) as counter, torch.no_grad():
    model(**tokenizer(text, pair, truncation=True, return_tensors="pt"))
print(counter.get_total_flops())
