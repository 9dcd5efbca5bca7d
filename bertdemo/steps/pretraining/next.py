"""Next sentence: [CLS], pooler, two logits, and the traps (Devlin et al. 2018, section 3.1). Computed by bert/pretraining.py."""

from __future__ import annotations

import json
from dataclasses import dataclass

from bertdemo.bert.examples import examples, reading_language
from bertdemo.bert.model import Model
from bertdemo.bert.pretraining import next_sentence
from bertdemo.bert.stopping import breathe
from bertdemo.page.components import component, panel
from bertdemo.page.focus import AGREES, numbers
from bertdemo.page.live import tell
from bertdemo.page.questions import OfModel
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.readers import texts_language
from bertdemo.text import Text, digits


@dataclass(frozen=True)
class PairQuestion(OfModel):
    """What `ask_next` is asked."""

    first: str
    second: str


@dataclass(frozen=True)
class NextVector:
    """One vector on the way from [CLS] to the answer."""

    name: str
    values: list[float]  # (D,)


@dataclass(frozen=True)
class NextLogit:
    """One of the two answers."""

    name: str
    logit: str  # with its sign, in three digits
    share: float  # softmax of both


@dataclass(frozen=True)
class NextPayload:
    """Whether B follows A, every step shown."""

    vectors: tuple[NextVector, ...]  # [CLS], pooled
    logits: tuple[NextLogit, ...]  # "B follows A", "B is from elsewhere"
    said: str
    checked: str


@dataclass(frozen=True)
class TrapScore:
    """How many pairs of one kind the model gets right."""

    name: str
    right: int
    of: int


@dataclass(frozen=True)
class TrapsPayload:
    """All bundled pairs, by kind."""

    rows: tuple[TrapScore, ...]


def follows(text: Text, model: Model, first: str, second: str) -> NextPayload:
    """[CLS] → pooler → two logits → one probability, with the check against the model."""
    verdict = next_sentence(model, model.run(first, second))
    answers = zip(
        ("follows", "elsewhere"), verdict.logits.tolist(), verdict.logits.softmax(-1).tolist(), strict=True
    )
    key = "pretraining.next.says.said_follows" if verdict.follows >= 0.5 else "pretraining.next.says.said_not"
    return NextPayload(
        vectors=(
            NextVector(text("pretraining.next.says.cls"), numbers(verdict.cls)),
            NextVector(text("pretraining.next.says.pooled"), numbers(verdict.pooled)),
        ),
        logits=tuple(
            NextLogit(text(f"pretraining.next.says.logit_{meaning}"), digits_signed(logit), share)
            for meaning, logit, share in answers
        ),
        said=text(key, probability=digits(verdict.follows)),
        checked=text(
            "pretraining.next.says.checked",
            tick="✓" if verdict.error < AGREES else "✗",
            error=f"{verdict.error:.1e}",
        ),
    )


def digits_signed(value: float) -> str:
    return f"{value:+.3g}".replace("-", "−")


def traps(text: Text, model: Model) -> TrapsPayload:
    """The model's answers for all pairs that are bundled in its language, by kind."""
    kinds: dict[str, list[bool]] = {}
    for pair in examples("pairs", reading_language(model))["pairs"]:
        breathe()
        verdict = next_sentence(model, model.run(pair["first"], pair["second"]))
        kinds.setdefault(pair["kind"], []).append((verdict.follows >= 0.5) == pair["follows"])
    return TrapsPayload(
        tuple(
            TrapScore(text(f"pretraining.next.says.kind_{kind}"), right=sum(hits), of=len(hits))
            for kind, hits in kinds.items()
        )
    )


def build(text: Text, models: ModelBank) -> None:
    @tell(text, PairQuestion, "long")
    def ask_next(question: PairQuestion) -> NextPayload:
        return follows(text, models(question.model), question.first, question.second)

    @tell(text, OfModel, "heavy")
    def ask_traps(question: OfModel) -> TrapsPayload:
        return traps(text, models(question.model))

    with panel(text, "pretraining.next", how="pretraining.next.how", code="next"):
        words = {"failed": text("focus.failed")} | text.part("focus") | text.part("pretraining.next.shows")
        bundled = examples("pairs", texts_language(models.settings, text.language))["pairs"]
        pairs = [
            {**pair, "name": text(f"pretraining.next.says.kind_{pair['kind']}")}
            for pair in {p["kind"]: p for p in bundled}.values()
        ]
        count = str(len(bundled))
        component("next", words | {"pairs": json.dumps(pairs), "count": count}, [ask_next, ask_traps])
