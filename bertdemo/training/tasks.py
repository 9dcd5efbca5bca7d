"""The tasks that get an adapter: their data, read and mended, as (text, label index) rows."""

from __future__ import annotations

import csv
import hashlib
import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Row = tuple[str, int]
_GLUED = [
    (r"\s+('(?:s|re|ve|ll|d|m)|n't)\b", r"\1"),
    (r"\s+([,.!?;:%)])", r"\1"),
    (r"([($])\s+", r"\1"),
    (r"`` | ''", '"'),
]


@dataclass(frozen=True)
class Task:
    name: str
    labels: tuple[str, ...]
    read: Callable[[Path], tuple[list[Row], list[Row]]]  # training and validation rows
    minutes: float
    source: str
    licence: str
    caution: str  # what the score on the validation rows does not say; printed in the card


def natural(text: str) -> str:
    """Tokenized text as a person would write it: "it 's good ." becomes "It's good."."""
    for pattern, glued in _GLUED:
        text = re.sub(pattern, glued, text)
    return text[:1].upper() + text[1:]


def read_sst2(data: Path) -> tuple[list[Row], list[Row]]:
    """Phrases as published and, every second one, as a person would write it."""

    def rows(name: str) -> list[Row]:
        path = _need(
            data / "sst2" / name, "SST-2 of the GLUE benchmark (columns: sentence, label; tab between)"
        )
        with path.open(encoding="utf-8") as lines:
            found = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            return [(row["sentence"].strip(), int(row["label"])) for row in found]

    train = [(natural(text) if i % 2 else text, label) for i, (text, label) in enumerate(rows("train.tsv"))]
    return train, rows("dev.tsv")


def read_agnews(data: Path) -> tuple[list[Row], list[Row]]:
    """News items, mended; one in ten, by its hash, is for validation."""
    path = _need(data / "agnews" / "train_part.tsv", "AG News (text, label; tab between, no header)")
    train: list[Row] = []
    validation: list[Row] = []
    for line in path.read_text("utf-8").splitlines():
        text, _, label = line.rpartition("\t")
        held = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % 10 == 0
        (validation if held else train).append((mended(text), TASKS["topic"].labels.index(label)))
    return train, validation


def mended(text: str) -> str:
    """A news item as it was written: in the corpus the sign & became a space, a line end a backslash."""
    text = text.replace("\\$", "$").replace("\\", " ")
    text = re.sub(r" (quot|amp|lt|gt);", r"&\1;", text)
    text = html.unescape(re.sub(r"\s?(?:&amp;)?(#\d+;)", r"&\1", text))
    text = re.sub(r"\s+'(?=(?:s|t|re|ve|ll|d|m)\b)", "'", text)
    return re.sub(r"(?:\s|</?\w[^>]*>)+", " ", text).strip()


def _need(path: Path, what: str) -> Path:
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing: {what}. Name the folder it lies in with --data.")
    return path


TASKS = {
    "sentiment": Task(
        "sentiment",
        ("negative", "positive"),
        read_sst2,
        11.0,
        "SST-2: Stanford Sentiment Treebank, Socher et al. 2013, phrases as in GLUE",
        "released by its authors for research",
        "The held-back rows are phrases, and 99 % of them lie inside a training phrase or hold one of four words or\n"
        "more: the set was cut by phrase, not by sentence. The accuracy on new sentences is likely lower; it was not\n"
        "measured. The temperature was fitted on the same rows, and may be too sure of itself on other text.",
    ),
    "topic": Task(
        "topic",
        ("World", "Sports", "Business", "Sci/Tech"),
        read_agnews,
        6.0,
        "AG's corpus of news articles, Zhang et al. 2015 (10,001 items of its training part)",
        "for research and other non-commercial use",
        "The held-back rows are few (see the standard error) and come from the same part of the corpus as those it learned from.",
    ),
}
