"""One verdict taken apart: logits, temperature, probabilities, and what each word added. Computed by bert/classification.py."""

from __future__ import annotations

from typing import Any

from bertdemo.bert.attribution import attribute
from bertdemo.bert.classification import check_readable
from bertdemo.bert.kinds import CLASSIFIERS
from bertdemo.bert.model import Model
from bertdemo.errors import UserError
from bertdemo.page.components import component, panel
from bertdemo.page.focus import label_of, numbers
from bertdemo.page.live import tell
from bertdemo.page.questions import OfTask
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import classify, judge_of
from bertdemo.text import Text, digits


def judged(text: Text, models: ModelBank, model: Model, sentence: str, second: str) -> dict[str, Any]:
    """Logits, temperature and probabilities of one text, and what each word added to the decision."""
    check_readable(model.encode(sentence, second), model)
    scores = classify(models, model, sentence, second)
    best = scores.best
    told = {
        "labels": [label_of(text, model, label) for label in scores.labels],
        "logits": scores.logits,
        "temperature": scores.temperature,
        "said": text(
            "apply.classify.said",
            label=label_of(text, model, scores.labels[best]),
            probability=digits(scores.probabilities[best]),
            logit=f"{scores.logits[best]:.2f}",
            temperature=f"{scores.temperature:.2f}",
        ),
    }
    try:
        found = attribute(model, sentence, "integrated_gradients", text_pair=second)
        told |= {
            "tokens": found.tokens,
            "scores": numbers(found.scores),
            "why": text("apply.classify.why", error=f"{found.completeness_error or 0:.1e}"),
        }
    except UserError as error:  # too long to explain; the scores stand
        told |= {"tokens": [], "scores": [], "why": text.message(error)}
    return told


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfTask, "heavy")
    def judge(question: OfTask) -> dict[str, Any]:
        model = judge_of(models, question.task, question.model)
        return judged(text, models, model, question.text, question.text_pair)

    tasks = {f"task_{task}": text(f"inside.why.task_{task}") for task in CLASSIFIERS}
    with panel(text, "apply.classify", how="apply.classify.how", code="scores"):
        words = (
            {"failed": text("inside.pick.failed")}
            | tasks
            | text.part("apply.classify")
            | {"task": text("inside.why.task")}
        )
        component("classify", words, [judge])
