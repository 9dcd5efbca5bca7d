"""What each head is said to do, against the module that finds it."""

from __future__ import annotations

import json

import pytest

from bertdemo.bert.heads import describe
from bertdemo.bert.relations import corpus, relations
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.heads import finder
from bertdemo.steps.heads.finder import grammar, kinds
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out


@pytest.mark.parametrize("language", LANGUAGES)
def test_kinds(models: ModelBank, language) -> None:
    run = models().run(SENTENCE)
    payload = kinds(Text(language), run)
    json.dumps(sent(payload))
    assert sum(payload.counts.values()) == 12 and (len(payload.heads), len(payload.heads[0])) == (3, 4)
    described = describe(run)
    kind, share = payload.heads[2][1]
    assert kind == described.labels[2][1] and share == pytest.approx(described.score(2, 1), abs=1e-4)


@pytest.mark.parametrize("language", LANGUAGES)
def test_grammar(models: ModelBank, language) -> None:
    rows = grammar(Text(language), models())
    json.dumps(sent(rows))
    for row, one in zip(rows, relations(models()), strict=True):
        assert (row.layer, row.head, row.accuracy) == (one.layer + 1, one.head + 1, one.accuracy)
        for figure in (f"{one.accuracy:.0%}", f"{one.by_distance:.0%}", f"{one.distance:+d}", str(one.pairs)):
            assert figure in row.said


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_is_answered(models: ModelBank, language) -> None:
    panel, text = laid_out(finder.build, models, language), Text(language)
    assert panel.ask["head_kinds"](QUESTION) == sent(kinds(text, models().run(SENTENCE)))
    answer = panel.ask["head_grammar"]({"model": ""})
    assert answer["rows"] == sent(grammar(text, models())) and answer["rows"]
    assert answer["over"] == text("heads.finder.says.relations", sentences=len(corpus("en")))
