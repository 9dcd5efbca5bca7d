"""What Inside is sent: the numbers of the steps, the token that it opens with, the tick."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
import torch

from bertdemo.bert.encoder import self_attention
from bertdemo.page.focus import picked
from bertdemo.page.questions import OfToken
from bertdemo.serving.bank import ModelBank
from bertdemo.steps.head import head as by_hand
from bertdemo.steps.head.head import head_payload
from bertdemo.steps.layer.layer import layer_payload
from bertdemo.text import Text

TEXT = "my dog is cute , she is sad"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_head(models: ModelBank, language) -> None:
    model = models()
    run = model.run(TEXT)
    told = head_payload(Text(language), model, run, 2, 3, 4)
    json.dumps(told)
    layer = model.module.bert.encoder.layer[1].attention.self
    own = slice(16, 24)
    with torch.inference_mode():
        query, key, value = (
            part(run.hidden_states[1])[:, own] for part in (layer.query, layer.key, layer.value)
        )
    assert told["query"] == pytest.approx(query[4].tolist(), rel=1e-4, abs=1e-6)
    assert told["keys"][7] == pytest.approx(key[7].tolist(), rel=1e-4, abs=1e-6)
    assert told["products"] == pytest.approx((query @ key.T)[4].tolist(), rel=1e-4, abs=1e-5)
    assert told["scores"] == pytest.approx([p / 8**0.5 for p in told["products"]], rel=1e-3, abs=1e-4)
    assert told["weights"] == pytest.approx(run.attentions[1, 2, 4].tolist(), rel=1e-3, abs=1e-5)
    assert told["output"] == pytest.approx((run.attentions[1, 2, 4] @ value).tolist(), rel=1e-3, abs=1e-4)
    assert sum(told["unscaled"]) == pytest.approx(1, abs=1e-3)
    assert len(told["names"]) == len(told["said"]) == 8 and told["checked"].startswith("✓")
    assert told["cut"] == ""
    best = run.encoding.tokens[max(range(10), key=told["products"].__getitem__)]
    assert f"“{best}”" in told["said"][3]


def test_a_wrong_step_gets_no_tick(models: ModelBank) -> None:
    run = models().run(TEXT)
    changed = replace(run, attentions=run.attentions + 0.1)
    assert head_payload(Text("en"), models(), changed, 1, 1, 1)["checked"].startswith("✗")
    moved = replace(run, hidden_states=run.hidden_states * torch.linspace(1, 2, 4)[:, None, None])
    assert layer_payload(Text("en"), models(), moved, 1, 1)["checked"].startswith("✗")


def test_one_layer(models: ModelBank) -> None:
    model = models()
    run = model.run(TEXT)
    told = layer_payload(Text("en"), model, run, 3, 5)
    json.dumps(told)
    assert len(told["stages"]) == 10 and len(told["norms"]) == 3 and told["checked"].startswith("✓")
    assert told["stages"][-1]["values"] == pytest.approx(run.hidden_states[3, 5].tolist(), rel=1e-3, abs=1e-4)
    assert told["stages"][0]["norm"] == pytest.approx(float(run.hidden_states[2, 5].norm()), rel=1e-4)
    assert told["stages"][0]["mean"] == pytest.approx(
        float(run.hidden_states[2].norm(dim=-1).mean()), rel=1e-4
    )
    values = [neuron["value"] for neuron in told["neurons"]]
    assert values == sorted(values, reverse=True) and len(values) == 8
    inner = told["stages"][6]["values"]
    assert values[0] == max(inner) and len(inner) == 64
    before, after = run.hidden_states[2, 5].double(), run.hidden_states[3, 5].double()
    angle = math.degrees(math.acos(float(before @ after / before.norm() / after.norm())))
    assert f"by {angle:.0f}°" in told["said"] and f"length of {float(after.norm()):#.3g}" in told["said"]
    assert f"{sum(v > 0.1 for v in inner)} of 64 neurons fire" in told["said"]
    assert [row[0] for row in told["norms"]] == pytest.approx(
        run.hidden_states[:3, 5].norm(dim=-1).tolist(), rel=1e-4
    )


def test_many_tokens_are_cut_and_told(models: ModelBank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_hand, "SHOWN", 5)
    told = head_payload(Text("en"), models(), models().run(TEXT), 1, 1, 8)
    assert len(told["keys"]) == len(told["weights"]) == 5
    assert told["cut"] == "The first 5 of 10 tokens; the sums count all."
    whole = self_attention(models(), models().run(TEXT), 0, 0)
    assert told["output"] == pytest.approx(whole.output[8].tolist(), rel=1e-4, abs=1e-6)


def test_what_is_picked_when_nothing_is(models: ModelBank) -> None:
    run = models().run(TEXT)
    weights = torch.zeros_like(run.attentions)
    weights[..., 0] = 1
    weights[1, 2, 6, 3] = 5
    changed = replace(run, attentions=weights)
    assert picked(changed, OfToken("", "", "", 2, 3, None)) == (2, 3, 6)
    assert picked(changed, OfToken("", "", "", 99, -1, 999)) == (3, 1, 9)
    assert picked(models().run("dog"), OfToken("", "", "", 1, 1, None)) == (1, 1, 1)
