"""Scores from logits, and what is judged of no text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from bertdemo.bert.classification import check_readable, is_unreadable
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED
from bertdemo.serving.judges import classify
from tests.refusals import refusal


def test_softmax_by_hand(models: ModelBank, monkeypatch: pytest.MonkeyPatch) -> None:
    model = models("classroom-sentiment")
    model.temperature = 2.0
    monkeypatch.setattr(model, "run", lambda *_: SimpleNamespace(logits=torch.tensor([1.0, 3.0])))
    scores = classify(models, model, "hello")
    assert scores.probabilities == pytest.approx((1 / (1 + 2.718281828), 2.718281828 / (1 + 2.718281828)))
    assert scores.best == 1


@pytest.mark.parametrize(
    ("unknown", "words", "judged"), [(0, 3, True), (1, 4, True), (3, 10, False), (2, 2, False), (0, 0, True)]
)
def test_nothing_is_judged_of_a_text_that_is_mostly_unknown(
    models: ModelBank, unknown: int, words: int, judged: bool
) -> None:
    model = models()
    encoding = replace(model.encode("dog"), unknown=unknown, special=(True, *[False] * words, True))
    assert is_unreadable(encoding) is not judged
    if judged:
        check_readable(encoding, model)
    else:
        with refusal(rf"{unknown} of the {words} tokens are \[UNK\]"):
            check_readable(encoding, model)


@pytest.mark.parametrize(
    ("languages", "text", "said"),
    [
        (("en",), "小狗很可爱", "in Chinese, and this model has learned from English"),
        (("zh",), "My dog is cute", "in English, and this model has learned from Chinese"),
        (("en",), "My dog is cute", ""),
        (("en", "zh"), "小狗很可爱", ""),
        ((), "小狗很可爱", ""),
    ],
)
def test_nothing_is_judged_of_a_text_in_the_other_language(
    models: ModelBank, languages: tuple[str, ...], text: str, said: str
) -> None:
    model = models("classroom")
    for folder, ships in ((BUNDLED / "classroom", True), (Path("elsewhere"), False)):
        checkpoint = replace(model.checkpoint, languages=languages, folder=folder)
        asked: Any = SimpleNamespace(checkpoint=checkpoint)
        encoding = replace(model.encode(text), unknown=0)
        if said and ships:
            with refusal(said):
                check_readable(encoding, asked)
        else:  # who trained a model of his own on such texts may ask it about them
            check_readable(encoding, asked)
