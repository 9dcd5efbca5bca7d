"""UserError: what a visitor can mend. It imports nothing of this project, so that every floor can raise it."""

from __future__ import annotations

import math


class UserError(Exception):
    """Something that a visitor can mend: the key of a message, and the values for its gaps.

    `Text(language).message(error)` says it to the visitor; `str(error)` to the log.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = {name: shown(value) for name, value in values.items()}

    def __str__(self) -> str:
        values = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.key}({values})"


def shown(value: object, most: int = 400) -> object:
    """A value as a message can hold it: itself, or its beginning; of a number of many digits how many there are."""
    if type(value) is int and abs(value) >= 10**18:  # Python itself writes none of more than 4,300 digits
        return f"{'-' if value < 0 else ''}1e{int(abs(value).bit_length() * math.log10(2))}"
    try:
        said = str(value)
    except (ValueError, RecursionError):  # a list with such a number in it, or one that is endlessly deep
        return "…"
    if not said.isascii() and any(
        "\ud800" <= c <= "\udfff" for c in said
    ):  # half a character: nobody could send it on
        value = said = said.encode("utf-8", "replace").decode()
    return value if len(said) <= most else said[:most] + "…"


def literal(value: object) -> str:
    """What a caller sent, as Python writes it and not longer than a message bears: 2.0, True, '5'."""
    short = shown(value, 40)
    return repr(short) if short is value else str(short)
