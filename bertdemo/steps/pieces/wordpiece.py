"""WordPiece: every stage of the normalizer, every piece that is tried. Computed by bert/wordpiece.py."""

from __future__ import annotations

from typing import Any

from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.bert.wordpiece import NotWordPiece, payload
from bertdemo.page.components import component, panel
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text


def wordpiece(text: Text, models: ModelBank, model: Model, run: Run) -> dict[str, Any]:
    """The stages, words and matches of the sentence on screen."""
    try:
        return payload(model.tokenizer, run.encoding.text, run.encoding.text_pair)
    except NotWordPiece:
        return {"error": text("error.not_wordpiece", model=model.checkpoint.key)}


def build(text: Text, models: ModelBank) -> None:
    with panel(text, "tokens.wordpiece", how="tokens.wordpiece.how", code="tokens"):
        component("wordpiece", text.part("wordpiece"))
