import torch
from transformers import AutoTokenizer, BertLMHeadModel, BertModel, EncoderDecoderModel

base, folder = "assets/models/classroom", "assets/models/classroom-translate-en-zh"
source, target = AutoTokenizer.from_pretrained(base), AutoTokenizer.from_pretrained(folder)
model = EncoderDecoderModel(
    encoder=BertModel.from_pretrained(base, dtype=torch.float32),
    decoder=BertLMHeadModel.from_pretrained(folder, dtype=torch.float32),
).eval()
inputs = source("Where is the station?", return_tensors="pt")
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
print("written", target.decode(ids[0], skip_special_tokens=True).replace(" ", ""))
