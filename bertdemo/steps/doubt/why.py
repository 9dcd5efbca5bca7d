"""Why this label? Four explanations, and what each leaves of the label, beside random orders. By bert/attribution.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bertdemo.bert import attribution
from bertdemo.bert.classification import check_readable
from bertdemo.bert.model import Model
from bertdemo.page import plotted
from bertdemo.page.components import component
from bertdemo.page.findings import speaker_of
from bertdemo.page.focus import label_of
from bertdemo.page.live import tell
from bertdemo.page.questions import OfTask
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import judge_of
from bertdemo.text import Text

ALIKE = 0.01  # two means of curves that differ by less tie


@dataclass(frozen=True)
class WhyMethod:
    """What one method says of the words."""

    scores: list[float]  # (T,)


@dataclass(frozen=True)
class WhyPayload:
    """Four rankings of the words, and what each leaves of the label as its words are hidden."""

    tokens: tuple[str, ...]
    methods: dict[str, WhyMethod]
    chart: plotted.Chart
    said: str
    speaker: str  # the classifier
    checked: str


def explanation(text: Text, model: Model, sentence: str, second: str = "") -> WhyPayload:
    """Four rankings of the words, and the mean of what each leaves of the label."""
    attributions = {
        method: attribution.attribute(model, sentence, method, text_pair=second)
        for method in attribution.METHODS
    }
    first = attributions["integrated_gradients"]
    draws = attribution.random_deletions(model, model.run(sentence, second), first.target)
    curves: dict[str, tuple[float, ...]] = {method: one.deletion for method, one in attributions.items()}
    areas = {method: _mean(curve) for method, curve in curves.items()}
    return WhyPayload(
        tokens=first.tokens,
        methods={method: WhyMethod(one.scores.tolist()) for method, one in attributions.items()},
        chart=plotted.deletion_chart(text, curves, areas, [_mean(left) for left in zip(*draws, strict=True)]),
        said=_finding(
            text,
            label_of(text, model, model.labels[first.target]),
            first.probability,
            areas,
            [_mean(curve) for curve in draws],
        ),
        speaker=speaker_of(text, model.checkpoint),
        checked=text("doubt.why.says.checked", error=f"{first.completeness_error:.1e}"),
    )


def as_good(area: float, by_chance: Sequence[float]) -> int:
    """How many random orders have a curve whose mean is as low."""
    return sum(chance <= area for chance in by_chance)


def beside_chance(area: float, by_chance: Sequence[float]) -> str:
    """How the mean of a curve stands to those of random orders; lower is better."""
    if not as_good(area, by_chance):
        return "beats"
    return "luck" if area < _mean(by_chance) - ALIKE else "none"


def judged(areas: Mapping[str, float], by_chance: Sequence[float]) -> str:
    """What the fastest ranking is worth, by the means of its curve, of the others', and of random orders."""
    best, second = sorted(areas, key=areas.__getitem__)[:2]
    standing = beside_chance(areas[best], by_chance)
    if standing != "beats":
        return standing
    if areas[second] - areas[best] < ALIKE:
        return "tied"
    return "occlusion" if best == "occlusion" else "other"


def _finding(
    text: Text, label: str, probability: float, areas: Mapping[str, float], by_chance: Sequence[float]
) -> str:
    best, second = sorted(areas, key=areas.__getitem__)[:2]
    said = text(
        "doubt.why.says.said",
        label=label,
        probability=text.percent(probability),
        best=text(f"doubt.why.shows.method_{best}"),
        area=text.percent(areas[best]),
        random=text.percent(_mean(by_chance)),
        draws=len(by_chance),
        judgement=text(
            f"doubt.why.says.judged.{judged(areas, by_chance)}",
            second=text(f"doubt.why.shows.method_{second}"),
            as_good=as_good(areas[best], by_chance),
            draws=len(by_chance),
        ),
    )
    if best == "attention":
        return said
    attention = text(
        f"doubt.why.says.attention.{beside_chance(areas['attention'], by_chance)}",
        area=text.percent(areas["attention"]),
        as_good=as_good(areas["attention"], by_chance),
        draws=len(by_chance),
    )
    return f"{said}{' ' if text.language == 'en' else ''}{attention}"


def _mean(shares: Sequence[float]) -> float:
    return sum(shares) / len(shares)


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfTask, "heavy")
    def explain(question: OfTask) -> WhyPayload:
        judge = judge_of(models, question.task, question.model)
        check_readable(judge.encode(question.text, question.text_pair), judge)
        return explanation(text, judge, question.text, question.text_pair)

    component(
        "why",
        {"failed": text("focus.failed")} | {"plot": text.part("plot")} | text.part("doubt.why.shows"),
        [explain],
    )
