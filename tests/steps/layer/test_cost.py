"""What this input costs: the chart and the sentence against the table."""

from __future__ import annotations

import json

import pytest

from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.steps.layer import cost
from bertdemo.steps.layer.cost import counted
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out


def test_counted(models: ModelBank) -> None:
    payload = counted(Text("en"), models(), models().run(SENTENCE))
    json.dumps(sent(payload))
    inside = sum(part.flops for part in payload.parts[:-1])
    forward = next(part.flops for part in payload.parts if part.name == "feed-forward")
    shares = {trace["name"]: trace["x"] for trace in payload.chart.data}
    for kind, column in (("parameters", "parameters"), ("flops", "operations"), ("bytes", "memory")):
        whole = sum(getattr(part, kind) for part in payload.parts)
        assert shares[column] == pytest.approx(
            [getattr(part, kind) / whole for part in payload.parts], abs=1e-4
        )
    assert "Most operations: feed-forward" in payload.chart.said
    assert f"takes {forward / inside:.0%} of" in payload.said
    assert "10 tokens through 3 layers" in payload.said


def test_what_the_page_is_answered(models: ModelBank) -> None:
    answer = laid_out(cost.build, models).ask["count_cost"](QUESTION)
    payload = sent(counted(Text("en"), models(), models().run(SENTENCE)))
    assert answer["said"] == payload["said"]
    timeless = [[{**part, "seconds": 0} for part in one["parts"]] for one in (answer, payload)]
    assert timeless[0] == timeless[1]
