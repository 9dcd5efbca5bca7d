"""Hidden words: what BERT writes, what it looks at, what each word adds. Computed by bert/pretraining.py."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from bertdemo.bert.attention import from_page
from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.languages import reads_chinese
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
from bertdemo.page.components import component
from bertdemo.page.findings import joined
from bertdemo.page.focus import numbers
from bertdemo.page.live import tell
from bertdemo.page.questions import OfHead
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.measured import measured
from bertdemo.text import Text, digits

MOST_HIDDEN = 20  # places that may be hidden at once on the page
LEAST_HELP = 0.005  # of a probability, for a word to be named as a help
TIES = 0.9  # of the first guess's probability, for the second to count as its equal
SURE = 0.5  # probability of a first guess from which on it is more likely than all others together


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
    # where no word is hidden, these are None and []
    place: int | None  # position in focus
    mask: str | None  # what the model calls [MASK]
    attention: list[float]  # (T,), where the place in focus looks
    effect: list[
        float
    ]  # (T,), probability that its first guess loses when each word is hidden too; [] if too long
    named: tuple[str, float] | None  # the word that was asked for in the place in focus, and its probability


def masked(text: Text, model: Model, encoding: Encoding, question: MaskedQuestion) -> MaskedPayload:
    """Guesses for every hidden place, and of the one in focus: what it looks at, what each word adds, a named word."""
    positions = sorted(set(question.positions))[:MOST_HIDDEN]
    unread = unread_mask(model, encoding, question.text, question.text_pair)
    problem = text.message(unread) if unread else ""
    if not positions:
        return MaskedPayload((), text("pretraining.masked.says.none"), problem, None, None, [], [], None)
    focus = question.place if question.place in positions else positions[-1]
    word = question.word.strip()
    candidates = []
    try:
        candidates = candidate_ids(model, [word]) if word else []
    except UserError as error:
        problem = f"{problem} {text.message(error)}".strip()
    guesses = fill(model, encoding, positions, 5, candidates=candidates)
    run = model.read(hide(model, encoding, positions))
    effect = None
    try:
        effect = context_effect(model, encoding, positions, focus)
    except UserError as error:  # too long to hide every word in turn; the guesses stand
        problem = f"{problem} {text.message(error)}".strip()
    shown = guesses[positions.index(focus)]
    where = text("pretraining.masked.says.at", position=focus) if len(positions) > 1 else ""
    return MaskedPayload(
        places=tuple(_place(text, model, guess) for guess in guesses),
        said=where + _said(text, model, encoding, shown, effect),
        problem=problem,
        place=focus,
        mask=model.tokenizer.mask_token,
        attention=numbers(from_page(run, question.layer, question.head)[focus]),
        effect=[] if effect is None else numbers(effect),
        named=(shown.candidates[0][0], shown.candidates[0][2]) if shown.candidates else None,
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


def _said(text: Text, model: Model, encoding: Encoding, guess: HiddenWord, effect: Tensor | None) -> str:
    """A judgement of the first guess at a place, and what is most worth knowing beside it: the word that was asked for,
    how often this model is right where it is weak here, or the word that helped; `effect` is (T,).
    """
    judgement, weak = judged(text, model, encoding, guess)
    if guess.candidates:
        beside = named_word(text, guess)
    elif weak and (rate := _rate(text, model.checkpoint)):
        beside = rate
    else:
        beside = "" if effect is None else _helper(text, encoding, effect)
    return joined(text, judgement, beside)


def judged(text: Text, model: Model, encoding: Encoding, guess: HiddenWord) -> tuple[str, bool]:
    """The first guess, whether it is right where what stood there is known, and whether it shows the model's weakness."""
    (first, _, share), (second, _, next_share) = guess.best[:2]
    words = {"guess": first, "probability": text.percent(share), "truth": guess.token}
    words |= {"second": second, "next": text.percent(next_share)}
    words |= {"own": text.percent(guess.probability), "rank": f"{guess.rank:,}"}
    others = [token for i, token in enumerate(encoding.tokens) if i != guess.position]
    repeats = first in others and len(first) > 3  # "the" may well come twice
    if guess.token == model.tokenizer.mask_token:
        case = (
            "repeats"
            if repeats
            else "tie"
            if next_share >= TIES * share
            else "sure"
            if share >= SURE
            else "unsure"
        )
    elif first == guess.token:
        case = "hit_tie" if next_share >= TIES * share else "hit"
    else:
        case = "miss_repeats" if repeats else "near" if guess.rank <= 5 else "miss"
    return text(f"pretraining.masked.says.{case}", **words), case in ("repeats", "miss", "miss_repeats")


def _rate(text: Text, checkpoint: Checkpoint) -> str:
    """How often its first guess is right, where that was measured."""
    name = "wikipedia_passages_top1" if reads_chinese(checkpoint) else "wikipedia_top1"
    rate = measured(checkpoint, name)
    return "" if rate is None else text("pretraining.masked.says.rate", rate=text.percent(rate))


def _helper(text: Text, encoding: Encoding, effect: Tensor) -> str:
    """The word that helped the first guess most, if one did; `effect` is (T,)."""
    helper = int(effect.argmax())
    loss = float(effect[helper])
    if loss <= LEAST_HELP:
        return ""
    points = f"{100 * loss:.2g}" if loss < 0.995 else "100"
    return text("pretraining.masked.says.helper", word=encoding.tokens[helper], points=points)


def named_word(text: Text, guess: HiddenWord) -> str:
    """The word that was asked for, against the first guess."""
    token, _, share = guess.candidates[0]
    first, _, most = guess.best[0]
    values = {"word": token, "probability": text.percent(share), "guess": first}
    if token == first:
        return text("pretraining.masked.says.named_first", **values)
    if share >= TIES * most:
        return text("pretraining.masked.says.named_tie", **values)
    times = most / max(share, 1e-9)
    return text(
        "pretraining.masked.says.named_behind",
        **values,
        times=f"{times:.1f}" if times < 10 else f"{float(f'{times:.2g}'):,.0f}",
    )


def build(text: Text, models: ModelBank) -> None:
    @tell(text, MaskedQuestion, "long")
    def fill_places(question: MaskedQuestion) -> MaskedPayload:
        model = models(question.model)
        return masked(text, model, model.encode(question.text, question.text_pair), question)

    component(
        "masked",
        {"failed": text("focus.failed")} | text.part("pick") | text.part("pretraining.masked.shows"),
        [fill_places],
    )
