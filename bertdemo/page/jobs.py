"""What a page is told about a training of its own: waiting for its turn, running, paused, ended and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bertdemo.serving.bank import ModelBank
from bertdemo.serving.jobs import Job, Jobs
from bertdemo.text import Text


def state_of(text: Text, trainings: Jobs, training: Job) -> dict[str, Any]:
    """`{state, ended, said, problem, opening}`; the problem is the mistake or the bug that ended it."""
    said = text(
        f"{training.kind}.state_{training.state}",
        place=trainings.place(training) + 1,
        minutes=trainings.minutes,
        seconds=f"{training.seconds:.0f}",
    )
    problem = text.message(training.error) if training.error else ""
    return {
        "state": training.state,
        "ended": training.ended,
        "said": said,
        "problem": problem,
        "opening": training.opening,
    }


def zip_of(models: ModelBank, path: Path) -> dict[str, Any]:
    """How the page of a visitor fetches a zip: `{file, name, megabytes}`."""
    return {
        "file": models.files.give(path),
        "name": path.name,
        "megabytes": round(path.stat().st_size / 2**20, 1),
    }
