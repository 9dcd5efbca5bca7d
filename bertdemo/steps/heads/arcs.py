"""Attention as arcs between two columns of words. Computed by bert/attention.py."""

from __future__ import annotations

from bertdemo.page.components import component
from bertdemo.page.rows import row_function
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text


def build(text: Text, models: ModelBank) -> None:
    component("arcs", text.part("pick") | text.part("heads.arcs.shows"), [row_function(text, models)])
