"""Long computations ask between two batches whether they should go on; who serves them decides what that means."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

# What is done between two batches; it may wait a little, and raises Gone to end the computation. Nothing by default.
between_batches: ContextVar[Callable[[], None] | None] = ContextVar("between_batches", default=None)


class Gone(Exception):  # noqa: N818  no error: nobody is there to see one
    """Whoever asked has left; nobody would read what is being computed."""


def breathe() -> None:
    """To be called between two batches of a loop that may take long. Raises Gone when nobody waits for the answer."""
    act = between_batches.get()
    if act is not None:
        act()
