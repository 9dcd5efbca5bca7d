"""The attention matrix of one head: who looks at whom. Computed by bert/attention.py."""

from __future__ import annotations

from bertdemo.page import plotted
from bertdemo.page.components import component
from bertdemo.page.rows import row_function
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text


def build(text: Text, models: ModelBank) -> None:
    component(
        "attention",
        text.part("pick")
        | text.part("heads.attention.shows")
        | {"plot": text.part("plot"), "matrix_frame": plotted.empty_matrix(text)},
        [row_function(text, models)],
    )
