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

    said: list[str]
    code: list[tuple[str, str]]  # lines of the loop, and what each did; "" where nothing is said


def conclusion(text: Text, events: Sequence[Event], finished: Finished) -> LabConclusion:
    """The verdict, and the loop with the figures of this training."""
    return LabConclusion(verdict(text, events, finished), code_of(text, events, finished))


def verdict(text: Text, events: Sequence[Event], finished: Finished) -> list[str]:
    """What happened, from the figures of the training, in sentences."""
    steps = [event for event in events if isinstance(event, Step)]
    looks = [event for event in events if isinstance(event, Progress)]
    first, last, recipe = looks[0], looks[-1], finished.recipe
    guessing = float(last.confusion.sum(1).max() / last.confusion.sum())
    epoch = [step for step in steps if step.epoch == recipe.epochs]
    taught = sum(step.accuracy for step in epoch) / len(epoch)
    sentences = [
        text(
            "finetuning.lab.says.verdict.accuracy",
            accuracy=f"{last.accuracy:.1%}",
            rows=len(last.labels),
            before=f"{first.accuracy:.1%}",
            guessing=f"{guessing:.1%}",
            seconds=f"{finished.seconds:.1f}",
            trained=f"{finished.trained:,}",
            parameters=f"{finished.parameters:,}",
        ),
        *_of_loss(text, steps, epoch, len(finished.labels)),
        *_of_labels(text, last, guessing, taught),
    ]
    if recipe.wrong_labels:
        share = f"{recipe.wrong_labels:.0%}"
        sentences.append(
            text("finetuning.lab.says.verdict.wrong_labels", share=share, taught=f"{taught:.0%}")
        )
    if not recipe.warm_up:
        losses = [step.loss for step in steps[: max(2, len(steps) // 5)] if math.isfinite(step.loss)]
        peak = max(losses, default=0.0)
        sentences.append(text("finetuning.lab.says.verdict.no_warm_up", peak=f"{peak:.2f}"))
    return sentences


def _of_loss(text: Text, steps: Sequence[Step], epoch: Sequence[Step], labels: int) -> list[str]:
    """Whether the loss broke, or did not fall; `epoch` are the steps of the last one."""
    if any(not math.isfinite(step.loss) for step in steps):
        return [text("finetuning.lab.says.verdict.broken")]
    first, last = mean_loss(steps[: max(1, len(steps) // 10)]), mean_loss(epoch)
    if last > 1.2 * first or last > 2 * math.log(labels):
        return [text("finetuning.lab.says.verdict.diverged", first=f"{first:.2f}", last=f"{last:.2f}")]
    return []


def _of_labels(text: Text, last: Progress, guessing: float, taught: float) -> list[str]:
    """Whether rows held back get one label only, are guessed, or are worse than those that were `taught`."""
    if (last.confusion.sum(0) > 0).sum() == 1 and len(last.names) > 1:
        return [text("finetuning.lab.says.verdict.one_label")]
    if last.accuracy <= guessing + 0.02:
        return [text("finetuning.lab.says.verdict.nothing_learned")]
    if taught - last.accuracy > 0.1:
        held = f"{last.accuracy:.0%}"
        return [text("finetuning.lab.says.verdict.memorised", taught=f"{taught:.0%}", held=held)]
    return []


def mean_loss(steps: Sequence[Step]) -> float:
    """Of the steps whose loss is a number; infinite if there is none."""
    losses = [step.loss for step in steps if math.isfinite(step.loss)]
    return sum(losses) / len(losses) if losses else math.inf


def code_of(text: Text, events: Sequence[Event], finished: Finished | None) -> list[tuple[str, str]]:
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
        notes = {start: text(f"finetuning.lab.says.line.{name}", **values) for start, name in LINES.items()}
    lines = inspect.getsource(learn).rstrip().splitlines()
    return [
        (line, next((note for start, note in notes.items() if line.strip().startswith(start)), ""))
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
        held=f"{finished.recipe.held_back:.0%}",
        recipe=recipe,
    )
