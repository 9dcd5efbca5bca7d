"""The sentence through every tokenizer at hand, two beside each other. Computed by bert/tokenization.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import ids_of, variants
from bertdemo.errors import UserError
from bertdemo.page.components import component
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled, local
from bertdemo.text import Text

SHOWN = 600  # tokens of a strip that is compared; the count tells of all


@dataclass(frozen=True)
class TokenizerPayload:
    """The sentence through one tokenizer."""

    name: str
    count: int  # of all tokens
    unknown: int  # how many of all are [UNK]
    ids: list[int]  # of the first 600
    tokens: list[str]  # the same
    said: str  # what tells it from the model's own; of that, how far its vocabulary reaches


def tokenizers(text: Text, models: ModelBank, model: Model, run: Run) -> list[TokenizerPayload]:
    """The sentence through every tokenizer at hand: the model's own, its variants, other checkpoints'."""
    texts = (run.encoding.text, run.encoding.text_pair) if run.encoding.text_pair else run.encoding.text
    payloads: list[TokenizerPayload] = []
    own: Counted | None = None  # the first
    for name, tokenizer in _at_hand(text, models, model):
        ids = ids_of(tokenizer, [texts])[0]
        tokens = tokenizer.convert_ids_to_tokens(ids)
        counted = Counted(name, tuple(tokens), ids.count(tokenizer.unk_token_id))
        payloads.append(
            TokenizerPayload(
                name=name,
                count=len(ids),
                unknown=counted.unknown,
                ids=ids[:SHOWN],
                tokens=tokens[:SHOWN],
                said=say_compared(text, counted, own) if own else say_own(text, counted, run.encoding.words),
            )
        )
        own = own or counted
    return payloads


@dataclass(frozen=True)
class Counted:
    """What one tokenizer made of the text."""

    name: str
    tokens: tuple[str, ...]
    unknown: int  # of them [UNK]


def say_own(text: Text, own: Counted, words: int) -> str:
    """How many tokens the model's own tokenizer needs, and what of the text is lost in them; `words` without the frame."""
    key = "all_known" if not own.unknown else "some_unknown"
    return text(f"pieces.tokenizers.says.own_{key}", count=len(own.tokens), unknown=own.unknown, pieces=words)


def say_compared(text: Text, other: Counted, own: Counted) -> str:
    """Which of two tokenizers needs fewer tokens, and why."""
    count, own_count = len(other.tokens), len(own.tokens)
    if other.tokens == own.tokens:
        kind = "same"
    elif other.unknown != own.unknown:
        kind = "loses" if other.unknown > own.unknown else "reads"
    elif count == own_count:
        kind = "as_many"
    else:
        kind = "fewer" if count < own_count else "more"
    return text(
        "pieces.tokenizers.says.compared",
        name=other.name,
        count=count,
        unknown=other.unknown,
        own=own_count,
        own_unknown=own.unknown,
        verdict=text(
            f"pieces.tokenizers.says.verdict.{kind}",
            lost=other.unknown - own.unknown,
            read=own.unknown - other.unknown,
            times=f"{(count / own_count) ** 2:.2g}",
        ),
    )


def _at_hand(text: Text, models: ModelBank, model: Model) -> Iterator[tuple[str, Any]]:
    """Names and tokenizers."""
    yield text("pieces.tokenizers.says.own", model=model.checkpoint.key), model.tokenizer
    for name, variant in variants(model.tokenizer).items():
        yield text(f"pieces.tokenizers.says.{name}"), variant
    for checkpoint in [*bundled(), *local(models.settings)]:
        if checkpoint.base or checkpoint.key == model.checkpoint.key:
            continue
        try:
            tokenizer = models(checkpoint.key).tokenizer
        except UserError:  # a broken folder is told where it is chosen as a model
            continue
        yield checkpoint.key, tokenizer


def build(text: Text, models: ModelBank) -> None:
    component("tokenizers", text.part("pieces.tokenizers.shows"))
