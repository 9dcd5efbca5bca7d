"""One word hidden: what BERT would write there. Computed by bert/pretraining.py."""

from __future__ import annotations

from dataclasses import dataclass

from bertdemo.bert.model import Model
from bertdemo.bert.pretraining import HiddenWord, guess_hidden, whole_words
from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import Encoding
from bertdemo.page.components import component
from bertdemo.page.live import tell
from bertdemo.page.questions import OfText
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.measured import measured
from bertdemo.text import Text

AMONG = 5  # guesses that are shown
HALF = 0.5  # probability from which on a guess outweighs all others


@dataclass(frozen=True)
class HiddenQuestion(OfText):
    """What `guess_token` is asked."""

    position: int


@dataclass(frozen=True)
class GuessPayload:
    """The likeliest tokens for one that is hidden."""

    labels: tuple[str, ...]  # (K,), tokens, likeliest first
    probabilities: tuple[float, ...]  # (K,)
    said: str


def guess(text: Text, model: Model, run: Run, position: int) -> GuessPayload:
    """The five likeliest tokens for one that is hidden, and what became of the one that stood there."""
    hidden = guess_hidden(model, run.encoding, position, AMONG)
    return GuessPayload(
        labels=tuple(token for token, _, _ in hidden.best),
        probabilities=tuple(probability for _, _, probability in hidden.best),
        said=_finding(text, model, run.encoding, hidden),
    )


def judged(hidden: HiddenWord, encoding: Encoding, mask: str, unknown: str | None) -> str:
    """What the first guess is called: beside the word that was hidden, or, for a [MASK] that was typed, by itself."""
    guess, _, probability = hidden.best[0]
    if hidden.token == unknown:
        return "unknown"
    if hidden.token == mask:
        if guess in (encoding.tokens[place] for place in whole_words(encoding)):
            return "mask_repeats"
        return "mask_most" if probability >= HALF else "mask_open"
    return "found" if hidden.rank == 1 else "among" if hidden.rank <= AMONG else "missed"


def _finding(text: Text, model: Model, encoding: Encoding, hidden: HiddenWord) -> str:
    guess, _, probability = hidden.best[0]
    tokenizer = model.tokenizer
    judgement = judged(hidden, encoding, tokenizer.mask_token, tokenizer.unk_token)
    said = text(
        f"glance.guess.says.said_{judgement}",
        word=hidden.token,
        guess=guess,
        probability=text.percent(probability),
        own=text.percent(hidden.probability),
        rank=f"{hidden.rank:,}",
        vocab=f"{model.checkpoint.vocab:,}",
    )
    once, among = (measured(model.checkpoint, name) for name in ("facts_top1", "facts_top5"))
    if once is None or among is None:
        return said
    rate = text("glance.guess.says.rate", once=text.percent(once), among=text.percent(among))
    return f"{said}{' ' if text.language == 'en' else ''}{rate}"


def build(text: Text, models: ModelBank) -> None:
    @tell(text, HiddenQuestion, "long")
    def guess_token(question: HiddenQuestion) -> GuessPayload:
        """`{text, text_pair, model, position}` → the guesses, for the component that hides a word."""
        model = models(question.model)
        return guess(text, model, model.run(question.text, question.text_pair), question.position)

    component("guess", text.part("glance.guess.shows"), [guess_token])
