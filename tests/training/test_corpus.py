"""Reading text for pretraining: blocks become documents, a fixed part is held back, what is missing is said."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from bertdemo.training.corpus import SOURCES, is_held_back, read_corpus, read_documents
from tests.conftest import tiny_tokenizer


def test_documents_are_blocks_of_lines(tmp_path: Path) -> None:
    text = "hello my dog\n she is sad \n\n\n\nthe street\n\n \n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(text.encode()))
    expected = [["hello my dog", "she is sad"], ["the street"]]
    assert read_documents(tmp_path / "a.txt") == read_documents(tmp_path / "a.txt.gz") == expected


def test_missing_text_says_where_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"wikipedia\.txt\.gz is missing.*Wikipedia passages.*--data"):
        read_corpus(tmp_path, tiny_tokenizer())


def test_held_back_documents_are_few_fixed_and_never_trained_on(tmp_path: Path) -> None:
    words = ["hello", "my", "dog", "is", "cute", "the", "animal", "street", "bank", "river"]
    documents = [
        [f"{words[i % 10]} {words[i // 10 % 10]} {words[i // 100]}", "she is sad"] for i in range(1000)
    ]
    held = [document for document in documents if is_held_back(document)]
    assert 8 <= len(held) <= 35  # 2 % of 1,000; the standard deviation is 4.4
    assert is_held_back(["It does not change."]) is False and is_held_back(["Document 123"]) is True
    (tmp_path / "text").mkdir()
    for source in SOURCES:
        text = "\n\n".join("\n".join(document) for document in documents)
        (tmp_path / "text" / f"{source}.txt.gz").write_bytes(gzip.compress(text.encode()))
    tokenizer = tiny_tokenizer()
    corpus = read_corpus(tmp_path, tokenizer)
    for source in SOURCES:
        train, kept = (
            [" ".join(tokenizer.convert_ids_to_tokens(document[0])) for document in part[source]]
            for part in (corpus.train, corpus.held_back)
        )
        assert sorted(kept) == sorted(document[0] for document in held)
        assert len(train) + len(kept) == 1000 and not set(train) & set(kept)
    again = read_corpus(tmp_path, tokenizer)
    assert again == corpus
