"""What the tab Learn is sent: hidden words, rounds of the game, next sentence."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from bertdemo.bert.examples import examples, reading_language
from bertdemo.bert.model import Model
from bertdemo.bert.pretraining import context_effect, fill, hide
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled
from bertdemo.settings import LANGUAGES, Language, Settings
from bertdemo.steps.pretraining.game import AnswersQuestion, RoundQuestion, dealt, revealed
from bertdemo.steps.pretraining.masked import MaskedQuestion, masked
from bertdemo.steps.pretraining.next import follows, traps
from bertdemo.text import Text

EN = Text("en")
ENCODERS = [checkpoint.key for checkpoint in bundled() if not checkpoint.base]


def asked(**changes: Any) -> MaskedQuestion:
    question = MaskedQuestion("", "", "", layer=2, head=3, positions=[2], place=2, word="")
    return replace(question, **changes)


def test_hidden_places_with_all_that_is_shown(models: ModelBank) -> None:
    model = models()
    encoding = model.encode("my dog is cute , she is sad")
    told = masked(EN, model, encoding, asked(positions=[2, 6], place=6, word="street"))
    json.dumps(told)
    found = fill(model, encoding, [2, 6], 5, candidates=model.tokenizer.convert_tokens_to_ids(["street"]))
    assert [place["position"] for place in told["places"]] == [2, 6] and told["place"] == 6
    for place, guess in zip(told["places"], found, strict=True):
        assert place["best"] == [(token, share) for token, _, share in guess.best]
        assert f"{guess.rank}" in place["own"]
        assert "street" in place["named"][0]
    run = model.read(hide(model, encoding, [2, 6]))
    assert told["attention"] == pytest.approx(run.attentions[1, 2, 6].tolist(), rel=1e-4)
    assert told["effect"] == pytest.approx(
        context_effect(model, encoding, [2, 6], 6).tolist(), rel=1e-3, abs=1e-7
    )
    assert found[1].best[0][0] in told["said"]


def test_nothing_hidden_or_an_impossible_word(models: ModelBank) -> None:
    model = models()
    encoding = model.encode("my dog is cute")
    assert masked(EN, model, encoding, asked(positions=[]))["places"] == []
    told = masked(EN, model, encoding, asked(word="sadness"))
    assert "sad ##ness" in told["problem"] and told["places"][0]["named"] == []
    typed = masked(EN, model, model.encode("my [MASK] is cute"), asked())
    assert typed["places"][0]["own"] == "", "what stood there is not known"


@pytest.mark.parametrize("language", LANGUAGES)
def test_enough_to_play_with_in_either_language(language: Language) -> None:
    sentences = examples("game", language)["sentences"]
    assert len(sentences) == len(set(sentences)) == 60
    pairs = examples("pairs", language)["pairs"]
    kinds = Counter((pair["kind"], pair["follows"]) for pair in pairs)
    asked = {"follows": True, "question": True, "random": False, "similar": False}
    asked |= {"contradiction": False, "swapped": False}
    assert kinds == dict.fromkeys(asked.items(), 4)
    written = {(pair["first"], pair["second"]) for pair in pairs}
    assert len(written) == len(pairs)
    for pair in pairs:
        assert pair["kind"] != "swapped" or (pair["second"], pair["first"]) in written


def test_the_language_is_that_of_the_model_and_not_of_the_page(models: ModelBank, chinese: Model) -> None:
    question = AnswersQuestion("", seed=5, number=3, answers={})
    for model, language in ((models(), "en"), (chinese, "zh")):
        assert dealt(model, question)[0].text in examples("game", language)["sentences"]
        told = [traps(Text(page), model) for page in LANGUAGES]
        assert [(row["right"], row["of"]) for row in told[0]] == [(r["right"], r["of"]) for r in told[1]]
    asked: list[tuple[str, str]] = []
    real = chinese.run
    chinese.run = lambda first, second="": asked.append((first, second)) or real(first, second)  # type: ignore
    traps(EN, chinese)
    assert asked == [(pair["first"], pair["second"]) for pair in examples("pairs", "zh")["pairs"]]
    hit = dealt(chinese, question)[1].places[0]
    told_back = revealed(EN, chinese, replace(question, answers={str(hit.position): f" {hit.token} "}))
    assert told_back["yours"] == 1


@pytest.mark.bundled
@pytest.mark.parametrize("key", ENCODERS)
def test_the_game_with_the_bundled_model(key: str) -> None:
    models = ModelBank(Settings(device="cpu"))
    model = models(key)
    sentences = examples("game", reading_language(model))["sentences"]
    for sentence in sentences:  # every word can be guessed: it is one piece
        encoding = model.encode(sentence)
        assert not encoding.unknown and not [t for t in encoding.tokens if t.startswith("##")], sentence
    seen = set()
    for number in range(10):
        encoding, played, _ = dealt(model, RoundQuestion("", 5, number))
        seen.add(encoding.text)
        answers = {str(place.position): place.token.upper() for place in played.places}
        told = revealed(EN, model, AnswersQuestion("", 5, number, answers))
        assert told["yours"] == len(played.places) == len(told["rows"]), "capitals do not matter"
        assert told["bert"] == sum(row["bert"][0][0] == row["token"] for row in told["rows"])
        assert not revealed(EN, model, AnswersQuestion("", 5, number, {}))["yours"]
    assert len(seen) == 10


@pytest.mark.bundled
@pytest.mark.parametrize("key", ENCODERS)
def test_next_sentence_with_the_bundled_pairs(key: str) -> None:
    model = ModelBank(Settings(device="cpu"))(key)
    pairs = examples("pairs", reading_language(model))["pairs"]
    told = follows(EN, model, pairs[0]["first"], pairs[0]["second"])
    assert "✓" in told["checked"] and len(told["vectors"][0]["values"]) == 384
    assert told["logits"][0]["share"] + told["logits"][1]["share"] == pytest.approx(1)
    rows = traps(EN, model)
    assert sum(row["of"] for row in rows) == len(pairs) >= 20
    kinds = {row["name"]: row["right"] / row["of"] for row in rows}
    assert kinds["unrelated"] >= 0.5 and kinds["B continues A"] >= 0.5, "what it was trained for"
