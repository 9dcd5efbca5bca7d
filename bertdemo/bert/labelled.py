"""Labelled text that a visitor brings: rows of a text and a label, from a file or pasted, with all that was repaired.

Nothing is lost silently: every row that was read is kept or counted in a finding. Reading the bytes is tables.py.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bertdemo.bert import tables
from bertdemo.text import UserError

FEWEST = 8  # rows
LONG_LABEL = 60  # characters; a label that is longer looks like a text
FORMULA = re.compile(r"\s*(=\s*[A-Za-z]+\s*[(|!]|[+@-]\s*[A-Za-z]+\s*[(|!])")
SCRIPT = re.compile(r"<\s*/?\s*(script|iframe|img|svg|object)\b|javascript:", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Limits:
    rows: int = 2000  # of more a sample is drawn
    megabytes: int = 10
    labels: int = 20
    words: int = 1000  # of one text; what follows is cut


@dataclass(frozen=True)
class Row:
    text: str
    label: str


@dataclass(frozen=True)
class Finding:
    """What was repaired, left out or is worth knowing: a key of words/labelled.py and its values."""

    key: str
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Labelled:
    """Rows to learn from."""

    rows: tuple[Row, ...]
    labels: tuple[str, ...]  # the commonest first, then by name
    columns: tuple[str, ...]  # of a table; empty when there was none
    text_column: str
    label_column: str
    findings: tuple[Finding, ...]
    seen: int  # rows of the input
    dropped: int  # of those not kept, each counted in a finding


def read_pasted(text: str, limits: Limits, text_column: str = "", label_column: str = "") -> Labelled:
    """Rows from a text box: a table, or one row a line. Raises UserError as `read_file` does."""
    return read_file(CONTROL.sub(" ", text).encode("utf-8"), "", limits, text_column, label_column)


def read_file(
    data: bytes, name: str, limits: Limits, text_column: str = "", label_column: str = ""
) -> Labelled:
    """Rows from the bytes of a CSV, TSV, JSON or JSONL file, or of lines, whatever its name says.

    Raises UserError for what is too large, no text, without two columns, with one label only, with too many labels, or
    with too few rows.
    """
    if len(data) > limits.megabytes * 2**20:
        raise UserError("error.rows_too_large", megabytes=limits.megabytes)
    text, findings = tables.decode(data)
    table = tables.parse(text)
    findings += table.findings
    if not table.rows:
        raise UserError("error.rows_none")
    texts, labels = _columns(table, text_column, label_column)
    rows = [
        (number, row[texts] if texts < len(row) else "", row[labels] if labels < len(row) else "")
        for number, row in enumerate(table.rows, start=table.first)
    ]
    named = table.columns if table.header else ()
    return _checked(
        rows,
        limits,
        [Finding(key, values) for key, values in findings],
        columns=tuple(table.columns),
        text_column=table.columns[texts],
        label_column=table.columns[labels],
        header=bool(named),
    )


def check_rows(rows: Any, limits: Limits) -> Labelled:
    """Pairs [text, label] from an API. Raises UserError, naming the first row that is none."""
    if not isinstance(rows, list | tuple):
        raise UserError("error.rows_not_pairs", row="rows")
    found = []
    size = 0
    for number, row in enumerate(rows, start=1):
        good = isinstance(row, list | tuple) and len(row) == 2 and isinstance(row[0], str)
        if not good or not isinstance(row[1], str | int | float | bool):
            raise UserError("error.rows_not_pairs", row=number)
        size += len(row[0])
        if size > limits.megabytes * 2**20:
            raise UserError("error.rows_too_large", megabytes=limits.megabytes)
        found.append((number, row[0], str(row[1])))
    if not found:
        raise UserError("error.rows_none")
    return _checked(found, limits, [])


def _columns(table: tables.Table, text_column: str, label_column: str) -> tuple[int, int]:
    """Which column is the text and which the label: as wanted, else by name, else by what stands in them."""
    names = table.columns
    if len(names) < 2:
        raise UserError("error.rows_one_column")
    for wanted in (text_column, label_column):
        if wanted and wanted not in names:
            raise UserError("error.rows_no_column", column=wanted[:40], columns=", ".join(names)[:200])
    sample = table.rows[:500]
    columns = [[row[i] for row in sample if i < len(row) and row[i].strip()] for i in range(len(names))]

    def called(i: int, known: Sequence[str]) -> bool:
        return names[i].strip().lower() in known

    def length(i: int) -> float:
        return sum(map(len, columns[i])) / max(1, len(columns[i]))

    def variety(i: int) -> float:
        """Different values by all values; a label has few."""
        return len(set(columns[i])) / max(1, len(columns[i]))

    places = range(len(names))
    if text_column and label_column:
        return names.index(text_column), names.index(label_column)
    texts = names.index(text_column) if text_column else -1
    labels = names.index(label_column) if label_column else -1
    if labels < 0:
        free = [i for i in places if i != texts]
        labels = max(
            free, key=lambda i: (called(i, tables.NAMES_OF_LABEL), bool(columns[i]), -variety(i), -length(i))
        )
    if texts < 0:
        free = [i for i in places if i != labels]
        texts = max(free, key=lambda i: (called(i, tables.NAMES_OF_TEXT), length(i)))
    return texts, labels


def _checked(
    given: Sequence[tuple[int, str, str]],
    limits: Limits,
    findings: list[Finding],
    columns: tuple[str, ...] = (),
    text_column: str = "",
    label_column: str = "",
    header: bool = False,
) -> Labelled:
    """Rows (line, text, label) → those that can be learned from."""
    rows = _clean(given, limits, findings)
    rows = _without_doubles(rows, findings)
    counts = Counter(row.label for row in rows)
    if len(counts) > limits.labels:
        raise UserError("error.rows_many_labels", labels=len(counts), most=limits.labels)
    few = sorted(label for label, count in counts.items() if count < 2)
    if few:
        findings.append(Finding("labelled.few", {"count": len(few), "example": few[0][:40]}))
        rows = [row for row in rows if counts[row.label] >= 2]
        counts = Counter(row.label for row in rows)
    if len(counts) == 1:
        raise UserError("error.rows_one_label", label=next(iter(counts))[:40])
    if len(rows) < FEWEST:
        raise UserError("error.rows_few", rows=len(rows), least=FEWEST)
    if len(rows) > limits.rows:
        findings.append(Finding("labelled.sample", {"rows": limits.rows, "all": len(rows)}))
        rows = _sample(rows, counts, limits.rows)
        counts = Counter(row.label for row in rows)
    labels = sorted(counts, key=lambda label: (-counts[label], label))
    most = counts[labels[0]]
    if most > 0.8 * len(rows) or most > 5 * counts[labels[-1]]:
        share = f"{most / len(rows):.0%}"
        findings.append(Finding("labelled.imbalance", {"label": labels[0][:40], "share": share}))
    return Labelled(
        rows=tuple(rows),
        labels=tuple(labels),
        columns=columns,
        text_column=text_column,
        label_column=label_column,
        findings=tuple(findings),
        seen=len(given),
        dropped=len(given) - len(rows),
    )


def _clean(given: Sequence[tuple[int, str, str]], limits: Limits, findings: list[Finding]) -> list[Row]:
    """Rows with a text and a label; spaces and control characters tidied, long texts cut, labels written alike joined."""
    rows: list[Row] = []
    missing: dict[str, list[int]] = {
        "labelled.no_text": [],
        "labelled.no_label": [],
        "labelled.long_label": [],
    }
    found: Counter[str] = Counter()
    spelled: dict[str, Counter[str]] = {}
    for number, text, label in given:
        shown = CONTROL.sub(" ", text).strip()
        found["labelled.control"] += bool(CONTROL.search(text.strip("\r\n\t ")))
        found["labelled.formula"] += bool(FORMULA.match(shown))
        found["labelled.script"] += bool(SCRIPT.search(shown))
        label = " ".join(CONTROL.sub(" ", label).split())
        words = shown.split(None, limits.words)
        if len(words) > limits.words:
            found["labelled.long"] += 1
            shown = " ".join(words[: limits.words])
        shown = shown[: 20 * limits.words]
        if not any(character.isalnum() for character in shown):
            missing["labelled.no_text"].append(number)
        elif not label:
            missing["labelled.no_label"].append(number)
        elif len(label) > LONG_LABEL:
            missing["labelled.long_label"].append(number)
        else:
            spelled.setdefault(label.casefold(), Counter())[label] += 1
            rows.append(Row(shown, label))
    for key, lines in missing.items():
        if lines:
            first = ", ".join(map(str, lines[:3]))
            findings.append(Finding(key, {"count": len(lines), "lines": first}))
    for key, count in found.items():
        if count:
            values: dict[str, object] = {"count": count}
            findings.append(
                Finding(key, values | ({"words": limits.words} if key == "labelled.long" else {}))
            )
    if not rows:
        raise UserError("error.rows_none")
    usual = {folded: counts.most_common(1)[0][0] for folded, counts in spelled.items()}
    joined = sum(len(counts) > 1 for counts in spelled.values())
    if joined:
        example = next(" / ".join(sorted(counts)) for counts in spelled.values() if len(counts) > 1)
        findings.append(Finding("labelled.joined", {"count": joined, "example": example[:80]}))
    return [Row(row.text, usual[row.label.casefold()]) for row in rows]


def _without_doubles(rows: Sequence[Row], findings: list[Finding]) -> list[Row]:
    """Each text once; a text with two labels teaches neither."""
    labels: dict[str, set[str]] = {}
    for row in rows:
        labels.setdefault(row.text, set()).add(row.label)
    torn = [text for text, own in labels.items() if len(own) > 1]
    kept = {row.text: row for row in rows if len(labels[row.text]) == 1}
    in_torn = sum(len(labels[row.text]) > 1 for row in rows)
    doubles = len(rows) - in_torn - len(kept)
    if doubles:
        findings.append(Finding("labelled.doubles", {"count": doubles}))
    if torn:
        findings.append(Finding("labelled.torn", {"count": in_torn, "example": torn[0][:60]}))
    if not kept or len(kept) == 1:
        raise UserError("error.rows_alike")
    return list(kept.values())


def _sample(rows: Sequence[Row], counts: Counter[str], size: int) -> list[Row]:
    """`size` rows with the shares of the labels as they are, at least two of each; the same ones every time."""
    dice = random.Random(0)
    chosen: list[int] = []
    for label, count in counts.items():
        own = [i for i, row in enumerate(rows) if row.label == label]
        chosen += dice.sample(own, min(count, max(2, int(size * count / len(rows)))))
    left = sorted(set(range(len(rows))) - set(chosen))
    chosen += dice.sample(left, max(0, size - len(chosen)))
    return [rows[i] for i in sorted(chosen)[: max(size, 2 * len(counts))]]
