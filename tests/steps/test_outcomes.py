"""Outcomes that many cards share, on made-up rows of attention."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bertdemo.serving.bank import ModelBank
from bertdemo.steps.card import TIE, Card, Evidence
from bertdemo.steps.outcomes import swings
from bertdemo.text import Text
from tests.steps.points import BANK

CARD = Card(
    name="nurse",
    step="heads",
    on="arcs",
    text="She saw a cat and a dog.",
    flip=("She", "He"),
    choices=("cat", "dog"),
)


class Rows(Evidence):
    """A card with rows that no model gave."""

    def row(self, changed: bool = False) -> dict[str, float]:
        return self.after if changed else {"cat": 0.6, "dog": 0.1}

    @property
    def after(self) -> dict[str, float]:
        cat, dog = self.guess.split()
        return {"cat": float(cat), "dog": float(dog)}


def told(cat: float, dog: float) -> tuple[str, str, dict[str, str]]:
    outcome = swings(Rows(CARD, Text("en"), BANK, f"{cat} {dog}"))
    return outcome.answer, outcome.words.removeprefix("card.nurse.said."), dict(outcome.values)


def test_a_word_swings_stays_or_does_not_decide() -> None:
    assert told(cat=0.2, dog=0.5)[:2] == ("dog", "swings")
    assert told(cat=0.5, dog=0.2)[:2] == ("cat", "stays")
    assert told(cat=0.305, dog=0.3)[:2] == (TIE, "tie")


def test_what_was_before_is_told_beside_it() -> None:
    _, _, values = told(cat=0.2, dog=0.5)
    assert (values["was"], values["was_percent"]) == ("cat", "60 %")
    assert (values["token"], values["percent"], values["other"], values["own"]) == (
        *("dog", "50 %", "cat", "20 %"),
    )
    assert (values["word"], values["new"]) == ("She", "He")


def test_tokens_of_one_spelling_count_together(models: ModelBank) -> None:
    card = replace(CARD, text="my dog is my cat .", token="my", layer=2, head=3, flip=None)
    row = Evidence(card, Text("en"), models, "").row()
    run = models().run(card.text)
    weights = run.attentions[1, 2, 1].tolist()
    assert row["my"] == pytest.approx(weights[1] + weights[4]) and sum(row.values()) == pytest.approx(1)
