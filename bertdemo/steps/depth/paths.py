"""Every token's way through the layers, and the words that come twice. Computed by bert/paths.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bertdemo.bert.paths import paths, repeated
from bertdemo.bert.run import Run
from bertdemo.figures.payload import packed_layer
from bertdemo.page import plotted
from bertdemo.page.components import component, panel
from bertdemo.page.focus import numbers, picked, read
from bertdemo.page.live import tell
from bertdemo.page.questions import OfToken
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text, digits

SHOWN = 64  # tokens of the lens


@dataclass(frozen=True)
class PathsQuestion(OfToken):
    """What `follow` is asked."""

    space: bool  # three dimensions in place of two


def travels(text: Text, run: Run, token: int, dimensions: int = 2) -> dict[str, Any]:
    """Every token's way through the layers, and the words that come twice."""
    found = paths(run, dimensions)
    pairs = repeated(run)[:4]
    tokens = run.encoding.tokens
    layers = len(found.points) - 1
    others = found.similarity[:, token].clone()  # (L + 1, T)
    others[:, token] = -2
    nearest = [(tokens[int(row.argmax())], round(float(row.max()), 3)) for row in others]
    said = text(
        "inside.pathsaid",
        token=tokens[token],
        distance=digits(float((run.hidden_states[-1, token] - run.hidden_states[0, token]).norm())),
        layers=layers,
        shown=f"{sum(found.explained):.0%}",
    )
    if pairs:
        one, other = pairs[0]
        first, last = (f"{float(found.similarity[layer, one, other]):.2f}" for layer in (0, layers))
        said += " " + text("inside.pathsaid_twins", token=tokens[one], first=first, last=last, layers=layers)
    marked = dict.fromkeys([token, *(place for pair in pairs[:1] for place in pair)])
    shown = [place for place in marked if place < SHOWN]
    return {
        "token": token,
        "layers": layers,
        "size": min(SHOWN, len(tokens)),
        "plane": plotted.paths_chart(text, found.points[:, :SHOWN], found.explained, tokens[:SHOWN], shown),
        "alike": plotted.twins_chart(
            text, [(tokens[one], numbers(found.similarity[:, one, other])) for one, other in pairs]
        )
        if pairs
        else None,
        "nearest": nearest,
        "similarity": packed_layer((found.similarity[:, :SHOWN, :SHOWN] + 1) / 2),  # from -1 … 1 to 0 … 1
        "said": said,
    }


def build(text: Text, models: ModelBank) -> None:
    @tell(text, PathsQuestion, "long")
    def follow(question: PathsQuestion) -> dict[str, Any]:
        run = read(models, question)[1]
        return travels(text, run, picked(run, question)[2], 3 if question.space else 2)

    with panel(text, "inside.paths", how="inside.paths.how", code="paths"):
        component(
            "paths",
            text.part("inside.pick") | {"plot": text.part("plot")} | text.part("inside.path"),
            [follow],
        )
