"""What one head by hand is sent: the numbers of the steps against the library's, the tick."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import torch

from bertdemo.bert.encoder import self_attention
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.head import head as by_hand
from bertdemo.steps.head.head import finding, head_payload
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_head(models: ModelBank, language) -> None:
    model = models()
    run = model.run(SENTENCE)
    payload = head_payload(Text(language), model, run, 2, 3, 4)
    json.dumps(sent(payload))
    layer = model.module.bert.encoder.layer[1].attention.self
    part_of_head = slice(16, 24)
    with torch.inference_mode():
        query, key, value = (
            part(run.hidden_states[1])[:, part_of_head] for part in (layer.query, layer.key, layer.value)
        )
    assert payload.query == pytest.approx(query[4].tolist(), rel=1e-4, abs=1e-6)
    assert payload.keys[7] == pytest.approx(key[7].tolist(), rel=1e-4, abs=1e-6)
    assert payload.products == pytest.approx((query @ key.T)[4].tolist(), rel=1e-4, abs=1e-5)
    assert payload.scores == pytest.approx([p / 8**0.5 for p in payload.products], rel=1e-3, abs=1e-4)
    assert payload.weights == pytest.approx(run.attentions[1, 2, 4].tolist(), rel=1e-3, abs=1e-5)
    assert payload.output == pytest.approx((run.attentions[1, 2, 4] @ value).tolist(), rel=1e-3, abs=1e-4)
    assert sum(payload.unscaled) == pytest.approx(1, abs=1e-3)
    assert len(payload.names) == len(payload.explained) == 8 and payload.checked.startswith("✓")
    assert payload.cut == ""
    best = run.encoding.tokens[max(range(10), key=payload.products.__getitem__)]
    assert f"“{best}”" in payload.explained[3] and f"“{best}”" in payload.said


def test_a_wrong_step_gets_no_tick(models: ModelBank) -> None:
    run = models().run(SENTENCE)
    changed = replace(run, attentions=run.attentions + 0.1)
    assert head_payload(Text("en"), models(), changed, 1, 1, 1).checked.startswith("✗")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("products", "kind", "weight", "spread"),
    [
        ([0.0, 8.0, 0.0, 0.0], "sharp", 0.95, 1.3),  # e^4 / (e^4 + 3)
        ([0.0, 3.0, 3.0, -9.0], "even", 0.45, 2.8),
        ([0.0, 0.2, 0.0, 0.0], "even", 0.27, 4.0),
    ],
)
def test_how_far_softmax_concentrates(
    models: ModelBank, products: list[float], kind: str, weight: float, spread: float, language
) -> None:
    """Hand-made products of a head of width 4."""
    steps = self_attention(models(), models().run("my dog"), 0, 0)
    rows = torch.tensor([products] * 4)
    steps = replace(
        steps, products=rows, weights=(rows / 2).softmax(-1), unscaled=rows.softmax(-1), error=1e-7
    )
    text = Text(language)
    said = finding(text, steps, ("[CLS]", "my", "dog", "[SEP]"), 2)
    verdict = text(
        f"head.head.says.finding.{kind}",
        spread=spread,
        tokens=4,
        equal=text.percent(0.25),
        unscaled=text.percent(float(steps.unscaled[2, 1])),
    )
    assert verdict in said and text.percent(weight) in said and "“my”" in said
    assert said.endswith(text("head.head.says.finding.agrees"))
    wrong = finding(text, replace(steps, error=0.1), ("[CLS]", "my", "dog", "[SEP]"), 2)
    assert wrong.endswith(text("head.head.says.finding.differs"))


def test_a_head_that_leans_and_mixes(models: ModelBank) -> None:
    """Ten tokens; one of them gets e, the others 1: e / (e + 9) is 23 %, equal parts are 10 %."""
    steps = self_attention(models(), models().run(SENTENCE), 0, 0)
    rows = torch.zeros(10, 10)
    rows[:, 3] = 1
    steps = replace(steps, products=rows, weights=rows.softmax(-1), unscaled=rows.softmax(-1))
    tokens = models().run(SENTENCE).encoding.tokens
    said = finding(Text("en"), steps, tokens, 4)
    # entropy: -(0.2320 ln 0.2320 + 9 · 0.0853 ln 0.0853) = 2.229, e^2.229 = 9.3
    assert "with “is” (1), and softmax turns that into 23 % of its attention: it leans that way" in said
    assert "about 9.3 tokens" in said


def test_many_tokens_are_cut_and_told(models: ModelBank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_hand, "SHOWN", 5)
    payload = head_payload(Text("en"), models(), models().run(SENTENCE), 1, 1, 8)
    assert len(payload.keys) == len(payload.weights) == 5
    assert payload.cut == "The first 5 of 10 tokens; the sums count all."
    whole = self_attention(models(), models().run(SENTENCE), 0, 0)
    assert payload.output == pytest.approx(whole.output[8].tolist(), rel=1e-4, abs=1e-6)


def test_what_the_page_is_answered(models: ModelBank) -> None:
    panel = laid_out(by_hand.build, models)
    run = models().run(SENTENCE)
    assert panel.ask["one_head"](QUESTION) == sent(head_payload(Text("en"), models(), run, 2, 3, 4))
    assert set(panel.words) == {"head/head"}, "the whole matrix has a step of its own"
