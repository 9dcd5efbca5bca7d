"""What a training of the lab came to: sentences from its figures, the loop line by line, the model card."""

from __future__ import annotations

import inspect
import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from bertdemo.bert.finetuning import Event, Finished, Step, learn
from bertdemo.bert.recipe import Recipe
from bertdemo.bert.scoring import Progress
from bertdemo.page.findings import joined
from bertdemo.serving.folders import is_mine
from bertdemo.text import Text

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
class LabConclusion:
    """What happened in a training that came to its end."""

    said: str  # the verdict
    notes: list[str]  # what learned, and what a sabotage did
    speaker: str
    code: list[tuple[str, str]]  # lines of the loop, and what each did; "" where nothing is said


def conclusion(text: Text, events: Sequence[Event], finished: Finished) -> LabConclusion:
    """The verdict, and the loop with the figures of this training."""
    return LabConclusion(
        said=verdict(text, events, finished),
        notes=notes(text, events, finished),
        speaker=speaker(text, finished),
        code=code_of(text, events, finished),
    )


def speaker(text: Text, finished: Finished) -> str:
    """The classifier that was trained, and from what."""
    method = text(f"finetuning.lab.says.method_{finished.recipe.method}")
    base = text("using.says.speaker_mine") if is_mine(finished.base) else finished.base
    return text("finetuning.lab.says.speaker", base=base, method=method)


def standard_error(share: float, rows: int) -> float:
    """Of a share of rows that were right: √(p (1 - p) / n)."""
    return math.sqrt(share * (1 - share) / rows)


def verdict(text: Text, events: Sequence[Event], finished: Finished) -> str:
    """The accuracy on the rows held back against the majority class and against before, and why it is as it is.

    Two accuracies tie when they differ by no more than two standard errors of the larger one's.
    """
    steps, looks = _of_kind(events)
    first, last = looks[0], looks[-1]
    rows = len(last.labels)
    guessing = float(last.confusion.sum(1).max() / last.confusion.sum())
    trivial = max(guessing, first.accuracy)
    error = max(standard_error(share, rows) for share in (last.accuracy, trivial))
    lead = last.accuracy - trivial
    against = "guessing" if guessing >= first.accuracy else "before"
    case = f"tie_{against}" if abs(lead) <= 2 * error else "better" if lead > 0 else f"worse_{against}"
    said = text(
        f"finetuning.lab.says.verdict.{case}",
        accuracy=text.percent(last.accuracy),
        error=f"{100 * error:.1f}",
        rows=rows,
        before=text.percent(first.accuracy),
        guessing=text.percent(guessing),
    )
    return joined(text, said, _reason(text, steps, last, finished, learned=case == "better"))


def _of_kind(events: Sequence[Event]) -> tuple[list[Step], list[Progress]]:
    return (
        [event for event in events if isinstance(event, Step)],
        [event for event in events if isinstance(event, Progress)],
    )


def _last_epoch(steps: Sequence[Step], finished: Finished) -> tuple[list[Step], float]:
    """The steps of the last epoch, and what share of what it was taught it agreed with in them."""
    epoch = [step for step in steps if step.epoch == finished.recipe.epochs]
    return epoch, sum(step.accuracy for step in epoch) / len(epoch)


def _reason(text: Text, steps: Sequence[Step], last: Progress, finished: Finished, learned: bool) -> str:
    """Why it is so, where the figures tell: the loss broke or rose, one label only, by heart."""
    if any(not math.isfinite(step.loss) for step in steps):
        return text("finetuning.lab.says.verdict.broken")
    epoch, taught = _last_epoch(steps, finished)
    first, end = mean_loss(steps[: max(1, len(steps) // 10)]), mean_loss(epoch)
    if end > 1.2 * first or end > 2 * math.log(len(finished.labels)):
        return text("finetuning.lab.says.verdict.diverged", first=f"{first:.2f}", last=f"{end:.2f}")
    if (last.confusion.sum(0) > 0).sum() == 1 and len(last.names) > 1:
        return text("finetuning.lab.says.verdict.one_label")
    if taught - last.accuracy > 0.1 and not finished.recipe.wrong_labels:
        shares = {"taught": text.percent(taught), "held": text.percent(last.accuracy)}
        return text("finetuning.lab.says.verdict.memorised", **shares)
    return "" if learned else text("finetuning.lab.says.verdict.nothing_learned")


def notes(text: Text, events: Sequence[Event], finished: Finished) -> list[str]:
    """How much of the model learned, in what time, and what a sabotage did."""
    steps, _ = _of_kind(events)
    recipe = finished.recipe
    sentences = [
        text(
            "finetuning.lab.says.verdict.learned",
            seconds=f"{finished.seconds:.1f}",
            trained=f"{finished.trained:,}",
            parameters=f"{finished.parameters:,}",
        )
    ]
    if recipe.wrong_labels:
        _, taught = _last_epoch(steps, finished)
        shares = {"share": text.percent(recipe.wrong_labels), "taught": text.percent(taught)}
        sentences.append(text("finetuning.lab.says.verdict.wrong_labels", **shares))
    if not recipe.warm_up:
        losses = [step.loss for step in steps[: max(2, len(steps) // 5)] if math.isfinite(step.loss)]
        peak = max(losses, default=0.0)
        sentences.append(text("finetuning.lab.says.verdict.no_warm_up", peak=f"{peak:.2f}"))
    return sentences


def mean_loss(steps: Sequence[Step]) -> float:
    """Of the steps whose loss is a number; infinite if there is none."""
    losses = [step.loss for step in steps if math.isfinite(step.loss)]
    return sum(losses) / len(losses) if losses else math.inf


def code_of(text: Text, events: Sequence[Event], finished: Finished | None) -> list[tuple[str, str]]:
    """The lines of the loop as they ran, each with what it did in this training."""
    steps = [event for event in events if isinstance(event, Step)]
    beside: dict[str, str] = {}
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
        beside = {start: text(f"finetuning.lab.says.line.{name}", **values) for start, name in LINES.items()}
    lines = inspect.getsource(learn).rstrip().splitlines()
    return [
        (line, next((note for start, note in beside.items() if line.strip().startswith(start)), ""))
        for line in lines
    ]


def card(text: Text, data_name: str, finished: Finished) -> str:
    """The model card that goes into the zip."""
    recipe = "\n".join(f"- {field.name}: {getattr(finished.recipe, field.name)}" for field in fields(Recipe))
    return text(
        "finetuning.lab.says.card",
        base=finished.base,
        data=data_name,
        labels=", ".join(finished.labels),
        accuracy=f"{finished.accuracy:.3f}",
        held=text.percent(finished.recipe.held_back),
        recipe=recipe,
    )
