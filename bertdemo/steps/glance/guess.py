"""One word hidden: what BERT would write there. Computed by bert/pretraining.py."""

from __future__ import annotations

from dataclasses import dataclass

from bertdemo.bert.model import Model
from bertdemo.bert.pretraining import guess_hidden
from bertdemo.bert.run import Run
from bertdemo.page.components import component, panel
from bertdemo.page.live import tell
from bertdemo.page.questions import OfText
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text, digits


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
    hidden = guess_hidden(model, run.encoding, position)
    best = hidden.best[0]
    # where the visitor hid it, no word stood there
    if hidden.token == model.tokenizer.mask_token:
        said = text("glance.guess.says.said_mask", guess=best[0], probability=digits(best[2]))
    else:
        said = text(
            "glance.guess.says.said",
            word=hidden.token,
            guess=best[0],
            probability=digits(best[2]),
            own=digits(hidden.probability),
            rank=f"{hidden.rank:,}",
            vocab=f"{model.checkpoint.vocab:,}",
        )
    return GuessPayload(
        labels=tuple(token for token, _, _ in hidden.best),
        probabilities=tuple(probability for _, _, probability in hidden.best),
        said=said,
    )


def build(text: Text, models: ModelBank) -> None:
    @tell(text, HiddenQuestion, "long")
    def guess_token(question: HiddenQuestion) -> GuessPayload:
        """`{text, text_pair, model, position}` → the guesses, for the component that hides a word."""
        model = models(question.model)
        return guess(text, model, model.run(question.text, question.text_pair), question.position)

    with panel(text, "glance.guess", how="glance.guess.how", code="guess"):
        component("guess", text.part("glance.guess.shows"), [guess_token])
