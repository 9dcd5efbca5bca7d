"""Checkpoints of the Hub on their way here, as a page follows them: from the list of models and from the step that uses them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bertdemo.errors import UserError
from bertdemo.page.jobs import JobPayload, job_payload, state_of
from bertdemo.page.live import tell
from bertdemo.page.questions import AskJob, OfHubId, SinceJob
from bertdemo.serving import hub, hub_ids
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import cached
from bertdemo.text import Text


@dataclass(frozen=True)
class HerePayload:
    """A checkpoint that needs no fetching."""

    here: bool  # always true: a download has no such field


@dataclass(frozen=True)
class FetchPayload:
    """A download that has begun, and what is fetched."""

    training: str  # its key
    shape: str  # layers × heads × hidden
    megabytes: str  # of 10^6 bytes, as the Hub counts them


@dataclass(frozen=True)
class FetchStep:
    """How far a download is."""

    step: int  # bytes that are here
    steps: int  # bytes of all
    kind: Literal["step"] = "step"


@dataclass(frozen=True)
class FetchEvents(JobPayload):
    """How a download is, and how far."""

    events: tuple[FetchStep, ...]  # the newest at most
    next: int  # number of the first event that the page has not heard of
    more: bool


def hub_id_of(question: OfHubId) -> str:
    """The id in what was typed or pasted. Raises UserError for an address that names no model."""
    return hub_ids.hub_id(question.id[:2000])[:200]


def megabytes(size: int) -> str:
    """The size of what is fetched as the Hub's own pages count it, in millions of bytes."""
    return f"{size / 1e6:,.0f}"


def fetch_functions(text: Text, models: ModelBank) -> list[Callable[..., dict[str, Any]]]:
    """What a component needs that fetches: `start_fetch`, `follow_fetch`, `steer_fetch`."""
    settings = models.settings

    @tell(text, OfHubId, "network")
    def start_fetch(question: OfHubId) -> HerePayload | FetchPayload:
        key = hub_id_of(question)
        if cached(key, settings) is not None:
            return HerePayload(here=True)
        preview = hub.look(key, settings)
        job = models.fetches.start(lambda: hub.fetch(preview, settings))
        job.opening = {
            "shape": f"{preview.layers} × {preview.heads} × {preview.hidden}",
            "megabytes": megabytes(preview.bytes),
        }
        return FetchPayload(training=job.key, **job.opening)

    @tell(text, SinceJob)
    def follow_fetch(question: SinceJob) -> FetchEvents:
        job = models.fetches(question.training)
        new = job.events[max(0, question.since) :][-1:]
        return FetchEvents(
            **state_of(text, models.fetches, job),
            events=tuple(FetchStep(event.done, event.of) for event in new),
            next=len(job.events),
            more=False,
        )

    @tell(text, AskJob)
    def steer_fetch(question: AskJob) -> JobPayload:
        if question.wanted != "stop":
            raise UserError("error.only_stop")
        return job_payload(text, models.fetches, models.fetches.ask(question.training, "stop"))

    return [start_fetch, follow_fetch, steer_fetch]
