"""The dice of pretraining: shares, fates, and BERT's answers against the library."""

from __future__ import annotations

from collections import Counter

import pytest
import torch

from bertdemo.bert.examples import examples
from bertdemo.bert.game import bert_guesses, deal
from bertdemo.bert.model import Model
from bertdemo.serving.bank import ModelBank

TEXT = "hello , my dog is cute , she is sad , he is sad , the bank street river animal it un ! a b c"


def test_the_dice_fall_as_in_the_paper(models: ModelBank) -> None:
    model = models()
    encoding = model.encode(TEXT)
    fates: Counter[str] = Counter()
    chosen: Counter[int] = Counter()
    for seed in range(400):
        played = deal(model, encoding, seed)
        assert len(played.places) == round(0.15 * encoding.words) == 4
        for place in played.places:
            fates[place.fate] += 1
            chosen[place.position] += 1
            assert encoding.tokens[place.position] == place.token
            assert played.encoding.tokens[place.position] == place.shown
            assert place.fate == ("mask" if place.dice < 80 else "random" if place.dice < 90 else "kept")
            assert (place.shown == "[MASK]") == (place.fate == "mask")
            assert place.fate != "kept" or place.shown == place.token
        same = [i for i in range(len(encoding.ids)) if i not in {p.position for p in played.places}]
        assert [played.encoding.ids[i] for i in same] == [encoding.ids[i] for i in same]
    total = sum(fates.values())
    assert fates["mask"] / total == pytest.approx(0.8, abs=0.04)
    assert fates["random"] / total == pytest.approx(0.1, abs=0.03)
    assert min(chosen.values()) > 30, "every word has the same chance"
    assert not {i for i in chosen if encoding.tokens[i] in (",", "!")}


def test_the_seed_decides(models: ModelBank) -> None:
    model = models()
    encoding = model.encode(TEXT)
    assert deal(model, encoding, 3) == deal(model, encoding, 3) != deal(model, encoding, 4)
    assert len(deal(model, model.encode("dog"), 1).places) == 1
    assert not [
        p for s in range(50) for p in deal(model, model.encode("sadness ! dog"), s).places if p.token == "sad"
    ]


def test_bert_answers_from_what_is_shown(models: ModelBank) -> None:
    model = models()
    played = deal(model, model.encode(TEXT), 7)
    with torch.inference_mode():
        logits = model.module(input_ids=torch.tensor([played.encoding.ids])).prediction_logits[0]
    for place, guess in zip(played.places, bert_guesses(model, played), strict=True):
        chances = logits[place.position].softmax(-1)
        own = chances[model.tokenizer.convert_tokens_to_ids(place.token)]
        assert guess.probability == pytest.approx(own.item(), abs=1e-6)
        assert guess.rank == int((chances > own).sum()) + 1
        assert guess.best[0][1] == pytest.approx(chances.max().item(), abs=1e-6)


def test_in_chinese_characters_are_hidden_and_drawn(chinese: Model) -> None:
    drawn = set()
    for seed, sentence in enumerate(examples("game", "zh")["sentences"]):
        encoding = chinese.encode(sentence)
        assert encoding.unknown == 0 and encoding.words == len(sentence), "a character is a token"
        assert 12 <= len(sentence) <= 28
        for place in deal(chinese, encoding, seed).places:
            assert place.word == place.token == sentence[place.position - 1]
            drawn |= {place.shown} if place.fate == "random" else set()
    assert len(drawn) >= 5 and all(len(shown) == 1 and shown >= "一" for shown in drawn)


def test_no_rare_character_is_drawn(chinese: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"[MASK]": 4, "the": 5, "Ω": 6, "，": 7, "犇": 8, "點": 9, "好": 10, "##好": 11}
    monkeypatch.setattr(chinese.tokenizer, "get_vocab", lambda: known)
    encoding = chinese.encode("妈妈做饭")
    shown = {
        p.shown for seed in range(200) for p in deal(chinese, encoding, seed).places if p.fate == "random"
    }
    assert shown == {"好"}
