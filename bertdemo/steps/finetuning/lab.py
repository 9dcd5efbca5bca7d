"""Learn: the fine-tuning lab: data, recipe, training live, before and after, download. Computed by bert/finetuning.py.

A training is known by a key that only its page holds; what it made is served by another such key. The lab_*.py beside
this file are its parts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bertdemo.bert.finetuning import Event, Finished
from bertdemo.bert.languages import reads_chinese
from bertdemo.bert.recipe import DEFAULTS, METHODS, frozen_of, recipe_of
from bertdemo.errors import UserError
from bertdemo.page import plotted
from bertdemo.page.components import component
from bertdemo.page.jobs import JobPayload, ZipPayload, job_payload, state_of, zip_payload
from bertdemo.page.live import tell
from bertdemo.page.questions import AskJob, OfJob, Question, SinceJob
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled
from bertdemo.serving.export import write_zip
from bertdemo.serving.finetuned import begin
from bertdemo.serving.push_routes import Made
from bertdemo.serving.readers import texts_language
from bertdemo.serving.sign_in import provider
from bertdemo.settings import Language
from bertdemo.steps.finetuning.lab_compare import LabComparison, compared
from bertdemo.steps.finetuning.lab_data import LabRows, read_data, rows_payload, sets
from bertdemo.steps.finetuning.lab_events import LabEvents, event_payload
from bertdemo.steps.finetuning.lab_verdict import LabConclusion, card, code_of, conclusion
from bertdemo.text import Text

AT_ONCE = 400  # events in one answer


@dataclass(frozen=True)
class RowsQuestion(Question):
    """What `look` is asked."""

    base: str
    data: dict[str, Any]


@dataclass(frozen=True)
class TrainQuestion(Question):
    """What `start` is asked."""

    base: str
    data: dict[str, Any]
    recipe: dict[str, Any]
    name: str


@dataclass(frozen=True)
class CompareQuestion(OfJob):
    """What `before_after` is asked."""

    text: str


@dataclass(frozen=True)
class DownloadQuestion(OfJob):
    """What `download` is asked."""

    name: str


@dataclass(frozen=True)
class LabStarted:
    """A training that waits for its turn."""

    training: str  # its key
    labels: tuple[str, ...]
    name: str  # of the data


def finished_of(models: ModelBank, key: str) -> tuple[list[Event], Finished]:
    """The events of a training that came to its end. Raises UserError when it did not, or is gone."""
    events = models.trainings(key).events
    if not events or not isinstance(events[-1], Finished):
        raise UserError("error.training_gone")
    return events, events[-1]


def made(models: ModelBank, key: str, data: str, language: Language) -> Made:
    """What a training made, with its card, as the zip has it; `data` is the name of its data.

    Raises UserError when the training did not come to its end, or is gone.
    """
    finished = finished_of(models, key)[1]
    model = models(finished.model)
    return Made(model, card(Text(language), data[:80], finished), models.folder_of(finished.model))


def bases(text: Text, language: Language) -> list[tuple[str, str]]:
    """Bundled models that a training can start from, those of a language first."""
    checkpoints = [c for c in bundled() if c.task in ("pretraining", "sentiment", "topic")]
    checkpoints.sort(key=lambda c: language not in c.languages)
    return [
        (c.key, text(f"finetuning.lab.says.base_{c.task}" + ("_zh" if reads_chinese(c) else "")))
        for c in checkpoints
    ]


def depths() -> dict[str, dict[str, Any]]:
    """Of each base its layers, and how many of them a method leaves as they are if nobody chooses."""
    layers = {c.key: c.layers for c in bundled()}
    return {
        key: {
            "layers": layers[key],
            "frozen": {name: frozen_of(DEFAULTS[name], layers[key]) for name in METHODS},
        }
        for key, _ in bases(Text("en"), "en")
    }


def methods(text: Text) -> list[tuple[str, str, str, dict[str, Any]]]:
    """What of a model may learn: its key, its name, what is said about it, and its recipe."""
    return [
        (
            method,
            text(f"finetuning.lab.says.method_{method}"),
            text(f"finetuning.lab.says.about_{method}"),
            vars(DEFAULTS[method]),
        )
        for method in METHODS
    ]


def training_functions(text: Text, models: ModelBank) -> list[Callable[..., dict[str, Any]]]:
    """From the rows to the end of a training: `look`, `start`, `follow`, `steer`."""
    settings, trainings = models.settings, models.trainings

    @tell(text, RowsQuestion, "heavy")
    def look(question: RowsQuestion) -> LabRows:
        return rows_payload(text, models, question.base, read_data(settings, question.data))

    @tell(text, TrainQuestion, "heavy", here=True)
    def start(question: TrainQuestion) -> LabStarted:
        data = read_data(settings, question.data)
        job = begin(models, question.base, data, recipe_of(question.recipe))
        job.opening = {"labels": data.labels, "name": question.name[:80]}
        return LabStarted(training=job.key, **job.opening)

    @tell(text, SinceJob)
    def follow(question: SinceJob) -> LabEvents:
        job = trainings(question.training)
        since = max(0, question.since)
        new = job.events[since : since + AT_ONCE]
        end = since + len(new)
        return LabEvents(
            **state_of(text, trainings, job),
            events=tuple(event_payload(text, event) for event in new),
            charts=plotted.finetuning(text, job.events[:end], new) if new else {},
            next=end,
            more=end < len(job.events),
        )

    @tell(text, AskJob)
    def steer(question: AskJob) -> JobPayload:
        return job_payload(text, trainings, trainings.ask(question.training, question.wanted))

    return [look, start, follow, steer]


def result_functions(text: Text, models: ModelBank) -> list[Callable[..., dict[str, Any]]]:
    """What a training came to: `conclude`, `before_after`, `download`."""

    @tell(text, OfJob)
    def conclude(question: OfJob) -> LabConclusion:
        events, finished = finished_of(models, question.training)
        models(finished.model)  # says so if it is gone
        return conclusion(text, events, finished)

    @tell(text, CompareQuestion, "heavy", here=True)
    def before_after(question: CompareQuestion) -> LabComparison:
        return compared(text, models, finished_of(models, question.training)[1], question.text)

    @tell(text, DownloadQuestion, "heavy", here=True)
    def download(question: DownloadQuestion) -> ZipPayload:
        finished = finished_of(models, question.training)[1]
        zipped = made(models, question.training, question.name, text.language)
        name = f"bert-{finished.recipe.method}"
        return zip_payload(models, write_zip(zipped.model, zipped.card, zipped.folder, name))

    return [conclude, before_after, download]


def build(text: Text, models: ModelBank) -> None:
    settings = models.settings
    language = texts_language(settings, text.language)
    component(
        "lab",
        {"failed": text("focus.failed"), **text.part("finetuning.lab.shows"), **text.part("training")}
        | {
            "plot": text.part("plot"),
            "sets": sets(text, language),
            "bases": bases(text, language),
            "methods": methods(text),
            "depths": depths(),
            "megabytes": settings.max_upload_mb,
            "push": provider() is not None,
            "code": code_of(text, [], None),
        },
        training_functions(text, models) + result_functions(text, models),
    )
