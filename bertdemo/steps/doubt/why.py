"""Why this label? Four explanations, and what each leaves of the label. Computed by bert/attribution.py."""

from __future__ import annotations

from typing import Any

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


def explanation(text: Text, model: Model, sentence: str, second: str = "") -> dict[str, Any]:
    """Four rankings of the words, and the mean of what each leaves of the label."""
    found = {
        method: attribution.attribute(model, sentence, method, text_pair=second)
        for method in attribution.METHODS
    }
    areas: dict[str, float] = {method: sum(one.deletion) / len(one.deletion) for method, one in found.items()}
    best, worst = min(areas, key=areas.__getitem__), max(areas, key=areas.__getitem__)
    first = found["integrated_gradients"]
    return {
        "tokens": first.tokens,
        "methods": {
            method: {"scores": one.scores.tolist(), "deletion": one.deletion, "area": areas[method]}
            for method, one in found.items()
        },
        "chart": plotted.deletion_chart(text, {method: one.deletion for method, one in found.items()}, areas),
        "said": text(
            "inside.why.said",
            label=label_of(text, model, model.labels[first.target]),
            probability=digits(first.probability),
            best=text(f"inside.why.method_{best}"),
            area=digits(areas[best]),
            worst=text(f"inside.why.method_{worst}"),
            worst_area=digits(areas[worst]),
        ),
        "checked": text("inside.why.checked", error=f"{first.completeness_error:.1e}"),
    }


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfTask, "heavy")
    def explain(question: OfTask) -> dict[str, Any]:
        judge = judge_of(models, question.task, question.model)
        check_readable(judge.encode(question.text, question.text_pair), judge)
        return explanation(text, judge, question.text, question.text_pair)

    with panel(text, "inside.why", how="inside.why.how", code="why"):
        component(
            "why",
            {"failed": text("inside.pick.failed")} | {"plot": text.part("plot")} | text.part("inside.why"),
            [explain],
        )
