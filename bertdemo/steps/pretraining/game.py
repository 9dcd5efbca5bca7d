"""Ten rounds against BERT: who guesses more hidden words? Dealt by bert/game.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bertdemo.bert.examples import examples, reading_language
from bertdemo.bert.game import Round, bert_guesses, deal
from bertdemo.bert.model import Model
from bertdemo.bert.tokenization import Encoding
from bertdemo.numbers import is_whole
from bertdemo.page.components import component
from bertdemo.page.findings import joined
from bertdemo.page.live import tell
from bertdemo.page.questions import OfModel
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text, digits

ROUNDS = 10
FEWEST_WORDS = 5  # before a score means anything


@dataclass(frozen=True)
class RoundQuestion(OfModel):
    """What `deal_round` is asked."""

    seed: int
    number: int


@dataclass(frozen=True)
class AnswersQuestion(RoundQuestion):
    """What `reveal_round` is asked."""

    answers: dict[str, Any]  # by position
    points: dict[str, Any]  # of the rounds before: "yours", "bert", and "of" how many words


@dataclass(frozen=True)
class RoundPayload:
    """A round before it is revealed."""

    tokens: tuple[str, ...]  # (T,), as the dice left them
    special: tuple[bool, ...]  # (T,)
    places: tuple[int, ...]  # positions of the chosen tokens, from 0


@dataclass(frozen=True)
class RevealedPlace:
    """One chosen token: the dice, and what both players said."""

    position: int
    token: str  # what stood there
    dice: float  # 0 to 100
    fate: str
    yours: str
    hit: bool
    bert: tuple[tuple[str, float], ...]  # three tokens with their probabilities, likeliest first
    bert_hit: bool
    rank: str


@dataclass(frozen=True)
class RevealedPayload:
    """A round with its truth, and the points of both."""

    tokens: tuple[str, ...]  # (T,), as they stood
    rows: tuple[RevealedPlace, ...]
    yours: int
    bert: int
    said: str


def dealt(model: Model, question: RoundQuestion) -> tuple[Encoding, Round]:
    """The sentence of a round, in the model's language, and the round itself; the same for the same numbers."""
    sentences = examples("game", reading_language(model))["sentences"]
    seed, number = question.seed % 2**31, question.number % ROUNDS
    sentence = sentences[(seed + number * 7) % len(sentences)]
    encoding = model.encode(sentence)
    return encoding, deal(model, encoding, seed + number)


def revealed(text: Text, model: Model, question: AnswersQuestion) -> RevealedPayload:
    """The dice, what stood there, BERT's guesses, and the points of both."""
    encoding, played = dealt(model, question)
    rows = []
    for place, guess in zip(played.places, bert_guesses(model, played), strict=True):
        yours = str(question.answers.get(str(place.position), "")).strip().lower()[:40]
        rows.append(
            RevealedPlace(
                position=place.position,
                token=place.token,
                dice=place.dice,
                fate=text(f"pretraining.game.says.fate_{place.fate}", shown=place.shown),
                yours=yours,
                hit=yours == place.word.lower(),
                bert=guess.best[:3],
                bert_hit=guess.best[0][0] == place.token,
                rank=text(
                    "pretraining.game.says.rank",
                    rank=f"{guess.rank:,}",
                    probability=digits(guess.probability),
                ),
            )
        )
    hits, bert = sum(row.hit for row in rows), sum(row.bert_hit for row in rows)
    before = {name: _points(question, name) for name in ("yours", "bert", "of")}
    said = [finding(text, before["yours"] + hits, before["bert"] + bert, before["of"] + len(rows))]
    unmasked = sum(place.fate != "mask" for place in played.places)
    if unmasked:
        said.append(text("pretraining.game.says.unmasked", count=unmasked, places=len(rows)))
    return RevealedPayload(
        tokens=encoding.tokens, rows=tuple(rows), yours=hits, bert=bert, said=joined(text, *said)
    )


def finding(text: Text, yours: int, bert: int, of: int) -> str:
    """What the score so far means. By luck alone the lead of one of two equal players is mostly below two standard
    errors, 2 √(points of both), since a word that both know counts for neither.
    """
    values = {"yours": yours, "bert": bert, "of": of}
    if of < FEWEST_WORDS:
        case = "few"
    elif yours == bert:
        case = "tie"
    else:
        leads = "you" if yours > bert else "bert"
        case = f"{leads}_{'better' if abs(yours - bert) > 2 * (yours + bert) ** 0.5 else 'luck'}"
    return text(f"pretraining.game.says.{case}", **values)


def _points(question: AnswersQuestion, name: str) -> int:
    points = question.points.get(name)
    return points if is_whole(points, 0, 1000) else 0


def build(text: Text, models: ModelBank) -> None:
    @tell(text, RoundQuestion, "long")
    def deal_round(question: RoundQuestion) -> RoundPayload:
        _, played = dealt(models(question.model), question)
        places = tuple(place.position for place in played.places)
        return RoundPayload(played.encoding.tokens, played.encoding.special, places)

    @tell(text, AnswersQuestion, "long")
    def reveal_round(question: AnswersQuestion) -> RevealedPayload:
        return revealed(text, models(question.model), question)

    component(
        "game",
        {"failed": text("focus.failed")} | text.part("pretraining.game.shows"),
        [deal_round, reveal_round],
    )
