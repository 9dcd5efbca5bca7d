"""The sentence through every tokenizer at hand, two beside each other. Computed by bert/tokenization.py."""

from __future__ import annotations

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


def tokenizers(text: Text, models: ModelBank, model: Model, run: Run) -> list[dict[str, Any]]:
    """The sentence through every tokenizer at hand: the model's own, its variants, other checkpoints'."""
    own = text("tokenizer.own", model=model.checkpoint.key)
    found = [(own, model.tokenizer)]
    found += [(text(f"tokenizer.{name}"), variant) for name, variant in variants(model.tokenizer).items()]
    for checkpoint in [
        c for c in [*bundled(), *local(models.settings)] if not c.base and c.key != model.checkpoint.key
    ]:
        try:
            found.append((checkpoint.key, models(checkpoint.key).tokenizer))
        except UserError:  # a broken folder is told where it is chosen as a model
            continue
    texts = (run.encoding.text, run.encoding.text_pair) if run.encoding.text_pair else run.encoding.text
    compared = []
    for name, tokenizer in found:
        ids = ids_of(tokenizer, [texts])[0]
        compared.append(
            {
                "name": name,
                "count": len(ids),
                "unknown": ids.count(tokenizer.unk_token_id),
                "ids": ids[:SHOWN],
                "tokens": tokenizer.convert_ids_to_tokens(ids[:SHOWN]),
            }
        )
    return compared


def build(text: Text, models: ModelBank) -> None:
    with panel(text, "tokens.compare", how="tokens.compare.how"):
        component("tokenizers", text.part("compare"))
