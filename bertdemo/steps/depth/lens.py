"""The lens: what the masked-word head would say of every layer and token. Computed by bert/lens.py."""

from __future__ import annotations

from dataclasses import dataclass

from bertdemo.bert.lens import lens
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.page.components import component, panel
from bertdemo.page.focus import read
from bertdemo.page.live import tell
from bertdemo.page.questions import OfText
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text

SHOWN = 64  # tokens of the lens


@dataclass(frozen=True)
class LensPayload:
    """The lens: five words and probabilities of every layer and token."""

    layers: list[list[list[tuple[str, float]]]]  # [layer][token][rank]; layer 0: before the first one
    cut: str  # how many of the tokens are shown, if not all
    said: str


def reading(text: Text, model: Model, run: Run) -> LensPayload:
    """The lens: five words and probabilities of every layer and token."""
    readings = lens(model, run, 5).readings
    tokens = run.encoding.tokens
    same = [
        sum(best[0].token == token for best, token in zip(layer, tokens, strict=True)) for layer in readings
    ]
    cut = len(tokens) > SHOWN
    return LensPayload(
        layers=[
            [[(r.token, round(r.probability, 6)) for r in place] for place in layer[:SHOWN]]
            for layer in readings
        ],
        cut=text("depth.lens.says.cut", shown=SHOWN, all=len(tokens)) if cut else "",
        said=text(
            "depth.lens.says.said",
            layers=len(readings) - 1,
            same=same[-1],
            first=same[1],
            words=len(tokens),
        ),
    )


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfText, "long")
    def read_lens(question: OfText) -> LensPayload:
        return reading(text, *read(models, question))

    with panel(text, "depth.lens", how="depth.lens.how", code="lens"):
        component("lens", {"failed": text("focus.failed")} | text.part("depth.lens.shows"), [read_lens])
