"""Cells between separators: cells between quotation marks, and marks that belong to none.

What RFC 4180 allows is read as it says. Beyond it: five separators, marks of three kinds, a backslash before what is
meant as it stands, and marks that open or close no cell, which must never swallow the rows after them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bertdemo.rows import columns

SEPARATORS = "\t;|,，"


@dataclass(frozen=True)
class Dialect:
    """How cells are divided, and what stands around those that hold a separator."""

    separator: str
    opening: str = '"'
    closing: str = '"'
    escape: bool = False  # a backslash stands before a mark or separator that belongs to the cell
    skip: bool = False  # spaces stand between a separator and a mark


@dataclass(frozen=True)
class Record:
    """One row as it was read."""

    line: int  # in which it begins, from 1
    cells: list[str]
    start: int  # offsets in the text, without the end of the line
    end: int
    quoted: int = 0  # cells that stood between marks
    odd: bool = False  # it holds a mark that opens or closes no cell


def scan(text: str, dialect: Dialect, most: int) -> list[Record]:
    """The first `most` rows of a text whose lines end in a line feed; blank lines are none.

    A mark that opens a cell and does not close it properly makes its line odd: that line is cut as it stands, and
    reading goes on with the next. What is read again for it is counted, for a file made of such lines would be read as
    often as it has lines.
    """
    records: list[Record] = []
    at, line, room = 0, 1, 2 * len(text)
    special = [dialect.opening, "\\"] if dialect.escape else [dialect.opening]
    while at < len(text) and len(records) < most:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        part = text[at:end]
        if not any(mark in part for mark in special):
            record = Record(line, part.split(dialect.separator), at, end)
        else:
            found, seen = _record(text, at, end, dialect, len(text) if room > 0 else end)
            if found is None:
                room -= seen - at
            cells, quoted, end = found or (*lenient(part, dialect), end)
            record = Record(line, cells, at, end, quoted, found is None)
        if len(record.cells) > 1 or record.cells[0].strip():
            records.append(record)
        line += 1 + text.count("\n", at, record.end)
        at = record.end + 1
    return records


def _record(
    text: str, at: int, line_end: int, dialect: Dialect, limit: int
) -> tuple[tuple[list[str], int, int] | None, int]:
    """Cells, cells between marks and end of the row that begins at `at`, or None; and how far was looked."""
    cells: list[str] = []
    quoted, separator = 0, dialect.separator
    while True:
        start = at
        while dialect.skip and start < line_end and text[start] == " ":
            start += 1
        if text.startswith(dialect.opening, start):
            mark, after = _closing(text, start + 1, dialect, limit)
            if after < 0:
                return None, mark
            cells.append(_plain(text[start + 1 : mark], dialect))
            quoted += 1
            at = after
            if at > line_end:
                line_end = text.find("\n", at)
                line_end = len(text) if line_end < 0 else line_end
        else:
            stop = _separator_from(text, at, line_end, dialect)
            cell = text[at:stop]
            cells.append(_plain(cell, dialect, marks=False) if dialect.escape else cell)
            at = stop
        if at >= line_end:
            return (cells, quoted, line_end), line_end
        at += len(separator)


def _closing(text: str, at: int, dialect: Dialect, limit: int) -> tuple[int, int]:
    """The mark that closes a cell and where the cell ends; (how far was looked, -1) if none does."""
    closing = dialect.closing
    while True:
        mark = text.find(closing, at, limit)
        if mark < 0:
            return limit, -1
        at = mark + 1
        if dialect.escape and _escaped(text, mark):
            continue
        if closing == dialect.opening and text.startswith(closing, at):
            at += 1
            continue
        after = at
        while after < len(text) and text[after] == " ":
            after += 1
        if after >= len(text) or text[after] == "\n" or text.startswith(dialect.separator, after):
            return mark, after
        if closing == '"':
            return at, -1
        # an apostrophe, or a mark of speech


def _escaped(text: str, at: int) -> bool:
    first = at
    while first and text[first - 1] == "\\":
        first -= 1
    return (at - first) % 2 == 1


def _separator_from(text: str, at: int, end: int, dialect: Dialect) -> int:
    """Where the cell without marks that begins at `at` ends."""
    while True:
        stop = text.find(dialect.separator, at, end)
        if stop < 0:
            return end
        if not (dialect.escape and _escaped(text, stop)):
            return stop
        at = stop + 1


def _plain(cell: str, dialect: Dialect, marks: bool = True) -> str:
    """What a cell says, without doubled marks and backslashes."""
    if dialect.escape:
        meant = re.escape(dialect.opening + dialect.closing + dialect.separator)
        return re.sub(rf"\\([\\{meant}])", r"\1", cell)
    if marks and dialect.opening == dialect.closing:
        return cell.replace(dialect.closing * 2, dialect.closing)
    return cell


def lenient(line: str, dialect: Dialect) -> tuple[list[str], int]:
    """The cells of one line with odd marks, and how many stood between marks in spite of them.

    A cell is between marks when the last one stands before a separator and those inside come in pairs; where all cells
    of the line stand between marks, those inside may be any.
    """
    cells: list[str] = []
    at, quoted, opening, closing = 0, 0, dialect.opening, dialect.closing
    room = 3 * len(line)
    between = closing + dialect.separator + opening
    every = line.startswith(opening) and line.rstrip().endswith(closing) and between in line
    following = re.escape(dialect.separator + (opening if every else ""))
    last = re.compile(re.escape(closing) + rf" *(?={following}|$)")
    while True:
        stop = line.find(dialect.separator, at)
        stop = len(line) if stop < 0 else stop
        close = last.search(line, at + 1) if room > 0 and line.startswith(opening, at) else None
        if room > 0 and line.startswith(opening, at):  # what is looked through again for each mark is counted
            room -= (close.end() if close else len(line)) - at
        inner = line[at + 1 : close.start()] if close else ""
        if close and (every or inner.count(closing) % 2 == 0):
            cells.append(inner)
            quoted += 1
            stop = close.end()
        else:
            cells.append(line[at:stop])
        if stop >= len(line):
            return cells, quoted
        at = stop + len(dialect.separator)


def untied(text: str, records: list[Record], dialect: Dialect) -> tuple[list[Record], list[int]]:
    """Rows that a stray mark tied together, apart again, and the lines of such marks.

    A mark that opens a cell in one line and another that closes one in a later line are a cell of several lines, unless
    each of those lines is a whole row by itself: as wide as the others, with a label that others have.
    """
    tied = {number for number, record in enumerate(records) if "\n" in text[record.start : record.end]}
    odd = [record.line for record in records if record.odd]
    if not tied:
        return records, odd
    usual = min(columns.MOST_COLUMNS, Counter(len(r.cells) for r in records).most_common(1)[0][0])
    values = _values(records, usual)
    _add_values(
        values, (text[records[number].start : records[number].end] for number in tied), dialect, usual
    )
    apart: list[Record] = []
    for number, record in enumerate(records):
        lines = text[record.start : record.end].split("\n") if number in tied else []
        rows = [lenient(line, dialect)[0] for line in lines]
        if not lines or not _whole(rows, values, usual, dialect.separator):
            apart.append(record)
            continue
        apart += [
            Record(record.line + offset, row, record.start, record.start) for offset, row in enumerate(rows)
        ]
        odd += [record.line, record.line + len(lines) - 1]
    return apart, sorted(odd)


def _values(records: Sequence[Record], usual: int) -> dict[int, set[str]]:
    """Values that repeat, of each column that has such: cells of several lines are none."""
    values: dict[int, set[str]] = {}
    rows = [record.cells for record in records if len(record.cells) == usual]
    for place in range(usual):
        cells = [row[place].strip() for row in rows if "\n" not in row[place] and row[place].strip()]
        if len(cells) > 1 and len(set(cells)) <= max(3, len(cells) // 3):
            values[place] = set(cells)
    return values


def _add_values(values: dict[int, set[str]], tied: Iterable[str], dialect: Dialect, usual: int) -> None:
    """Add the labels that only tied rows have, where every second row of a dialogue begins with a mark.

    In a sentence a space follows the separator; a label stands close to it.
    """
    rows = [
        row
        for record in tied
        for line in record.split("\n")
        if len(row := lenient(line, dialect)[0]) == usual
    ]
    for place, known in values.items():
        counts = Counter(row[place] for row in rows)
        more = {
            cell for cell, count in counts.items() if count > 1 and cell.strip() and not cell.startswith(" ")
        }
        if len(known | more) <= max(3, len(rows) // 3):
            known |= more


def _whole(rows: Sequence[list[str]], values: dict[int, set[str]], usual: int, separator: str) -> bool:
    if usual < 2 or any(len(row) != usual for row in rows):
        return False
    if not values:
        return separator == "\t"  # a cell with as many tabs as rows would have is none
    return any(all(row[place].strip() in known for row in rows) for place, known in values.items())
