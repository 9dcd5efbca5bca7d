"""What travels to the page: frozen dataclasses, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

NUMBERS = (int, float)  # of a list that begins with one, which may be long, the rest is not looked at
PLAIN = (*NUMBERS, str, bool, type(None))


def sent(value: Any) -> Any:
    """A payload as plain values; lists of numbers are not looked into."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: sent(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: sent(one) for key, one in value.items()}
    if not isinstance(value, (list, tuple)) or (value and type(value[0]) in NUMBERS):
        return value
    if not all(type(one) in PLAIN for one in value):
        return type(value)(sent(one) for one in value)
    return value
