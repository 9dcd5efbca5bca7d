"""Text for pretraining: documents of sentences, as word-piece ids, with a part held back by a hash of each document.

Format: one sentence a line, a blank line between documents, gzip or plain (the folder `text/` of the data).
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bertdemo.training.readers import here, need

SOURCES = ("wikipedia", "books", "speeches", "sentences")
HELD_BACK = 0.02  # share of each source's documents that training never sees

Document = list[list[int]]  # sentences of word-piece ids, without special tokens


@dataclass(frozen=True)
class Corpus:
    train: dict[str, list[Document]]  # by source
    held_back: dict[str, list[Document]]


def read_documents(path: Path) -> list[list[str]]:
    """Documents of a text file, each a list of sentences. Raises FileNotFoundError that says where to get it."""
    need(
        path,
        "one sentence a line and a blank line between documents; any text will do, such as Wikipedia passages or "
        "Project Gutenberg books",
    )
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    blocks = raw.decode("utf-8").replace("\r\n", "\n").split("\n\n")
    documents = [[line.strip() for line in block.splitlines() if line.strip()] for block in blocks]
    return [document for document in documents if document]


def is_held_back(document: list[str]) -> bool:
    """The same documents on every machine: chosen by a hash of their text."""
    digest = hashlib.sha256("\n".join(document).encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 < HELD_BACK


def read_corpus(data: Path, tokenizer: Any) -> Corpus:
    """All sources below `data/text`, tokenized. Wikipedia must be there."""
    corpus = Corpus({}, {})
    for source in SOURCES:
        path = data / "text" / f"{source}.txt.gz"
        documents = read_documents(path) if source == SOURCES[0] or here(path) else []
        flat = [sentence for document in documents for sentence in document]
        ids = iter(tokenizer(flat, add_special_tokens=False, verbose=False)["input_ids"])
        for kept in (corpus.train, corpus.held_back):
            kept[source] = []
        for document in documents:
            coded = [c for c in (next(ids) for _ in document) if c]
            if coded:
                (corpus.held_back if is_held_back(document) else corpus.train)[source].append(coded)
    return corpus
