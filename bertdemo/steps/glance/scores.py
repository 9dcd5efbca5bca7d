"""What fine-tuned BERTs say of the sentence: sentiment, topic, and the picked model if it is a classifier.

Computed by bert/classification.py.
"""

from __future__ import annotations

from typing import Any

from bertdemo.bert.classification import check_readable, classify_run
from bertdemo.bert.kinds import CLASSIFIERS
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.errors import UserError
from bertdemo.page.components import component, panel
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import bundled_for, classify
from bertdemo.text import Text, digits

MOST_LABELS = 6  # bars; the likeliest ones where there are more


def scores(text: Text, models: ModelBank, model: Model, run: Run) -> list[dict[str, Any]]:
    """What the picked model says if it is a classifier; sentiment and topic by the bundled ones of its language.

    One sentence in their place when most of the text is [UNK].
    """
    try:
        check_readable(run.encoding, model)
    except UserError as error:
        titles = [text(f"explore.{task}.title") for task in CLASSIFIERS]
        return [{"title": " · ".join(titles), "error": text.message(error)}]
    own = [_own_score(text, model, run)] if model.labels else []
    return own + [_score(text, models, task, model, run) for task in CLASSIFIERS]


def _own_score(text: Text, model: Model, run: Run) -> dict[str, Any]:
    """What the picked model itself says, if it gives labels."""
    answer = classify_run(model, run)
    return {
        "title": text("explore.own.title"),
        "labels": answer.labels,
        "logits": answer.logits,
        "probabilities": answer.probabilities,
        "said": text(
            "explore.own.said",
            label=answer.labels[answer.best],
            probability=digits(answer.probabilities[answer.best]),
        ),
    }


def _score(text: Text, models: ModelBank, task: str, model: Model, run: Run) -> dict[str, Any]:
    title = text(f"explore.{task}.title")
    try:
        judge = bundled_for(models, task, model.checkpoint)
        if model.checkpoint.key in (judge.checkpoint.key, judge.checkpoint.base):
            answer = classify_run(judge, run)  # its lower layers are those of the run on screen
        else:
            answer = classify(models, judge, run.encoding.text, run.encoding.text_pair)
    except UserError as error:
        return {"title": title, "error": text.message(error)}
    labels = [text(f"label.{label}") for label in answer.labels]
    order = range(len(labels))
    if len(labels) > MOST_LABELS:
        order = sorted(order, key=answer.probabilities.__getitem__, reverse=True)[:MOST_LABELS]  # type: ignore[assignment]
    return {
        "title": title,
        "labels": [labels[i] for i in order],
        "logits": [answer.logits[i] for i in order],
        "probabilities": [answer.probabilities[i] for i in order],
        "more": text(
            "explore.more_labels",
            count=len(labels) - len(order),
            sum=digits(1 - sum(answer.probabilities[i] for i in order)),
        )
        if len(order) < len(labels)
        else "",
        "said": text(
            f"explore.{task}.said",
            label=labels[answer.best],
            probability=digits(answer.probabilities[answer.best]),
        ),
    }


def build(text: Text, models: ModelBank) -> None:
    with panel(text, "explore.scores", how="explore.scores.how", code="scores"):
        component("scores", text.part("explore.bars"))
