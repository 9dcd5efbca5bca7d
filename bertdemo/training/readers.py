"""Files of labelled text, read and mended. Formats: GLUE and AG News tables, CoNLL, JSON lines of questions, Tatoeba.

`python -m bertdemo.training fetch` brings the same public sets from the Hugging Face Hub into these formats.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import html
import json
import logging
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)
Row = tuple[str, int]  # text, label index
Sentence = tuple[list[str], list[str]]  # words, their BIO tags
TOPICS = ("World", "Sports", "Business", "Sci/Tech")
CHINESE_FOLDER = "zh"  # the folder of Chinese data below the data folder
# Ten topics of headlines, by the names that THUCNews gives them, and 13 fields of papers (CSL).
HEADLINES = (
    "finance",
    "realty",
    "stocks",
    "education",
    "science",
    "society",
    "politics",
    "sports",
    "game",
    "entertainment",
)
FIELDS = {
    "工学": "engineering",
    "理学": "natural_science",
    "医学": "medicine",
    "农学": "agriculture",
    "管理学": "management",
    "法学": "law",
    "教育学": "pedagogy",
    "经济学": "economics",
    "文学": "literature",
    "哲学": "philosophy",
    "历史学": "history",
    "艺术学": "arts",
    "军事学": "military_science",
}
TITLES_TIMES = 4
SENTENCE_WORDS = 12  # and more: a phrase of SST-2 that lies in no longer one is taken for a whole sentence
CHINESE_TOPICS = (*HEADLINES, *FIELDS.values())
_GLUED = [
    (r"\s+('(?:s|re|ve|ll|d|m)|n't)\b", r"\1"),
    (r"\s+([,.!?;:%)])", r"\1"),
    (r"([($])\s+", r"\1"),
    (r"`` | ''", '"'),
]


def need(path: Path, what: str) -> Path:
    """The path. Raises FileNotFoundError that says what is missing and where to get it."""
    if not path.is_file():
        data = path.parent.parent
        message = f"{path} is missing: {what}. Name the folder it lies in with --data; "
        if data.name == CHINESE_FOLDER:  # `fetch` brings English only
            raise FileNotFoundError(
                f"{message}bertdemo/training/README.md says where Chinese data comes from."
            )
        raise FileNotFoundError(
            f"{message}with internet, `python -m bertdemo.training fetch --data {data}` brings public data in this form."
        )
    return path


def here(path: Path) -> bool:
    """Is a file there that one can go on without? Says so when it is not."""
    if not path.is_file():
        log.warning("%s is not there; going on without it", path)
    return path.is_file()


def in_part(text: str, parts: int) -> bool:
    """Is this text in the one of `parts` parts that is held back? By a hash: the same on every machine."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % parts == 0


def natural(text: str) -> str:
    """Tokenized text as a person would write it: "it 's good ." becomes "It's good."."""
    for pattern, glued in _GLUED:
        text = re.sub(pattern, glued, text)
    return text[:1].upper() + text[1:]


def read_sst2(data: Path) -> tuple[list[Row], list[Row]]:
    """Phrases as published and, every second one, as a person would write it; held back are whole sentences.

    The published parts are cut by phrase, so that nearly every phrase of one lies in a phrase of the other. Here one
    sentence in eight is held back, and no phrase that lies in one is trained on.
    """
    rows: list[Row] = []
    for name in ("train.tsv", "dev.tsv"):
        what = "SST-2 of the GLUE benchmark (columns: sentence, label; tab between)"
        with need(data / "sst2" / name, what).open(encoding="utf-8") as lines:
            found = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            rows += [(row["sentence"].strip(), int(row["label"])) for row in found]
    every = "\n".join(dict.fromkeys(text for text, _ in rows))
    long = [
        row for row in dict.fromkeys(rows) if len(row[0].split()) >= SENTENCE_WORDS and in_part(row[0], 8)
    ]
    held = [row for row in long if every.count(row[0]) == 1]  # in no longer one
    theirs = "\n".join(text for text, _ in held)
    kept = [(text, label) for text, label in rows if text not in theirs]
    return [(natural(text) if i % 2 else text, label) for i, (text, label) in enumerate(kept)], held


def read_moods(data: Path) -> tuple[list[Row], dict[str, list[Row]]]:
    """Chinese reviews of hotels, delivered food and goods, 0 or 1; their development parts are held back."""
    sets = ("hotels", "takeaway", "shopping")
    folder = data / CHINESE_FOLDER / "moods"
    train = [row for name in sets for row in read_table(folder / f"{name}_train.tsv.gz", ("0", "1"))]
    return train, {name: read_table(folder / f"{name}_dev.tsv", ("0", "1")) for name in sets}


