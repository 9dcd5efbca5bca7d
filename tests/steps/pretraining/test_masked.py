"""Hidden words: all that is shown of them, and what is told where there is nothing to show."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bertdemo.bert.pretraining import context_effect, fill, hide
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.steps.pretraining.masked import MaskedQuestion, masked
from bertdemo.text import Text

EN = Text("en")


def question(**changes: Any) -> MaskedQuestion:
    first = MaskedQuestion("", "", "", layer=2, head=3, positions=[2], place=2, word="")
    return replace(first, **changes)


def test_hidden_places_with_all_that_is_shown(models: ModelBank) -> None:
    model = models()
    encoding = model.encode("my dog is cute , she is sad")
    payload = masked(EN, model, encoding, question(positions=[2, 6], place=6, word="street"))
    json.dumps(sent(payload))
    guesses = fill(model, encoding, [2, 6], 5, candidates=model.tokenizer.convert_tokens_to_ids(["street"]))
    assert [place.position for place in payload.places] == [2, 6] and payload.place == 6
    for place, guess in zip(payload.places, guesses, strict=True):
        assert place.best == tuple((token, share) for token, _, share in guess.best)
        assert f"{guess.rank}" in place.own
        assert "street" in place.named[0]
    run = model.read(hide(model, encoding, [2, 6]))
    assert payload.attention == pytest.approx(run.attentions[1, 2, 6].tolist(), rel=1e-4)
    assert payload.effect == pytest.approx(
        context_effect(model, encoding, [2, 6], 6).tolist(), rel=1e-3, abs=1e-7
    )
    assert guesses[1].best[0][0] in payload.said


def test_nothing_hidden_or_an_impossible_word(models: ModelBank) -> None:
    model = models()
    encoding = model.encode("my dog is cute")
    nothing = masked(EN, model, encoding, question(positions=[]))
    assert nothing.places == () and nothing.place is None
    payload = masked(EN, model, encoding, question(word="sadness"))
    assert "sad ##ness" in payload.problem and payload.places[0].named == ()
    typed = masked(EN, model, model.encode("my [MASK] is cute"), question())
    assert typed.places[0].own == "", "what stood there is not known"
