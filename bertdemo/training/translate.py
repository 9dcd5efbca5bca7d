"""English to Chinese: the encoder as it is, and a small decoder that looks at its output (Rothe et al. 2020).

The decoder starts from the encoder's upper layers, as theirs starts from BERT; its cross-attention from their
self-attention. It writes Chinese a character at a time. The encoder does not learn here, so the app needs it once.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pad_sequence
from transformers import BertConfig, BertLMHeadModel, BertModel, BertTokenizer, EncoderDecoderModel

from bertdemo.bert.translation import CHINESE, as_written
from bertdemo.training.loop import Budget, train
from bertdemo.training.swaps import PEOPLE, PLACES, swapped

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


@dataclass(frozen=True)
class TranslateRecipe(Budget):
    """Every choice of a run; written into its model card."""

    learning_rate: float = 1e-3
    tokens_per_batch: int = 3072  # English and Chinese together
    evaluations: int = 4
    layers: tuple[int, ...] = (3, 4, 5)  # of the encoder, counted from 0: where the decoder's start
    dropout: float = 0.15
    smoothing: float = 0.1  # of the labels
    rarest: int = 2  # a character is in the vocabulary if it was seen this often
    longest: int = 80
    swapped: float = 0.7  # share of the pairs whose people, places and numbers are others in each pass


def vocabulary(sentences: Sequence[str], rarest: int) -> dict[str, int]:
    """Characters by how often they occur, after the special tokens; letters and digits also as word endings (##)."""
    counts = Counter(c for sentence in sentences for c in sentence if not c.isspace())
    kept = [c for c, n in counts.most_common() if n >= rarest]
    endings = [f"##{c}" for c in kept if c.isalnum() and not re.match(f"[{CHINESE}]", c)]
    return {token: i for i, token in enumerate([*SPECIAL, *kept, *endings])}


def target_tokenizer(sentences: Sequence[str], rarest: int) -> Any:
    """Splits Chinese into characters, and words of other scripts into their letters."""
    return BertTokenizer(vocab=vocabulary(sentences, rarest), do_lower_case=False, strip_accents=False)


def new_model(encoder: BertModel, tokenizer: Any, recipe: TranslateRecipe) -> EncoderDecoderModel:
    """The encoder, which stays as it is, with a decoder that starts from some of its layers."""
    config = BertConfig.from_dict(encoder.config.to_dict())
    config.update(
        {
            "vocab_size": len(tokenizer),
            "num_hidden_layers": len(recipe.layers),
            "max_position_embeddings": 128,
            "is_decoder": True,
            "add_cross_attention": True,
            "hidden_dropout_prob": recipe.dropout,
            "attention_probs_dropout_prob": 0.0,
            "pad_token_id": tokenizer.pad_token_id,
            "architectures": ["BertLMHeadModel"],
        }
    )
    decoder = BertLMHeadModel._from_config(config, attn_implementation="eager")
    with torch.no_grad():
        embeddings, own = encoder.embeddings, decoder.bert.embeddings
        own.position_embeddings.weight.copy_(embeddings.position_embeddings.weight[:128])
        own.LayerNorm.load_state_dict(embeddings.LayerNorm.state_dict())
        for layer, start in zip(decoder.bert.encoder.layer, recipe.layers, strict=True):
            source = encoder.encoder.layer[start]
            layer.load_state_dict(source.state_dict(), strict=False)
            layer.crossattention.load_state_dict(source.attention.state_dict(), strict=False)
    return joined(encoder, decoder, tokenizer)


def joined(encoder: BertModel, decoder: BertLMHeadModel, tokenizer: Any) -> EncoderDecoderModel:
    """Encoder and decoder as one model that can `generate`."""
    model = EncoderDecoderModel(encoder=encoder, decoder=decoder)
    ids = {
        "decoder_start_token_id": tokenizer.cls_token_id,
        "eos_token_id": tokenizer.sep_token_id,
        "pad_token_id": tokenizer.pad_token_id,
    }
    model.config.update(ids)
    model.generation_config.update(
        **ids, max_length=100, suppress_tokens=[tokenizer.unk_token_id, tokenizer.mask_token_id]
    )
    return model


class Translator(nn.Module):
    """The model with its loss as the output; the encoder is neither dropped out nor changed."""

    def __init__(self, model: EncoderDecoderModel, smoothing: float) -> None:
        super().__init__()
        self.model = model
        self.smoothing = smoothing
        for parameter in model.encoder.parameters():
            parameter.requires_grad_(False)

    def train(self, mode: bool = True) -> Translator:
        super().train(mode)
        self.model.encoder.eval()
        return self

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        with torch.no_grad():
            states = self.model.encoder(batch["input_ids"], batch["attention_mask"]).last_hidden_state
        out = self.model.decoder(
            input_ids=batch["shown"],
            attention_mask=batch["shown_mask"],
            encoder_hidden_states=states,
            encoder_attention_mask=batch["attention_mask"],
        )
        logits = out.logits.float().flatten(0, 1)  # (B * T, V)
        return {"words": cross_entropy(logits, batch["labels"].flatten(), label_smoothing=self.smoothing)}


def make_batches(
    coded: Sequence[tuple[list[int], list[int]]], tokens: int, target: Any, rng: random.Random
) -> list[dict[str, Tensor]]:
    """Padded batches of pairs (ids of both languages) of similar length, of about `tokens` tokens, in random order.

    A character that the vocabulary lacks is not asked for.
    """
    pad, unknown = target.pad_token_id, target.unk_token_id
    groups: list[list[int]] = [[]]
    for i in sorted(range(len(coded)), key=lambda i: (len(coded[i][1]), len(coded[i][0]), rng.random())):
        size = max(len(coded[j][0]) for j in [*groups[-1], i]) + len(coded[i][1])
        if groups[-1] and (len(groups[-1]) + 1) * size > tokens:
            groups.append([])
        groups[-1].append(i)
    rng.shuffle(groups)

    def padded(rows: list[list[int]], value: int) -> Tensor:
        return pad_sequence([torch.tensor(row) for row in rows], batch_first=True, padding_value=value)

    made = []
    for group in groups:
        sources, targets = [coded[i][0] for i in group], [coded[i][1] for i in group]
        made.append(
            {
                "input_ids": padded(sources, 0),
                "attention_mask": padded([[1] * len(row) for row in sources], 0),
                "shown": padded([row[:-1] for row in targets], pad),
                "shown_mask": padded([[1] * (len(row) - 1) for row in targets], 0),
                "labels": padded([[-100 if i == unknown else i for i in row[1:]] for row in targets], -100),
            }
        )
    return made


def train_translator(
    base: Path,
    pairs: Sequence[tuple[str, str]],
    held: Sequence[tuple[str, str]],
    recipe: TranslateRecipe,
    out: Path,
) -> tuple[EncoderDecoderModel, Any, Any, dict[str, Any]]:
    """The model, the tokenizers of both languages, and figures for the card."""
    torch.manual_seed(recipe.seed)
    source = BertTokenizer.from_pretrained(base)
    encoder = BertModel.from_pretrained(base, attn_implementation="eager", dtype=torch.float32)
    names = recipe.rarest * [*PEOPLE.values(), *PLACES.values()] if recipe.swapped else []
    target = target_tokenizer([*(chinese for _, chinese in pairs), *names], recipe.rarest)
    model = new_model(encoder, target, recipe)
    options = {"truncation": True, "max_length": recipe.longest}

    def epoch(pool: int, progress: float) -> list[dict[str, Tensor]]:
        rng = random.Random(recipe.seed * 1_000_003 + pool)
        shown = [swapped(pair, rng) if rng.random() < recipe.swapped else pair for pair in pairs]
        english = source([e for e, _ in shown], **options)["input_ids"]
        chinese = target([c for _, c in shown], **options)["input_ids"]
        coded = list(zip(english, chinese, strict=True))
        return make_batches(coded, recipe.tokens_per_batch, target, rng)

    translator = Translator(model, recipe.smoothing)
    learning = [p for p in translator.parameters() if p.requires_grad]
    some = held[:150]
    figures = train(
        translator,
        [{"params": learning, "weight_decay": 0.01}],
        recipe,
        out,
        epoch,
        assess=lambda: {"bleu": bleu(translate(model, source, target, [e for e, _ in some], 1), some)},
    )
    figures["epochs"] = figures["examples"] / len(pairs)
    return model, source, target, figures


@torch.inference_mode()
def translate(
    model: EncoderDecoderModel, source: Any, target: Any, sentences: Sequence[str], beams: int
) -> list[str]:
    """Chinese for each sentence, by beam search (1: the likeliest character each time)."""
    model.eval()
    made: list[str] = []
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    for at in range(0, len(order), 64):
        inputs = source([sentences[i] for i in order[at : at + 64]], return_tensors="pt", padding=True)
        inputs = {name: inputs[name].to(model.device) for name in ("input_ids", "attention_mask")}
        ids = model.generate(**inputs, num_beams=beams, length_penalty=1.0)
        made += [as_written(text) for text in target.batch_decode(ids, skip_special_tokens=True)]
    places = dict(zip(order, made, strict=True))
    return [places[i] for i in range(len(sentences))]


def bleu(guesses: Sequence[str], pairs: Sequence[tuple[str, str]]) -> float:
    """BLEU over Chinese characters (sacrebleu, tokenizer `zh`), against every translation known of a sentence."""
    from sacrebleu import corpus_bleu

    return round(corpus_bleu(list(guesses), [[chinese for _, chinese in pairs]], tokenize="zh").score, 2)


def teacher_forced(source: Any, target: Any, pairs: Sequence[tuple[str, str]]) -> list[dict[str, Tensor]]:
    """Inputs that ask for each next character, given the ones before it."""
    coded = [(source(e)["input_ids"], target(c)["input_ids"]) for e, c in pairs]
    return [
        {
            "input_ids": batch["input_ids"],
            "attention_mask": batch["attention_mask"],
            "decoder_input_ids": batch["shown"],
            "decoder_attention_mask": batch["shown_mask"],
        }
        for batch in make_batches(coded, 2048, target, random.Random(0))
    ]


def stored(base: Path, folder: Path) -> tuple[EncoderDecoderModel, Any, Any]:
    """Encoder and decoder as they lie in their folders, in float32, and their tokenizers."""
    options = {"attn_implementation": "eager", "dtype": torch.float32}
    target = BertTokenizer.from_pretrained(folder)
    encoder = BertModel.from_pretrained(base, **options)
    model = joined(encoder, BertLMHeadModel.from_pretrained(folder, **options), target)
    return model.eval(), BertTokenizer.from_pretrained(base), target
