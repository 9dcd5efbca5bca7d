"""All heads of all layers at a glance. Computed by bert/attention.py."""

from __future__ import annotations

from bertdemo.page import plotted
from bertdemo.page.components import component, panel
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text


def build(text: Text, models: ModelBank) -> None:
    with panel(text, "heads.grid"):
        component(
            "grid",
            text.part("pick")
            | text.part("heads.grid.shows")
            | {"plot": text.part("plot"), "matrix_frame": plotted.empty_matrix(text)},
        )
