"""What fine-tuned BERTs say of the sentence: sentiment, topic, and the picked model if it is a classifier.

Computed by bert/classification.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.classification import check_readable, classify_run
from bertdemo.bert.kinds import CLASSIFIERS
from bertdemo.bert.languages import reads_chinese
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.errors import UserError
from bertdemo.page.components import component
from bertdemo.page.findings import speaker_of
from bertdemo.page.focus import label_of
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import bundled_for, classify
from bertdemo.serving.measured import measured
from bertdemo.text import Text, digits

MOST_LABELS = 6  # bars; the likeliest ones where there are more
SURE = 0.9  # probability from which on a verdict is called sure
MARGIN = 0.2  # lead over the second label below which a verdict is called open


@dataclass(frozen=True)
class ScoresPayload:
    """What one classifier says."""

    title: str
    labels: tuple[
        str, ...
    ]  # (C,), in the order of the classifier, or likeliest first where some are left out
    logits: tuple[float, ...]  # (C,)
    probabilities: tuple[float, ...]  # (C,)
    more: str  # how many labels are left out; "" for none
    said: str
    speaker: str  # whose verdict it is
    rate: str  # how often it is right, or that nobody measured it


@dataclass(frozen=True)
class NoScoresPayload:
    """Why a classifier says nothing."""

    title: str
    error: str


def scores(
    text: Text, models: ModelBank, model: Model, run: Run
) -> tuple[ScoresPayload | NoScoresPayload, ...]:
    """What the picked model says if it is a classifier; sentiment and topic by the bundled ones of its language.

    One sentence in their place when most of the text is [UNK].
    """
    try:
        check_readable(run.encoding, model)
    except UserError as error:
        titles = [text(f"glance.scores.says.{task}.title") for task in CLASSIFIERS]
        return (NoScoresPayload(" · ".join(titles), text.message(error)),)
    picked = [_picked_scores(text, model, run)] if model.labels else []
    return (*picked, *(_task_scores(text, models, task, model, run) for task in CLASSIFIERS))


def _picked_scores(text: Text, model: Model, run: Run) -> ScoresPayload:
    """What the picked model itself says, if it gives labels."""
    answer = classify_run(model, run)
    return ScoresPayload(
        title=text("glance.scores.says.own.title"),
        labels=answer.labels,
        logits=answer.logits,
        probabilities=answer.probabilities,
        more="",
        said=text(
            "glance.scores.says.own.said",
            **_gaps(
                text,
                [label_of(text, model, label) for label in answer.labels],
                answer.probabilities,
            ),
            count=len(answer.labels),
        ),
        speaker=speaker_of(text, model.checkpoint),
        rate=rate(text, model.checkpoint),
    )


def _task_scores(
    text: Text, models: ModelBank, task: str, model: Model, run: Run
) -> ScoresPayload | NoScoresPayload:
    title = text(f"glance.scores.says.{task}.title")
    try:
        judge = bundled_for(models, task, model.checkpoint)
        if model.checkpoint.key in (judge.checkpoint.key, judge.checkpoint.base):
            # its lower layers are those of the run on screen
            answer = classify_run(judge, run)
        else:
            answer = classify(models, judge, run.encoding.text, run.encoding.text_pair)
    except UserError as error:
        return NoScoresPayload(title, text.message(error))
    labels = [text(f"label.{label}") for label in answer.labels]
    shown: Sequence[int] = range(len(labels))
    more = ""
    if len(labels) > MOST_LABELS:
        shown = sorted(shown, key=answer.probabilities.__getitem__, reverse=True)[:MOST_LABELS]
        more = text(
            "glance.scores.says.more_labels",
            count=len(labels) - len(shown),
            sum=digits(1 - sum(answer.probabilities[i] for i in shown)),
        )
    return ScoresPayload(
        title=title,
        labels=tuple(labels[i] for i in shown),
        logits=tuple(answer.logits[i] for i in shown),
        probabilities=tuple(answer.probabilities[i] for i in shown),
        more=more,
        said=text(
            f"glance.scores.says.{task}.said",
            **_gaps(text, labels, answer.probabilities),
        ),
        speaker=speaker_of(text, judge.checkpoint),
        rate=rate(text, judge.checkpoint),
    )


def sureness(probabilities: Sequence[float]) -> str:
    """How sure a verdict is, by its probability and its lead over the next one."""
    first, second = sorted((*probabilities, 0.0), reverse=True)[:2]
    if first - second < MARGIN:
        return "open"
    return "sure" if first >= SURE else "leans"


def rate(text: Text, checkpoint: Checkpoint) -> str:
    """How often a classifier was right on texts that it was not trained on."""
    share = measured(checkpoint, "accuracy")
    if share is None or checkpoint.task not in CLASSIFIERS:
        return text("glance.scores.says.unmeasured")
    language = "zh" if reads_chinese(checkpoint) else "en"
    kind = text(f"glance.scores.says.{checkpoint.task}.kind_{language}")
    return text("glance.scores.says.rate", right=f"{100 * share:.0f}", kind=kind)


def _gaps(text: Text, labels: Sequence[str], probabilities: Sequence[float]) -> dict[str, str]:
    order = sorted(range(len(labels)), key=probabilities.__getitem__, reverse=True)
    best, second = order[0], order[min(1, len(order) - 1)]
    return {
        "label": labels[best],
        "probability": text.percent(probabilities[best]),
        "sureness": text(
            f"glance.scores.says.{sureness(probabilities)}",
            second=labels[second],
            other=text.percent(probabilities[second]),
        ),
    }


def build(text: Text, models: ModelBank) -> None:
    component("scores", text.part("glance.scores.shows"))
