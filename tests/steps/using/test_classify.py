"""A verdict taken apart, and who gives it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from bertdemo.bert.classification import Classification
from bertdemo.errors import UserError
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled
from bertdemo.serving.judges import classify, judge_of
from bertdemo.steps.using import classify as classify_module
from bertdemo.steps.using.classify import finding, judged
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


JUDGE = next(checkpoint for checkpoint in bundled() if checkpoint.key == "classroom-sentiment")


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ((0.94, 0.06), "Its verdict is positive, and it is sure: 94 %."),
        ((0.89, 0.11), "It leans to positive (89 %); negative has 11 %."),
        ((0.54, 0.46), "It cannot decide: positive (54 %) and negative (46 %) are nearly level."),
        ((0.46, 0.54), "It cannot decide: negative (54 %) and positive (46 %)"),
        ((1.0,), "It knows one label only: positive (100 %)."),
    ],
)
def test_what_is_said_of_a_verdict_fits_its_probabilities(shares: tuple[float, ...], said: str) -> None:
    verdict = Classification(("p", "n")[: len(shares)], shares, 1.862, shares)
    names = ["positive", "negative"][: len(shares)]
    assert finding(EN, JUDGE, verdict, names).startswith(said)


def test_what_a_probability_is_worth(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = Classification(("p", "n"), (1.0, 0.0), 1.862, (0.9, 0.1))
    labels = ["positive", "negative"]
    said = finding(EN, JUDGE, verdict, labels)
    assert (
        "It must choose one, even if this is no review; of held-back texts like its own it judges 86 % right"
        in said
    )
    assert "calibrated with T = 1.862 what it states is off by 2.1 points on average (7.4 without)" in said
    assert "how often it is right was not measured" in finding(
        EN, replace(JUDGE, folder=Path("elsewhere")), verdict, labels
    )
    worse = {"accuracy": 0.8, "calibration_error": 0.05, "calibration_error_raw": 0.05}
    monkeypatch.setattr(classify_module, "measured", lambda checkpoint, name: worse[name])
    assert "T = 1.862 did not make what it states truer" in finding(EN, JUDGE, verdict, labels)
