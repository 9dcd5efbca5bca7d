"""Columns of a visitor's table: whether the first row names them, which is the text and which the label."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bertdemo.errors import UserError
from bertdemo.rows.encodings import CONTROL, Told

MOST_COLUMNS = 100
# fmt: off
NAMES_OF_TEXT = {
    "text", "texts", "sentence", "review", "content", "message", "comment", "utterance", "tweet", "headline",
    "title", "body", "document", "question", "description", "文本", "内容", "评论", "句子", "正文",
    "文章", "评价", "标题", "文字", "內容", "評論", "標題",
}
NAMES_OF_LABEL = {
    "label", "labels", "class", "category", "sentiment", "intent", "topic", "target", "tag", "emotion",
    "polarity", "choice", "choices", "accept", "标签", "类别", "分类", "情感", "类型", "情绪", "标注",
    "標籤", "類別", "分類",
}
# Labels where nothing better is there: a review has a label more seldom than a number of stars.
NAMES_OF_MARK = {"rating", "ratings", "stars", "star", "score", "grade", "verdict", "评分", "星级", "打分"}
NAMES_IN_WORDS = {  # what "label" says in numbers
    "label_text", "label_name", "labelname", "label_str", "label_string", "text_label", "class_name",
    "category_name", "intent_name", "topic_name", "sentiment_text", "sentiment_name",
}
NAMES_OF_NEITHER = {
    "id", "ids", "idx", "index", "no", "nr", "number", "uid", "uuid", "split", "set", "fold", "lang",
    "language", "source", "src", "date", "time", "timestamp", "created", "created_at", "updated_at", "year",
    "user", "username", "author", "annotator", "email", "url", "link", "file", "filename", "path", "length",
    "row_idx", "编号", "序号", "日期", "时间", "来源", "用户", "链接", "语言",
}
# fmt: on
ONES = {"1", "1.0", "true"}
BINARY = ONES | {"0", "0.0", "false"}
NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")
ADDRESS = re.compile(r"(https?://|www\.)\S*$|[^\s@]+@[^\s@]+\.[^\s@]+$")
NAME = re.compile(r"[\w.\- ]{1,40}")


def is_few(values: Sequence[str]) -> bool:
    """Values that repeat and are not all one: those of a label."""
    return 1 < len(set(values)) <= max(2, len(values) // 4)


def spread(rows: Sequence[list[str]]) -> Sequence[list[str]]:
    """500 rows from all over the table, the same ones every time.

    A sorted table begins with one label only, and every n-th row of one whose labels take turns may have one only.
    """
    return random.Random(0).sample(rows, 500) if len(rows) > 500 else rows


def names_known(cells: Sequence[str]) -> int:
    """2 if the cells could be the names of a text and a label column, 1 if of one of them, else 0."""
    if not 2 <= len(cells) <= MOST_COLUMNS:
        return 0
    names = [cell.strip().lower() for cell in cells]
    if not all(NAME.fullmatch(name) for name in names if name):
        return 0
    texts = {i for i, name in enumerate(cells) if _called(name, NAMES_OF_TEXT) and " " not in name.strip()}
    labels = {i for i, name in enumerate(cells) if _label_rank(name) > 0 and " " not in name.strip()}
    if len(texts | labels) > 1 and texts and labels:
        return 2
    return int(bool(NAMES_OF_TEXT.union(NAMES_OF_LABEL).intersection(names)))


def names_text(name: str) -> bool:
    """Whether a name is that of a column of texts."""
    return _called(name, NAMES_OF_TEXT) > 0


def is_header(rows: list[list[str]]) -> bool:
    """The first row names the columns: by known names, or because it has none of the values that repeat below."""
    if len(rows) < 2 or not 2 <= len(rows[0]) <= MOST_COLUMNS:
        return False
    names = [cell.strip().lower() for cell in rows[0]]
    named = [name for name in names if name]  # the first column of a table of pandas has none
    sample = [[cell.strip().lower() for cell in row] for row in spread(rows[1:]) if len(row) == len(names)]
    sample = [row for row in sample if row != names]  # files joined end to end repeat their header
    below = [[row[i] for row in sample] for i in range(len(names))]
    known = names_known(rows[0])
    if known == 2:
        return True  # even where one of the texts is "text"
    if not named or any(name and name in cells for name, cells in zip(names, below, strict=True)):
        return False
    if any(NUMBER.fullmatch(name) for name in named):
        return False
    if any(
        len(cells) > 1 and all(map(NUMBER.fullmatch, cells))
        for name, cells in zip(names, below, strict=True)
        if name
    ):
        return True  # a name above numbers
    if known or any(name and is_few(cells) for name, cells in zip(names, below, strict=True)):
        return True
    values = {value for cells in below for value in cells}
    short = all(len(name) <= 20 and len(name.split()) <= 2 for name in named)
    return short and len(values) < len(sample) * len(names)


def repeated(rows: Sequence[list[str]], width: int, twice: bool = False) -> dict[int, set[str]]:
    """Values of each column that has few, of the rows that are `width` wide; `twice`: those that are there twice."""
    whole = [row for row in rows if len(row) == width]
    repeats = {}
    for place in range(width):
        values = [row[place].strip() for row in whole if row[place].strip()]
        if is_few(values):
            counts = Counter(values)
            repeats[place] = {value for value in counts if counts[value] > twice}
    return repeats


def has_value(row: Sequence[str], width: int, values: dict[int, set[str]]) -> bool:
    """Whether a row is as wide as the others and has a value that those have."""
    return len(row) == width and any(row[place].strip() in known for place, known in values.items())


def counts_rows(rows: Sequence[list[str]], width: int) -> bool:
    """Whether the first of `width` columns holds the numbers of the rows."""
    first = [row[0].strip() for row in rows[:500] if len(row) == width]
    if len(first) < 0.9 * len(rows[:500]) or not all(
        value.isdecimal() and len(value) < 10 for value in first
    ):
        return False
    numbers = list(map(int, first))
    return all(after == before + 1 for before, after in pairwise(numbers))


def unlike(names: Sequence[str], findings: Told) -> list[str]:
    """Names of columns, each once: a blank one is its number, a second "text" is "text.2"."""
    distinct: dict[str, None] = {}
    doubled = ""
    for place, given in enumerate(names, start=1):
        name = CONTROL.sub(" ", given).strip()[:60] or str(place)
        new, number = name, 2
        while new in distinct:
            new, number = f"{name}.{number}", number + 1
        if new != name:
            doubled = doubled or name
        distinct[new] = None
    if doubled:
        findings.append(("labelled.header_twice", {"name": doubled}))
    return list(distinct)


def choose(
    names: Sequence[str], rows: Sequence[list[str]], text_column: str, label_column: str, findings: Told
) -> tuple[int, int]:
    """Which column is the text and which the label: as wanted, else by name, else by what stands in them.

    Of a label in numbers and the same in words, the words are taken, and that is told. Raises UserError when there is
    no such column, or only one.
    """
    if len(names) < 2:
        raise UserError("error.rows_one_column")
    for column in (text_column, label_column):
        if column and column not in names:
            raise UserError(
                "error.rows_no_column", column=CONTROL.sub(" ", column)[:40], columns=", ".join(names)[:200]
            )
    if text_column and text_column == label_column:
        raise UserError("error.rows_same_column", column=text_column[:40])
    columns = _values(names, rows)
    texts = names.index(text_column) if text_column else -1
    labels = names.index(label_column) if label_column else -1
    if labels < 0:
        labels = _label_of(names, columns, texts)
        words = _in_words(names, columns, labels, texts)
        if words is not None:
            findings.append(
                ("labelled.in_words", {"words": names[words][:40], "numbers": names[labels][:40]})
            )
            labels = words
    if texts < 0:
        texts = text_of(names, columns, labels)
    guessed = not text_column and not label_column and not _called(names[texts], NAMES_OF_TEXT)
    if guessed and len(set(columns[texts])) == 1 < len(set(columns[labels])):
        return labels, texts  # what is the same in every row is one label, and no text
    return texts, labels


def one_hot(names: Sequence[str], rows: Sequence[list[str]]) -> list[int]:
    """The columns of 0 and 1 of which each row has exactly one 1, if nothing else could be a label; else none."""
    if any(len(row) < len(names) or any(map(str.strip, row[len(names) :])) for row in rows):
        return []
    cells = [[row[place].strip().lower() for row in rows] for place in range(len(names))]
    hot = [place for place, column in enumerate(cells) if len(set(column)) == 2 and BINARY.issuperset(column)]
    if len(hot) < 2 or "label" in names or any(names[place].isdecimal() for place in hot):
        return []
    ranks = {_label_rank(names[place]) > 0 for place in hot}
    others = [place for place in range(len(names)) if place not in hot and _label_rank(names[place]) >= 0]
    if len(ranks) > 1 or any(_label_rank(names[place]) > 0 or is_few(cells[place]) for place in others):
        return []
    ones = (sum(row[place].strip().lower() in ONES for place in hot) for row in rows)
    return hot if all(count == 1 for count in ones) else []


def hot_name(names: Sequence[str], row: Sequence[str], hot: Sequence[int]) -> str:
    """The name of the column that has the 1 in a row."""
    return next(names[place] for place in hot if row[place].strip().lower() in ONES)


def choose_text(names: Sequence[str], rows: Sequence[list[str]]) -> int:
    """Which column is the text, where no label is needed."""
    columns = _values(names, rows)
    labels = _label_of(names, columns, -1) if len(names) > 1 else -1
    if labels >= 0 and not _label_rank(names[labels]) and not is_few(columns[labels]):
        labels = -1
    return text_of(names, columns, labels)


def text_of(names: Sequence[str], columns: Sequence[list[str]], labels: int) -> int:
    """The column of texts among all but that of the labels: by its name, else the one with the longest cells."""
    free = [i for i in range(len(names)) if i != labels]

    def like_text(i: int) -> tuple[float, ...]:
        name = names[i].strip().lower()
        in_words = name in NAMES_IN_WORDS
        called = 0 if in_words else _called(name, NAMES_OF_TEXT)
        addresses = sum(bool(ADDRESS.match(value)) for value in columns[i]) > 0.8 * len(columns[i])
        usual = name not in NAMES_OF_NEITHER and not addresses and not in_words
        return (called if columns[i] else 0), usual, _length(columns[i])

    return max(free, key=like_text)


def _values(names: Sequence[str], rows: Sequence[list[str]]) -> list[list[str]]:
    """The cells of each column that are not blank, of a sample."""
    whole = [row for row in rows if len(row) == len(names)] or rows
    sample = spread(whole)
    return [[row[i].strip() for row in sample if i < len(row) and row[i].strip()] for i in range(len(names))]


def _length(values: Sequence[str]) -> float:
    return sum(map(len, values)) / max(1, len(values))


def _label_of(names: Sequence[str], columns: Sequence[list[str]], texts: int) -> int:
    def like_label(i: int) -> tuple[float, ...]:
        values = columns[i]
        different = len(set(values))
        rank = _label_rank(names[i])
        if rank == 1 and not is_few(values):
            rank = 0  # a score with decimals, or a column of years
        variety = different / max(1, len(values))  # a label has few
        return rank, different > 1, -variety, -_length(values)

    return max((i for i in range(len(names)) if i != texts), key=like_label)


def _in_words(names: Sequence[str], columns: Sequence[list[str]], labels: int, texts: int) -> int | None:
    """The column that says in words what the label column says in numbers."""
    if not columns[labels] or not all(NUMBER.fullmatch(value) for value in columns[labels]):
        return None
    for place, name in enumerate(names):
        values = columns[place]
        if place in (labels, texts) or name.strip().lower() not in NAMES_IN_WORDS or not values:
            continue
        if len(set(values)) == len(set(columns[labels])) and not any(map(NUMBER.fullmatch, values)):
            return place
    return None


def _label_rank(name: str) -> int:
    """4 for a known name, 3 for one in words, 2 for a known part ("review_label"), 1 for marks, -1 for what is none."""
    if name.strip().lower() in NAMES_IN_WORDS:
        return 3
    if name.strip().lower() in NAMES_OF_NEITHER:
        return -1
    called = _called(name, NAMES_OF_LABEL)
    if called:
        return 2 * called
    return 1 if _called(name, NAMES_OF_MARK) else 0


def _called(name: str, known: set[str]) -> int:
    """2 for a known name, 1 for a name with a known part ("review_text", "reviewText"), else 0."""
    name = name.strip()
    if name.lower() in known:
        return 2
    parts = re.split(r"[\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower())
    return 1 if known.intersection(parts) else 0
