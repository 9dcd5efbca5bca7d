"""The cards of every step, in the order of the rail. A card has one name in both languages.

What a card makes a point of is asked of the model when it is opened; tests/steps/test_cards.py asks as well, so new
weights tell which cards have lost their point. Its sentence is written for the model that reads the language, and is
English with a gloss where the point is the English model.
"""

from __future__ import annotations

from bertdemo.settings import LANGUAGES, Language
from bertdemo.steps.card import Card
from bertdemo.steps.depth import cards as depth
from bertdemo.steps.doubt import cards as doubt
from bertdemo.steps.finetuning import cards as finetuning
from bertdemo.steps.glance import cards as glance
from bertdemo.steps.head import cards as head
from bertdemo.steps.heads import cards as heads
from bertdemo.steps.layer import cards as layer
from bertdemo.steps.pieces import cards as pieces
from bertdemo.steps.pretraining import cards as pretraining
from bertdemo.steps.using import cards as using
from bertdemo.steps.vectors import cards as vectors

OF_STEPS = (
    *(glance, pieces, vectors, head, heads, layer),
    *(depth, pretraining, finetuning, using, doubt),
)
CARDS: dict[Language, tuple[Card, ...]] = {
    language: tuple(card for step in OF_STEPS for card in step.CARDS[language]) for language in LANGUAGES
}
