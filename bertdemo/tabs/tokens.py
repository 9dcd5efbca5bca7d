"""Text to numbers: WordPiece step by step, and two tokenizers side by side. Computed by bert/wordpiece.py."""

from __future__ import annotations

from typing import Any

from bertdemo.bert.checkpoints import bundled, local
from bertdemo.bert.models import Model, ModelBank
from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import variants
from bertdemo.bert.wordpiece import NotWordPiece, payload
from bertdemo.tabs.components import component, panel
from bertdemo.tabs.live import Part
from bertdemo.text import Text, UserError

NAME = "tokens"
SHOWN = 600  # tokens of a strip that is compared; the count tells of all


def wordpiece(text: Text, models: ModelBank, model: Model, run: Run) -> dict[str, Any]:
    """The stages, words and matches of the sentence on screen."""
    try:
        return payload(model.tokenizer, run.encoding.text, run.encoding.text_pair)
    except NotWordPiece:
        return {"error": text("error.not_wordpiece", model=model.checkpoint.key)}


def tokenizers(text: Text, models: ModelBank, model: Model, run: Run) -> list[dict[str, Any]]:
    """The sentence through every tokenizer at hand: the model's own, its variants, other checkpoints'."""
    own = text("tokenizer.own", model=model.checkpoint.folder.name)
    found = [(own, model.tokenizer)]
    found += [(text(f"tokenizer.{name}"), variant) for name, variant in variants(model.tokenizer).items()]
    for checkpoint in [
        c for c in [*bundled(), *local(models.settings)] if not c.base and c.key != model.checkpoint.key
    ]:
        try:
            found.append((checkpoint.folder.name, models(checkpoint.key).tokenizer))
        except UserError:  # a broken folder is told where it is chosen as a model
            continue
    pair = (run.encoding.text, run.encoding.text_pair) if run.encoding.text_pair else (run.encoding.text,)
    compared = []
    for name, tokenizer in found:
        ids = tokenizer(*pair, verbose=False)["input_ids"]
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


PARTS: dict[str, Part] = {"wordpiece": wordpiece, "tokenizers": tokenizers}


def build(text: Text, models: ModelBank) -> None:
    with panel(text, "tokens.wordpiece", how="tokens.wordpiece.how", code="tokens"):
        component("wordpiece", text.part("wordpiece"))
    with panel(text, "tokens.compare", how="tokens.compare.how"):
        component("compare", text.part("compare"))
