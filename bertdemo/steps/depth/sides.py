"""One token hidden, guessed from both sides and from each alone. Computed by bert/pretraining.py."""

from __future__ import annotations

from dataclasses import dataclass

from bertdemo.bert.model import Model
from bertdemo.bert.pretraining import one_sided
from bertdemo.bert.run import Run
from bertdemo.page.components import component, panel
from bertdemo.page.focus import picked, read
from bertdemo.page.live import tell
from bertdemo.page.questions import OfToken
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text, digits


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
    """One token hidden, guessed from both sides and from each alone."""
    if run.encoding.special[position]:
        position = next(i for i, special in enumerate(run.encoding.special) if not special)
    guesses = one_sided(model, run.encoding, position)
    tokens, special = list(run.encoding.tokens), run.encoding.special
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
        said=text(
            "depth.sides.says.said",
            token=tokens[position],
            **{context: digits(guess.probability) for context, guess in guesses.items()},
        ),
    )


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfToken, "long")
    def both_sides(question: OfToken) -> SidesPayload:
        model, run = read(models, question)
        return sides(text, model, run, picked(run, question)[2])

    with panel(text, "depth.sides", how="depth.sides.how", code="sides"):
        component("sides", text.part("focus"), [both_sides])
