"""Hidden words: what BERT writes, what it looks at, what each word adds. Computed by bert/pretraining.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bertdemo.bert.attention import from_page
from bertdemo.bert.model import Model
from bertdemo.bert.pretraining import candidate_ids, context_effect, fill, hide, unread_mask
from bertdemo.bert.tokenization import Encoding
from bertdemo.errors import UserError
from bertdemo.page.components import component, panel
from bertdemo.page.focus import numbers
from bertdemo.page.live import tell
from bertdemo.page.questions import OfHead
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text, digits

MOST_HIDDEN = 20  # places that may be hidden at once on the page


@dataclass(frozen=True)
class MaskedQuestion(OfHead):
    """What `fill_places` is asked."""

    positions: list[int]
    place: int | None
    word: str


def masked(text: Text, model: Model, encoding: Encoding, question: MaskedQuestion) -> dict[str, Any]:
    """Guesses for every hidden place, and of the one in focus: what it looks at, what each word adds, a named word."""
    positions = sorted(set(question.positions))[:MOST_HIDDEN]
    unread = unread_mask(model, encoding, question.text, question.text_pair)
    behind = text.message(unread) if unread else ""
    if not positions:
        return {"places": [], "said": text("learn.masked.none"), "problem": behind}
    place = question.place if question.place in positions else positions[-1]
    word = question.word.strip()
    named = None
    problem = behind
    try:
        named = candidate_ids(model, [word])[0] if word else None
    except UserError as error:
        problem = f"{behind} {text.message(error)}".strip()
    found = fill(model, encoding, positions, 5, candidates=[] if named is None else [named])
    run = model.read(hide(model, encoding, positions))
    effect = context_effect(model, encoding, positions, place)
    focus = next(guess for guess in found if guess.position == place)
    helper = int(effect.argmax())
    said = text(
        "learn.masked.said",
        hidden=len(positions),
        guess=focus.best[0][0],
        probability=digits(focus.best[0][2]),
    )
    if float(effect[helper]) > 0.005:
        said += " " + text(
            "learn.masked.helper", word=encoding.tokens[helper], loss=digits(float(effect[helper]))
        )
    return {
        "place": place,
        "places": [
            {
                "position": guess.position,
                "token": guess.token,
                "best": [(token, share) for token, _, share in guess.best],
                "own": ""
                if guess.token == model.tokenizer.mask_token
                else text(
                    "inside.side.own",
                    token=guess.token,
                    probability=digits(guess.probability),
                    rank=f"{guess.rank:,}",
                ),
                "named": [
                    text("learn.masked.named_said", word=token, probability=digits(share))
                    for token, _, share in guess.candidates
                ],
            }
            for guess in found
        ],
        "problem": problem,
        "mask": model.tokenizer.mask_token,
        "attention": numbers(from_page(run, question.layer, question.head)[place]),
        "effect": numbers(effect),
        "said": said,
    }


def build(text: Text, models: ModelBank) -> None:
    @tell(text, MaskedQuestion, "long")
    def fill_places(question: MaskedQuestion) -> dict[str, Any]:
        model = models(question.model)
        return masked(text, model, model.encode(question.text, question.text_pair), question)

    with panel(text, "learn.masked", how="learn.masked.how", code="masked"):
        component(
            "masked",
            {"failed": text("inside.pick.failed")} | text.part("pick") | text.part("learn.masked"),
            [fill_places],
        )
