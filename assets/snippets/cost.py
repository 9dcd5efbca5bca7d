import torch
from torch.utils.flop_counter import FlopCounterMode
from transformers import AutoTokenizer, BertModel

folder, text = "assets/models/classroom", "Hello, my dog is cute"
tokenizer = AutoTokenizer.from_pretrained(folder)
model = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager").float().eval()
with FlopCounterMode(display=False) as counter, torch.no_grad():
    model(**tokenizer(text, return_tensors="pt"))
print(counter.get_total_flops())
