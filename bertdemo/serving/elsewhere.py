"""Where questions are computed: in this process, or elsewhere, see ray.py. What crosses is a name, a question, a plain answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeVar

Event = TypeVar("Event")


class Nobody(Exception):  # noqa: N818  no error: it is computed here then
    """No process elsewhere is there to answer; one may be on its way."""


class Elsewhere(Protocol):
    """Processes that build the same functions from the same settings, and keep nothing of who asked."""

    def ask(self, name: str, question: tuple[Any, ...], heavy: bool = False) -> Any:
        """What the function of this name gives. Raises UserError as it does, or when too many wait; Gone when the
        asker left; Nobody when no process is there.
        """

    def stream(self, events: Callable[..., Iterator[Event]], *arguments: Any) -> Iterator[Event]:
        """The events of `events(models, *arguments)`, a function of a module, as they come. Raises UserError as it does."""


place: Elsewhere | None = None  # None is this process


def move(to: Elsewhere | None) -> None:
    """From now on questions are computed there."""
    global place
    place = to


def streamed(events: Callable[..., Iterator[Event]], models: Any, *arguments: Any) -> Iterator[Event]:
    """The events of `events(models, *arguments)`, computed here or elsewhere, where other models of the same keys are."""
    return events(models, *arguments) if place is None else place.stream(events, *arguments)
