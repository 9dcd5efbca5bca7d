"""Reading text for pretraining: blocks become documents, a fixed part is held back, what is missing is said."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest
from transformers import BertTokenizer

from bertdemo.training.corpus import (
    Source,
    coded,
    is_held_back,
    jieba_words,
    read_chinese_of_pairs,
    read_column,
    read_corpus,
    read_documents,
)
from bertdemo.training.editions import CHINESE, ENGLISH
from bertdemo.training.examples import CONTINUES
from tests.conftest import VOCAB, tiny_tokenizer


def test_documents_are_blocks_of_lines(tmp_path: Path) -> None:
    text = "hello my dog\n she is sad \n\n\n\nthe street\n\n \n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(text.encode()))
    expected = [["hello my dog", "she is sad"], ["the street"]]
    assert read_documents(tmp_path / "a.txt") == read_documents(tmp_path / "a.txt.gz") == expected


def test_missing_text_says_where_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"wikipedia\.txt\.gz is missing.*Wikipedia passages.*--data"):
        read_corpus(tmp_path, ENGLISH.sources, tiny_tokenizer())
    with pytest.raises(
        FileNotFoundError, match=r"zh/text/wikipedia_passages\.txt\.gz is missing.*--data"
    ) as told:
        read_corpus(tmp_path, CHINESE.sources, tiny_tokenizer())
    assert "fetch" not in str(told.value)  # which brings no Chinese


def test_other_sources_may_be_missing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.txt").write_text("she is sad\n")
    sources = {"a": Source("a.txt", read_documents), "b": Source("b.txt", read_documents)}
    corpus = read_corpus(tmp_path, sources, tiny_tokenizer())
    assert (
        corpus.train["b"] == corpus.held_back["b"] == [] and corpus.size("a") == 3 and corpus.size("b") == 0
    )
    assert "b.txt is not there; going on without it" in caplog.text


def test_the_first_column_holds_the_texts(tmp_path: Path) -> None:
    table = 'sentence\tlabel\n他说："好\t1\t平板\n\n 一行\u2028还是它 \t0\n\t0\n"不\t1\n'
    (tmp_path / "a.tsv").write_text(table, "utf-8")
    (tmp_path / "a.tsv.gz").write_bytes(gzip.compress(table.replace("\n", "\r\n").encode()))
    expected = [['他说："好'], ["一行\u2028还是它"], ['"不']]
    assert read_column(tmp_path / "a.tsv") == read_column(tmp_path / "a.tsv.gz") == expected


def test_chinese_of_pairs_comes_once(tmp_path: Path) -> None:
    (tmp_path / "train.tsv").write_text("Go.\t去。\tx\nLeave.\t去。\ty\nLet me.\t讓我。\tz\n", "utf-8")
    assert read_chinese_of_pairs(tmp_path / "train.tsv") == [["去。"], ["让我。"]]


def pieces(sentence: list[int]) -> str:
    """Word pieces with + before those that go on with a word."""
    names = tiny_tokenizer().convert_ids_to_tokens([i % CONTINUES for i in sentence])
    return " ".join("+" * (i >= CONTINUES) + name for i, name in zip(sentence, names, strict=True))


def test_further_pieces_of_a_word_are_marked() -> None:
    first, second = coded(["the unness is sad", "dogs"], tiny_tokenizer())
    assert pieces(first) == "the un +##ness is sad" and pieces(second) == "dog +##s"


def test_words_without_spaces_are_marked_as_they_are_cut() -> None:
    words = {"abc de uns": ["ab", "c", " ", "de", " ", "uns"], "a.b": ["a.b"]}
    tokenizer = BertTokenizer(vocab={**VOCAB, **{f"##{c}": 40 + i for i, c in enumerate("bce")}})
    made = coded(["abc de uns", "a.b"], tokenizer, lambda sentence: words[sentence])
    marks = [[i >= CONTINUES for i in sentence] for sentence in made]
    names = [tokenizer.convert_ids_to_tokens([i % CONTINUES for i in sentence]) for sentence in made]
    assert names == [["a", "##b", "##c", "d", "##e", "un", "##s"], ["a", ".", "b"]]
    assert marks == [[False, True, True, False, True, False, True], [False, True, True]]


def test_chinese_characters_of_a_word_belong_together() -> None:
    vocabulary = {**VOCAB, **{c: 40 + i for i, c in enumerate("我们喜欢银行。")}}
    tokenizer = BertTokenizer(vocab=vocabulary)
    (made,) = coded(["我们喜欢银行。"], tokenizer, lambda _: ["我们", "喜欢", "银行", "。"])
    assert [i % CONTINUES for i in made] == list(range(40, 47))
    assert [i >= CONTINUES for i in made] == [False, True, False, True, False, True, False]


def test_no_piece_that_begins_a_text_goes_on_with_another(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("abc\nunness\n##s dog", "utf-8")
    corpus = read_corpus(tmp_path, {"a": Source("a.txt", read_documents)}, tiny_tokenizer(), list)
    (document,) = corpus.train["a"] + corpus.held_back["a"]
    assert len(document) == 3 and all(sentence[0] < CONTINUES for sentence in document)


def test_jieba_leaves_nothing_out() -> None:
    pytest.importorskip("jieba")
    sentence = "我们 喜欢BERT-base，3.5%的人：“不”！\u3000"
    words = list(jieba_words(sentence))
    assert "".join(words) == sentence and "喜欢" in words


def test_without_jieba_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jieba", None)
    with pytest.raises(FileNotFoundError, match=r"pip install jieba==0\.42\.1"):
        jieba_words("我们")


def test_held_back_documents_are_few_fixed_and_never_trained_on(tmp_path: Path) -> None:
    words = ["hello", "my", "dog", "is", "cute", "the", "animal", "street", "bank", "river"]
    documents = [
        [f"{words[i % 10]} {words[i // 10 % 10]} {words[i // 100]}", "she is sad"] for i in range(1000)
    ]
    held = [document for document in documents if is_held_back(document)]
    assert 8 <= len(held) <= 35  # 2 % of 1,000; the standard deviation is 4.4
    assert is_held_back(["It does not change."]) is False and is_held_back(["Document 123"]) is True
    (tmp_path / "text").mkdir()
    for source in ENGLISH.sources:
        text = "\n\n".join("\n".join(document) for document in documents)
        (tmp_path / "text" / f"{source}.txt.gz").write_bytes(gzip.compress(text.encode()))
    tokenizer = tiny_tokenizer()
    corpus = read_corpus(tmp_path, ENGLISH.sources, tokenizer)
    for source in ENGLISH.sources:
        train, kept = (
            [" ".join(tokenizer.convert_ids_to_tokens(document[0])) for document in part[source]]
            for part in (corpus.train, corpus.held_back)
        )
        assert sorted(kept) == sorted(document[0] for document in held)
        assert len(train) + len(kept) == 1000 and not set(train) & set(kept)
    again = read_corpus(tmp_path, ENGLISH.sources, tokenizer)
    assert again == corpus
