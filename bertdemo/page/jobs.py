"""What a page is told about a training of its own: waiting for its turn, running, paused, ended and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bertdemo.serving.bank import ModelBank
from bertdemo.serving.jobs import Job, Jobs, State
from bertdemo.text import Text


@dataclass(frozen=True)
class JobPayload:
    """How a job is; what it has said since, a payload that extends this one adds."""

    state: State
    ended: bool
    said: str
    problem: str  # the mistake or the bug that ended it; "" if none did
    opening: dict[str, str | tuple[str, ...]]  # what a page that finds it again has to know


@dataclass(frozen=True)
class ZipPayload:
    """A zip that the page of a visitor fetches."""

    file: str  # the key under which it lies
    name: str
    megabytes: float


def job_payload(text: Text, jobs: Jobs, job: Job) -> JobPayload:
    """How a job is at this moment."""
    return JobPayload(
        state=job.state,
        ended=job.ended,
        said=text(
            f"{job.kind}.state_{job.state}",
            place=jobs.place(job) + 1,
            minutes=jobs.minutes,
            seconds=f"{job.seconds:.0f}",
        ),
        problem=text.message(job.error) if job.error else "",
        opening=job.opening,
    )


def state_of(text: Text, jobs: Jobs, job: Job) -> dict[str, Any]:
    """The fields of `job_payload`, for a payload that says more."""
    return vars(job_payload(text, jobs, job))


def zip_payload(models: ModelBank, path: Path) -> ZipPayload:
    """A zip that was made here, under the key that fetches it."""
    return ZipPayload(models.files.give(path), path.name, round(path.stat().st_size / 2**20, 1))
