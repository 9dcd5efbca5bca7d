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
from bertdemo.settings import LANGUAGES, Language, Settings
from bertdemo.steps.pretraining.game import AnswersQuestion, RoundQuestion, dealt, revealed
from bertdemo.text import Text

EN = Text("en")
ENCODERS = [checkpoint.key for checkpoint in bundled() if not checkpoint.base]


@pytest.mark.parametrize("language", LANGUAGES)
def test_enough_sentences_to_play_with_in_either_language(language: Language) -> None:
    sentences = examples("game", language)["sentences"]
    assert len(sentences) == len(set(sentences)) == 60


def test_the_language_is_that_of_the_model(models: ModelBank, chinese: Model) -> None:
    question = AnswersQuestion("", seed=5, number=3, answers={})
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
        payload = revealed(EN, model, AnswersQuestion("", 5, number, answers))
        assert payload.yours == len(played.places) == len(payload.rows), "capitals do not matter"
        assert payload.bert == sum(row.bert[0][0] == row.token for row in payload.rows)
        assert not revealed(EN, model, AnswersQuestion("", 5, number, {})).yours
    assert len(seen) == 10
