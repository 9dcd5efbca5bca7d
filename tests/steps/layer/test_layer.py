"""What one layer by hand is sent: every stage against the states that the library gives, the tick."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
import torch

from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.steps.layer import layer
from bertdemo.steps.layer.layer import layer_payload
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out


def test_one_layer(models: ModelBank) -> None:
    model = models()
    run = model.run(SENTENCE)
    payload = layer_payload(Text("en"), model, run, 3, 5)
    json.dumps(sent(payload))
    assert len(payload.stages) == 10 and len(payload.norms) == 3 and payload.checked.startswith("✓")
    assert payload.stages[-1].values == pytest.approx(run.hidden_states[3, 5].tolist(), rel=1e-3, abs=1e-4)
    assert payload.stages[0].norm == pytest.approx(float(run.hidden_states[2, 5].norm()), rel=1e-4)
    assert payload.stages[0].mean == pytest.approx(float(run.hidden_states[2].norm(dim=-1).mean()), rel=1e-4)
    values = [neuron.value for neuron in payload.neurons]
    assert values == sorted(values, reverse=True) and len(values) == 8
    inner = payload.stages[6].values
    assert values[0] == max(inner) and len(inner) == 64
    before, after = run.hidden_states[2, 5].double(), run.hidden_states[3, 5].double()
    angle = math.degrees(math.acos(float(before @ after / before.norm() / after.norm())))
    assert f"by {angle:.0f}°" in payload.said and f"length of {float(after.norm()):#.3g}" in payload.said
    assert f"{sum(v > 0.1 for v in inner)} of 64 neurons fire" in payload.said
    assert [row[0] for row in payload.norms] == pytest.approx(
        run.hidden_states[:3, 5].norm(dim=-1).tolist(), rel=1e-4
    )


def test_a_wrong_step_gets_no_tick(models: ModelBank) -> None:
    run = models().run(SENTENCE)
    moved = replace(run, hidden_states=run.hidden_states * torch.linspace(1, 2, 4)[:, None, None])
    assert layer_payload(Text("en"), models(), moved, 1, 1).checked.startswith("✗")


def test_what_the_page_is_answered(models: ModelBank) -> None:
    ask = laid_out(layer.build, models).ask["whole_layer"]
    run = models().run(SENTENCE)
    assert ask(QUESTION) == sent(layer_payload(Text("en"), models(), run, 2, 4))
