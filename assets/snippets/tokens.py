from transformers import AutoTokenizer

MODELS = "assets/models"
checkpoint = MODELS + "/classroom"
text, pair = "Hello, my dog is cute", None
tokenizer = AutoTokenizer.from_pretrained(checkpoint)
inputs = tokenizer(text, pair, truncation=True, return_offsets_mapping=True, return_token_type_ids=True)
tokens = inputs.tokens()
for token, number, segment, span in zip(
    tokens, inputs["input_ids"], inputs["token_type_ids"], inputs["offset_mapping"]
):
    print(token, number, segment, *span)  # the span counts characters of its own sentence
