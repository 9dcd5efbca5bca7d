"""Ten rounds against BERT: who guesses more hidden words? Dealt by bert/game.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bertdemo.bert.examples import examples, reading_language
from bertdemo.bert.game import bert_guesses, deal
from bertdemo.bert.model import Model
from bertdemo.bert.tokenization import Encoding
from bertdemo.page.components import component, panel
from bertdemo.page.live import tell
from bertdemo.page.questions import OfModel
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text, digits

ROUNDS = 10


@dataclass(frozen=True)
class RoundQuestion(OfModel):
    """What `deal_round` is asked."""

    seed: int
    number: int


@dataclass(frozen=True)
class AnswersQuestion(RoundQuestion):
    """What `reveal_round` is asked."""

    answers: dict[str, Any]


def dealt(model: Model, question: RoundQuestion) -> tuple[Encoding, Any, int]:
    """The sentence of a round, in the model's language, the round itself, its number; the same for the same numbers."""
    sentences = examples("game", reading_language(model))["sentences"]
    seed, number = question.seed % 2**31, question.number % ROUNDS
    sentence = sentences[(seed + number * 7) % len(sentences)]
    encoding = model.encode(sentence)
    return encoding, deal(model, encoding, seed + number), number


def revealed(text: Text, model: Model, question: AnswersQuestion) -> dict[str, Any]:
    """The dice, what stood there, BERT's guesses, and the points of both."""
    encoding, played, _ = dealt(model, question)
    rows = []
    for place, guess in zip(played.places, bert_guesses(model, played), strict=True):
        yours = str(question.answers.get(str(place.position), "")).strip().lower()[:40]
        rows.append(
            {
                "position": place.position,
                "token": place.token,
                "dice": place.dice,
                "fate": text(f"learn.game.fate_{place.fate}", shown=place.shown),
                "yours": yours,
                "hit": yours == place.word.lower(),
                "bert": [(token, share) for token, share in guess.best[:3]],
                "bert_hit": guess.best[0][0] == place.token,
                "rank": text(
                    "learn.game.rank", rank=f"{guess.rank:,}", probability=digits(guess.probability)
                ),
            }
        )
    return {
        "tokens": encoding.tokens,
        "rows": rows,
        "yours": sum(bool(row["hit"]) for row in rows),
        "bert": sum(bool(row["bert_hit"]) for row in rows),
    }


def build(text: Text, models: ModelBank) -> None:
    @tell(text, RoundQuestion)
    def deal_round(question: RoundQuestion) -> dict[str, Any]:
        _, played, _ = dealt(models(question.model), question)
        chosen = [place.position for place in played.places]
        return {"tokens": played.encoding.tokens, "special": played.encoding.special, "places": chosen}

    @tell(text, AnswersQuestion)
    def reveal_round(question: AnswersQuestion) -> dict[str, Any]:
        return revealed(text, models(question.model), question)

    with panel(text, "learn.game", how="learn.game.how"):
        component(
            "game",
            {"failed": text("inside.pick.failed")} | text.part("learn.game"),
            [deal_round, reveal_round],
        )
