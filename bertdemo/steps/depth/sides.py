"""One token hidden, guessed from both sides and from each alone. Computed by bert/pretraining.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bertdemo.bert.model import Model
from bertdemo.bert.pretraining import (
    Context,
    HiddenWord,
    guess_hidden,
    mask_places,
    middle_word,
    one_sided,
)
from bertdemo.bert.run import Run
from bertdemo.page.components import component
from bertdemo.page.focus import picked, read
from bertdemo.page.live import tell
from bertdemo.page.questions import OfToken
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text, digits

FOUND = 0.01  # probability from which on a view is said to find the word
ALIKE = 1.25  # two probabilities within this factor are called equal


@dataclass(frozen=True)
class SideGuess:
    """What one context makes of the hidden token."""

    name: str
    sentence: str  # what can be looked at
    best: list[tuple[str, float]]  # likeliest tokens, and the probability
    own: str  # the hidden token's own probability and rank, in words


@dataclass(frozen=True)
class SidesPayload:
    """One token hidden, guessed from both sides and from each alone."""

    token: int
    sides: list[SideGuess]  # both, left, right
    said: str


def sides(text: Text, model: Model, run: Run, position: int) -> SidesPayload:
    """One token hidden, guessed from both sides and from each alone.

    Of a [MASK] that was typed no word is known: there it is the first guess from both sides that the others are asked for.
    """
    encoding = run.encoding
    if encoding.special[position]:
        position = middle_word(run.encoding)
    typed = position in mask_places(model, encoding)
    if typed:
        token, number, _ = guess_hidden(model, encoding, position, 1).best[0]
        ids = (*encoding.ids[:position], number, *encoding.ids[position + 1 :])
        named = (*encoding.tokens[:position], token, *encoding.tokens[position + 1 :])
        encoding = replace(encoding, ids=ids, tokens=named)
    guesses = one_sided(model, encoding, position)
    tokens, special = list(encoding.tokens), encoding.special
    mask = model.tokenizer.mask_token

    def sentence(context: str) -> str:
        """What can be looked at."""
        seen = {
            "both": range(len(tokens)),
            "left": range(position + 1),
            "right": range(position, len(tokens)),
        }
        visible = [mask if i == position else tokens[i] for i in seen[context] if not special[i]]
        ahead, behind = ("… " if context == "right" else ""), (" …" if context == "left" else "")
        return ahead + " ".join(visible).replace(" ##", "") + behind

    return SidesPayload(
        token=position,
        sides=[
            SideGuess(
                name=text(f"depth.sides.says.{context}"),
                sentence=sentence(context),
                best=[(token, share) for token, _, share in guess.best],
                own=text(
                    "depth.sides.says.own",
                    token=guess.token,
                    probability=digits(guess.probability),
                    rank=f"{guess.rank:,}",
                ),
            )
            for context, guess in guesses.items()
        ],
        said=_finding(text, encoding.special, position, guesses, typed),
    )


def judged(both: float, left: float, right: float) -> str:
    """What the probabilities of the hidden token from both sides, from the left and from the right alone say together."""
    if max(both, left, right) < FOUND:
        return "missed"
    left_does, right_does = (side * ALIKE >= both for side in (left, right))
    if left_does and right_does:
        return "either"
    if left_does:
        return "left_better" if left > ALIKE * both else "left"
    if right_does:
        return "right_better" if right > ALIKE * both else "right"
    return "both"


def _finding(
    text: Text, special: tuple[bool, ...], position: int, guesses: Mapping[Context, HiddenWord], typed: bool
) -> str:
    if all(special[:position]) or all(special[position + 1 :]):
        judgement = "edge"
    else:
        judgement = judged(*(guess.probability for guess in guesses.values()))
    shares = {context: text.percent(guess.probability) for context, guess in guesses.items()}
    ranks = {f"{context}_rank": f"{guess.rank:,}" for context, guess in guesses.items()}
    return text(
        "depth.sides.says.said_mask" if typed else "depth.sides.says.said",
        token=guesses["both"].token,
        judgement=text(f"depth.sides.says.judged.{judgement}"),
        **shares,
        **ranks,
    )


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfToken, "long")
    def both_sides(question: OfToken) -> SidesPayload:
        model, run = read(models, question)
        nobody_chose = question.token is None
        return sides(
            text, model, run, middle_word(run.encoding) if nobody_chose else picked(run, question)[2]
        )

    component("sides", text.part("focus"), [both_sides])
