"""Fewer numbers on demand: one token's row of what has a row a token, and fewer decimals."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from bertdemo.numbers import whole

MOST_DECIMALS = 10  # more than single precision holds


class Short:
    """What a caller asked for: all tokens or one, all decimals or some.

    `decimals` 0 leaves numbers as they are; `token` −1 means all `tokens`, else it counts from 0. Raises UserError
    for a number that is out of range.
    """

    def __init__(self, decimals: Any, token: Any = -1, tokens: int = 0) -> None:
        self.decimals = whole(decimals, 0, MOST_DECIMALS, "error.whole_number", name="decimals")
        one = whole(token, -1, tokens - 1, "error.no_token") if token != -1 else -1
        self.place: int | slice = slice(None) if one == -1 else one

    def number(self, value: float) -> float:
        return round(value, self.decimals) if self.decimals else value

    def numbers(self, values: Any) -> Any:
        """A tensor, or lists in lists of numbers, as lists."""
        if isinstance(values, Tensor):
            values = values.tolist()
        return [self.numbers(one) for one in values] if isinstance(values, list) else self.number(values)

    def rows(self, values: Tensor) -> Any:
        """The numbers of all tokens, or those of one; the first axis is that of the tokens."""
        return self.numbers(values[self.place])
