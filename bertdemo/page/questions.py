"""Questions: what a script of the page asks, checked once. Rubbish is told politely, as no page of ours sends it.

A question is a frozen dataclass; the types of its fields are what may come: `str`, `int`, `bool`, `list`, `list[int]`,
`dict`, or one of these `| None`.
"""

from __future__ import annotations

import functools
import types
from dataclasses import dataclass, fields
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from bertdemo.errors import UserError

LARGEST = 2**31  # of a whole number
Asked = TypeVar("Asked", bound="Question")


@dataclass(frozen=True)
class Question:
    """No fields of its own: what every question can do."""

    @classmethod
    def of(cls: type[Asked], asked: Any) -> Asked:
        """The question in what came from a page. Raises UserError for a field that is missing or of another type."""
        if not isinstance(asked, dict):
            raise UserError("error.odd_question", name="question", kind="dict")
        for name, kind in _types(cls).items():  # type: ignore[arg-type]  # a class can be hashed
            if name not in asked or not _is(asked[name], kind):
                raise UserError("error.odd_question", name=name, kind=getattr(kind, "__name__", str(kind)))
        return cls(**{field.name: asked[field.name] for field in fields(cls)})


@dataclass(frozen=True)
class OfModel(Question):
    """Asks a model."""

    model: str  # its key; "" is the default


@dataclass(frozen=True)
class OfText(OfModel):
    """Asks a model about a text, or a pair."""

    text: str
    text_pair: str


@dataclass(frozen=True)
class OfLayer(OfText):
    """About one layer of it."""

    layer: int  # from 1; 0 is the mean


@dataclass(frozen=True)
class OfHead(OfLayer):
    """About one head of it."""

    head: int  # from 1; 0 is the mean over heads, -1 the maximum


@dataclass(frozen=True)
class OfToken(OfHead):
    """About one token, as it looks through a head."""

    token: int | None  # None for the one that shows most


@dataclass(frozen=True)
class OfTask(OfText):
    """Asks who judges a task."""

    task: str


@dataclass(frozen=True)
class OfJob(Question):
    """About a job, by the key that only its page has."""

    training: str


@dataclass(frozen=True)
class SinceJob(OfJob):
    """What a job has said since."""

    since: int  # number of the first event that is wanted


@dataclass(frozen=True)
class AskJob(OfJob):
    """Asks a job to pause, to go on, or to stop."""

    wanted: str


@dataclass(frozen=True)
class OfHubId(Question):
    """About a checkpoint of the Hub."""

    id: str


@functools.cache
def _types(kind: Any) -> dict[str, Any]:
    return {name: hint for name, hint in get_type_hints(kind).items() if not name.startswith("_")}


def _is(value: Any, kind: Any) -> bool:
    """Whether a value is of a field's type; True is no number here."""
    if isinstance(kind, types.UnionType):
        return any(_is(value, one) for one in get_args(kind))
    if kind is types.NoneType:
        return value is None
    if get_origin(kind) is list and get_args(kind) != (Any,):
        (inner,) = get_args(kind)
        return isinstance(value, list) and all(_is(one, inner) for one in value)
    if type(value) is not (get_origin(kind) or kind):
        return False
    return not isinstance(value, int) or abs(value) <= LARGEST
