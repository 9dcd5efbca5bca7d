"""The token strip: what BERT reads in place of words. Computed by bert/tokenization.py."""

from __future__ import annotations

from bertdemo.page.components import component
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text


def build(text: Text, models: ModelBank) -> None:
    component("tokens", text.part("glance.tokens.shows"))
