"""Learn: the fine-tuning lab: data, recipe, training live, before and after, download. Computed by bert/finetuning.py.

A training is known by a key that only its page holds; what it made is served by another such key.
"""

from __future__ import annotations

import inspect
import logging
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from torch import Tensor

from bertdemo.bert.before_after import compare
from bertdemo.bert.finetuning import Finished, Reading, Step, learn
from bertdemo.bert.languages import reads_chinese
from bertdemo.bert.recipe import DEFAULTS, METHODS, Recipe, frozen_of, recipe_of
from bertdemo.bert.scoring import Progress
from bertdemo.bert.tokenization import ids_of
from bertdemo.errors import UserError
from bertdemo.page import plotted
from bertdemo.page.components import component, panel
from bertdemo.page.focus import numbers
from bertdemo.page.jobs import state_of, zip_of
from bertdemo.page.live import tell
from bertdemo.page.questions import AskJob, OfJob, Question, SinceJob
from bertdemo.rows.labelled import read_file, read_pasted
from bertdemo.rows.labelled_rows import Labelled
from bertdemo.rows.uploads import bytes_of, limits
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled
from bertdemo.serving.export import write_zip
from bertdemo.serving.finetuned import begin, findings
from bertdemo.serving.readers import texts_language
from bertdemo.settings import ASSETS, Language, Settings
from bertdemo.text import Text, digits

log = logging.getLogger(__name__)
SETS = ASSETS / "datasets"
SHOWN_ROWS = 6
# A line of the loop as it begins, and what the page says beside it.
LINES = {
    "learning = [": "learning",
    "optimizer = torch.optim.AdamW": "optimizer",
    "for epoch in range": "epochs",
    "for number, batch in": "batches",
    "logits = trainee": "logits",
    "loss = cross_entropy": "loss",
    "accelerator.backward": "backward",
    "optimizer.step()": "step",
    "schedule.step()": "schedule",
}


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


def read_data(settings: Settings, wanted: dict[str, Any]) -> Labelled:
    """The rows that a visitor chose: a bundled set, pasted text, or a file in base64. Raises UserError."""
    most = limits(settings)
    columns = {name: str(wanted.get(name) or "") for name in ("text_column", "label_column")}
    source = wanted.get("source")
    if source == "set":
        path = next((path for path in SETS.glob("*.tsv") if path.stem == wanted.get("name")), None)
        if path is None:
            raise UserError("error.no_such_set", name=str(wanted.get("name"))[:40])
        return read_file(path.read_bytes(), path.name, most)
    if source == "file":
        data = bytes_of(wanted.get("content"), most)
        return read_file(data, str(wanted.get("name") or "")[:200], most, **columns)
    return read_pasted(str(wanted.get("text") or ""), most, **columns)


def report(text: Text, models: ModelBank, base: str, data: Labelled) -> dict[str, Any]:
    """What was read: labels, columns, findings, the first rows, and what the vocabulary does not know."""
    counts = Counter(row.label for row in data.rows)
    coded = ids_of(models(base).tokenizer, [row.text for row in data.rows])
    pieces = sum(len(ids) - 2 for ids in coded)
    return {
        "said": text(
            "lab.read",
            rows=len(data.rows),
            labels=len(data.labels),
            pieces=f"{pieces / max(1, len(coded)):.0f}",
        ),
        "labels": [(label, counts[label]) for label in data.labels],
        "columns": data.columns,
        "text_column": data.text_column,
        "label_column": data.label_column,
        "findings": [text(one.key, **one.values) for one in findings(models, base, data, coded)],
        "sample": [(row.text[:200], row.label) for row in data.rows[:SHOWN_ROWS]],
    }


def told(text: Text, event: Any) -> dict[str, Any]:
    """One event of a training for the page; what is not a number travels as null."""
    if isinstance(event, Step):
        found = {field.name: getattr(event, field.name) for field in fields(Step)}
        return {"kind": "step", **{k: v if math.isfinite(v) else None for k, v in found.items()}}
    if isinstance(event, Reading):
        return {"kind": "reading", "rows": event.rows, "of": event.of}
    if isinstance(event, Progress):
        return {
            "kind": "progress",
            "epoch": event.epoch,
            "loss": event.loss if math.isfinite(event.loss) else None,
            "accuracy": event.accuracy,
            "explained": text("lab.plane_said", share=f"{event.explained:.0%}"),
            "worst": [
                {
                    "text": wrong.text[:300],
                    "said": text(
                        "lab.worst_said",
                        label=event.names[wrong.label],
                        guess=event.names[wrong.guess],
                        probability=digits(wrong.probability) if math.isfinite(wrong.probability) else "?",
                    ),
                }
                for wrong in event.worst
            ],
        }
    assert isinstance(event, Finished)
    return {"kind": "finished", "model": event.model, "labels": event.labels}


