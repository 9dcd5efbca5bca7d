"""Public data from the Hugging Face Hub, written in the forms that the readers read. Needs internet and `datasets`.

Not every set of the bundled weights is there: the questions come from SQuAD 2.0, the novels from another collection,
and speeches, single sentences, WikiGold and Universal NER are left out.
"""

from __future__ import annotations

import gzip
import itertools
import json
import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)
# On its main branch this set is a loading script, which `datasets` no longer runs; here it lies as the Hub converted it.
WNUT17, PARQUET = "leondz/wnut_17", "refs/convert/parquet"
PASSAGES, BOOKS = 12_000, 30  # how many are taken of sets that are far larger


def fetch(data: Path) -> None:
    """Write every set below `data`; one that is there already is left alone. Raises FileNotFoundError when offline."""
    try:
        import datasets
    except ImportError:
        raise FileNotFoundError("To fetch data: pip install datasets") from None
    for path, make in FILES.items():
        target = data / path
        if target.is_file():
            log.info("%s: already here", path)
            continue
        try:
            lines = list(make(datasets.load_dataset))
        except (ConnectionError, OSError) as error:
            raise FileNotFoundError(
                f"{path} could not be fetched ({type(error).__name__}). It needs internet; or put the file there yourself."
            ) from error
        target.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(f"{line}\n" for line in lines).encode()
        target.write_bytes(gzip.compress(text) if target.suffix == ".gz" else text)
        log.info("%s: %s lines", path, f"{len(lines):,}")


def sst2(load: Any, split: str) -> Iterator[str]:
    yield "sentence\tlabel"
    for row in load("stanfordnlp/sst2", split=split):
        yield f"{_flat(row['sentence'])}\t{row['label']}"


def agnews(load: Any) -> Iterator[str]:
    rows = load("fancyzhx/ag_news", split="train")
    names = rows.features["label"].names
    for row in rows:
        yield f"{_flat(row['text'])}\t{names[row['label']]}"


def tagged(load: Any, name: str, split: str, *config: str, **options: Any) -> Iterator[str]:
    """CoNLL lines of a set whose rows hold `tokens` and `ner_tags`."""
    rows = load(name, *config, split=split, **options)
    names = rows.features["ner_tags"].feature.names
    for row in rows:
        for word, tag in zip(row["tokens"], row["ner_tags"], strict=True):
            if word.strip():
                yield f"{_flat(word)}\t{names[tag]}"
        yield ""


def questions(load: Any) -> Iterator[str]:
    for row in load("rajpurkar/squad_v2", split="train"):
        found = zip(row["answers"]["text"], row["answers"]["answer_start"], strict=True)
        answers = [{"text": text, "start": start} for text, start in found]
        yield json.dumps({"question": row["question"], "context": row["context"], "answers": answers})


def pairs(load: Any, split: str) -> Iterator[str]:
    for row in load("sentence-transformers/parallel-sentences-tatoeba", "en-zh", split=split):
        yield f"{_flat(row['english'])}\t{_flat(row['non_english'])}\ttatoeba.org, CC BY 2.0 FR"


def documents(load: Any, count: int, name: str, *config: str, split: str) -> Iterator[str]:
    """A sentence a line, a blank line after each document; streamed, since only the first few are taken."""
    for row in itertools.islice(load(name, *config, split=split, streaming=True), count):
        yield from itertools.chain.from_iterable(map(sentences, re.split(r"\n\s*\n", row["text"])))
        yield ""


def sentences(paragraph: str) -> Iterable[str]:
    """A paragraph cut behind . ! ? where a capital follows; good enough for pretraining."""
    return [part for part in re.split(r"(?<=[.!?])\s+(?=[\"'(]?[A-Z])", _flat(paragraph)) if part]


def _flat(text: str) -> str:
    return " ".join(text.split())


FILES: dict[str, Any] = {
    "text/wikipedia.txt.gz": lambda load: documents(
        load, PASSAGES, "wikimedia/wikipedia", "20231101.en", split="train"
    ),
    "text/books.txt.gz": lambda load: documents(load, BOOKS, "manu/project_gutenberg", split="en"),
    "sst2/train.tsv": lambda load: sst2(load, "train"),
    "sst2/dev.tsv": lambda load: sst2(load, "validation"),
    "agnews/train_part.tsv": agnews,
    "wikiann_en/train": lambda load: tagged(load, "unimelb-nlp/wikiann", "train", "en"),
    "wikiann_en/dev": lambda load: tagged(load, "unimelb-nlp/wikiann", "validation", "en"),
    "wnut17/train.conll": lambda load: tagged(load, WNUT17, "train", revision=PARQUET),
    "wnut17/dev.conll": lambda load: tagged(load, WNUT17, "validation", revision=PARQUET),
    "qa/squad.jsonl.gz": questions,
    "tatoeba_en_zh/train.tsv": lambda load: pairs(load, "train"),
    "tatoeba_en_zh/dev.tsv": lambda load: pairs(load, "dev"),
}
