"""When a computation takes its turn at the gate: by what it is, and by how long the question is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeVar

from bertdemo.serving.gate import HEAVY, LARGE, LIGHT, NETWORK, PATIENCE, politely

Answer = TypeVar("Answer")
Weight = Literal["light", "long", "heavy", "network"]
LONG = 1200  # bytes of a question that make an otherwise light computation heavy
TICKET = 1.0  # seconds that a page's question waits for its turn before its place is told


def in_turn(weight: Weight, args: Sequence[Any], compute: Callable[[], Answer]) -> Answer:
    """Compute at once, or when the gate lets the caller in."""
    if weight == "light" or (weight == "long" and length(args) <= LONG):
        with LIGHT:
            return compute()
    question = args[0] if args and isinstance(args[0], dict) else {}
    ticket = str(question.get("ticket") or "")[:64]
    gate = {"network": NETWORK, "long": LARGE}.get(weight, HEAVY)
    with gate.entered(ticket, TICKET if ticket else PATIENCE, short=length(args) <= LONG):
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
