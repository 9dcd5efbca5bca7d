"""When a computation takes its turn at the gate: by what it is, and by how long the question is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Literal, TypeVar

from bertdemo.serving import elsewhere
from bertdemo.serving.gate import HEAVY, LARGE, LIGHT, NETWORK, PATIENCE, politely

Answer = TypeVar("Answer")
Weight = Literal["light", "long", "heavy", "network"]
LONG = 1200  # bytes of a question that make an otherwise light computation heavy
TICKET = 1.0  # seconds that a page's question waits for its turn before its place is told


def in_turn(
    weight: Weight,
    args: Sequence[Any],
    compute: Callable[[], Answer],
    name: str = "",
    question: tuple[Any, ...] = (),
) -> Answer:
    """Compute at once, or when the gate lets the caller in.

    With a name it may be computed elsewhere, where it is known by it, of a question that pickles; the turn is taken here, and
    so is the work while nobody is there to do it.
    """
    there = elsewhere.place if name else None
    if weight == "light" or (weight == "long" and length(args) <= LONG):
        if there is not None:
            with suppress(elsewhere.Nobody):
                return there.ask(name, question)  # type: ignore[no-any-return]
        with LIGHT:
            return compute()
    first = args[0] if args and isinstance(args[0], dict) else {}
    ticket = str(first.get("ticket") or "")[:64]
    gate = {"network": NETWORK, "long": LARGE}.get(weight, HEAVY)
    with gate.entered(ticket, TICKET if ticket else PATIENCE, short=length(args) <= LONG):
        if there is not None:
            with suppress(elsewhere.Nobody):
                return there.ask(name, question, heavy=True)  # type: ignore[no-any-return]
        return compute() if gate is NETWORK else politely(compute)


def length(question: Any) -> int:
    """Bytes in all the strings of a question: a Chinese character is a word piece, and counts three."""
    if isinstance(question, str):
        return len(question.encode("utf-8", "surrogatepass"))
    if isinstance(question, dict):
        question = question.values()
    elif not isinstance(question, list | tuple):
        return 0
    return sum(map(length, question))
