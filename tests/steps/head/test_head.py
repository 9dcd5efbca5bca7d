"""What one head by hand is sent: the numbers of the steps against the library's, the tick."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import torch

from bertdemo.bert.encoder import self_attention
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.steps.head import head as by_hand
from bertdemo.steps.head.head import head_payload
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
    assert len(payload.names) == len(payload.said) == 8 and payload.checked.startswith("✓")
    assert payload.cut == ""
    best = run.encoding.tokens[max(range(10), key=payload.products.__getitem__)]
    assert f"“{best}”" in payload.said[3]


def test_a_wrong_step_gets_no_tick(models: ModelBank) -> None:
    run = models().run(SENTENCE)
    changed = replace(run, attentions=run.attentions + 0.1)
    assert head_payload(Text("en"), models(), changed, 1, 1, 1).checked.startswith("✗")


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
    assert set(panel.words) == {"head/head", "heads/attention"}, "the matrix is in its fold"
