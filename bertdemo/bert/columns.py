"""Columns of a visitor's table: whether the first row names them, which is the text and which the label."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from bertdemo.bert.encodings import CONTROL, Told
from bertdemo.text import UserError

MOST_COLUMNS = 100
# fmt: off
NAMES_OF_TEXT = {
    "text", "sentence", "review", "content", "message", "comment", "utterance", "tweet", "headline",
    "title", "body", "document", "question", "description", "文本", "内容", "评论", "句子", "正文",
    "文章", "评价", "标题",
}
NAMES_OF_LABEL = {
    "label", "labels", "class", "category", "sentiment", "intent", "topic", "target", "tag",
    "polarity", "标签", "类别", "分类", "情感", "类型", "情绪", "标注",
}
# fmt: on


def is_few(values: Sequence[str]) -> bool:
    """Values that repeat and are not all one: those of a label."""
    return 1 < len(set(values)) <= max(2, len(values) // 4)


def spread(rows: Sequence[list[str]]) -> Sequence[list[str]]:
    """500 rows from all over the table, the same ones every time.

    A sorted table begins with one label only, and every n-th row of one whose labels take turns may have one only.
    """
    return random.Random(0).sample(rows, 500) if len(rows) > 500 else rows


def has_known(cells: Sequence[str]) -> bool:
    """Whether one of the cells is a usual name of a text or label column."""
    known = NAMES_OF_TEXT | NAMES_OF_LABEL
    return any(cell.strip().lower() in known for cell in cells)


def is_header(rows: list[list[str]]) -> bool:
    """The first row names the columns: by known names, or because it has none of the values that repeat below."""
    if len(rows) < 2 or not 2 <= len(rows[0]) <= MOST_COLUMNS:
        return False
    names = [cell.strip().lower() for cell in rows[0]]
    sample = [[cell.strip().lower() for cell in row] for row in spread(rows[1:]) if len(row) == len(names)]
    sample = [row for row in sample if row != names]  # files joined end to end repeat their header
    below = [[row[i] for row in sample] for i in range(len(names))]
    if NAMES_OF_TEXT.intersection(names) and NAMES_OF_LABEL.intersection(names):
        return True  # even where one of the texts is "text"
    if any(name in own for name, own in zip(names, below, strict=True)):
        return False
    if has_known(names) or any(map(is_few, below)):
        return True
    values = {value for own in below for value in own}
    short = all(0 < len(name) <= 20 and len(name.split()) <= 2 for name in names)
    return short and len(values) < len(sample) * len(names)


def unlike(names: Sequence[str], findings: Told) -> list[str]:
    """Names of columns, each once: a blank one is its number, a second "text" is "text.2"."""
    found: dict[str, None] = {}
    doubled = ""
    for place, given in enumerate(names, start=1):
        name = CONTROL.sub(" ", given).strip()[:60] or str(place)
        new, number = name, 2
        while new in found:
            new, number = f"{name}.{number}", number + 1
        if new != name:
            doubled = doubled or name
        found[new] = None
    if doubled:
        findings.append(("labelled.header_twice", {"name": doubled}))
    return list(found)


def choose(
    names: Sequence[str], rows: Sequence[list[str]], text_column: str, label_column: str
) -> tuple[int, int]:
    """Which column is the text and which the label: as wanted, else by name, else by what stands in them.

    Raises UserError when there is no such column, or only one.
    """
    if len(names) < 2:
        raise UserError("error.rows_one_column")
    for wanted in (text_column, label_column):
        if wanted and wanted not in names:
            raise UserError(
                "error.rows_no_column", column=CONTROL.sub(" ", wanted)[:40], columns=", ".join(names)[:200]
            )
    if text_column and text_column == label_column:
        raise UserError("error.rows_same_column", column=text_column[:40])
    whole = [row for row in rows if len(row) == len(names)] or rows
    sample = spread(whole)
    columns = [
        [row[i].strip() for row in sample if i < len(row) and row[i].strip()] for i in range(len(names))
    ]

    def length(i: int) -> float:
        return sum(map(len, columns[i])) / max(1, len(columns[i]))

    def variety(i: int) -> float:
        """Different values by all values; a label has few."""
        return len(set(columns[i])) / max(1, len(columns[i]))

    def like_label(i: int) -> tuple[float, ...]:
        return _called(names[i], NAMES_OF_LABEL), len(set(columns[i])) > 1, -variety(i), -length(i)

    texts = names.index(text_column) if text_column else -1
    labels = names.index(label_column) if label_column else -1
    if labels < 0:
        labels = max((i for i in range(len(names)) if i != texts), key=like_label)
    if texts < 0:
        free = [i for i in range(len(names)) if i != labels]
        texts = max(free, key=lambda i: (_called(names[i], NAMES_OF_TEXT), length(i)))
    guessed = not text_column and not label_column and not _called(names[texts], NAMES_OF_TEXT)
    if guessed and len(set(columns[texts])) == 1 < len(set(columns[labels])):
        return labels, texts  # what is the same in every row is one label, and no text
    return texts, labels


def _called(name: str, known: set[str]) -> int:
    """2 for a known name, 1 for a name with a known part ("review_text"), else 0."""
    name = name.strip().lower()
    parts: Sequence[str] = re.split(r"[\W_]+", name)
    return 2 if name in known else 1 if known.intersection(parts) else 0
