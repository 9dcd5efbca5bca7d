"""What the tests of cards share: the bundled models, and each card of a step."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES, Language, Settings
from bertdemo.steps.card import Card, Evidence, Outcome
from bertdemo.steps.cards import CARDS
from bertdemo.steps.table import STEPS
from bertdemo.text import Text

BANK = ModelBank(Settings(device="cpu"))
EVERY_CARD = [(language, card) for language in LANGUAGES for card in CARDS[language]]


def each_card_of(step: str) -> pytest.MarkDecorator:
    """Those whose points stand in the step's file: of the quiz they stand behind the last step's."""
    own = [
        (language, card)
        for language, card in EVERY_CARD
        if (STEPS[-1].name if card.quiz else card.step) == step
    ]
    return pytest.mark.parametrize(("language", "card"), own, ids=lambda one: getattr(one, "name", one))


def evidence(language: Language, card: Card, guess: str = "") -> Evidence:
    return Evidence(card, Text(language), BANK, guess)


@cache
def outcome_of(language: Language, name: str) -> Outcome:
    """What the model does with a card, asked once for all tests."""
    (card,) = [card for known, card in EVERY_CARD if (known, card.name) == (language, name)]
    assert card.outcome
    return card.outcome(evidence(language, card))


def asked_once(language: Language, card: Card) -> Card:
    """The card with its outcome at hand; one whose guess is a word of the reader's asks anew for each."""
    return card if card.typed else replace(card, outcome=lambda _: outcome_of(language, card.name))
