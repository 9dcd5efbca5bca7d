"""From bytes to a table of strings: encoding, format, separator, header. Nothing in a cell is run or looked up."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bertdemo.text import UserError

MOST_COLUMNS = 100
MOST_ROWS = 200_000
NAMES_OF_TEXT = (
    "text",
    "sentence",
    "review",
    "content",
    "message",
    "comment",
    "utterance",
    "文本",
    "内容",
    "评论",
    "句子",
)
NAMES_OF_LABEL = (
    "label",
    "class",
    "category",
    "sentiment",
    "intent",
    "topic",
    "target",
    "标签",
    "类别",
    "分类",
    "情感",
)
SEPARATORS = "\t;|,"  # the first of those that cut equally well
FOLLOWS = {
    b"\x89PNG": "PNG",
    b"PK\x03\x04": "ZIP / XLSX / DOCX",
    b"%PDF": "PDF",
    b"MZ": "EXE",
    b"\xff\xd8\xff": "JPEG",
}
FOLLOWS |= {
    b"GIF8": "GIF",
    b"\x1f\x8b": "GZIP",
    b"\x7fELF": "ELF",
    b"SQLite": "SQLite",
    b"\xd0\xcf\x11\xe0": "XLS / DOC",
}
FASTTEXT = re.compile(r"__label__(\S+)\s+(.*)", re.DOTALL)
COLON = re.compile(r"\s*([^\s:：][^:：\t]{0,30}?)\s*[:：]\s+(\S.*)", re.DOTALL)
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True)
class Table:
    """Rows of cells; shorter rows lack their last cells."""

    columns: list[str]
    rows: list[list[str]]
    header: bool  # the names stood in the first row
    first: int  # number of the line, or of the object, that the first row came from
    findings: list[tuple[str, dict[str, object]]] = field(default_factory=list)


def decode(data: bytes) -> tuple[str, list[tuple[str, dict[str, object]]]]:
    """The text of a file, and what was assumed of its encoding. Raises UserError when it is no text."""
    for start, kind in FOLLOWS.items():
        if data.startswith(start):
            raise UserError("error.rows_binary", kind=kind)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _without_nulls(data.decode("utf-16", "replace")), [
            ("labelled.encoding", {"encoding": "UTF-16"})
        ]
    if data.count(b"\0") > len(data) // 100 or _control_share(data) > 0.05:
        raise UserError("error.rows_binary", kind="?")
    try:
        return _without_nulls(data.decode("utf-8-sig")), []
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
        if _chinese_share(text) > 0.5:
            return _without_nulls(text), [("labelled.encoding", {"encoding": "GB18030"})]
    except UnicodeDecodeError:
        pass
    return _without_nulls(data.decode("cp1252", "replace")), [
        ("labelled.encoding", {"encoding": "Windows-1252"})
    ]


def parse(text: str) -> Table:
    """The table in a text: JSON, JSONL, fastText lines, "label: text" lines, or cells between separators.

    Raises UserError for a table that is too wide or too long.
    """
    stripped = text.strip()
    if not stripped:
        raise UserError("error.rows_none")
    found = _json(stripped) if stripped[0] in "[{" else None
    found = found or _fasttext(stripped) or _separated(text) or _colons(stripped)
    if found is None:
        raise UserError("error.rows_one_column")
    return found


def _without_nulls(text: str) -> str:
    return text.replace("\0", " ").removeprefix("\ufeff")


def _control_share(data: bytes) -> float:
    odd = len(data) - len(data.translate(None, bytes(set(range(32)) - {9, 10, 13, 27})))
    return odd / max(1, len(data))


def _chinese_share(text: str) -> float:
    """Of the characters beyond ASCII, how many are Chinese."""
    beyond = [character for character in text[:20_000] if character > "\x7f"]
    return sum("\u3000" <= c <= "\u303f" or "\u4e00" <= c <= "\u9fff" or c > "\uff00" for c in beyond) / max(
        1, len(beyond)
    )


def _string(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _json(text: str) -> Table | None:
    """Objects or pairs, one a line or in one list; a line that is broken is left out and counted."""
    items: list[Any] = []
    broken: list[int] = []
    try:
        whole = json.loads(text)
        items = whole if isinstance(whole, list) else [whole]
        if items and not isinstance(items[0], list | dict):
            return None
    except (ValueError, RecursionError):
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                try:
                    items.append(json.loads(line))
                except (ValueError, RecursionError):
                    broken.append(number)
        if not items:
            return None
    objects = [item for item in items if isinstance(item, dict)]
    pairs = [item for item in items if isinstance(item, list) and len(item) == 2]
    _limit(items)
    findings: list[tuple[str, dict[str, object]]] = []
    lost = len(items) - max(len(objects), len(pairs)) + len(broken)
    if lost:
        findings.append(("labelled.broken", {"count": lost, "lines": ", ".join(map(str, broken[:3])) or "–"}))
    if len(pairs) > len(objects):
        return Table(["1", "2"], [[_string(cell) for cell in pair] for pair in pairs], False, 1, findings)
    names = list(dict.fromkeys(str(name) for item in objects for name in item))
    if not objects or len(names) > MOST_COLUMNS:
        return None if not objects else _too_wide()
    return Table(names, [[_string(item.get(name)) for name in names] for item in objects], True, 1, findings)


def _fasttext(text: str) -> Table | None:
    matches = [FASTTEXT.fullmatch(line.strip()) for line in text.splitlines() if line.strip()]
    good = [m for m in matches if m]
    if len(good) < 0.8 * len(matches):
        return None
    _limit(good)
    return Table(["label", "text"], [[m[1], m[2]] for m in good], False, 1, _lost(len(matches) - len(good)))


def _colons(text: str) -> Table | None:
    lines = [line for line in text.splitlines() if line.strip()]
    good = [m for m in map(COLON.fullmatch, lines) if m]
    if len(good) < 0.8 * len(lines):
        return None
    _limit(good)
    return Table(["label", "text"], [[m[1], m[2]] for m in good], False, 1, _lost(len(lines) - len(good)))


def _lost(count: int) -> list[tuple[str, dict[str, object]]]:
    return [("labelled.broken", {"count": count, "lines": "–"})] if count else []


def _separated(text: str) -> Table | None:
    """Cells between the separator that cuts most lines alike."""
    lines = [line for line in text[:200_000].splitlines()[:200] if line.strip()]
    best, width, agree = "", 0, 0.0
    for separator in SEPARATORS:
        counts = Counter(
            min(len(row), MOST_COLUMNS + 1) for row in _cells("\n".join(lines), separator, len(lines))
        )
        if not counts:
            continue
        usual, times = max(counts.items(), key=lambda item: (item[1], item[0]))
        share = times / sum(counts.values())
        if usual > 1 and share > agree:
            best, width, agree = separator, usual, share
    if not best:
        return None
    if width > MOST_COLUMNS:
        return _too_wide()
    findings: list[tuple[str, dict[str, object]]] = []
    rows = [row for row in _cells(text, best, MOST_ROWS + 1) if any(cell.strip() for cell in row)]
    _limit(rows)
    header = _is_header(rows)
    names, rows = (rows[0], rows[1:]) if header else ([str(i + 1) for i in range(width)], rows)
    names = [name.strip()[:60] or str(i + 1) for i, name in enumerate(names)]
    if len(names) < width:
        names += [str(i + 1) for i in range(len(names), width)]
    if len(names) > MOST_COLUMNS:
        return _too_wide()
    unique: list[str] = []
    for name in names:
        number = 2
        new = name
        while new in unique:
            new, number = f"{name}.{number}", number + 1
        unique.append(new)
    if unique != names:
        doubled = next(name for name, count in Counter(names).items() if count > 1)
        findings.append(("labelled.header_twice", {"name": doubled}))
    if not header and width > 2 and '"' not in text:
        prose = _prose(rows, best)
        if prose:
            unique, rows = ["1", "2"], prose
    if len(unique) == 2:  # a text with separators in it, unquoted: the label is the last cell, or the first
        rows, repaired = _mended(rows, best)
    else:
        repaired = sum(len(row) != len(unique) for row in rows)
        rows = [row[: len(unique)] for row in rows]
    if repaired:
        findings.append(("labelled.ragged", {"count": repaired}))
    findings.append(("labelled.header" if header else "labelled.no_header", {}))
    return Table(unique, rows, header, 2 if header else 1, findings)


def _cells(text: str, separator: str, most: int) -> list[list[str]]:
    """Rows of cells. Quotes count as such when they come in pairs; a quote left open would swallow the rest."""
    quoted = text.count('"') % 2 == 0
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=separator,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
    )
    rows: list[list[str]] = []
    try:
        for row in reader:
            if row:
                rows.append(row[: MOST_COLUMNS + 1])
            if len(rows) >= most:
                break
    except csv.Error:
        return [line.split(separator)[: MOST_COLUMNS + 1] for line in text.splitlines()[:most] if line]
    return rows


def _mended(rows: list[list[str]], separator: str) -> tuple[list[list[str]], int]:
    """Rows of two cells: where there are more, the label is the end that is short in the rows that are whole."""
    whole = [row for row in rows if len(row) == 2]
    lengths = [sum(len(row[i]) for row in whole) for i in (0, 1)]
    first = bool(whole) and lengths[0] < lengths[1]
    glue = separator if separator != "," else ", "
    found, repaired = [], 0
    for row in rows:
        if len(row) > 2:
            repaired += 1
            cells = [cell.strip() for cell in row]
            row = [cells[0], glue.join(cells[1:])] if first else [glue.join(cells[:-1]), cells[-1]]
        elif len(row) < 2:
            repaired += 1
        found.append(row)
    return found, repaired


def _prose(rows: list[list[str]], separator: str) -> list[list[str]]:
    """Lines of prose with the label at one end: two cells each, if the values at that end are few and not one."""
    glue = separator if separator != "," else ", "
    for last in (True, False):
        ends = Counter(row[-1 if last else 0].strip() for row in rows if len(row) > 1)
        if 1 < len(ends) <= max(2, sum(ends.values()) // 4):
            cells = [[cell.strip() for cell in row] for row in rows]
            return [
                row
                if len(row) < 2
                else [glue.join(row[:-1]), row[-1]]
                if last
                else [row[0], glue.join(row[1:])]
                for row in cells
            ]
    return []


def _is_header(rows: list[list[str]]) -> bool:
    """The first row names the columns: by known names, or because no other row has one of its short cells."""
    if len(rows) < 2:
        return False
    names = [cell.strip().lower() for cell in rows[0]]
    if any(name in (*NAMES_OF_TEXT, *NAMES_OF_LABEL) for name in names):
        return True
    later = {cell.strip().lower() for row in rows[1:500] for cell in row}
    short = all(0 < len(name) <= 20 and len(name.split()) <= 2 for name in names)
    return short and not any(name in later for name in names) and len(later) < len(rows[1:500]) * len(names)


def _limit(rows: Any) -> None:
    if len(rows) > MOST_ROWS:
        raise UserError("error.rows_too_many", most=f"{MOST_ROWS:,}")


def _too_wide() -> Table:
    raise UserError("error.rows_too_wide", most=MOST_COLUMNS)
