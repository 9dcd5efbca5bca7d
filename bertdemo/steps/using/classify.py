"""One verdict taken apart: logits, temperature, probabilities, and what each word added. Computed by bert/classification.py."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class VerdictPayload:
    """One verdict of a classifier, from logits to words."""

    labels: list[str]  # (C,)
    logits: tuple[float, ...]  # (C,), not divided by the temperature
    temperature: float
    said: str
    tokens: tuple[str, ...]  # (T,); () for a text that is too long to explain
    scores: list[float]  # (T,), integrated gradients: what each token added to the logit
    why: str


def judged(text: Text, models: ModelBank, model: Model, sentence: str, second: str) -> VerdictPayload:
    """Logits, temperature and probabilities of one text, and what each word added to the decision."""
    check_readable(model.encode(sentence, second), model)
    verdict = classify(models, model, sentence, second)
    labels = [label_of(text, model, label) for label in verdict.labels]
    tokens: tuple[str, ...] = ()
    scores: list[float] = []
    try:
        attribution = attribute(model, sentence, "integrated_gradients", text_pair=second)
        tokens, scores = attribution.tokens, numbers(attribution.scores)
        why = text("using.classify.says.why", error=f"{attribution.completeness_error or 0:.1e}")
    except UserError as error:  # too long to explain; the verdict stands
        why = text.message(error)
    return VerdictPayload(
        labels=labels,
        logits=verdict.logits,
        temperature=verdict.temperature,
        said=text(
            "using.classify.says.said",
            label=labels[verdict.best],
            probability=digits(verdict.probabilities[verdict.best]),
            logit=f"{verdict.logits[verdict.best]:.2f}",
            temperature=f"{verdict.temperature:.2f}",
        ),
        tokens=tokens,
        scores=scores,
        why=why,
    )


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfTask, "heavy")
    def judge(question: OfTask) -> VerdictPayload:
        model = judge_of(models, question.task, question.model)
        return judged(text, models, model, question.text, question.text_pair)

    tasks = {f"task_{task}": text(f"doubt.why.shows.task_{task}") for task in CLASSIFIERS}
    with panel(text, "using.classify", how="using.classify.how", code="scores"):
        words = (
            {"failed": text("focus.failed")}
            | tasks
            | text.part("using.classify.shows")
            | {"task": text("doubt.why.shows.task")}
        )
        component("classify", words, [judge])
