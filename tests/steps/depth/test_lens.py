"""What the lens reads from every layer."""

from __future__ import annotations

import json

import pytest

from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.steps.depth import lens
from bertdemo.steps.depth.lens import reading
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out


def test_reading(models: ModelBank) -> None:
    model = models()
    run = model.run(SENTENCE)
    payload = reading(Text("en"), model, run)
    json.dumps(sent(payload))
    assert (len(payload.layers), len(payload.layers[0]), len(payload.layers[0][0])) == (4, 10, 5)
    same = sum(payload.layers[-1][i][0][0] == token for i, token in enumerate(run.encoding.tokens))
    assert f"After layer 3, {same} of 10 tokens" in payload.said and payload.cut == ""


def test_many_tokens_are_cut_and_told(models: ModelBank, monkeypatch: pytest.MonkeyPatch) -> None:
    run = models().run(SENTENCE)
    whole = reading(Text("en"), models(), run)
    monkeypatch.setattr(lens, "SHOWN", 5)
    cut = reading(Text("en"), models(), run)
    assert cut.layers == [layer[:5] for layer in whole.layers] and cut.said == whole.said
    assert cut.cut == Text("en")("depth.lens.says.cut", shown=5, all=10)


def test_what_the_page_is_answered(models: ModelBank) -> None:
    ask = laid_out(lens.build, models).ask["read_lens"]
    assert ask(QUESTION) == sent(reading(Text("en"), models(), models().run(SENTENCE)))
    assert set(ask(QUESTION | {"model": "classroom-sentiment"})) == {"error"}, "it has no masked-word head"
