"""All heads of all layers at a glance. Computed by bert/attention.py, described by bert/heads.py."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from torch.nn.functional import adaptive_max_pool2d

from bertdemo.bert.heads import LEAST, describe
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.figures.payload import packed_layer
from bertdemo.page.components import component
from bertdemo.page.focus import read
from bertdemo.page.live import tell
from bertdemo.page.questions import OfText
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text

# Pixels of a head's picture, 176 at most on a screen of two pixels a point; tokens above which no more than these are sent.
SIDE = 128


@dataclass(frozen=True)
class GridPayload:
    """What most heads do on a text."""

    said: str


@dataclass(frozen=True)
class Thumbnails:
    """All heads of a long text, small: what a picture of each can show."""

    side: int
    weights: str  # (L, H, side, side) in 0 … 1, the largest weight under each pixel, as packed_layer packs
    strongest: list[list[tuple[int, int, float]]]  # (L, H), of links between words: from, to, weight
    said: str  # what most heads do


def heads_small(text: Text, models: ModelBank, model: Model, run: Run) -> Thumbnails | None:
    """The part of a long text that this picture needs; None where all weights are brought."""
    return thumbnails(text, run) if len(run.encoding.ids) > SIDE else None


def thumbnails(text: Text, run: Run) -> Thumbnails:
    """Every head as so many pixels, and its strongest link: an eighth of the bytes of all weights of 512 tokens."""
    side = min(SIDE, run.attentions.shape[-1])
    pixels = adaptive_max_pool2d(run.attentions, side)  # (L, H, side, side)
    words = [i for i, special in enumerate(run.encoding.special) if not special]
    between = run.attentions[:, :, words][..., words].flatten(2)  # (L, H, W²)
    most, places = between.max(-1)
    strongest = [
        [
            (words[place // len(words)], words[place % len(words)], weight)
            for weight, place in zip(*of_layer, strict=True)
        ]
        for of_layer in zip(most.tolist(), places.tolist(), strict=True)
    ]
    return Thumbnails(side, packed_layer(pixels.flatten(0, 1)), strongest, grid_payload(text, run).said)


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
        text.part("pick") | text.part("heads.grid.shows") | {"side": str(SIDE)},
        [heads_together],
    )
