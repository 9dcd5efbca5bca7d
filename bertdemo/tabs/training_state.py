"""What a page is told about a training of its own: waiting for its turn, running, paused, ended and why."""

from __future__ import annotations

from typing import Any

from bertdemo.bert.trainings import Training, Trainings
from bertdemo.text import Text


def state_of(text: Text, trainings: Trainings, training: Training) -> dict[str, Any]:
    """`{state, ended, said}`, and `error` when a mistake or a bug ended it."""
    said = text(
        f"training.state_{training.state}",
        place=trainings.place(training) + 1,
        minutes=trainings.minutes,
        seconds=f"{training.seconds:.0f}",
    )
    problem = text.message(training.error) if training.error else ""
    return {"state": training.state, "ended": training.ended, "said": said, "problem": problem}
