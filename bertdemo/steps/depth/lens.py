"""The lens: what the masked-word head would say of every layer and token. Computed by bert/lens.py."""

from __future__ import annotations

from typing import Any

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


def reading(text: Text, model: Model, run: Run) -> dict[str, Any]:
    """The lens: five words and probabilities of every layer and token."""
    found = lens(model, run, 5)
    tokens = run.encoding.tokens
    same = [
        sum(best[0].token == token for best, token in zip(row, tokens, strict=True)) for row in found.readings
    ]
    cut = len(tokens) > SHOWN
    return {
        "layers": [
            [[(r.token, round(r.probability, 6)) for r in place] for place in layer[:SHOWN]]
            for layer in found.readings
        ],
        "cut": text("inside.lens.cut", shown=SHOWN, all=len(tokens)) if cut else "",
        "said": text(
            "inside.lens.said",
            layers=len(found.readings) - 1,
            same=same[-1],
            first=same[1],
            words=len(tokens),
        ),
    }


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfText, "long")
    def read_lens(question: OfText) -> dict[str, Any]:
        return reading(text, *read(models, question))

    with panel(text, "inside.lens", how="inside.lens.how", code="lens"):
        component("lens", {"failed": text("inside.pick.failed")} | text.part("inside.lens"), [read_lens])
