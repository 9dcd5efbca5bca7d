"""Which labelled rows can be learned from: repaired, left out, sampled, refused.

Nothing is lost silently: every row that was read is kept or counted in a finding.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from bertdemo.errors import UserError
from bertdemo.numbers import percent
from bertdemo.rows.encodings import CONTROL
from bertdemo.rows.table import first_lines

FEWEST = 8  # rows
LONG_LABEL = 60  # characters; a label that is longer looks like a text
# As programs write a missing value; "none" and "NA" may be labels.
NAMES_OF_NOTHING = {"NaN", "nan", "None", "null", "NULL", "N/A", "n/a", "#N/A", "<NA>", "NaT"}
# Bounded repeats: an open one before an optional sign took minutes over a row of spaces.
FORMULA = re.compile(
    r"=\s{0,9}[-+]?[\w$.]{1,60}\s{0,9}[(|!+*/&^-]|=\$?[A-Z]{1,3}\$?\d{1,7}$|[+@-][\d+*/.-]{0,60}[A-Za-z]{1,60}[(|]"
)
SCRIPT = re.compile(r"<\s{0,9}/?\s{0,9}(script|iframe|img|svg|object)\b|javascript:", re.IGNORECASE)
CHINESE = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"  # and kana: no spaces between words
WORD = re.compile(rf"[{CHINESE}]|[^\s{CHINESE}]+")


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
    """What was repaired, left out or is worth knowing: a key of words/rows.py and its values."""

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
    seen: int  # rows of the input, those that could not be read among them
    dropped: int  # of those not kept, each counted in a finding


def checked(
    rows_read: Sequence[tuple[int, str, str]],
    limits: Limits,
    findings: Sequence[Finding],
    broken: int = 0,
    several: frozenset[int] = frozenset(),
    columns: tuple[str, ...] = (),
    text_column: str = "",
    label_column: str = "",
) -> Labelled:
    """Rows (line, text, label) → those that can be learned from, and what else was found.

    `broken` counts rows that could not be read and stand in `findings` already, `several` are the places of rows that
    carry more than one label. Raises UserError when what is left
    cannot be learned from.
    """
    findings = list(findings)
    rows_read = _without_names_of_nothing(rows_read)
    rows = _without_doubles(_clean(rows_read, limits, several, findings), findings)
    counts = Counter(row.label for row in rows)
    if len(counts) > limits.labels:
        raise UserError("error.rows_many_labels", labels=len(counts), most=limits.labels)
    few = sorted(label for label, count in counts.items() if count < 2)
    if few:
        findings.append(Finding("labelled.few", {"count": len(few), "example": few[0]}))
        rows = [row for row in rows if counts[row.label] >= 2]
        counts = Counter(row.label for row in rows)
    if len(counts) < 2:
        if few:
            raise UserError("error.rows_labels_once", labels=len(few))
        raise UserError("error.rows_one_label", label=next(iter(counts)))
    if len(rows) < FEWEST:
        raise UserError("error.rows_few", rows=len(rows), least=FEWEST)
    if len(rows) > limits.rows:
        drawn = _sample(rows, counts, limits.rows)
        findings.append(Finding("labelled.sample", {"rows": len(drawn), "all": len(rows)}))
        rows, counts = drawn, Counter(row.label for row in drawn)
    labels = sorted(counts, key=lambda label: (-counts[label], label))
    most = counts[labels[0]]
    if most > 0.8 * len(rows) or most > 5 * counts[labels[-1]]:
        share = percent(most / len(rows))
        findings.append(Finding("labelled.imbalance", {"label": labels[0], "share": share}))
    seen = len(rows_read) + broken
    origin = (columns, text_column, label_column, tuple(findings), seen, seen - len(rows))
    return Labelled(tuple(rows), tuple(labels), *origin)


def _without_names_of_nothing(rows: Sequence[tuple[int, str, str]]) -> Sequence[tuple[int, str, str]]:
    """Rows whose label says that there is none have none, unless most say so or fewer than two labels are left."""
    labels = [label.strip() for _, _, label in rows if label.strip()]
    nothing = sum(label in NAMES_OF_NOTHING for label in labels)
    if not nothing or 2 * nothing > len(labels) or len(set(labels) - NAMES_OF_NOTHING) < 2:
        return rows
    return [
        (number, text, "" if label.strip() in NAMES_OF_NOTHING else label) for number, text, label in rows
    ]


def _clean(
    given: Sequence[tuple[int, str, str]], limits: Limits, several: frozenset[int], findings: list[Finding]
) -> list[Row]:
    """Rows with a text and a label; control characters replaced, long texts cut, labels written alike joined."""
    rows: list[Row] = []
    missing: dict[str, list[int]] = {
        "labelled.no_text": [],
        "labelled.no_label": [],
        "labelled.long_label": [],
        "labelled.several": [],
    }
    counts: Counter[str] = Counter()
    tidy: dict[str, Counter[str]] = {}  # by case-folded label, how often each way to write it
    written: dict[str, set[str]] = {}  # the same with the spaces around and in it
    for place, (number, text, raw) in enumerate(given):
        shown = tidy_text(text)
        label = " ".join(CONTROL.sub(" ", raw).split())
        shown, is_long = cut(shown, limits.words)
        counts["labelled.control"] += bool(CONTROL.search(text) or CONTROL.search(raw))
        counts["labelled.formula"] += bool(FORMULA.match(shown) or FORMULA.match(label))
        counts["labelled.script"] += bool(SCRIPT.search(shown) or SCRIPT.search(label))
        counts["labelled.long"] += is_long
        if not has_word(shown):
            missing["labelled.no_text"].append(number)
        elif place in several:
            missing["labelled.several"].append(number)
        elif not label:
            missing["labelled.no_label"].append(number)
        elif len(label) > LONG_LABEL:
            missing["labelled.long_label"].append(number)
        else:
            folded = label.casefold()
            tidy.setdefault(folded, Counter())[label] += 1
            written.setdefault(folded, set()).add(raw)
            rows.append(Row(shown, label))
    for key, lines in missing.items():
        if lines:
            most = {"most": LONG_LABEL} if key == "labelled.long_label" else {}
            findings.append(Finding(key, {"count": len(lines), "lines": first_lines(lines), **most}))
    if not rows:
        _refuse_all(missing)
    for key, count in counts.items():
        if count:
            more = {"words": limits.words} if key == "labelled.long" else {}
            findings.append(Finding(key, {"count": count, **more}))
    joined = [sorted(ways) for ways in written.values() if len(ways) > 1]
    if joined:
        example = " / ".join(f"“{way[:40]}”" for way in joined[0][:3])
        findings.append(
            Finding("labelled.joined", {"count": len(joined), "example": CONTROL.sub(" ", example)})
        )
    usual = {folded: ways.most_common(1)[0][0] for folded, ways in tidy.items()}
    return [Row(row.text, usual[row.label.casefold()]) for row in rows]


def _refuse_all(missing: dict[str, list[int]]) -> NoReturn:
    """Say why no row is left, by what most of them lack."""
    most = max(missing, key=lambda key: len(missing[key]))
    if most == "labelled.long_label" and missing[most]:
        raise UserError("error.rows_long_label", count=len(missing[most]), most=LONG_LABEL)
    if most == "labelled.several" and missing[most]:
        raise UserError("error.rows_several_labels", count=len(missing[most]))
    raise UserError("error.rows_none")


def tidy_text(text: str) -> str:
    """A text whose control characters are spaces and whose lines end in a line feed, without space around it."""
    return CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def has_word(text: str) -> bool:
    """Whether there is anything in a text that can be seen."""
    return any(character.isprintable() and not character.isspace() for character in text)


def cut(text: str, words: int) -> tuple[str, bool]:
    """The first words of a text, a Chinese character counting as one, and whether there were more."""
    room = text[: 20 * words]  # characters; a word may be as long as the file
    for number, match in enumerate(WORD.finditer(room)):
        if number == words:
            return text[: match.start()].rstrip(), True
    return room.rstrip(), len(text) > len(room)


def _without_doubles(rows: Sequence[Row], findings: list[Finding]) -> list[Row]:
    """Each text once; a text with two labels teaches neither."""
    labels: dict[str, set[str]] = {}
    for row in rows:
        labels.setdefault(row.text, set()).add(row.label)
    torn = [text for text, several in labels.items() if len(several) > 1]
    unique = {row.text: row for row in rows if len(labels[row.text]) == 1}
    if len(unique) < FEWEST <= len(rows):
        raise UserError("error.rows_alike", rows=len(rows), usable=len(unique), least=FEWEST)
    in_torn = sum(len(labels[row.text]) > 1 for row in rows)
    doubles = len(rows) - in_torn - len(unique)
    if doubles:
        findings.append(Finding("labelled.doubles", {"count": doubles}))
    if torn:
        findings.append(Finding("labelled.torn", {"count": in_torn, "example": torn[0][:60]}))
    if not unique:
        raise UserError("error.rows_few", rows=0, least=FEWEST)
    return list(unique.values())


def _sample(rows: Sequence[Row], counts: Counter[str], size: int) -> list[Row]:
    """`size` rows with the shares of the labels as they are, at least two of each; the same ones every time."""
    size = max(size, 2 * len(counts), FEWEST)
    fair = {label: size * count / len(rows) for label, count in counts.items()}
    quota = {label: max(2, int(share)) for label, share in fair.items()}
    while sum(quota.values()) > size:
        quota[max((k for k in quota if quota[k] > 2), key=lambda k: quota[k] - fair[k])] -= 1
    while sum(quota.values()) < size:
        quota[max((k for k in quota if quota[k] < counts[k]), key=lambda k: fair[k] - quota[k])] += 1
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(row.label, []).append(place)
    dice = random.Random(0)
    chosen = [place for label in sorted(quota) for place in dice.sample(places[label], quota[label])]
    return [rows[place] for place in sorted(chosen)]
