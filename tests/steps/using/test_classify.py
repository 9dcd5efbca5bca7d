"""A verdict taken apart, and who gives it."""

from __future__ import annotations

import json

import pytest
import torch

from bertdemo.errors import UserError
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import classify, judge_of
from bertdemo.steps.using.classify import judged
from bertdemo.text import Text

EN = Text("en")


def test_a_verdict_with_its_softmax_and_its_words(models: ModelBank) -> None:
    model = models("classroom-topic")
    payload = judged(EN, models, model, "my dog is cute", "")
    json.dumps(sent(payload))
    shares = torch.softmax(torch.tensor(payload.logits) / payload.temperature, -1)
    assert shares.tolist() == pytest.approx(classify(models, model, "my dog is cute").probabilities, abs=1e-5)
    assert len(payload.tokens) == len(payload.scores) == 6
    with pytest.raises(UserError):
        judged(EN, models, model, " ", "")


def test_the_picked_model_judges_if_it_can(models: ModelBank) -> None:
    assert judge_of(models, "sentiment", "").checkpoint.key == "classroom-sentiment"
    assert judge_of(models, "sentiment", "classroom-topic").checkpoint.key == "classroom-topic"
