"""Every token's way through the layers, and the words that come twice. Computed by bert/paths.py."""

from __future__ import annotations

from dataclasses import dataclass

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

SHOWN = 64  # tokens whose ways are drawn


@dataclass(frozen=True)
class PathsQuestion(OfToken):
    """What `follow` is asked."""

    space: bool  # three dimensions in place of two


@dataclass(frozen=True)
class PathsPayload:
    """Every token's way through the layers, and the words that come twice."""

    token: int
    layers: int  # L
    size: int  # T, tokens whose ways are drawn
    plane: plotted.Chart
    alike: plotted.Chart | None  # None where no word comes twice
    nearest: list[tuple[str, float]]  # (L + 1,), the token with the largest cosine, and the cosine
    similarity: str  # (L + 1, T, T), cosines from -1 … 1 as 0 … 1: base64 of deflated bytes
    said: str


def travels(text: Text, run: Run, token: int, dimensions: int = 2) -> PathsPayload:
    """Every token's way through the layers, and the words that come twice."""
    ways = paths(run, dimensions)
    pairs = repeated(run)[:4]
    tokens = run.encoding.tokens
    layers = len(ways.points) - 1
    others = ways.similarity[:, token].clone()  # (L + 1, T)
    others[:, token] = -2
    nearest = [(tokens[int(row.argmax())], round(float(row.max()), 3)) for row in others]
    said = text(
        "depth.paths.says.said",
        token=tokens[token],
        distance=digits(float((run.hidden_states[-1, token] - run.hidden_states[0, token]).norm())),
        layers=layers,
        shown=f"{sum(ways.explained):.0%}",
    )
    if pairs:
        one, other = pairs[0]
        first, last = (f"{float(ways.similarity[layer, one, other]):.2f}" for layer in (0, layers))
        said += " " + text("depth.paths.says.twins", token=tokens[one], first=first, last=last, layers=layers)
    marked = dict.fromkeys([token, *(place for pair in pairs[:1] for place in pair)])
    shown = [place for place in marked if place < SHOWN]
    twins = [(tokens[one], numbers(ways.similarity[:, one, other])) for one, other in pairs]
    return PathsPayload(
        token=token,
        layers=layers,
        size=min(SHOWN, len(tokens)),
        plane=plotted.paths_chart(text, ways.points[:, :SHOWN], ways.explained, tokens[:SHOWN], shown),
        alike=plotted.twins_chart(text, twins) if twins else None,
        nearest=nearest,
        similarity=packed_layer((ways.similarity[:, :SHOWN, :SHOWN] + 1) / 2),
        said=said,
    )


def build(text: Text, models: ModelBank) -> None:
    @tell(text, PathsQuestion, "long")
    def follow(question: PathsQuestion) -> PathsPayload:
        run = read(models, question)[1]
        return travels(text, run, picked(run, question)[2], 3 if question.space else 2)

    with panel(text, "depth.paths", how="depth.paths.how", code="paths"):
        component(
            "paths",
            text.part("focus") | {"plot": text.part("plot")} | text.part("depth.paths.shows"),
            [follow],
        )
