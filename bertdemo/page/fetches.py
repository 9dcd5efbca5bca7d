"""Checkpoints of the Hub on their way here, as a page follows them: from the list of models and from the tab Apply."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bertdemo.errors import UserError
from bertdemo.page.jobs import state_of
from bertdemo.page.live import tell
from bertdemo.page.questions import AskJob, OfHubId, SinceJob
from bertdemo.serving import hub
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import cached
from bertdemo.text import Text


def asked(question: OfHubId) -> str:
    """The id in what was typed or pasted. Raises UserError for an address that names no model."""
    return hub.hub_id(question.id[:2000])[:200]


def megabytes(size: int) -> str:
    """The size of what is fetched as the Hub's own pages count it, in millions of bytes."""
    return f"{size / 1e6:,.0f}"


def fetch_functions(text: Text, models: ModelBank) -> list[Callable[..., dict[str, Any]]]:
    """What a component needs that fetches: `start_fetch`, `follow_fetch`, `steer_fetch`."""
    settings = models.settings

    @tell(text, OfHubId, "network")
    def start_fetch(question: OfHubId) -> dict[str, Any]:
        """`{id}` → `{here: true}` for what needs no fetching, else the key of the download and what is fetched."""
        key = asked(question)
        if cached(key, settings) is not None:
            return {"here": True}
        preview = hub.look(key, settings)
        training = models.fetches.start(lambda: hub.fetch(preview, settings))
        training.opening = {
            "shape": f"{preview.layers} × {preview.heads} × {preview.hidden}",
            "megabytes": megabytes(preview.bytes),
        }
        return {"training": training.key, **training.opening}

    @tell(text, SinceJob)
    def follow_fetch(question: SinceJob) -> dict[str, Any]:
        training = models.fetches(question.training)
        new = training.events[max(0, question.since) :][-1:]
        return state_of(text, models.fetches, training) | {
            "events": [{"kind": "step", "step": event.done, "steps": event.of} for event in new],
            "next": len(training.events),
            "more": False,
        }

    @tell(text, AskJob)
    def steer_fetch(question: AskJob) -> dict[str, Any]:
        if question.wanted != "stop":
            raise UserError("error.only_stop")
        return state_of(text, models.fetches, models.fetches.ask(question.training, "stop"))

    return [start_fetch, follow_fetch, steer_fetch]
