"""Hidden words: what BERT writes, what it looks at, what each word adds. Computed by bert/pretraining.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torch import Tensor

from bertdemo.bert.attention import from_page
from bertdemo.bert.model import Model
from bertdemo.bert.pretraining import (
    HiddenWord,
    candidate_ids,
    context_effect,
    fill,
    hide,
    unread_mask,
)
from bertdemo.bert.tokenization import Encoding
from bertdemo.errors import UserError
from bertdemo.page.components import component, panel
from bertdemo.page.focus import numbers
from bertdemo.page.live import tell
from bertdemo.page.questions import OfHead
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text, digits

MOST_HIDDEN = 20  # places that may be hidden at once on the page
LEAST_HELP = 0.005  # of a probability, for a word to be named as a help


@dataclass(frozen=True)
class MaskedQuestion(OfHead):
    """What `fill_places` is asked."""

    positions: list[int]
    place: int | None
    word: str


@dataclass(frozen=True)
class MaskedPlace:
    """One hidden place with what the model makes of it."""

    position: int
    token: str  # what stood there
    best: tuple[tuple[str, float], ...]  # five tokens with their probabilities, likeliest first
    own: str  # what became of the token that stood there; "" where it is not known
    named: tuple[str, ...]  # what became of the word that was asked for


@dataclass(frozen=True)
class MaskedPayload:
    """Every hidden place, and of the one in focus what it looks at and what each word adds."""

    places: tuple[MaskedPlace, ...]
    said: str
    problem: str  # "" for none
    # of the rest there is nothing where no word is hidden
    place: int | None = None  # position in focus
    mask: str | None = None  # what the model calls [MASK]
    attention: list[float] | None = None  # (T,), of the place in focus, sums to 1
    effect: list[float] | None = None  # (T,), what the first guess loses in probability without each word


def masked(text: Text, model: Model, encoding: Encoding, question: MaskedQuestion) -> MaskedPayload:
    """Guesses for every hidden place, and of the one in focus: what it looks at, what each word adds, a named word."""
    positions = sorted(set(question.positions))[:MOST_HIDDEN]
    unread = unread_mask(model, encoding, question.text, question.text_pair)
    problem = text.message(unread) if unread else ""
    if not positions:
        return MaskedPayload(places=(), said=text("pretraining.masked.says.none"), problem=problem)
    focus = question.place if question.place in positions else positions[-1]
    word = question.word.strip()
    candidates = []
    try:
        candidates = candidate_ids(model, [word]) if word else []
    except UserError as error:
        problem = f"{problem} {text.message(error)}".strip()
    guesses = fill(model, encoding, positions, 5, candidates=candidates)
    run = model.read(hide(model, encoding, positions))
    effect = context_effect(model, encoding, positions, focus)
    return MaskedPayload(
        places=tuple(_place(text, model, guess) for guess in guesses),
        said=_said(text, encoding, guesses, guesses[positions.index(focus)], effect),
        problem=problem,
        place=focus,
        mask=model.tokenizer.mask_token,
        attention=numbers(from_page(run, question.layer, question.head)[focus]),
        effect=numbers(effect),
    )


def _place(text: Text, model: Model, guess: HiddenWord) -> MaskedPlace:
    before = ""
    if guess.token != model.tokenizer.mask_token:
        before = text(
            "depth.sides.says.own",
            token=guess.token,
            probability=digits(guess.probability),
            rank=f"{guess.rank:,}",
        )
    return MaskedPlace(
        position=guess.position,
        token=guess.token,
        best=tuple((token, share) for token, _, share in guess.best),
        own=before,
        named=tuple(
            text("pretraining.masked.says.named_said", word=token, probability=digits(share))
            for token, _, share in guess.candidates
        ),
    )


def _said(
    text: Text, encoding: Encoding, guesses: Sequence[HiddenWord], focus: HiddenWord, effect: Tensor
) -> str:
    """The guess at the place in focus, and the word that helped it most; `effect` is (T,)."""
    said = text(
        "pretraining.masked.says.said",
        hidden=len(guesses),
        guess=focus.best[0][0],
        probability=digits(focus.best[0][2]),
    )
    helper = int(effect.argmax())
    loss = float(effect[helper])
    if loss <= LEAST_HELP:
        return said
    helped = text("pretraining.masked.says.helper", word=encoding.tokens[helper], loss=digits(loss))
    return f"{said} {helped}"


def build(text: Text, models: ModelBank) -> None:
    @tell(text, MaskedQuestion, "long")
    def fill_places(question: MaskedQuestion) -> MaskedPayload:
        model = models(question.model)
        return masked(text, model, model.encode(question.text, question.text_pair), question)

    with panel(text, "pretraining.masked", how="pretraining.masked.how", code="masked"):
        component(
            "masked",
            {"failed": text("focus.failed")} | text.part("pick") | text.part("pretraining.masked.shows"),
            [fill_places],
        )
