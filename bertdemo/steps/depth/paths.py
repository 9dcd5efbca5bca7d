"""Every token's way through the layers, and the words that come twice. Computed by bert/paths.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import torch
from torch import Tensor

from bertdemo.bert.paths import paths, repeated
from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import Encoding
from bertdemo.figures.payload import packed_layer
from bertdemo.page import plotted
from bertdemo.page.components import component
from bertdemo.page.focus import numbers, picked, read
from bertdemo.page.live import tell
from bertdemo.page.questions import OfToken
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text

SHOWN = 64  # tokens whose ways are drawn
MORE = 0.1  # difference of two changes of a cosine from which on one is called larger


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
    own, others = twice(run, ways.similarity, token)
    pairs = [*own[:1], *others]  # the first is judged, the others are what it is compared with
    tokens = run.encoding.tokens
    layers = len(ways.points) - 1
    cosines = ways.similarity[:, token].clone()  # (L + 1, T)
    cosines[:, token] = -2
    nearest = [(tokens[int(row.argmax())], round(float(row.max()), 3)) for row in cosines]
    marked = dict.fromkeys([token, *(place for pair in pairs[:1] for place in pair)])
    shown = [place for place in marked if place < SHOWN]
    names = [f"{tokens[one]} ({one}, {other})" if len(own) > 1 else tokens[one] for one, other in own]
    names += [tokens[one] for one, _ in others]
    twins = [
        (name, numbers(ways.similarity[:, one, other]))
        for name, (one, other) in zip(names, [*own, *others], strict=True)
    ]
    return PathsPayload(
        token=token,
        layers=layers,
        size=min(SHOWN, len(tokens)),
        plane=plotted.paths_chart(text, ways.points[:, :SHOWN], ways.explained, tokens[:SHOWN], shown),
        alike=plotted.twins_chart(text, twins) if twins else None,
        nearest=nearest,
        similarity=packed_layer((ways.similarity[:, :SHOWN, :SHOWN] + 1) / 2),
        said=_finding(text, run, ways.similarity, pairs, bool(own)),
    )


def twice(run: Run, similarity: Tensor, token: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Pairs of places of the word at `token`, of three places at most, and of other words that come twice.

    Of `similarity` (L + 1, T, T); in both those that part most come first. None of its own for a sign or a special token.
    """

    def falling(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        return sorted(pairs, key=lambda pair: _fall(similarity, pair), reverse=True)

    tokens = run.encoding.tokens
    is_word = not run.encoding.special[token] and tokens[token].isalnum()
    places = [place for place, name in enumerate(tokens) if is_word and name == tokens[token]][:3]
    others = [pair for pair in repeated(run) if tokens[pair[0]] != tokens[token]]
    return falling(combinations(places, 2)), falling(others[: 4 - len(places[:2])])


@dataclass(frozen=True)
class Gathering:
    """The pair of words that came together most, and all pairs of words on average; cosines before and after."""

    one: int
    other: int
    pairs: int  # how many there are
    first: float
    last: float
    mean_first: float
    mean_last: float


def gathering(similarity: Tensor, encoding: Encoding) -> Gathering | None:
    """Of `similarity` (L + 1, T, T), of letters and digits only; None where there are no two tokens of them."""
    words = torch.tensor(
        [
            place
            for place, (token, special) in enumerate(zip(encoding.tokens, encoding.special, strict=True))
            if not special and any(map(str.isalnum, token))
        ]
    )
    if len(words) < 2:
        return None
    one, other = torch.triu_indices(len(words), len(words), 1)  # (P,), (P,)
    first, last = (similarity[layer][words[one], words[other]] for layer in (0, -1))  # (P,), (P,)
    best = int((last - first).argmax())
    return Gathering(
        one=int(words[one[best]]),
        other=int(words[other[best]]),
        pairs=len(first),
        first=float(first[best]),
        last=float(last[best]),
        mean_first=float(first.mean()),
        mean_last=float(last.mean()),
    )


def judged(rise: float, mean_rise: float) -> str:
    """What the largest rise of a cosine says beside that of all pairs."""
    if rise <= 0:
        return "apart"
    if rise - mean_rise < MORE:
        return "cone"
    return "cone_more" if mean_rise >= MORE else "pair"


def judged_twins(fall: float, control: float | None) -> str:
    """What the fall of the cosine of two places of a word says beside that of another word that comes twice."""
    if fall < MORE:
        return "stayed"
    if control is None:
        return "uncontrolled"
    return "apart" if fall - control >= MORE else "alike"


def _finding(
    text: Text, run: Run, similarity: Tensor, pairs: Sequence[tuple[int, int]], is_pinned: bool
) -> str:
    """Of all pairs of words, and of the word that comes more than once: that first if it is pinned."""
    tokens, layers = run.encoding.tokens, len(similarity) - 1
    most = gathering(similarity, run.encoding)
    if most is None:
        return text("depth.paths.says.one_word")
    said = text(
        "depth.paths.says.said",
        pairs=f"{most.pairs:,}",
        one=tokens[most.one],
        other=tokens[most.other],
        layers=layers,
        judgement=text(
            f"depth.paths.says.judged.{judged(most.last - most.first, most.mean_last - most.mean_first)}"
        ),
        **{name: _cosine(getattr(most, name)) for name in ("first", "last", "mean_first", "mean_last")},
    )
    if not pairs:
        return said
    (one, other), control = pairs[0], pairs[1] if len(pairs) > 1 else None
    count = tokens.count(tokens[one])
    gaps = {}
    if control is not None:
        first, last = (_cosine(similarity[layer][control]) for layer in (0, -1))
        gaps = {"control": tokens[control[0]], "control_first": first, "control_last": last}
    verdict = judged_twins(
        _fall(similarity, pairs[0]), None if control is None else _fall(similarity, control)
    )
    twins = text(
        "depth.paths.says.twins" if count == 2 else "depth.paths.says.thrice",
        count=count,
        one=one,
        other=other,
        token=tokens[one],
        first=_cosine(similarity[0, one, other]),
        last=_cosine(similarity[-1, one, other]),
        layers=layers,
        judgement=text(f"depth.paths.says.twins_judged.{verdict}", **gaps),
    )
    return (" " if text.language == "en" else "").join((twins, said) if is_pinned else (said, twins))


def _fall(similarity: Tensor, pair: tuple[int, int]) -> float:
    return float(similarity[0][pair] - similarity[-1][pair])


def _cosine(value: Tensor | float) -> str:
    return f"{round(float(value), 2) + 0.0:.2f}"  # no "-0.00"


def build(text: Text, models: ModelBank) -> None:
    @tell(text, PathsQuestion, "long")
    def follow(question: PathsQuestion) -> PathsPayload:
        run = read(models, question)[1]
        return travels(text, run, picked(run, question)[2], 3 if question.space else 2)

    component(
        "paths",
        text.part("focus") | {"plot": text.part("plot")} | text.part("depth.paths.shows"),
        [follow],
    )