def verdict(text: Text, events: Sequence[Any], finished: Finished) -> list[str]:
    """What happened, from the figures of the training, in sentences."""
    steps = [event for event in events if isinstance(event, Step)]
    looks = [event for event in events if isinstance(event, Progress)]
    last, recipe = looks[-1], finished.recipe
    guessing = float(last.confusion.sum(1).max() / last.confusion.sum())
    epoch = [step for step in steps if step.epoch == recipe.epochs]
    taught = sum(step.accuracy for step in epoch) / len(epoch)
    said = [
        text(
            "lab.verdict.accuracy",
            accuracy=f"{last.accuracy:.1%}",
            rows=len(last.labels),
            before=f"{looks[0].accuracy:.1%}",
            guessing=f"{guessing:.1%}",
            seconds=f"{finished.seconds:.1f}",
            trained=f"{finished.trained:,}",
            parameters=f"{finished.parameters:,}",
        )
    ]
    broken = any(not math.isfinite(step.loss) for step in steps)
    first, end = (mean_loss(part) for part in (steps[: max(1, len(steps) // 10)], epoch))
    if broken:
        said.append(text("lab.verdict.broken"))
    elif end > 1.2 * first or end > 2 * math.log(len(finished.labels)):
        said.append(text("lab.verdict.diverged", first=f"{first:.2f}", last=f"{end:.2f}"))
    if (last.confusion.sum(0) > 0).sum() == 1 and len(finished.labels) > 1:
        said.append(text("lab.verdict.one_label"))
    elif last.accuracy <= guessing + 0.02:
        said.append(text("lab.verdict.nothing_learned"))
    elif taught - last.accuracy > 0.1:
        said.append(text("lab.verdict.memorised", taught=f"{taught:.0%}", held=f"{last.accuracy:.0%}"))
    if recipe.wrong_labels:
        said.append(
            text("lab.verdict.wrong_labels", share=f"{recipe.wrong_labels:.0%}", taught=f"{taught:.0%}")
        )
    if not recipe.warm_up:
        peak = max((s.loss for s in steps[: max(2, len(steps) // 5)] if math.isfinite(s.loss)), default=0.0)
        said.append(text("lab.verdict.no_warm_up", peak=f"{peak:.2f}"))
    return said


def mean_loss(steps: Sequence[Step]) -> float:
    finite = [step.loss for step in steps if math.isfinite(step.loss)]
    return sum(finite) / len(finite) if finite else math.inf


def code_of(text: Text, events: Sequence[Any], finished: Finished | None) -> list[tuple[str, str]]:
    """The lines of the loop as they ran, each with what it did in this training."""
    steps = [event for event in events if isinstance(event, Step)]
    notes: dict[str, str] = {}
    if finished and steps:
        recipe = finished.recipe
        values: dict[str, Any] = {
            "trained": f"{finished.trained:,}",
            "parameters": f"{finished.parameters:,}",
            "rate": f"{recipe.learning_rate:g}",
            "epochs": recipe.epochs,
            "steps": len(steps),
            "batch": recipe.batch_size,
            "labels": len(finished.labels),
            "first": f"{steps[0].loss:.3f}",
            "last": f"{steps[-1].loss:.3f}",
            "peak": f"{max(step.learning_rate for step in steps):.2g}",
            "end": f"{steps[-1].learning_rate:.2g}",
        }
        notes = {start: text(f"lab.line.{name}", **values) for start, name in LINES.items()}
    lines = inspect.getsource(learn).rstrip().splitlines()
    return [
        (line, next((note for start, note in notes.items() if line.strip().startswith(start)), ""))
        for line in lines
    ]


def compared(text: Text, models: ModelBank, finished: Finished, sentence: str) -> dict[str, Any]:
    """Before and after for one sentence."""
    found = compare(models(finished.base), models(finished.model), finished, sentence)
    lost = [one for one in found.forgotten if one.own_after < one.own_before]
    said = text("lab.unchanged") if not found.forgotten else ""
    if found.forgotten:
        before, after = (
            sum(getattr(one, name) for one in found.forgotten) / len(found.forgotten)
            for name in ("own_before", "own_after")
        )
        said = text(
            "lab.forgot_said",
            before=digits(before),
            after=digits(after),
            lost=len(lost),
            words=len(found.forgotten),
        )
    return {
        "labels": finished.labels,
        "before": finite(found.scores_before),
        "after": finite(found.scores_after),
        "tokens": found.encoding.tokens,
        "attention": [
            numbers(picture[-1].nan_to_num()) for picture in (found.attention_before, found.attention_after)
        ],
        "moved": [round(value, 4) if math.isfinite(value) else None for value in found.moved],
        "forgotten": [
            (one.token, one.before[0], digits(one.before[1]), one.after[0], _digits(one.after[1]))
            for one in found.forgotten
        ],
        "said": said,
    }


def _digits(value: float) -> str:
    return digits(value) if math.isfinite(value) else "?"


def finite(values: Tensor) -> list[float | None]:
    return [value if math.isfinite(value) else None for value in values.tolist()]


def card(text: Text, data_name: str, finished: Finished) -> str:
    """The model card that goes into the zip."""
    recipe = "\n".join(f"- {field.name}: {getattr(finished.recipe, field.name)}" for field in fields(Recipe))
    return text(
        "lab.card",
        base=finished.base,
        data=data_name,
        labels=", ".join(finished.labels),
        accuracy=f"{finished.accuracy:.3f}",
        held=f"{finished.recipe.held_back:.0%}",
        recipe=recipe,
    )


def finished_of(models: ModelBank, key: str) -> tuple[list[Any], Finished]:
    """The events of a training that came to its end. Raises UserError when it did not, or is gone."""
    events = models.trainings(key).events
    if not events or not isinstance(events[-1], Finished):
        raise UserError("error.training_gone")
    return events, events[-1]


def sets(text: Text, language: Language) -> list[tuple[str, str]]:
    """Names of the bundled sets and their rows: those in a language on top, and of these the easiest."""
    easiest = ("reviews.en", "spam.zh")
    files = sorted(
        SETS.glob("*.tsv"),
        key=lambda path: (not path.stem.endswith(language), path.stem not in easiest, path.stem),
    )
    found = []
    for path in files:
        name, rows = path.stem.replace(".", "_"), len(path.read_text("utf-8").splitlines()) - 1
        found.append((path.stem, text(f"lab.set.{name}") + f" · {rows}"))
    return found


def bases(text: Text, language: Language) -> list[tuple[str, str]]:
    """Bundled models that a training can start from, those of a language first."""
    found = [c for c in bundled() if c.task in ("pretraining", "sentiment", "topic")]
    found.sort(key=lambda c: language not in c.languages)
    return [(c.key, text(f"lab.base_{c.task}" + ("_zh" if reads_chinese(c) else ""))) for c in found]


def build(text: Text, models: ModelBank) -> None:
    settings = models.settings

    @tell(text, RowsQuestion, "heavy")
    def look(question: RowsQuestion) -> dict[str, Any]:
        return report(text, models, question.base, read_data(settings, question.data))

    @tell(text, TrainQuestion, "heavy")
    def start(question: TrainQuestion) -> dict[str, Any]:
        data = read_data(settings, question.data)
        training = begin(models, question.base, data, recipe_of(question.recipe))
        training.opening = {"labels": data.labels, "name": question.name[:80]}
        return {"training": training.key, **training.opening}

    @tell(text, SinceJob)
    def follow(question: SinceJob) -> dict[str, Any]:
        training = models.trainings(question.training)
        since = max(0, question.since)
        new = training.events[since : since + 400]
        return state_of(text, models.trainings, training) | {
            "events": [told(text, event) for event in new],
            "charts": plotted.finetuning(text, training.events[: since + len(new)], new) if new else {},
            "next": since + len(new),
            "more": since + len(new) < len(training.events),
        }

    @tell(text, AskJob)
    def steer(question: AskJob) -> dict[str, Any]:
        training = models.trainings.ask(question.training, question.wanted)
        return state_of(text, models.trainings, training)

    @tell(text, OfJob)
    def conclude(question: OfJob) -> dict[str, Any]:
        events, finished = finished_of(models, question.training)
        models(finished.model)
        return {"said": verdict(text, events, finished), "code": code_of(text, events, finished)}

    @tell(text, CompareQuestion, "heavy")
    def before_after(question: CompareQuestion) -> dict[str, Any]:
        return compared(text, models, finished_of(models, question.training)[1], question.text)

    @tell(text, DownloadQuestion, "heavy")
    def download(question: DownloadQuestion) -> dict[str, Any]:
        finished = finished_of(models, question.training)[1]
        model = models(finished.model)
        name = "bert-" + finished.recipe.method
        path = write_zip(
            model, card(text, question.name[:80], finished), models.folder_of(finished.model), name
        )
        return zip_of(models, path)

    read = texts_language(settings, text.language)
    with panel(text, "lab", how="lab.how", code="finetune"):
        functions = [look, start, follow, steer, conclude, before_after, download]
        component(
            "lab",
            {"failed": text("inside.pick.failed"), **text.part("lab"), **text.part("training")}
            | {
                "plot": text.part("plot"),
                "sets": sets(text, read),
                "bases": bases(text, read),
                "methods": [
                    (name, text(f"lab.method_{name}"), text(f"lab.about_{name}"), vars(DEFAULTS[name]))
                    for name in METHODS
                ],
                "depths": depths(),
                "megabytes": settings.max_upload_mb,
                "code": code_of(text, [], None),
            },
            functions,
        )


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
