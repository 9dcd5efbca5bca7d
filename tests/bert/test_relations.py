"""Relations: the corpus is well marked, words are put together from their pieces, and a perfect head is found."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
import torch

from bertdemo.bert import relations as module
from bertdemo.bert.models import ModelBank
from bertdemo.bert.relations import CORPUS, RELATIONS, relations, word_attention

SENTENCES = json.loads(CORPUS.read_text("utf-8"))


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence["text"][:24])
def test_every_word_that_is_marked_stands_once(sentence) -> None:
    words = re.findall(r"\w+", sentence["text"])
    assert set(sentence) - {"text"} <= set(RELATIONS)
    for name in set(sentence) - {"text"}:
        for source, target in sentence[name]:
            assert words.count(source) == words.count(target) == 1 and source != target


def test_each_relation_has_enough_pairs() -> None:
    for name in RELATIONS:
        assert sum(len(sentence.get(name, ())) for sentence in SENTENCES) >= 8, name


def test_words_from_pieces(models: ModelBank) -> None:
    run = models().run("unness dog")
    assert run.encoding.tokens == ("[CLS]", "un", "##ness", "dog", "[SEP]")
    found = word_attention(run, [(0, 6), (7, 10)])
    weights = run.attentions[1, 2]
    by_hand = (weights[1, 3] + weights[2, 3]) / 2
    assert float(found[1, 2, 0, 1]) == pytest.approx(float(by_hand), abs=1e-6)
    back = weights[3, 1] + weights[3, 2]
    assert float(found[1, 2, 1, 0]) == pytest.approx(float(back), abs=1e-6)


def test_a_head_that_knows_one_relation_is_found(models: ModelBank, monkeypatch: pytest.MonkeyPatch) -> None:
    """Head 3 of layer 2 looks from every determiner to its noun, and nowhere else."""
    model = models()
    marked = {sentence["text"]: sentence.get("determiner", []) for sentence in SENTENCES}
    real = model.run

    def knowing(text: str):
        run = real(text)
        weights = torch.full_like(run.attentions, 0.01)
        for source, target in marked[text]:
            places = [
                [
                    k
                    for k, span in enumerate(run.encoding.offsets)
                    if span and span[0] >= match.start() and span[1] <= match.end()
                ]
                for match in (re.search(rf"\b{word}\b", text) for word in (source, target))
                if match
            ]
            for i in places[0]:
                weights[1, 2, i, places[1]] = 1
        return replace(run, attentions=weights)

    monkeypatch.setattr(model, "run", knowing)
    found = {one.relation: one for one in relations(model)}
    best = found["determiner"]
    assert (best.layer, best.head, best.accuracy) == (1, 2, 1.0)
    assert 0.4 < best.by_distance < 1 and best.distance == 1
    text, source, target = best.example
    assert [source, target] in marked[text]
    assert found["coreference"].accuracy < 0.6


def test_every_relation_is_told(models: ModelBank) -> None:
    found = module.relations(models())
    assert [one.relation for one in found] == list(RELATIONS)
    assert all(0 <= one.accuracy <= 1 and one.pairs >= 8 for one in found)
