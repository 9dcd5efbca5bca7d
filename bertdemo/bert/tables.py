"""From text to a table of strings: format, separator, header. Nothing in a cell is run or looked up."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bertdemo.bert import columns
from bertdemo.bert.encodings import Told
from bertdemo.text import UserError

MOST_ROWS = 200_000
MOST_LINES = 1_000_000  # a quoted cell may have many
MOST_CELLS = 5_000_000  # of JSON objects that all have different names
SEPARATORS = "\t;|,，"  # the first that cuts nearly all lines alike
FASTTEXT = re.compile(r"__label__(\S+)\s+(.*)", re.DOTALL)
COLON = re.compile(r"([^\s:：][^:：\t]{0,30}?) {0,9}(?::\s+|：\s*)(\S.*)", re.DOTALL)
JSON = re.compile(r'\{\s*"|\[\s*(\{\s*"|\[\s*")')  # what begins so is meant as JSON
NEWLINE = re.compile(r"\r\n|\r|\n")  # str.splitlines would cut at U+2028 as well, which may stand in a text
csv.field_size_limit(2**31 - 1)


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


def parse(text: str) -> Table:
    """The table in a text: JSON, JSONL, fastText lines, "label: text" lines, or cells between separators.

    Raises UserError for no table, broken JSON, and for one that is too wide or too long.
    """
    text = text.removeprefix("\ufeff").rstrip("\r\n")
    if not text.strip():
        raise UserError("error.rows_none")
    if max(text.count("\n"), text.count("\r")) > MOST_LINES:
        raise UserError("error.rows_too_many", most=f"{MOST_ROWS:,}")
    begin = text.lstrip()
    found = _json(begin, text) if begin[0] in "[{" else None
    if found is None:
        colons = _lines(text, COLON)
        clear = colons is not None and "\t" not in text and _clear(colons)
        found = _lines(text, FASTTEXT) or (colons if clear else _separated(text) or colons)
    if found is None:
        raise UserError("error.rows_one_column")
    _no_more(found.rows)
    return found


def _no_more(rows: list[Any]) -> list[Any]:
    if len(rows) > MOST_ROWS:
        raise UserError("error.rows_too_many", most=f"{MOST_ROWS:,}")
    return rows


def string(value: Any) -> str:
    """A JSON value as a cell: nothing for null and NaN, 1 for 1.0, lists and objects as they are written."""
    if value is None or value != value:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    try:
        return json.dumps(value, ensure_ascii=False)
    except (ValueError, RecursionError):  # thousands of digits, or nested as deep as may be read
        return ""


def _json(begin: str, text: str) -> Table | None:
    """Objects or pairs, one a line or in one list; what is broken or of another kind is left out and counted."""
    items: list[tuple[int, Any]] = []
    broken: list[int] = []
    try:
        whole = json.loads(begin)
        if isinstance(whole, dict) and len(whole) == 1 and isinstance(next(iter(whole.values())), list):
            whole = next(iter(whole.values()))  # {"data": [...]}
        items = list(enumerate(_no_more(whole) if isinstance(whole, list) else [whole], start=1))
    except (ValueError, RecursionError):
        for number, line in enumerate(NEWLINE.split(text), start=1):
            if line.strip():
                try:
                    items.append((number, json.loads(line)))
                except (ValueError, RecursionError):
                    broken.append(number)
    objects = [(number, item) for number, item in items if isinstance(item, dict)]
    pairs = [(number, item) for number, item in items if isinstance(item, list) and len(item) == 2]
    kept = pairs if len(pairs) > len(objects) else objects
    if len(kept) <= len(broken):  # lines in brackets that are no JSON at all, or JSON cut off in the middle
        if JSON.match(begin):
            raise UserError("error.rows_json")
        return None
    numbers = {number for number, _ in kept}
    broken = sorted(broken + [number for number, _ in items if number not in numbers])
    lines = [number for number, _ in kept]
    if kept is pairs:
        rows = [[string(cell) for cell in pair] for _, pair in pairs]
        return Table(["1", "2"], rows, lines, broken=broken)
    names = list(dict.fromkeys(name for _, item in objects for name in item))
    most = min(columns.MOST_COLUMNS, MOST_CELLS // max(1, len(objects)))
    if len(names) > most:
        raise UserError("error.rows_too_wide", most=most)
    cells = [[string(item.get(name)) for name in names] for _, item in objects]
    return Table(columns.unlike(names, []), cells, lines, broken=broken)


def _lines(text: str, pattern: re.Pattern[str]) -> Table | None:
    """Lines of a label and a text in a form of their own; up to a fifth of them may be broken."""
    lines = [(n, line.strip()) for n, line in enumerate(NEWLINE.split(text), start=1) if line.strip()]
    matches = [(number, pattern.fullmatch(line)) for number, line in lines]
    good = [(number, [match[1], match[2]]) for number, match in matches if match]
    if len(good) < 0.8 * len(lines):
        return None
    broken = [number for number, match in matches if not match]
    return Table(["label", "text"], [row for _, row in good], [n for n, _ in good], False, broken=broken)


def _clear(colons: Table) -> bool:
    """What stands before the colons repeats, and what stands after the last comma does not ("Ann: hello, friendly")."""
    ends = [re.split("[,，]", text)[-1].strip() for _, text in colons.rows]
    return columns.is_few([label for label, _ in colons.rows]) and not columns.is_few(ends)


def _separated(text: str) -> Table | None:
    """Cells between the separator that cuts most lines alike."""
    lines = list(io.StringIO(text, newline=""))
    separator, width = _separator(lines[:200])
    if not separator:
        return None
    skip = _spaced(lines[:200], separator)
    rows, numbers, odd = _cells(lines, separator, skip)
    if not rows:
        return None
    findings: Told = []
    if odd:
        findings.append(("labelled.quotes", {"count": len(odd), "lines": ", ".join(str(n) for n in odd[:3])}))
    header = columns.is_header(rows)
    if header:
        names, rows, numbers = rows[0], rows[1:], numbers[1:]
    elif width > 2 and not skip and not text.startswith('"') and (prose := _prose(rows, separator)):
        names, rows = ["", ""], prose
    else:
        names = [""] * width
    if len(names) > columns.MOST_COLUMNS:
        raise UserError("error.rows_too_wide", most=columns.MOST_COLUMNS)
    named = columns.unlike(names, findings)
    shown = ", ".join(named)[:200]
    findings.append(("labelled.header", {"names": shown}) if header else ("labelled.no_header", {}))
    glue = f"{separator} " if skip else separator
    return Table(named, rows, numbers, glue=glue, findings=findings)


def _spaced(lines: Sequence[str], separator: str) -> bool:
    """Whether a space stands between separator and quotation mark: good, "A film, and a long one"."""
    spaced = sum(f'{separator} "' in line and line.rstrip().endswith('"') for line in lines)
    return spaced > 0.8 * len(lines)


def _separator(lines: Sequence[str]) -> tuple[str, int]:
    """The separator and the usual number of cells; ("", 0) if no line has two."""
    best, width, agree = "", 0, 0.0
    for separator in SEPARATORS:
        rows = _cells([line[:100_000] for line in lines], separator, _spaced(lines, separator))[0]
        if not rows:
            continue
        if len(rows[0]) > 1 and columns.has_known(rows[0]):
            return separator, len(rows[0])
        counts = Counter(map(len, rows))
        usual, times = max(counts.items(), key=lambda item: (item[1], item[0]))
        share = times / len(rows)
        if usual > 1 and share > agree:
            best, width, agree = separator, usual, share
            if share >= (0.5 if separator == "\t" else 0.9):
                break
    return best, width


def _cells(lines: Sequence[str], separator: str, skip: bool) -> tuple[list[list[str]], list[int], list[int]]:
    """Rows, the line each began in, and the lines with a quotation mark that opens or closes no cell.

    Such a line is cut as it stands and reading goes on with the next: one stray mark must not swallow the rows after
    it. What is read again is counted, for a file made of stray marks would be read as often as it has lines.
    """
    rows: list[list[str]] = []
    starts: list[int] = []
    odd: list[int] = []
    at, again = 0, 2 * sum(map(len, lines))  # characters that may be read a second time
    while at < len(lines) and len(rows) <= MOST_ROWS + 1:
        begin, base = at, at
        rest = (lines[i] for i in range(base, len(lines)))
        reader = csv.reader(
            rest,
            delimiter=separator,
            strict=True,
            skipinitialspace=skip,
            quoting=csv.QUOTE_MINIMAL if again > 0 else csv.QUOTE_NONE,
        )
        try:
            for row in reader:
                if len(row) > 1 or (row and row[0].strip()):
                    rows.append(row)
                    starts.append(begin + 1)
                begin = base + reader.line_num
                if len(rows) > MOST_ROWS + 1:
                    break
            at = len(lines)
        except csv.Error:
            again -= sum(map(len, lines[begin : base + reader.line_num]))
            rows.append(lines[begin].rstrip("\r\n").split(separator))
            starts.append(begin + 1)
            odd.append(begin + 1)
            at = begin + 1
    return rows, starts, odd


def _prose(rows: list[list[str]], separator: str) -> list[list[str]]:
    """Lines of prose with a label at one end, two cells each; none if this looks like a table.

    Prose has a different number of commas in each line, or a space after them.
    """
    inner = [cell for row in rows for cell in row[1:]]
    spaced = sum(cell.startswith(" ") for cell in inner) > 0.5 * len(inner)
    if len({len(row) for row in rows}) == 1 and not spaced and separator != "，":
        return []
    whole = [row for row in rows if len(row) > 1]
    if columns.is_few([row[-1].strip() for row in whole]):
        return [[separator.join(row[:-1]), row[-1]] if len(row) > 1 else row for row in rows]
    if columns.is_few([row[0].strip() for row in whole]):
        return [[row[0], separator.join(row[1:])] if len(row) > 1 else row for row in rows]
    return []
