"""Why this label? Four explanations, and what each leaves of the label. Computed by bert/attribution.py."""

from __future__ import annotations

from dataclasses import dataclass

from bertdemo.bert import attribution
from bertdemo.bert.classification import check_readable
from bertdemo.bert.model import Model
from bertdemo.page import plotted
from bertdemo.page.components import component, panel
from bertdemo.page.focus import label_of
from bertdemo.page.live import tell
from bertdemo.page.questions import OfTask
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import judge_of
from bertdemo.text import Text, digits


@dataclass(frozen=True)
class WhyMethod:
    """What one method says of the words."""

    scores: list[float]  # (T,)
    # probability left after hiding the k tokens with the highest scores, from k = 0
    deletion: tuple[float, ...]
    area: float  # mean of those


@dataclass(frozen=True)
class WhyPayload:
    """Four rankings of the words, and the mean of what each leaves of the label."""

    tokens: tuple[str, ...]
    methods: dict[str, WhyMethod]
    chart: plotted.Chart
    said: str
    checked: str


def explanation(text: Text, model: Model, sentence: str, second: str = "") -> WhyPayload:
    """Four rankings of the words, and the mean of what each leaves of the label."""
    attributions = {
        method: attribution.attribute(model, sentence, method, text_pair=second)
        for method in attribution.METHODS
    }
    curves: dict[str, tuple[float, ...]] = {method: one.deletion for method, one in attributions.items()}
    areas = {method: sum(curve) / len(curve) for method, curve in curves.items()}
    best, worst = min(areas, key=areas.__getitem__), max(areas, key=areas.__getitem__)
    first = attributions["integrated_gradients"]
    return WhyPayload(
        tokens=first.tokens,
        methods={
            method: WhyMethod(one.scores.tolist(), one.deletion, areas[method])
            for method, one in attributions.items()
        },
        chart=plotted.deletion_chart(text, curves, areas),
        said=text(
            "doubt.why.says.said",
            label=label_of(text, model, model.labels[first.target]),
            probability=digits(first.probability),
            best=text(f"doubt.why.shows.method_{best}"),
            area=digits(areas[best]),
            worst=text(f"doubt.why.shows.method_{worst}"),
            worst_area=digits(areas[worst]),
        ),
        checked=text("doubt.why.says.checked", error=f"{first.completeness_error:.1e}"),
    )


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfTask, "heavy")
    def explain(question: OfTask) -> WhyPayload:
        judge = judge_of(models, question.task, question.model)
        check_readable(judge.encode(question.text, question.text_pair), judge)
        return explanation(text, judge, question.text, question.text_pair)

    with panel(text, "doubt.why", how="doubt.why.how", code="why"):
        component(
            "why",
            {"failed": text("focus.failed")} | {"plot": text.part("plot")} | text.part("doubt.why.shows"),
            [explain],
        )