def read_chinese_topics(data: Path) -> tuple[list[Row], dict[str, list[Row]]]:
    """Headlines under ten topics and titles of papers under 13 fields; their development parts are held back.

    Where many more headlines are there, the titles count TITLES_TIMES.
    """
    folder = data / CHINESE_FOLDER / "topics"
    names = {"headlines": "thucnews", "titles": "csl"}
    headlines, titles = (read_table(folder / f"{file}_train.tsv", CHINESE_TOPICS) for file in names.values())
    if here(folder / "thucnews_more.tsv"):
        more = read_table(folder / "thucnews_more.tsv", CHINESE_TOPICS)
        headlines, titles = [*headlines, *more], titles * TITLES_TIMES
    train = headlines + titles
    return train, {
        name: read_table(folder / f"{file}_dev.tsv", CHINESE_TOPICS) for name, file in names.items()
    }


def read_table(path: Path, labels: Sequence[str]) -> list[Row]:
    """A table whose first two columns are text and label, with a header, tab between; gzip or plain."""
    need(path, "a table: text, label (tab between, first line the names)")
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [(row[0].strip(), labels.index(FIELDS.get(row[1], row[1]))) for row in rows if row]


def read_agnews(data: Path) -> tuple[list[Row], list[Row]]:
    """News items, mended; one in ten, by its hash, is for validation. A second file of them is trained on as it is."""
    path = need(data / "agnews" / "train_part.tsv", "AG News (text, label; tab between, no header)")
    train: list[Row] = []
    validation: list[Row] = []
    for line in path.read_text("utf-8").splitlines():
        text, _, label = line.rpartition("\t")
        (validation if in_part(text, 10) else train).append((mended(text), TOPICS.index(label)))
    if here(more := data / "agnews" / "more.tsv"):
        rows = (line.rpartition("\t") for line in more.read_text("utf-8").splitlines())
        train += [(mended(text), TOPICS.index(label)) for text, _, label in rows]
    return train, validation


def mended(text: str) -> str:
    """A news item as it was written: in the corpus the sign & became a space, a line end a backslash."""
    text = text.replace("\\$", "$").replace("\\", " ")
    text = re.sub(r" (quot|amp|lt|gt);", r"&\1;", text)
    text = html.unescape(re.sub(r"\s?(?:&amp;)?(#\d+;)", r"&\1", text))
    text = re.sub(r"\s+'(?=(?:s|t|re|ve|ll|d|m)\b)", "'", text)
    return re.sub(r"(?:\s|</?\w[^>]*>)+", " ", text).strip()


def read_conll(path: Path, what: str, word: int = 0, tag: int = 1) -> list[Sentence]:
    """Sentences of a CoNLL file: a word a line with its tag, an empty line between sentences, # for comments.

    Tags without B- (IO and IOB1) become BIO: a name begins where the one before it is of another kind.
    """
    sentences: list[Sentence] = []
    words: list[str] = []
    tags: list[str] = []
    for line in [*need(path, what).read_text("utf-8").splitlines(), ""]:
        parts = line.split()
        if line.startswith(("# ", "-DOCSTART-")):
            continue
        if len(parts) > max(word, tag):
            before = tags[-1] if tags else "O"
            begins = parts[tag].startswith("I-") and before[2:] != parts[tag][2:]
            words.append(parts[word].removeprefix("en:"))
            tags.append(f"B-{parts[tag][2:]}" if begins else parts[tag])
        elif not parts and words:
            sentences.append((words, tags))
            words, tags = [], []
    return sentences


def read_questions(path: Path) -> Iterator[dict[str, Any]]:
    """`{question, context, answers: [{text, start}]}`, one a line; an answer that does not stand there is left out."""
    what = 'questions, one JSON object a line: {"question", "context", "answers": [{"text", "start"}]}'
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(need(path, what), "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            right = [a for a in row["answers"] if row["context"].startswith(a["text"], a["start"])]
            if right or not row["answers"]:
                yield {"question": row["question"], "context": row["context"], "answers": right}


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """English sentences with their Chinese, in simplified script, each pair once."""
    from opencc import OpenCC

    simplified = OpenCC("t2s").convert
    pairs: dict[tuple[str, str], None] = {}
    for line in (
        need(path, "English and Chinese sentences of Tatoeba, tab between").read_text("utf-8").splitlines()
    ):
        english, chinese, *_ = line.split("\t")
        if (
            "tatoeba.org" in chinese
        ):  # the attribution: where the translation should stand, blanks replaced the tab
            continue
        pairs[english.strip(), simplified(chinese.strip())] = None
    return list(pairs)
