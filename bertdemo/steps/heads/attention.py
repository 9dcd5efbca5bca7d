"""The attention matrix of one head: who looks at whom. Computed by bert/attention.py."""

from __future__ import annotations

from bertdemo.page import plotted
from bertdemo.page.components import component, panel
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text


def build(text: Text, models: ModelBank, small: bool = False) -> None:
    with panel(
        text, "glance.attention" if small else "heads.attention", how="heads.attention.how", code="attention"
    ):
        component(
            "attention",
            text.part("pick")
            | text.part("heads.attention.shows")
            | {"plot": text.part("plot"), "matrix_frame": plotted.empty_matrix(text)},
        )
