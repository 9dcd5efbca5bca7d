import re

import torch
from transformers import AutoTokenizer, BertLMHeadModel, BertModel, EncoderDecoderModel

MODELS = "assets/models"
sentences = ["Where is the station?"]
checkpoint, writer = MODELS + "/classroom", MODELS + "/classroom-translate-en-zh"
source, target = AutoTokenizer.from_pretrained(checkpoint), AutoTokenizer.from_pretrained(writer)
model = EncoderDecoderModel(
    encoder=BertModel.from_pretrained(checkpoint, dtype=torch.float32),
    decoder=BertLMHeadModel.from_pretrained(writer, dtype=torch.float32),
).eval()
for sentence in sentences:
    inputs = source(sentence, return_tensors="pt")
    ids = model.generate(
        input_ids=inputs["input_ids"],
        attention_mask=inputs["attention_mask"],
        num_beams=4,
        max_length=100,
        decoder_start_token_id=target.cls_token_id,
        eos_token_id=target.sep_token_id,
        pad_token_id=target.pad_token_id,
        suppress_tokens=[target.unk_token_id, target.mask_token_id],
    )
    written = target.decode(ids[0], skip_special_tokens=True)
    print(re.sub(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])", "", written))  # no gaps between characters
