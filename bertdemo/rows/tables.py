"""From text to a table of strings: format, separator, header. Nothing in a cell is run or looked up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bertdemo.errors import UserError
from bertdemo.rows import columns
from bertdemo.rows.dialects import Reading, best_reading
from bertdemo.rows.encodings import CONTROL, Told
from bertdemo.rows.json_tables import read_json
from bertdemo.rows.separated import SEPARATORS, Dialect, Record, scan, untied
from bertdemo.rows.table import MOST_ROWS, Table, first_lines, no_more

MOST_LINES = 1_000_000  # a quoted cell may have many
MOST_ABOVE = 30  # lines of a title or of comments above the header
FASTTEXT = re.compile(r"((?:__label__\S+\s+)+)(.*)", re.DOTALL)
LAST_LABELS = re.compile(r"(?:\s+__label__\S+){1,20}\s*$")
COLON = re.compile(r"([^\s:：][^:：\t]{0,30}?) {0,9}(?::\s+|：\s*)(\S.*)", re.DOTALL)
SEPARATOR_LINE = re.compile(r"[\"']?sep=(\\t|[^\"'\n])[\"']?[;,\t ]*", re.IGNORECASE)
COMMENT = re.compile(r"\s*(#|//)")
HTML = re.compile(r"\s*<(\?xml|!doctype|html|head|body|meta|style|table|tr|workbook)\b", re.IGNORECASE)
HTML_END = re.compile(r"</\s*(tr|td|table|html|body|row|workbook)\b", re.IGNORECASE)
RULE = re.compile(r":?-{2,}:?")  # between the header and the rows of a table in Markdown


def parse(text: str) -> Table:
    """The table in a text: JSON, JSONL, fastText lines, "label: text" lines, or cells between separators.

    Raises UserError for no table, broken JSON, and for one that is too wide or too long.
    """
    text = _lines_ended_alike(text)
    table = read_json(text)
    if table is None:
        colons = _lines(text, COLON)
        clear = colons is not None and "\t" not in text and _clear(colons)
        table = _fasttext(text) or (colons if clear else _separated(text) or colons)
    if table is None:
        raise UserError("error.rows_one_column")
    no_more(table.rows)
    return table


def parse_texts(text: str) -> Table:
    """The table in a text where no label is needed; what is no table for sure is lines, a text each.

    Raises UserError as `parse` does.
    """
    text = _lines_ended_alike(text)
    table = read_json(text, texts_only=True) or _fasttext(text)
    if table is None:
        table = _separated(text)
        if table is None or not table.sure:
            table = _one_column(text)
    no_more(table.rows)
    return table


def _lines_ended_alike(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if not text.strip():
        raise UserError("error.rows_none")
    if HTML.match(text) and HTML_END.search(text) and text.rstrip().endswith(">"):
        raise UserError("error.rows_html")
    if text.count("\n") > MOST_LINES:
        raise UserError("error.rows_too_many", most=f"{MOST_ROWS:,}")
    return text


def _fasttext(text: str) -> Table | None:
    """Lines such as "__label__good A fine film"; a line may carry several labels."""
    if "__label__" not in text:
        return None
    table = _lines(text, FASTTEXT) or _lines("\n".join(map(_labels_first, text.split("\n"))), FASTTEXT)
    if table is None:
        return None
    several = set()
    for number, row in enumerate(table.rows):
        label, content = row
        names = list(dict.fromkeys(name.removeprefix("__label__") for name in label.split()))
        table.rows[number][:] = [" / ".join(names), content]
        if len(names) > 1:
            several.add((number, 0))
    return Table(
        table.columns, table.rows, table.lines, False, broken=table.broken, several=frozenset(several)
    )


def _labels_first(line: str) -> str:
    """A line whose labels stand at its end, the other way round; only its last 2,000 characters are looked at."""
    last = LAST_LABELS.search(line[-2000:])
    return f"{last[0].strip()} {line[: len(line) - len(last[0])]}" if last else line


def _lines(text: str, pattern: re.Pattern[str]) -> Table | None:
    """Lines of a label and a text in a form of their own; up to a fifth of them may be broken."""
    lines = [(n, line.strip()) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    matches = [(number, pattern.fullmatch(line)) for number, line in lines]
    good = [(number, [match[1], match[2]]) for number, match in matches if match]
    if len(good) < 0.8 * len(lines):
        return None
    broken = [number for number, match in matches if not match]
    return Table(["label", "text"], [row for _, row in good], [n for n, _ in good], False, broken=broken)


def _clear(colons: Table) -> bool:
    """What stands before the colons repeats, and what stands after the last comma does not ("Ann: hello, friendly")."""
    ends = [re.split("[,，]", text)[-1].strip() for _, text in colons.rows]
    labels = {label for label, _ in colons.rows}
    return 1 < len(labels) <= len(ends) // 2 and not columns.is_few(ends)


def _separated(text: str) -> Table | None:
    """Cells between the separator that the structure of the text speaks for.

    Lines that are no part of the table become blank, so that the others keep their numbers.
    """
    findings: Told = []
    text, separators = _without_separator_line(text, findings)
    commented = _without_comments(text)
    reading = best_reading(commented, separators)
    if commented != text:
        above = _left_out(text, commented)
        for place, (number, _) in enumerate(above):
            if reading is None or _is_rows([line for _, line in above[place:]], reading, commented):
                commented = _without_comments(text, number - 1)
                reading = best_reading(commented, separators)
                break
    if reading is None:
        return None
    if reading.width > columns.MOST_COLUMNS:
        raise UserError("error.rows_too_wide", most=columns.MOST_COLUMNS)
    records, odd = untied(
        commented, scan(commented, reading.dialect, MOST_ROWS + MOST_ABOVE), reading.dialect
    )
    rules = [record for record in records[:MOST_ABOVE] if _is_rule(record.cells)]
    records = [record for record in records if record not in rules] if rules else records
    if not records:
        return None
    if odd:
        findings.append(("labelled.quotes", {"count": len(odd), "lines": first_lines(odd)}))
    if _is_header_alone(records):
        names = [CONTROL.sub(" ", cell).strip() for cell in records[-1].cells]
        raise UserError("error.rows_only_header", names=", ".join(names)[:200])
    at = _header_at(records, reading)
    left_out = [number for number, _ in _left_out(text, commented)]
    left_out += [*(record.line for record in rules), *(record.line for record in records[: max(0, at)])]
    if left_out:
        findings.append(("labelled.above", {"count": len(left_out), "lines": first_lines(left_out)}))
    return _table(records, at, reading, findings)


def _without_separator_line(text: str, findings: Told) -> tuple[str, str]:
    """The text without a first line "sep=;", and the separators that may be; such a line is obeyed if it can be."""
    begin = len(text) - len(text.lstrip("\n"))
    first, _, rest = text[begin:].partition("\n")
    line = SEPARATOR_LINE.fullmatch(first.strip(" "))
    if not line or not rest.strip():
        return text, SEPARATORS
    separator = "\t" if line[1] == "\\t" else line[1]
    findings.append(("labelled.separator_line", {}))
    return "\n" * (begin + 1) + rest, separator if separator in rest else SEPARATORS


def _without_comments(text: str, most: int = MOST_ABOVE) -> str:
    """The text whose comments on top are blank lines, if they are among the first `most`."""
    at = commented = 0
    for _ in range(most):
        end = text.find("\n", at)
        if end < 0 or (text[at:end].strip() and not COMMENT.match(text[at:end])):
            break
        if COMMENT.match(text[at:end]):
            commented = end + 1
        at = end + 1
    return "\n" * text.count("\n", 0, commented) + text[commented:]


def _left_out(text: str, commented: str) -> list[tuple[int, str]]:
    """The comments that became blank, with the numbers of their lines."""
    before, after = text.split("\n", MOST_ABOVE), commented.split("\n", MOST_ABOVE)
    lines = enumerate(zip(before, after, strict=True), start=1)
    return [(number, line) for number, (line, data) in lines if line != data and line.strip()]


def _is_header_alone(records: Sequence[Record]) -> bool:
    """Whether nothing stands below the names of the columns, and above them only titles."""
    titles = all(sum(bool(cell.strip()) for cell in record.cells) == 1 for record in records[:-1])
    return titles and len(records) <= MOST_ABOVE and columns.names_known(records[-1].cells) == 2


def _is_rows(lines: Sequence[str], reading: Reading, below: str) -> bool:
    """Whether lines that begin as comments do are a header ("#text,label"), or rows as those below ("#fun,good")."""
    above = [record.cells for line in lines for record in scan(line, reading.dialect, 1)]
    if not above:
        return False
    rows = [record.cells for record in scan(below, reading.dialect, MOST_ABOVE)]
    header = [above[-1][0].lstrip(" #/"), *above[-1][1:]]
    if columns.names_known(header) == 2 and columns.names_known(rows[0]) < 2:
        return True
    values = columns.repeated(above + rows, reading.width, twice=True)
    return bool(values) and all(columns.has_value(row, reading.width, values) for row in above)


def _header_at(records: Sequence[Record], reading: Reading) -> int:
    """Which row names the columns, -1 for none; what stands above it is a title."""
    rows = [record.cells for record in records]
    values = columns.repeated(rows[1:500], reading.width)
    for at, row in enumerate(rows[:MOST_ABOVE]):
        if columns.names_known(row) == 2 and len(rows) > at + 1:
            return at
        if columns.has_value(row, reading.width, values) and not columns.names_known(row):
            break  # a row
    titles = 0
    while titles < min(len(rows) - 1, MOST_ABOVE) and sum(bool(cell.strip()) for cell in rows[titles]) == 1:
        titles += 1
    if rows[titles] != rows[-1] and columns.is_header(rows[titles:]):
        return titles
    return -1


def _table(records: Sequence[Record], at: int, reading: Reading, findings: Told) -> Table:
    rows = [record.cells for record in records[at + 1 :]]
    numbers = [record.line for record in records[at + 1 :]]
    dialect, width = reading.dialect, reading.width
    separator = dialect.separator
    prose: list[list[str]] = []
    if at >= 0:
        names = records[at].cells
        if len(names) == width - 1 and columns.counts_rows(rows, width):
            names = ["", *names]  # the numbers of the rows, whose column R gives no name
    elif width > 2 and not dialect.skip and not reading.quoted and (prose := _prose(rows, separator)):
        names, rows = ["", ""], prose
    else:
        names = [""] * width
    if len(names) > columns.MOST_COLUMNS:
        raise UserError("error.rows_too_wide", most=columns.MOST_COLUMNS)
    while len(names) > 2 and not names[-1].strip() and not any(_cell(row, len(names) - 1) for row in rows):
        names = names[:-1]  # a separator at the end of each line
    named = columns.unlike(names, findings)
    shown = ", ".join(named)[:200]
    findings.append(("labelled.header", {"names": shown}) if at >= 0 else ("labelled.no_header", {}))
    sure = reading.agree > 0.9 and not prose and (reading.quoted > 0.5 or separator == "\t")
    sure |= reading.agree > 0.9 and reading.tight > 0.9 and (reading.few or at >= 0)
    sure |= at >= 0 and columns.names_known(names) > 0
    glue = f"{separator} " if dialect.skip else separator
    return Table(named, rows, numbers, glue=glue, findings=findings, sure=sure)


def _is_rule(row: Sequence[str]) -> bool:
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) > 1 and all(RULE.fullmatch(cell) for cell in cells)


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


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


def _one_column(text: str) -> Table:
    """Texts alone: a line each, or cells between marks, below "text" or nothing."""
    dialect = Dialect("\t")
    records = scan(text, dialect, MOST_ROWS + 1)
    if not records:  # only marks around nothing
        raise UserError("error.rows_no_texts")
    quoted = sum(record.quoted > 0 for record in records)
    first = records[0].cells[0].strip().strip('"').lower()
    headed = first in columns.NAMES_OF_TEXT
    if headed and len(records) == 1:
        raise UserError("error.rows_only_header", names=first)
    between = quoted >= 0.9 * (len(records) - headed) or (headed and quoted)
    if not between or any(len(record.cells) > 1 for record in records):
        rows = [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    else:
        rows = [(record.line, record.cells[0]) for record in records]
    findings: Told = [("labelled.header", {"names": first})] if headed else []
    rows = rows[1:] if headed else rows
    return Table(["text"], [[cell] for _, cell in rows], [n for n, _ in rows], False, findings=findings)
