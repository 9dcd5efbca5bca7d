"""A card: one idea, a sentence that shows it, a guess, and what the model really does.

A card's words lie below `card.NAME`: `title`, `say` (what it is about), `question`, `choice.X` for a choice that is no
token, `said.X` (what to tell when the model's numbers make X right), `bar.X` (what a bar below that is), `slip` (what the article says, and what is right)
with its `source`, `try` (what to change next). Numbers are asked from the model and never stand in the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from torch import Tensor

from bertdemo.bert.classification import Classification
from bertdemo.bert.model import Model
from bertdemo.bert.paths import paths
from bertdemo.bert.pretraining import guess_hidden
from bertdemo.bert.run import Run
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED_FOR
from bertdemo.serving.judges import bundled_for, classify
from bertdemo.settings import Language
from bertdemo.steps.flip import FlipPair
from bertdemo.text import WORDS, Text

TIE = "tie"  # the answer where no choice is clearly right
LONGEST_GUESS = 60  # characters of a word that a reader writes


@dataclass(frozen=True)
class Bar:
    """One of the numbers that a card tells, to be drawn beside the others where the stage does not show them."""

    name: str  # of its words, `card.NAME.bar.X`, which have the gaps of the outcome
    share: float  # of the full length, 0 … 1
    value: str  # as it is told


@dataclass(frozen=True)
class Outcome:
    """What the model did with a card's sentence."""

    answer: str  # the choice that its numbers make right, the word that it writes, or TIE
    values: Mapping[str, str] = field(
        default_factory=dict
    )  # what fills the gaps of the sentence that tells it
    words: str = ""  # key of that sentence; "" for `card.NAME.said.ANSWER`
    bars: tuple[Bar, ...] = ()
    turned: float | None = None  # degrees between two vectors, to be drawn as arrows


@dataclass(frozen=True)
class Revealed:
    """What a card says once the reader has guessed."""

    said: str
    answer: str
    right: bool | None  # None where nobody is wrong, or nothing was guessed
    bars: tuple[tuple[str, float, str], ...] = ()  # label, share of the full length, value
    turned: float | None = None  # degrees between two arrows


@dataclass(frozen=True)
class Card:
    """What a card sets on the stage, and what it asks."""

    name: str  # of its words
    step: str
    on: str  # an instrument of the step
    text: str
    pair: str = ""  # the second sentence; for answers the passage, and `text` is the question
    layer: int | None = None  # from 1; None leaves the one that is picked
    head: int | None = None  # from 1
    token: str | None = None  # to pin, as the tokenizer writes it; its first occurrence
    flip: tuple[str, str] | None = None  # a word, and what it can be changed into
    choices: tuple[str, ...] = ()  # what can be guessed: tokens as they are, or names with words of their own
    part: str = (
        ""  # of the instrument, which it opens: a sign of SIGNS in head.js, a view, a data set of the lab
    )
    model: str = ""  # key; "" for the one that reads the page's language
    section: str = ""  # of the article: "4.1"; "" for what it leaves out altogether
    typed: bool = False  # the guess is a word that the reader writes
    compare: bool = False  # the sentence as it was stays beside the changed one
    lines: tuple[str, ...] = ()  # code of the article; the choices are numbers of its lines, from 1
    heavy: bool = False  # its outcome costs many passes
    quiz: bool = False  # behind the tour: back to an earlier step, to whose own cards it does not belong
    outcome: Callable[[Evidence], Outcome] | None = None  # None for a card that only shows

    @property
    def gaps(self) -> dict[str, str]:
        """What fills the gaps of its question."""
        word, other = self.flip or ("", "")
        return {"word": word, "other": other, "layer": str(self.layer or "")}

    def reveal(self, text: Text, models: ModelBank, guess: str = "") -> Revealed:
        """What the model did, in words, and whether the guess was right. A card without outcome says nothing."""
        if self.outcome is None:
            return Revealed("", "", None)
        outcome = self.outcome(Evidence(self, text, models, guess[:LONGEST_GUESS].strip()))
        key = outcome.words or f"card.{self.name}.said.{outcome.answer}"
        right = (
            None if outcome.answer == TIE or not guess else guess.strip().lower() == outcome.answer.lower()
        )
        bars = tuple(
            (text(f"card.{self.name}.bar.{bar.name}", **outcome.values), bar.share, bar.value)
            for bar in outcome.bars
        )
        return Revealed(text(key, **outcome.values), outcome.answer, right, bars, outcome.turned)

    def choice(self, text: Text, name: str) -> str:
        """What a choice is called on the page."""
        key = f"card.{self.name}.choice.{name}"
        return text(key) if key in WORDS else name


@dataclass(frozen=True)
class Evidence:
    """A card, and the bundled models that are asked about it."""

    card: Card
    text: Text
    models: ModelBank
    guess: str = ""  # what the reader chose or wrote

    @property
    def language(self) -> Language:
        return self.text.language

    @property
    def model(self) -> Model:
        return self.models(self.card.model or BUNDLED_FOR[self.language])

    @property
    def run(self) -> Run:
        return self.model.run(self.card.text, self.card.pair)

    @property
    def changed(self) -> str:
        """The text with its one word changed."""
        assert self.card.flip
        return FlipPair(self.card.text, *self.card.flip, "", "").changed

    @property
    def token(self) -> int:
        """Place of the pinned token."""
        assert self.card.token
        return self.run.encoding.tokens.index(self.card.token)

    def task(self, task: str) -> Model:
        """The bundled model of a task in the language of the card's model."""
        return bundled_for(self.models, task, self.model.checkpoint)

    def classified(self, task: str, text: str = "") -> Classification:
        return classify(self.models, self.task(task), text or self.card.text)

    def listed(self, items: Iterable[str]) -> str:
        """Several things in a sentence of its language."""
        return {"en": ", ", "zh": "、"}[self.language].join(items)

    def places(self, word: str, run: Run | None = None) -> list[int]:
        return [i for i, token in enumerate((run or self.run).encoding.tokens) if token == word]

    def row(self, changed: bool = False) -> dict[str, float]:
        """What the pinned token gives each token, in the card's head; tokens of one spelling together."""
        card = self.card
        assert card.layer and card.head and card.token
        text, token = card.text, card.token
        if changed:
            assert card.flip
            text = self.changed
            token = card.flip[1] if token == card.flip[0] else token
        run = self.model.run(text, card.pair)
        given = run.attentions[card.layer - 1, card.head - 1, run.encoding.tokens.index(token)].tolist()
        row: dict[str, float] = {}
        for one, weight in zip(run.encoding.tokens, given, strict=True):
            row[one] = row.get(one, 0.0) + weight
        return row

    def guesses(self, text: str = "", top_k: int = 20) -> dict[str, float]:
        """Likeliest tokens for the pinned one where it is hidden, likeliest first."""
        encoding = self.model.encode(text or self.card.text)
        assert self.card.token
        hidden = guess_hidden(self.model, encoding, encoding.tokens.index(self.card.token), top_k=top_k)
        return {token: chance for token, _, chance in hidden.best}

    def likeness(self) -> Tensor:
        """Cosines between all places of the pinned token, before the first layer and behind the last: (2, P, P)."""
        assert self.card.token
        here = self.places(self.card.token)
        return paths(self.run).similarity[[0, -1]][:, here][:, :, here]
