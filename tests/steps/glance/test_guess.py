"""One hidden word: its guesses, and what is said of the word that stood there."""

from __future__ import annotations

import json

import pytest

from bertdemo.bert.pretraining import guess_hidden
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.steps.glance.guess import guess
from bertdemo.text import Text, digits
from tests.refusals import refusal

EN = Text("en")


def test_the_guesses_are_the_likeliest_tokens(models: ModelBank) -> None:
    model = models()
    run = model.run("my dog is cute")
    payload = guess(EN, model, run, 2)
    json.dumps(sent(payload))
    hidden = guess_hidden(model, run.encoding, 2)
    assert payload.labels == tuple(token for token, _, _ in hidden.best)
    assert payload.probabilities == pytest.approx([probability for _, _, probability in hidden.best])
    assert list(payload.probabilities) == sorted(payload.probabilities, reverse=True)
    assert "“dog”" in payload.said and f"{hidden.rank:,}" in payload.said
    with refusal("position"):
        guess(EN, model, run, 0)


def test_nothing_is_said_of_a_word_that_the_visitor_hid(models: ModelBank) -> None:
    model = models()
    payload = guess(EN, model, model.run("my [MASK] is cute"), 2)
    assert payload.said == EN(
        "glance.guess.says.said_mask",
        guess=payload.labels[0],
        probability=digits(payload.probabilities[0]),
    )
