"""The token strip: what BERT reads in place of words. Computed by bert/tokenization.py."""

from __future__ import annotations

from bertdemo.page.components import component, panel
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text


def build(text: Text, models: ModelBank) -> None:
    with panel(text, "glance.tokens", how="glance.tokens.how", code="tokens"):
        component("tokens", text.part("glance.tokens.shows"))
