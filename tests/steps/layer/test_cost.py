"""What this input costs: the chart and the sentence against the table."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bertdemo.bert.cost import cost as counts
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES, Language
from bertdemo.steps.layer import cost
from bertdemo.steps.layer.cost import counted
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out

EN = Text("en")


def test_counted(models: ModelBank) -> None:
    payload = counted(EN, models(), models().run(SENTENCE))
    json.dumps(sent(payload))
    forward = next(part.flops for part in payload.parts if part.name == "feed-forward")
    shares = {trace["name"]: trace["x"] for trace in payload.chart.data}
    for kind, column in (("parameters", "parameters"), ("flops", "operations"), ("bytes", "memory")):
        whole = sum(getattr(part, kind) for part in payload.parts)
        assert shares[column] == pytest.approx(
            [getattr(part, kind) / whole for part in payload.parts], abs=1e-4
        )
    assert "Most operations: feed-forward" in payload.chart.said
    whole = sum(part.flops for part in payload.parts)
    attention = sum(
        part.flops for part in payload.parts if part.name in ("scores and softmax", "weighted sum")
    )
    assert "10 tokens through 3 layers" in payload.said
    assert f"most of them in “feed-forward” ({EN.percent(forward / whole)})" in payload.said
    assert (
        f"takes {EN.percent(attention / whole)}, the feed-forward part {EN.percent(forward / whole)}"
        in payload.said
    )
    # 4·T²·D operations against 4·T·D·I: equal where T is I
    assert payload.said.endswith(EN("layer.cost.says.judged.beyond", equal="64", limit="40"))


@pytest.mark.parametrize(
    ("tokens", "equal", "limit", "judgement"),
    [(13, 1536, 512, "beyond"), (13, 512, 512, "within"), (64, 64, 512, "reached"), (63, 64, 512, "within")],
)
def test_every_judgement(tokens: int, equal: int, limit: int, judgement: str) -> None:
    assert cost.judged(tokens, equal, limit) == judgement


@pytest.mark.parametrize("tokens", [4, 30])
def test_the_equal_length_does_not_hang_on_the_text(models: ModelBank, tokens: int) -> None:
    costs = counts(models(), models().run("dog " * tokens))
    assert cost.equal_length(costs, tokens + 2) == 64


@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_that_cost_the_same_tie(models: ModelBank, language: Language) -> None:
    text = Text(language)
    costs = counts(models(), models().run(SENTENCE))
    even = replace(costs, flops=costs.flops | {"query_key_value": costs.flops["feed_forward"]})
    said = cost._finding(text, even, 10, 3, 40)
    assert f"“{text('layer.cost.says.part.query_key_value')}”" in said
    assert f"“{text('layer.cost.says.part.feed_forward')}”" in said
    alone = cost._finding(text, costs, 10, 3, 40)
    assert f"“{text('layer.cost.says.part.query_key_value')}”" not in alone


def test_what_the_page_is_answered(models: ModelBank) -> None:
    answer = laid_out(cost.build, models).ask["count_cost"](QUESTION)
    payload = sent(counted(EN, models(), models().run(SENTENCE)))
    assert answer["said"] == payload["said"]
    timeless = [[{**part, "seconds": 0} for part in one["parts"]] for one in (answer, payload)]
    assert timeless[0] == timeless[1]
