"""Rounds of the game: who gets points, for any model, in its language."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bertdemo.bert.examples import examples, reading_language
from bertdemo.bert.model import Model
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled
from bertdemo.settings import ASSETS, LANGUAGES, Language, Settings
from bertdemo.steps.pretraining.game import AnswersQuestion, RoundQuestion, dealt, finding, revealed
from bertdemo.text import Text

EN = Text("en")
ENCODERS = [checkpoint.key for checkpoint in bundled() if not checkpoint.base]


@pytest.mark.parametrize("language", LANGUAGES)
def test_enough_sentences_to_play_with_in_either_language(language: Language) -> None:
    sentences = examples("game", language)["sentences"]
    assert len(sentences) == len(set(sentences)) == 60


def test_the_language_is_that_of_the_model(models: ModelBank, chinese: Model) -> None:
    question = AnswersQuestion("", seed=5, number=3, answers={}, points={})
    for model, language in ((models(), "en"), (chinese, "zh")):
        assert dealt(model, question)[0].text in examples("game", language)["sentences"]
    hit = dealt(chinese, question)[1].places[0]
    payload = revealed(EN, chinese, replace(question, answers={str(hit.position): f" {hit.token} "}))
    assert payload.yours == 1
    json.dumps(sent(payload))


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
        encoding, played = dealt(model, RoundQuestion("", 5, number))
        seen.add(encoding.text)
        answers = {str(place.position): place.token.upper() for place in played.places}
        payload = revealed(EN, model, AnswersQuestion("", 5, number, answers, {}))
        assert payload.yours == len(played.places) == len(payload.rows), "capitals do not matter"
        assert payload.bert == sum(row.bert[0][0] == row.token for row in payload.rows)
        assert not revealed(EN, model, AnswersQuestion("", 5, number, {}, {})).yours
    assert len(seen) == 10


@pytest.mark.parametrize(
    ("yours", "bert", "of", "said"),
    [
        (4, 0, 4, "You 4, BERT 0, of 4 so far: too few words"),
        (5, 5, 12, "You tie: 5 each, of 12 words"),
        (6, 4, 12, "You lead 6 to 4, of 12 words; with so few"),
        (4, 6, 12, "BERT leads 6 to 4, of 12 words; with so few"),
        (14, 4, 20, "You beat BERT 14 to 4"),  # by 10, more than 2 √18 = 8.5
        (4, 14, 20, "BERT beats you 14 to 4"),
        (12, 4, 20, "You lead 12 to 4"),  # by 8, which is 2 √16
    ],
)
def test_a_score_is_judged_by_what_luck_would_give(yours: int, bert: int, of: int, said: str) -> None:
    assert finding(EN, yours, bert, of).startswith(said)


def test_points_of_the_rounds_before_count_and_rubbish_is_none(models: ModelBank) -> None:
    question = AnswersQuestion("", seed=5, number=3, answers={}, points={"yours": 30, "bert": 2, "of": 40})
    assert revealed(EN, models(), question).said.startswith("You beat BERT 30 to ")
    for rubbish in ({"yours": "30", "of": None}, {"yours": -3, "of": 1e9}):
        said = revealed(EN, models(), replace(question, points=rubbish)).said
        assert said.startswith("You 0, BERT 0, of "), said


def test_words_that_are_no_mask_are_explained_where_there_are_some(models: ModelBank) -> None:
    seen = set()
    for number in range(10):
        question = AnswersQuestion("", seed=5, number=number, answers={}, points={})
        played = dealt(models(), question)[1]
        unmasked = sum(place.fate != "mask" for place in played.places)
        said = revealed(EN, models(), question).said
        assert (f"This round {unmasked} of {len(played.places)} chosen words" in said) is bool(unmasked)
        seen.add(bool(unmasked))
    assert seen == {True, False}


@pytest.mark.bundled
def test_how_many_tokens_the_classroom_bert_chose() -> None:
    figures = json.loads((ASSETS / "models" / "classroom" / "figures.json").read_text("utf-8"))
    share = 100 * figures["runs"][-1]["recipe"]["masked"]
    assert f"classroom BERT: {share:.0f} %" in EN("pretraining.game.how")
    assert f"课堂 BERT 选了 {share:.0f}%" in Text("zh")("pretraining.game.how")
