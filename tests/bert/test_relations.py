"""Relations: the corpora are well marked, words are put together from pieces, and a perfect head is found."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from bertdemo.bert.examples import examples
from bertdemo.bert.model import Model
from bertdemo.bert.relations import Marked, corpus, relation_names, relations, word_attention
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES, Language

SENTENCES = [sentence for language in LANGUAGES for sentence in corpus(language)]


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.text[:24])
def test_every_word_that_is_marked_stands_once(sentence: Marked) -> None:
    assert [sentence.text[start:end] for start, end in sentence.spans] == list(sentence.words)
    for pairs in sentence.pairs.values():
        for source, target in pairs:
            assert sentence.words.count(source) == sentence.words.count(target) == 1 and source != target


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_relation_has_enough_pairs_and_none_is_left_out(language: Language) -> None:
    names = relation_names(language)
    for name in names:
        assert sum(len(sentence.pairs[name]) for sentence in corpus(language)) >= 8, name
    marked = {name for entry in examples("relations", language)["sentences"] for name in entry}
    assert marked - {"text", "words"} == set(names)


def test_words_of_chinese_are_as_marked_and_a_full_stop_is_none() -> None:
    first = corpus("zh")[0]
    assert first.text == "那只黄狗追赶着一群小鸭子。"
    assert first.words == ("那", "只", "黄", "狗", "追赶", "着", "一", "群", "小", "鸭子")
    assert first.spans[4] == (4, 6) and first.pairs["subject"] == (("狗", "追赶"),)


def test_words_from_pieces(models: ModelBank) -> None:
    run = models().run("unness dog")
    assert run.encoding.tokens == ("[CLS]", "un", "##ness", "dog", "[SEP]")
    found = word_attention(run, [(0, 6), (7, 10)])
    weights = run.attentions[1, 2]
    by_hand = (weights[1, 3] + weights[2, 3]) / 2
    assert float(found[1, 2, 0, 1]) == pytest.approx(float(by_hand), abs=1e-6)
    back = weights[3, 1] + weights[3, 2]
    assert float(found[1, 2, 1, 0]) == pytest.approx(float(back), abs=1e-6)


@pytest.mark.parametrize(
    ("key", "language", "relation"), [("classroom", "en", "determiner"), ("chinese", "zh", "classifier")]
)
def test_a_head_that_knows_one_relation_is_found(
    key: str,
    language: Language,
    relation: str,
    models: ModelBank,
    chinese: Model,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Head 3 of layer 2 looks from every determiner, or classifier, to its noun, and nowhere else."""
    model = chinese if key == "chinese" else models()
    marked = {sentence.text: sentence for sentence in corpus(language)}
    real = model.run

    def knowing(text: str):
        run = real(text)
        weights = torch.full_like(run.attentions, 0.01)
        for pair in marked[text].pairs[relation]:
            spans = [marked[text].spans[marked[text].words.index(word)] for word in pair]
            places = [
                [k for k, at in enumerate(run.encoding.offsets) if at and at[0] >= start and at[1] <= end]
                for start, end in spans
            ]
            for i in places[0]:
                weights[1, 2, i, places[1]] = 1
        return replace(run, attentions=weights)

    monkeypatch.setattr(model, "run", knowing)
    found = {one.relation: one for one in relations(model)}
    assert tuple(found) == relation_names(language)
    best = found[relation]
    assert (best.layer, best.head, best.accuracy) == (1, 2, 1.0)
    assert 0.4 < best.by_distance < 1 and best.distance == 1
    text, source, target = best.example
    assert (source, target) in marked[text].pairs[relation]
    assert found["coreference"].accuracy < 0.6


def test_a_head_that_looks_at_all_tokens_alike_finds_little(
    chinese: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Attention to a word is a sum over its characters, so such a head finds the longest word: it is seldom the right one."""
    real = chinese.run

    def flat(text: str):
        run = real(text)
        return replace(run, attentions=torch.full_like(run.attentions, 0.01))

    monkeypatch.setattr(chinese, "run", flat)
    assert max(one.accuracy for one in relations(chinese)) < 0.4


@pytest.mark.parametrize("key", ["classroom", "chinese"])
def test_every_relation_is_told(key: str, models: ModelBank, chinese: Model) -> None:
    found = relations(chinese if key == "chinese" else models())
    assert [one.relation for one in found] == list(relation_names("zh" if key == "chinese" else "en"))
    assert all(0 <= one.accuracy <= 1 and one.pairs >= 8 for one in found)
