"""Agreement against nearness, on rows made by hand."""

from __future__ import annotations

import pytest
import torch

from bertdemo.bert.pronouns import NOUNS, agreement

TOKENS = ("[CLS]", "the", "boys", "loved", "their", "mother", "because", "she", "laughed", "[SEP]")


def row(boys: float, mother: float) -> torch.Tensor:
    weights = torch.full((10,), 0.01)
    weights[2], weights[5] = boys, mother
    return weights


@pytest.mark.parametrize(
    ("pronoun", "boys", "mother", "verdict"),
    [
        ("they", 0.8, 0.02, "beyond"),
        ("she", 0.1, 0.4, "as_near"),
        ("they", 0.1, 0.4, "nearness"),
        ("she", 0.8, 0.02, "neither"),
        ("she", 0.3, 0.4, "undecided"),
        ("they", 0.3, 0.4, "undecided"),
        ("he", 0.3, 0.4, None),  # neither is one man
        ("it", 0.3, 0.4, None),
        ("she", 0.09, 0.01, None),  # the row is about something else
    ],
)
def test_what_a_pronoun_follows(pronoun: str, boys: float, mother: float, verdict: str | None) -> None:
    tokens = (*TOKENS[:7], pronoun, *TOKENS[8:])
    choice = agreement(row(boys, mother), tokens, 7)
    assert (choice.verdict if choice else None) == verdict
    if choice:
        agrees, other = (2, 5) if pronoun == "they" else (5, 2)
        assert (choice.agrees, choice.other, choice.nearest) == (agrees, other, 5)
        assert choice.agrees_weight == pytest.approx(boys if pronoun == "they" else mother)


def test_a_noun_in_pieces_is_another_word() -> None:
    tokens = ("[CLS]", "king", "##dom", "queen", "because", "she", "[SEP]")
    assert agreement(torch.full((7,), 0.2), tokens, 5) is None
    whole = ("[CLS]", "King", "was", "queen", "because", "She", "[SEP]")
    choice = agreement(torch.full((7,), 0.2), whole, 5)
    assert choice and (choice.agrees, choice.other) == (3, 1)


def test_of_two_as_near_the_one_before_is_nearest() -> None:
    tokens = ("[CLS]", "mother", "she", "boys", "[SEP]")
    choice = agreement(torch.tensor([0.0, 0.2, 0.0, 0.7, 0.1]), tokens, 2)
    assert choice and choice.nearest == 1 and choice.verdict == "neither"


def test_a_noun_stands_in_one_list() -> None:
    nouns = [noun for group in NOUNS.values() for noun in group.split()]
    assert len(nouns) == len(set(nouns))
