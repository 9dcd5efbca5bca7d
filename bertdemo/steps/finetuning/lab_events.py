"""What the lab's page is told while a training goes on, event by event."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from bertdemo.bert.finetuning import Event, Finished, Reading, Step
from bertdemo.bert.scoring import Mistake, Progress
from bertdemo.page.jobs import JobPayload
from bertdemo.page.plotted import Chart
from bertdemo.text import Text, digits


@dataclass(frozen=True)
class LabReading:
    """The layers that stay as they are read the rows, once."""

    rows: int
    of: int
    kind: Literal["reading"] = "reading"


@dataclass(frozen=True)
class LabStep:
    """One step of the optimizer."""

    step: int
    steps: int
    epoch: int  # from 1
    loss: float | None  # cross-entropy of this batch, before the step; None for what is no number
    accuracy: float  # of this batch
    learning_rate: float
    tokens_per_second: float
    seconds: float
    seconds_left: float
    kind: Literal["step"] = "step"


@dataclass(frozen=True)
class LabMistake:
    """A row held back that got another label than its own."""

    text: str
    said: str


@dataclass(frozen=True)
class LabProgress:
    """The rows held back, after an epoch; epoch 0 is before the first step."""

    epoch: int
    loss: float | None  # mean cross-entropy; None for what is no number
    accuracy: float
    explained: str  # what share of the variance the plane of [CLS] holds
    worst: tuple[LabMistake, ...]  # the surest first
    kind: Literal["progress"] = "progress"


@dataclass(frozen=True)
class LabFinished:
    """The end."""

    model: str  # key of what was trained; who knows it may ask it
    labels: tuple[str, ...]
    kind: Literal["finished"] = "finished"


LabEvent = LabReading | LabStep | LabProgress | LabFinished


@dataclass(frozen=True)
class LabEvents(JobPayload):
    """How a training is, and what it has said since."""

    events: tuple[LabEvent, ...]
    charts: dict[str, Chart]  # those that have changed, by name
    next: int  # number of the first event that the page has not heard of
    more: bool  # whether there are more already


def event_payload(text: Text, event: Event) -> LabEvent:
    """One event of a training."""
    if isinstance(event, Step):
        return LabStep(**vars(event) | {"loss": finite(event.loss)})
    if isinstance(event, Reading):
        return LabReading(event.rows, event.of)
    if isinstance(event, Progress):
        return LabProgress(
            epoch=event.epoch,
            loss=finite(event.loss),
            accuracy=event.accuracy,
            explained=text("finetuning.lab.says.plane_said", share=text.percent(event.explained)),
            worst=tuple(_mistake(text, event.names, mistake) for mistake in event.worst),
        )
    assert isinstance(event, Finished)
    return LabFinished(event.model, event.labels)


def finite(value: float) -> float | None:
    """A number as JSON knows it."""
    return value if math.isfinite(value) else None


def digits_or_unknown(value: float) -> str:
    """The digits of a probability, or a question mark for what is no number."""
    return digits(value) if math.isfinite(value) else "?"


def _mistake(text: Text, names: tuple[str, ...], mistake: Mistake) -> LabMistake:
    said = text(
        "finetuning.lab.says.worst_said",
        label=names[mistake.label],
        guess=names[mistake.guess],
        probability=digits_or_unknown(mistake.probability),
    )
    return LabMistake(mistake.text[:300], said)
