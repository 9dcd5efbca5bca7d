"""What one layer by hand is sent: every stage against the states that the library gives, the tick."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from types import SimpleNamespace

import pytest
import torch

from bertdemo.bert.encoder import LAYER_STAGES
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES, Language
from bertdemo.steps.layer import layer
from bertdemo.steps.layer.layer import judged, layer_payload, most
from bertdemo.text import WORDS, Text
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
    assert f"Layer 3 turns “{run.encoding.tokens[5]}” by {angle:.0f}°" in payload.said
    assert f"{sum(v > 0.1 for v in inner)} of 64 neurons fire" in payload.fired
    lengths = {name: stage.norm for (name, _), stage in zip(LAYER_STAGES, payload.stages, strict=True)}
    assert f"Attention adds {lengths['projected']:.3g} to {lengths['states']:.3g}" in payload.said
    assert f"feed-forward part {lengths['down']:.3g} to {lengths['attention_norm']:.3g}" in payload.said
    ratios = lengths["projected"] / lengths["states"], lengths["down"] / lengths["attention_norm"]
    assert payload.said.endswith(Text("en")(f"layer.layer.says.judged.{judged(*ratios)}"))
    assert [row[0] for row in payload.norms] == pytest.approx(
        run.hidden_states[:3, 5].norm(dim=-1).tolist(), rel=1e-4
    )


@pytest.mark.parametrize(
    ("attention", "feed_forward", "judgement"),
    [
        (0.5, 0.3, "changed"),
        (1.5, 13, "replaced"),
        (1.5, 0.5, "attention_larger"),
        (0.2, 13, "feed_forward_larger"),
        (1.0, 0.5, "even"),
        (0.95, 1.05, "even"),
    ],
)
def test_the_residual_is_weighed_against_what_is_new(
    attention: float, feed_forward: float, judgement: str
) -> None:
    assert judged(attention, feed_forward) == judgement


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_step_that_turns_most_is_named_or_the_two_that_tie(language: Language) -> None:
    text = Text(language)
    stages = {name: torch.tensor([[1.0, 0.0]]) for name, _ in LAYER_STAGES}

    def said(**moved: list[float]) -> str:
        values = stages | {name: torch.tensor([vector]) for name, vector in moved.items()}
        return layer._finding(text, SimpleNamespace(**values), 2, "she", 0)  # type: ignore[arg-type]

    right, back = [0.0, 3.0], [3.0, 0.0]
    one = said(attention_sum=[1.0, 1.0], attention_norm=right, output_sum=back)
    assert text("layer.layer.says.step.feed_forward") in one and "90°" in one and "0°" in one
    both = said(attention_sum=right, attention_norm=right, output_sum=back)
    gaps = {
        "step": text("layer.layer.says.step.attention"),
        "other": text("layer.layer.says.step.feed_forward"),
    }
    tie = WORDS["layer.layer.says.said_tie"][LANGUAGES.index(language)]
    numbers = {"layer": 2, "token": "she", "turned": 0, "most": 90, **gaps}
    assert both.startswith(tie[: tie.index("{most}")].format(**numbers))
    assert not one.startswith(tie[: tie.index("{step}")].format(**numbers) + gaps["step"])


def test_angles_are_those_of_the_vectors() -> None:
    assert most({"a": 30, "b": 10, "c": 20}) == ("a",)
    assert most({"a": 10, "b": 21, "c": 20}) == ("b", "c")
    assert most({"a": 0.0, "b": 0.0}) == ("a", "b"), "nothing turns it: both alike"


def test_a_wrong_step_gets_no_tick(models: ModelBank) -> None:
    run = models().run(SENTENCE)
    moved = replace(run, hidden_states=run.hidden_states * torch.linspace(1, 2, 4)[:, None, None])
    assert layer_payload(Text("en"), models(), moved, 1, 1).checked.startswith("✗")


def test_what_the_page_is_answered(models: ModelBank) -> None:
    ask = laid_out(layer.build, models).ask["whole_layer"]
    run = models().run(SENTENCE)
    assert ask(QUESTION) == sent(layer_payload(Text("en"), models(), run, 2, 4))
