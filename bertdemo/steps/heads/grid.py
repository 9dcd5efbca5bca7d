"""All heads of all layers at a glance. Computed by bert/attention.py, described by bert/heads.py."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bertdemo.bert.heads import LEAST, describe
from bertdemo.bert.run import Run
from bertdemo.page.components import component
from bertdemo.page.focus import read
from bertdemo.page.live import tell
from bertdemo.page.questions import OfText
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text


@dataclass(frozen=True)
class GridPayload:
    """What most heads do on a text."""

    said: str


def grid_payload(text: Text, run: Run) -> GridPayload:
    """How many heads rest on [CLS] and [SEP] or look at a neighbour, and what that means for the rest."""
    labels = Counter(label for layer in describe(run).labels for label in layer)
    heads = labels.total()
    rest = labels["first"] + labels["separator"]
    neighbours = labels["previous"] + labels["next"]
    others = heads - rest - neighbours
    largest = max(rest, neighbours, others)
    if 2 * largest <= heads:
        verdict = "none"
    else:
        verdict = "rest" if largest == rest else "neighbours" if largest == neighbours else "others"
    return GridPayload(
        text(
            "heads.grid.says.said",
            rest=rest,
            heads=heads,
            share=text.percent(rest / heads),
            neighbours=neighbours,
            others=others,
            least=text.percent(LEAST),
            verdict=text(f"heads.grid.says.{verdict}", rest=rest, others=others),
        )
    )


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfText, "long")
    def heads_together(question: OfText) -> GridPayload:
        """`{text, text_pair, model}` → what most heads do on the text."""
        return grid_payload(text, read(models, question)[1])

    component(
        "grid",
        text.part("pick") | text.part("heads.grid.shows"),
        [heads_together],
    )
