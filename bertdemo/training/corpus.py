"""Text for pretraining: documents of sentences, as word-piece ids, with a part held back by a hash of each document.

Format: one sentence a line, a blank line between documents, gzip or plain (the folder `text/` of the data).
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from bertdemo.training.examples import CONTINUES, Document
from bertdemo.training.readers import here, need, read_conll, read_pairs

HELD_BACK = 0.02  # share of each source's documents that training never sees


@dataclass(frozen=True)
class Source:
    """Where a kind of text lies below the data folder, and how its documents are read: lists of sentences."""

    path: str
    read: Callable[[Path], list[list[str]]]


@dataclass(frozen=True)
class Corpus:
    train: dict[str, list[Document]]  # by source
    held_back: dict[str, list[Document]]

    def size(self, source: str) -> int:
        """Word pieces to train on."""
        return sum(len(sentence) for document in self.train[source] for sentence in document)


def opened(path: Path) -> str:
    """The text of a file that must be there, gzip or plain. Raises FileNotFoundError that says where to get it."""
    need(
        path,
        "one sentence a line and a blank line between documents; any text will do, such as Wikipedia passages or "
        "Project Gutenberg books",
    )
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return raw.decode("utf-8").replace("\r\n", "\n")


def read_documents(path: Path) -> list[list[str]]:
    """Documents of a text file."""
    blocks = opened(path).split("\n\n")
    documents = [[line.strip() for line in block.splitlines() if line.strip()] for block in blocks]
    return [document for document in documents if document]


def read_column(path: Path) -> list[list[str]]:
    """The first column of a table, each row a document of one sentence."""
    rows = csv.reader(opened(path).split("\n")[1:], delimiter="\t", quoting=csv.QUOTE_NONE)
    return [[row[0].strip()] for row in rows if row and row[0].strip()]


def read_tagged(path: Path) -> list[list[str]]:
    """The Chinese sentences of a CoNLL file without their tags, each a document of its own."""
    return [["".join(words)] for words, _ in read_conll(path, "Chinese sentences with tags", 1, 2)]


def read_chinese_of_pairs(path: Path) -> list[list[str]]:
    """The Chinese sentences of Tatoeba, simplified, each once and a document of its own."""
    return [[chinese] for chinese in dict.fromkeys(chinese for _, chinese in read_pairs(path)) if chinese]


def is_held_back(document: list[str]) -> bool:
    """The same documents on every machine: chosen by a hash of their text."""
    digest = hashlib.sha256("\n".join(document).encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 < HELD_BACK


def jieba_words(sentence: str) -> Iterable[str]:
    """The words of a Chinese sentence, in order, nothing left out. Raises FileNotFoundError, saying what to install."""
    try:
        import jieba
    except ImportError:
        raise FileNotFoundError("To hide whole words of Chinese: pip install jieba==0.42.1") from None
    jieba.setLogLevel(logging.WARNING)
    words: Iterable[str] = jieba.cut(sentence)
    return words


def coded(
    sentences: list[str], tokenizer: Any, words: Callable[[str], Iterable[str]] | None = None
) -> list[list[int]]:
    """Word-piece ids of each sentence; a piece that goes on with a word carries CONTINUES.

    `words` cuts a sentence of a language without spaces; without it a word's further pieces are those with ##.
    """
    further = {i for piece, i in tokenizer.get_vocab().items() if piece.startswith("##")}
    batch = tokenizer(
        sentences, add_special_tokens=False, return_offsets_mapping=words is not None, verbose=False
    )
    made = []
    for row, (sentence, ids) in enumerate(zip(sentences, batch["input_ids"], strict=True)):
        goes_on = [i in further for i in ids]
        if words:
            begins = set(accumulate(map(len, words(sentence)), initial=0))
            places = batch["offset_mapping"][row]
            goes_on = [on or place[0] not in begins for on, place in zip(goes_on, places, strict=True)]
        made.append([i + CONTINUES * on for i, on in zip(ids, goes_on, strict=True)])
    return made


def read_corpus(
    data: Path,
    sources: Mapping[str, Source],
    tokenizer: Any,
    words: Callable[[str], Iterable[str]] | None = None,
) -> Corpus:
    """All sources below a folder, tokenized. The first must be there."""
    corpus = Corpus({}, {})
    for number, (name, source) in enumerate(sources.items()):
        path = data / source.path
        documents = source.read(path) if not number or here(path) else []
        flat = [sentence for document in documents for sentence in document]
        ids = iter(coded(flat, tokenizer, words) if flat else [])
        for part in (corpus.train, corpus.held_back):
            part[name] = []
        for document in documents:
            sentences = [c for c in (next(ids) for _ in document) if c]
            if sentences:
                (corpus.held_back if is_held_back(document) else corpus.train)[name].append(sentences)
    return corpus
