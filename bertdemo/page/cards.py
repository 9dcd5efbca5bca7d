"""The cards beside the stage: what they set and ask, and what they tell once a reader has guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bertdemo.errors import UserError
from bertdemo.page.components import component
from bertdemo.page.live import tell
from bertdemo.page.questions import Question
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED_FOR, listed
from bertdemo.text import Text

WORDS = ("title", "say", "question", "gloss", "slip", "source", "try")  # that a card may have


class Revealed(Protocol):
    """What the model did, in words, and whether the guess was right."""

    @property
    def said(self) -> str: ...
    @property
    def answer(self) -> str: ...
    @property
    def right(self) -> bool | None: ...
    @property
    def bars(self) -> tuple[tuple[str, float, str], ...]: ...
    @property
    def turned(self) -> float | None: ...


class Card(Protocol):
    """A card: see steps/card.py."""

    @property
    def name(self) -> str: ...
    @property
    def step(self) -> str: ...
    @property
    def on(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def pair(self) -> str: ...
    @property
    def layer(self) -> int | None: ...
    @property
    def head(self) -> int | None: ...
    @property
    def token(self) -> str | None: ...
    @property
    def flip(self) -> tuple[str, str] | None: ...
    @property
    def gaps(self) -> dict[str, str]: ...
    @property
    def choices(self) -> tuple[str, ...]: ...
    @property
    def model(self) -> str: ...
    @property
    def part(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def typed(self) -> bool: ...
    @property
    def compare(self) -> bool: ...
    @property
    def lines(self) -> tuple[str, ...]: ...
    @property
    def heavy(self) -> bool: ...
    @property
    def outcome(self) -> Any: ...
    def choice(self, text: Text, name: str) -> str: ...
    def reveal(self, text: Text, models: ModelBank, guess: str = "") -> Revealed: ...


@dataclass(frozen=True)
class RevealQuestion(Question):
    """What `reveal` is asked."""

    card: str
    guess: str  # a choice, or the word that the reader wrote; "" for none


@dataclass(frozen=True)
class CardBar:
    """One of the numbers that a card tells."""

    label: str
    share: float  # of the full length, 0 … 1
    value: str


@dataclass(frozen=True)
class RevealPayload:
    """What a card tells."""

    said: str
    answer: str  # the choice that is right, or the word that BERT writes
    right: bool | None  # of the guess; None where nobody is wrong, or nothing was guessed
    bars: tuple[CardBar, ...]  # its numbers, where the stage does not show them
    turned: float | None  # degrees between two arrows, likewise


def here(models: ModelBank, cards: Sequence[Card]) -> list[Card]:
    """The cards whose models are here."""
    keys = {checkpoint.key for checkpoint in listed(models.settings)}
    return [card for card in cards if not card.model or card.model in keys]


def shown(text: Text, card: Card) -> dict[str, Any]:
    """A card as the page's scripts open it."""
    words = {name: said for name, said in text.part(f"card.{card.name}").items() if name in WORDS}
    if words.get("gloss") == card.text:
        del words["gloss"]
    return {
        **{
            name: getattr(card, name)
            for name in ("name", "step", "on", "text", "pair", "layer", "head", "token")
        },
        **{
            name: getattr(card, name)
            for name in ("flip", "part", "section", "typed", "compare", "lines", "heavy", "quiz")
        },
        "model": card.model or BUNDLED_FOR[text.language],  # which is asked when it tells
        "choices": [{"name": name, "label": card.choice(text, name)} for name in card.choices],
        "tells": card.outcome is not None,
        **words,
    }


def build_cards(text: Text, models: ModelBank, cards: Sequence[Card]) -> None:
    """The column beside the stage."""
    by_name = {card.name: card for card in here(models, cards)}

    def told(question: RevealQuestion) -> RevealPayload:
        card = by_name.get(question.card)
        if card is None:
            raise UserError("error.odd_question", name="card", kind="str")
        revealed = card.reveal(text, models, question.guess)
        bars = tuple(CardBar(*bar) for bar in revealed.bars)
        return RevealPayload(revealed.said, revealed.answer, revealed.right, bars, revealed.turned)

    @tell(text, RevealQuestion, "long")
    def reveal(question: RevealQuestion) -> RevealPayload:
        return told(question)

    @tell(text, RevealQuestion, "heavy")
    def reveal_slowly(question: RevealQuestion) -> RevealPayload:
        return told(question)

    words = text.part("page.cards") | {"cards": [shown(text, card) for card in by_name.values()]}
    component("cards", words, [reveal, reveal_slowly])
