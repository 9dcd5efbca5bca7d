"""The sentence through every tokenizer at hand, two beside each other. Computed by bert/tokenization.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import ids_of, variants
from bertdemo.errors import UserError
from bertdemo.page.components import component, panel
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


def tokenizers(text: Text, models: ModelBank, model: Model, run: Run) -> list[TokenizerPayload]:
    """The sentence through every tokenizer at hand: the model's own, its variants, other checkpoints'."""
    texts = (run.encoding.text, run.encoding.text_pair) if run.encoding.text_pair else run.encoding.text
    payloads = []
    for name, tokenizer in _at_hand(text, models, model):
        ids = ids_of(tokenizer, [texts])[0]
        payloads.append(
            TokenizerPayload(
                name=name,
                count=len(ids),
                unknown=ids.count(tokenizer.unk_token_id),
                ids=ids[:SHOWN],
                tokens=tokenizer.convert_ids_to_tokens(ids[:SHOWN]),
            )
        )
    return payloads


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
    with panel(text, "pieces.tokenizers", how="pieces.tokenizers.how"):
        component("tokenizers", text.part("pieces.tokenizers.shows"))
