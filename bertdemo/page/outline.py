"""The map: from the text to the answer, with glyphs of this sentence's numbers. Computed by bert/outline.py."""

from __future__ import annotations

from bertdemo.page.components import component
from bertdemo.settings import Language
from bertdemo.text import Text

PERCENT: dict[Language, str] = {"en": "{share}\u00a0%", "zh": "{share}%"}  # a share in a sentence of the page


def build_map(text: Text) -> None:
    """The map above the stage. It asks the server for nothing: all is in the run, or known to an instrument."""
    words = text.part("page.map.shows") | {
        "percent": PERCENT[text.language],
        "sentiment": text("glance.scores.says.sentiment.title"),
    }
    component("map", words, elem_classes="bd-map-block")
