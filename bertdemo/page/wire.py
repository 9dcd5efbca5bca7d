"""What travels to the page: frozen dataclasses, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any


def sent(value: Any) -> Any:
    """A payload as plain values; lists of numbers are not looked into, which may be long."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: sent(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: sent(one) for key, one in value.items()}
    if isinstance(value, list | tuple) and value and not isinstance(value[0], int | float | str):
        return type(value)(sent(one) for one in value)
    return value
