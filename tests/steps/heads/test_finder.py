"""What each head is said to do, against the module that finds it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import torch

from bertdemo.bert.heads import describe
from bertdemo.bert.relations import Found, corpus, relations
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES, Settings
from bertdemo.steps.heads import finder
from bertdemo.steps.heads.finder import against_distance, grammar, grammar_said, kinds
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
@pytest.mark.parametrize(
    ("rows", "kind", "verdict"),
    [
        (lambda i, n: [max(i - 1, 0)], "previous", "step"),
        (lambda i, n: [min(i + 1, n - 1)], "next", "step"),
        (lambda i, n: [0], "first", "rest"),
        (lambda i, n: [n - 1], "separator", "rest"),
        (lambda i, n: [i], "itself", "itself"),
        (lambda i, n: [{1: 3, 2: 4, 3: 1, 4: 2}.get(i, 0)], "same", "same"),
        (lambda i, n: list(range(n)), None, None),
    ],
)
def test_what_the_clearest_head_is_worth(models: ModelBank, rows, kind, verdict, language) -> None:
    text = Text(language)
    run = models().run("dog dog dog dog" if kind == "same" else "a b c d e he")
    size = len(run.encoding.ids)
    weights = torch.zeros(1, 1, size, size)
    for i in range(size):
        weights[0, 0, i, rows(i, size)] = 1 / len(rows(i, size))
    said = kinds(text, replace(run, attentions=weights)).said
    if verdict is None:
        assert said == text("heads.finder.says.said_none", least=text.percent(0.4))
    else:
        assert text(f"heads.finder.shows.kind_{kind}") in said
        assert said.endswith(text(f"heads.finder.says.clearest.{verdict}"))


def found(accuracy: float, by_distance: float, pairs: int = 20, distance: int = -2) -> Found:
    return Found("object", pairs, 2, 0, accuracy, distance, by_distance, ("the cat sat", "cat", "sat"))


@pytest.mark.parametrize(
    ("one", "verdict"),
    [
        (found(0.9, 0.5), "better"),  # 8 pairs more; two standard errors are 4.5
        (found(0.7, 0.5), "hardly"),  # 4 pairs more
        (found(1.0, 0.95), "hardly"),  # one pair
        (found(0.85, 0.85), "tie"),
        (found(1.0, 1.0), "tie"),
        (found(0.5, 0.8), "tie"),  # worse is no evidence either
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_claimed_that_ties_with_distance(one: Found, verdict: str, language) -> None:
    text = Text(language)
    assert against_distance(one) == verdict
    (row,) = grammar(text, [one])
    for kind in ("better", "hardly", "tie"):
        assert (text(f"heads.finder.says.against.{kind}") in row.said) == (kind == verdict)


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_many_relations_beat_distance(language) -> None:
    text, good, tie = Text(language), found(0.9, 0.5), found(0.85, 0.85)
    for rows, kind in (([good, good], "all"), ([good, tie], "some"), ([tie, found(0.7, 0.5)], "none")):
        better = sum(row is good for row in rows)
        said = grammar_said(text, rows)
        assert said == text(f"heads.finder.says.grammar_{kind}", better=better, relations=2)
        assert {"en": "measured on the same sentences", "zh": "挑选与评测用的是同一批句子"}[language] in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_grammar(models: ModelBank, language) -> None:
    text, best = Text(language), relations(models())
    rows = grammar(text, best)
    json.dumps(sent(rows))
    for row, one in zip(rows, best, strict=True):
        assert (row.layer, row.head, row.accuracy) == (one.layer + 1, one.head + 1, one.accuracy)
        side = text(f"heads.finder.says.{'right' if one.distance > 0 else 'left'}")
        shares = (text.percent(one.accuracy), text.percent(one.by_distance))
        for figure in (*shares, str(abs(one.distance)), side, str(one.pairs)):
            assert figure in row.said


@pytest.mark.bundled
def test_passives_and_prepositions_of_the_classroom_tie() -> None:
    """100 % against 100 %, and 85 % against 85 %: the next word, and two words back, are as good."""
    best = relations(ModelBank(Settings(device="cpu"))("classroom"))
    verdicts = {one.relation: against_distance(one) for one in best}
    assert (verdicts["passive"], verdicts["preposition"], verdicts["determiner"]) == ("tie", "tie", "better")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_is_answered(models: ModelBank, language) -> None:
    panel, text = laid_out(finder.build, models, language), Text(language)
    assert panel.ask["head_kinds"](QUESTION) == sent(kinds(text, models().run(SENTENCE)))
    answer = panel.ask["head_grammar"]({"model": ""})
    best = relations(models())
    assert answer["rows"] == sent(grammar(text, best)) and answer["rows"]
    assert answer["said"] == grammar_said(text, best)
    assert answer["over"] == text("heads.finder.says.relations", sentences=len(corpus("en")))
