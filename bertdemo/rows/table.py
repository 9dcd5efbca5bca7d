"""A table as it was read, before anybody has said which column is the text and which the label."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from dataclasses import dataclass, field
from typing import TypeVar

from bertdemo.errors import UserError
from bertdemo.rows.encodings import Told

MOST_ROWS = 200_000
Many = TypeVar("Many", bound=Sized)


@dataclass(frozen=True)
class Table:
    """Rows of cells; a row may have fewer or more than there are columns."""

    columns: list[str]
    rows: list[list[str]]
    lines: list[int]  # for each row the line that it began in; for a list of JSON objects its place
    named: bool = True  # False: lines such as "label: text", whose columns have no names of their own
    glue: str = ","  # stood between the cells
    broken: list[int] = field(default_factory=list)  # lines that could not be read
    findings: Told = field(default_factory=list)
    several: frozenset[tuple[int, int]] = frozenset()  # (row, column) of cells that hold several values
    sure: bool = True  # False: lines of prose could look the same


def no_more(rows: Many) -> Many:
    """The rows. Raises UserError when they are more than are read."""
    if len(rows) > MOST_ROWS:
        raise UserError("error.rows_too_many", most=f"{MOST_ROWS:,}")
    return rows


def first_lines(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:3])) + (", …" if len(numbers) > 3 else "")
