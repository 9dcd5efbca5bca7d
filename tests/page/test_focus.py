"""What the step-by-step panels open with when nothing is picked."""

from __future__ import annotations

from dataclasses import replace

import torch

from bertdemo.page.focus import picked
from bertdemo.page.questions import OfToken
from bertdemo.serving.bank import ModelBank


def test_what_is_picked_when_nothing_is(models: ModelBank) -> None:
    run = models().run("my dog is cute , she is sad")
    weights = torch.zeros_like(run.attentions)
    weights[..., 0] = 1
    weights[1, 2, 6, 3] = 5
    changed = replace(run, attentions=weights)
    assert picked(changed, OfToken("", "", "", 2, 3, None)) == (2, 3, 6)
    assert picked(changed, OfToken("", "", "", 99, -1, 999)) == (3, 1, 9)
    assert picked(models().run("dog"), OfToken("", "", "", 1, 1, None)) == (1, 1, 1)
