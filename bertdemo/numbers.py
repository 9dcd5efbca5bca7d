"""Numbers that a visitor sends, each in a range, and shares as a sentence says them."""

from __future__ import annotations

from typing import TypeGuard

from bertdemo.errors import UserError, literal


def is_whole(value: object, least: int, most: int) -> TypeGuard[int]:
    """Whether a value is a whole number in a range, both ends of it included. True is none, and neither is 2.0."""
    return type(value) is int and least <= value <= most


def is_real(value: object, least: float, most: float) -> TypeGuard[float]:
    """Whether a value is a number in a range, both ends of it included. True is none, and NaN is in no range."""
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


def whole(value: object, least: int, most: int, key: str, **gaps: object) -> int:
    """The value, if it is a whole number in this range.

    Raises UserError of this key, with the value as `given`, with `least` and `most`, and with the `gaps`.
    """
    if not is_whole(value, least, most):
        raise UserError(key, **{"given": literal(value), "least": least, "most": most, **gaps})
    return value


def percent(share: float) -> str:
    """A share of rows or tokens in whole percent; with a decimal where that would say none or all of them.

    Probabilities and weights are shown by `digits` of text.py.
    """
    return f"{share:.0%}" if 0.005 <= share < 0.995 or share in (0, 1) else f"{share:.1%}"
