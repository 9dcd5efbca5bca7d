"""Text that a visitor brings: rows of a text and a label, from a file, pasted, or sent; or texts alone.

encodings.py makes bytes text, tables.py text a table (json_tables.py and separated.py do the work), columns.py finds text
and label in it, and labelled_rows.py repairs rows or leaves them out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from bertdemo.errors import UserError
from bertdemo.rows import columns, encodings, tables
from bertdemo.rows.json_tables import string
from bertdemo.rows.labelled_rows import Finding, Labelled, Limits, Row, checked, cut, has_word, tidy_text
from bertdemo.rows.table import MOST_ROWS, Table, first_lines

__all__ = [
    "Finding",
    "Labelled",
    "Limits",
    "Row",
    "Texts",
    "check_rows",
    "read_file",
    "read_pasted",
    "read_texts",
]

ITEM = re.compile(r"\"[^\"]*\"|'[^']*'|[-+]?\d+(?:\.\d+)?")
LIST = re.compile(rf"\[\s*(?:(?:{ITEM.pattern})(?:[\s,]+(?:{ITEM.pattern}))*)?\s*\]")
LONGEST_LIST = 2000  # characters


@dataclass(frozen=True)
class Texts:
    """Texts without labels; a text may have several lines."""

    texts: tuple[str, ...]
    findings: tuple[Finding, ...]
    seen: int  # rows or lines of the input, those that were left out among them


def read_pasted(text: str, limits: Limits, text_column: str = "", label_column: str = "") -> Labelled:
    """Rows from a text box: a table, or one row a line. Raises UserError as `read_file` does."""
    most = limits.megabytes * 2**20
    if len(text) > most or len(text.encode("utf-8", "surrogatepass")) > most:
        raise UserError("error.rows_too_large", megabytes=limits.megabytes)
    return _read(text, [], limits, text_column, label_column)


def read_file(
    data: bytes, name: str, limits: Limits, text_column: str = "", label_column: str = ""
) -> Labelled:
    """Rows from the bytes of a CSV, TSV, JSON or JSONL file, or of lines, whatever its name says.

    Raises UserError for what is too large, no text, without two columns, with one label only, with too many labels, or
    with too few rows.
    """
    if len(data) > limits.megabytes * 2**20:
        raise UserError("error.rows_too_large", megabytes=limits.megabytes)
    text, notes = encodings.decode(data)
    return _read(text, notes, limits, text_column, label_column)


def read_texts(data: bytes, limits: Limits) -> Texts:
    """Texts from the bytes of a file: the column of texts of a table, or a text a line; labels are not needed.

    A file is a table where its structure says so: JSON, known names of columns, cells between quotation marks, or
    separators that cut all lines alike. Raises UserError for what is too large or no text, and where there is no text.
    """
    if len(data) > limits.megabytes * 2**20:
        raise UserError("error.rows_too_large", megabytes=limits.megabytes)
    text, notes = encodings.decode(data)
    if not text.strip():
        raise UserError("error.rows_no_texts")
    table = tables.parse_texts(text.replace("\0", "\x1a"))
    if not table.columns:  # objects without a name
        raise UserError("error.rows_no_texts")
    findings = _findings(notes, table)
    texts = columns.choose_text(table.columns, table.rows)
    _refuse_lists(table, texts)
    others = ", ".join(name for place, name in enumerate(table.columns) if place != texts)
    if others:
        findings.append(
            Finding("labelled.text_column", {"column": table.columns[texts], "others": others[:200]})
        )
    kept: list[str] = []
    empty: list[int] = []
    long = 0
    for place, (number, row) in enumerate(zip(table.lines, table.rows, strict=True)):
        cell = "" if (place, texts) in table.several else _cells(row, texts, texts, table)[0]
        shown, is_long = cut(tidy_text(cell), limits.words)
        if has_word(shown):
            kept.append(shown)
            long += is_long
        else:
            empty.append(number)
    if not kept:
        raise UserError("error.rows_no_texts")
    if empty:
        findings.append(Finding("labelled.no_text", {"count": len(empty), "lines": first_lines(empty)}))
    if long:
        findings.append(Finding("labelled.long", {"count": long, "words": limits.words}))
    return Texts(tuple(kept), tuple(findings), len(table.rows) + len(table.broken))


def check_rows(rows: Any, limits: Limits) -> Labelled:
    """Pairs [text, label] from an API; a label may be a number. Raises UserError, naming the first row that is none."""
    if not isinstance(rows, list | tuple):
        raise UserError("error.rows_not_pairs", row=1)
    if len(rows) > MOST_ROWS:
        raise UserError("error.rows_too_many", most=f"{MOST_ROWS:,}")
    pairs = []
    size = 0
    for number, row in enumerate(rows, start=1):
        good = isinstance(row, list | tuple) and len(row) == 2 and isinstance(row[0], str)
        if not good or not isinstance(row[1], str | int | float):
            raise UserError("error.rows_not_pairs", row=number)
        label = string(row[1])
        size += len(row[0]) + len(label)
        if size > limits.megabytes * 2**20:
            raise UserError("error.rows_too_large", megabytes=limits.megabytes)
        pairs.append((number, row[0], label))
    if not pairs:
        raise UserError("error.rows_none")
    return checked(pairs, limits, [])


def _read(text: str, notes: encodings.Told, limits: Limits, text_column: str, label_column: str) -> Labelled:
    # Python 3.10 reads no table with a null in it; the character "substitute" is counted and goes as a null would
    table = tables.parse(text.replace("\0", "\x1a"))
    if not table.rows:
        raise UserError("error.rows_none")
    table, hot = _with_hot_label(table)
    chosen: encodings.Told = []
    texts, labels = columns.choose(table.columns, table.rows, text_column, label_column, chosen)
    _refuse_lists(table, texts)
    findings = _findings([*notes, *chosen], table)
    findings += _unused(table, texts, labels, hot)
    rows = []
    ragged = []
    several = {row for row, column in table.several if column == labels}
    for place, (number, row) in enumerate(zip(table.lines, table.rows, strict=True)):
        text_cell, label_cell, whole = _cells(row, texts, labels, table)
        text_cell = "" if (place, texts) in table.several else text_cell
        listed = _listed(label_cell)
        if len(listed) > 1:
            several.add(place)
        rows.append((number, text_cell, " / ".join(listed)))
        if not whole:
            ragged.append(number)
    if ragged:
        findings.append(Finding("labelled.ragged", {"count": len(ragged), "lines": first_lines(ragged)}))
    return checked(
        rows,
        limits,
        findings,
        broken=len(table.broken),
        several=frozenset(several),
        columns=tuple(table.columns) if table.named else (),
        text_column=table.columns[texts] if table.named else "",
        label_column=table.columns[labels] if table.named else "",
    )


def _with_hot_label(table: Table) -> tuple[Table, list[int]]:
    """The table with a column of labels, where the names of columns of 0 and 1 are the labels; and those columns."""
    hot = columns.one_hot(table.columns, table.rows) if table.named else []
    if not hot:
        return table, []
    rows = [[*row[: len(table.columns)], columns.hot_name(table.columns, row, hot)] for row in table.rows]
    shown = ", ".join(table.columns[place] for place in hot)[:200]
    findings: encodings.Told = [*table.findings, ("labelled.one_hot", {"columns": shown})]
    return replace(table, columns=[*table.columns, "label"], rows=rows, findings=findings), hot


def _refuse_lists(table: Table, texts: int) -> None:
    """Raise UserError where most cells of the text column are lists: what is nested is not understood."""
    lists = sum(column == texts for _, column in table.several)
    if table.named and 2 * lists > len(table.rows):
        raise UserError("error.rows_nested", column=table.columns[texts])


def _unused(table: Table, texts: int, labels: int, hot: list[int]) -> list[Finding]:
    """Which columns with something in them are neither text nor label."""
    used = {texts, labels, *(hot if labels == len(table.columns) - 1 else [])}
    names = [
        name
        for place, name in enumerate(table.columns)
        if place not in used and any(place < len(row) and row[place].strip() for row in table.rows)
    ]
    return [Finding("labelled.unused", {"columns": ", ".join(names)[:200]})] if names else []


def _listed(label: str) -> list[str]:
    """The labels in a cell: those of a list as Python writes it (['good']), else the cell."""
    cell = label.strip()
    if len(cell) > LONGEST_LIST or not LIST.fullmatch(cell):
        return [label]
    return list(dict.fromkeys(item.strip("\"'") for item in ITEM.findall(cell)))


def _findings(notes: encodings.Told, table: Table) -> list[Finding]:
    findings = [Finding(key, values) for key, values in [*notes, *table.findings]]
    if table.broken:
        count = {"count": len(table.broken), "lines": first_lines(table.broken)}
        findings.append(Finding("labelled.broken", count))
    return findings


def _cells(row: list[str], texts: int, labels: int, table: Table) -> tuple[str, str, bool]:
    """Text and label of a row, and whether it had as many cells as there are columns.

    Cells too many came from separators in the text that were not quoted: they are joined to the text again.
    """
    width = len(table.columns)
    end = len(row)
    while end > width and not row[end - 1].strip():  # "a,b,,,": blank cells at the end are none
        end -= 1
    row = row[:end]
    extra = len(row) - width
    if extra > 0:
        joined = table.glue.join(row[texts : texts + extra + 1])
        return joined, row[labels + (extra if labels > texts else 0)], False
    text, label = (row[i] if i < len(row) else "" for i in (texts, labels))
    return text, label, extra == 0
