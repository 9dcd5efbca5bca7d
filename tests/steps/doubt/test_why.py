"""Four explanations of a label: their curves, areas and names, of one sentence and of two."""

from __future__ import annotations

import json

import pytest

from bertdemo.bert.attribution import METHODS
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.doubt import why
from bertdemo.steps.doubt.why import explanation
from bertdemo.text import Text, digits
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out


@pytest.mark.parametrize("language", LANGUAGES)
def test_explanation(models: ModelBank, language) -> None:
    model = models("classroom-topic")
    payload = explanation(Text(language), model, SENTENCE)
    json.dumps(sent(payload))
    pair = explanation(Text(language), model, "my dog", "is sad")  # both sentences are explained
    assert pair.tokens == model.encode("my dog", "is sad").tokens
    assert set(payload.methods) == set(METHODS) and len(payload.tokens) == 10
    traces = payload.chart.data
    for trace, (method, one) in zip(traces, payload.methods.items(), strict=True):
        assert trace["name"] == f"{Text(language)(f'doubt.why.shows.method_{method}')} {digits(one.area)}"
        assert trace["y"] == pytest.approx(one.deletion, rel=1e-4, abs=1e-9)
    for one in payload.methods.values():
        assert len(one.scores) == 10 and one.area == pytest.approx(sum(one.deletion) / 9)
    starts = {round(one.deletion[0], 5) for one in payload.methods.values()}
    ends = {round(one.deletion[-1], 5) for one in payload.methods.values()}
    assert len(starts) == len(ends) == 1  # nothing hidden, and everything: the order does not matter


def test_what_the_page_is_answered(models: ModelBank) -> None:
    ask = laid_out(why.build, models).ask["explain"]
    payload = explanation(Text("en"), models("classroom-sentiment"), SENTENCE)
    assert ask(QUESTION) == sent(payload)
    assert set(ask(QUESTION | {"text": "狗很可爱"})) == {"error"}, "it cannot read Chinese"
