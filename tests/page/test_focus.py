"""What the step-by-step panels open with when nothing is picked."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from bertdemo.page.focus import picked, still_pinned
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


def test_a_sign_is_not_picked_where_there_is_a_word(models: ModelBank) -> None:
    run = models().run("my dog is cute , she is sad .")
    weights = torch.full_like(run.attentions, 0.01)
    weights[1, 2, 5, 3] = 5  # the comma looks hardest
    weights[1, 2, 2, 9] = 4  # the dog at the full stop
    weights[1, 2, 6, 4] = 3
    assert picked(replace(run, attentions=weights), OfToken("", "", "", 2, 3, None)) == (2, 3, 6)
    signs = models().run(", . !")
    weights = torch.full_like(signs.attentions, 0.01)
    weights[1, 2, 2, 1] = 5
    assert picked(replace(signs, attentions=weights), OfToken("", "", "", 2, 3, None)) == (2, 3, 2)


@pytest.mark.parametrize(
    ("tokens", "before", "place"),
    [
        ("a dog and she", (3, "she", 4), 3),
        ("a dog and they", (3, "she", 4), 3),  # the word itself changed
        ("now a dog and she", (3, "she", 4), 4),
        ("she and she and she", (3, "she", 4), None),  # which of them, a script knows
        ("a dog", (3, "she", 4), None),
        ("a dog and she", (None, "she", 2), 3),  # it was gone, and is back
        ("a dog and she", (None, "", 2), None),
        ("a dog", (-1, "dog", 2), 1),
        ("a dog", (2**31, "", 2), None),
        ("", (0, "", 0), None),
    ],
)
def test_where_the_pinned_token_is_now(
    tokens: str, before: tuple[int | None, str, int], place: int | None
) -> None:
    assert still_pinned(tokens.split(), *before) == place
