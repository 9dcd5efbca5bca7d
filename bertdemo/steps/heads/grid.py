"""All heads of all layers at a glance. Computed by bert/attention.py."""

from __future__ import annotations

from bertdemo.page import plotted
from bertdemo.page.components import component, panel
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text


def build(text: Text, models: ModelBank) -> None:
    with panel(text, "attention.heads"):
        component(
            "grid",
            text.part("pick")
            | text.part("heads")
            | {"plot": text.part("plot"), "matrix_frame": plotted.empty_matrix(text)},
        )
