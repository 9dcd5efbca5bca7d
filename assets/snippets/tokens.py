from transformers import AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("assets/models/classroom")
text = "Hello, my dog is cute"
encoded = tokenizer(text, return_offsets_mapping=True)
for token, number, segment, span in zip(
    encoded.tokens(), encoded["input_ids"], encoded["token_type_ids"], encoded["offset_mapping"]
):
    print(token, number, segment, span)
