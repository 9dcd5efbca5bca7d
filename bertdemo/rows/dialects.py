"""The dialect of a table by its structure: which separator, which marks, a backslash or none.

Every dialect that may be is tried on the first rows; known names of columns, rows of one width, values that repeat and
separators that no space follows speak for it, odd marks against it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bertdemo.rows import columns
from bertdemo.rows.separated import SEPARATORS, Dialect, scan

MARKS = (('"', '"'), ("'", "'"), ("“", "”"))
SAMPLE_LINES, SAMPLE_CHARACTERS = 200, 300_000
WRAPPED = re.compile(r"""\s*(?:"[^"]*"|'.*')\s*""", re.DOTALL)


@dataclass(frozen=True)
class Reading:
    """A sample read in one dialect, and how much speaks for it."""

    dialect: Dialect
    width: int  # the usual number of cells
    agree: float  # share of the rows that have it, without an odd mark
    tight: float  # share of the separators that no space follows: in prose nearly all have one
    few: bool  # a column repeats its values, as labels do
    quoted: float  # share of the rows with a cell between marks
    score: float


def sample_of(text: str) -> str:
    """The first lines, whole."""
    end = -1
    for _ in range(SAMPLE_LINES):
        following = text.find("\n", end + 1)
        if following < 0:
            following = len(text)
        if following > SAMPLE_CHARACTERS and end > 0:
            break
        end = following
        if end >= len(text):
            break
    return text[: min(end, 2 * SAMPLE_CHARACTERS)]


def candidates(sample: str, separators: str) -> Iterator[Dialect]:
    """Every dialect that a sample may be in; the usual ones first."""
    for separator in separators:
        if separator not in sample:
            continue
        before = rf"(?:^|{re.escape(separator)})"
        for opening, closing in MARKS:
            starts = re.search(before + opening, sample, re.MULTILINE) is not None
            spaced = re.search(re.escape(separator) + " +" + opening, sample) is not None
            if opening != '"' and not starts and not spaced:
                continue
            escape = opening != "“" and (f"\\{opening}" in sample or f"\\{separator}" in sample)
            for skip in [False, True] if spaced else [False]:
                yield Dialect(separator, opening, closing, False, skip)
                if escape:
                    yield Dialect(separator, opening, closing, True, skip)


def read_sample(sample: str, dialect: Dialect, whole: bool) -> Reading | None:
    """How well a sample reads in a dialect; None where it has no two cells."""
    records = scan(sample, dialect, SAMPLE_LINES)
    if not whole and len(records) > 1 and records[-1].odd:  # perhaps only because the sample ends there
        records = records[:-1]
    if not records:
        return None
    rows = [record.cells for record in records]
    known = max(map(columns.names_known, rows[:10]))
    counts = Counter(map(len, rows))
    width, _ = max(counts.items(), key=lambda item: (item[1], item[0]))
    if width < 2:
        if not known:
            return None
        width = max((len(row) for row in rows[:10] if columns.names_known(row)), default=2)
    clean = [record.cells for record in records if len(record.cells) == width and not record.odd]
    agree = len(clean) / len(records)
    inner = [cell for row in rows for cell in row[1:] if cell.strip()]
    tight = sum(not cell.startswith(" ") for cell in inner) / max(1, len(inner))
    by_column = list(zip(*clean, strict=True)) if clean else []
    few = any(
        _like_labels(cells) or _like_labels(cells[1:]) for cells in by_column
    )  # the first may be a name
    wrapped = any(_mostly_wrapped(cells) for cells in by_column)
    quoted = sum(record.quoted > 0 and not record.odd for record in records) / len(records)
    usual = dialect.opening == '"' and not dialect.skip
    score = (
        (0.0, 1.5, 4.0)[known]
        + 2 * agree
        + few
        + 0.7 * tight
        + 0.5 * quoted
        - wrapped
        + 0.1 * usual
        + 0.05 * (len(SEPARATORS) - SEPARATORS.find(dialect.separator))
        + 0.2 * (dialect.separator == "\t")
    )
    return Reading(dialect, width, agree, tight, few, quoted, score)


def _like_labels(cells: Sequence[str]) -> bool:
    """Short values that repeat, without a separator in them."""
    labels = [cell.strip() for cell in cells]
    plain = sum(len(cell) <= 60 and not any(s in cell for s in SEPARATORS) for cell in labels)
    return columns.is_few(labels) and plain > 0.9 * len(labels)


def _mostly_wrapped(cells: Sequence[str]) -> bool:
    whole = [cell for cell in cells if cell.strip()]
    return len(whole) > 1 and sum(bool(WRAPPED.fullmatch(cell)) for cell in whole) > 0.9 * len(whole)


def best_reading(text: str, separators: str = SEPARATORS) -> Reading | None:
    """The dialect that most speaks for: known names above, rows of one width, values that repeat, tight separators."""
    sample = sample_of(text)
    whole = len(sample) >= len(text)
    readings = {dialect: read_sample(sample, dialect, whole) for dialect in candidates(sample, separators)}
    good = [r for dialect, r in readings.items() if r and not _better_otherwise(dialect, readings, sample)]
    return max(good, key=lambda reading: reading.score, default=None)


def _better_otherwise(dialect: Dialect, readings: dict[Dialect, Reading | None], sample: str) -> bool:
    """Whether a backslash is better taken as meant for the mark behind it, or better as a backslash.

    Where rows come out as well either way, it is meant for a mark, or for a separator that is none.
    """
    other, reading = readings.get(replace(dialect, escape=not dialect.escape)), readings[dialect]
    if other is None or reading is None:
        return False
    if other.agree != reading.agree:
        return other.agree > reading.agree
    meant = f"\\{dialect.opening}" in sample or other.width != reading.width
    return meant != dialect.escape
