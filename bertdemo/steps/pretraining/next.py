"""Next sentence: [CLS], pooler, two logits, and the traps (Devlin et al. 2018, section 3.1). Computed by bert/pretraining.py."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

from bertdemo.bert.examples import examples, reading_language
from bertdemo.bert.model import Model
from bertdemo.bert.pretraining import next_sentence
from bertdemo.bert.stopping import breathe
from bertdemo.bert.tokenization import Encoding
from bertdemo.page.components import component
from bertdemo.page.findings import joined
from bertdemo.page.focus import AGREES, numbers
from bertdemo.page.live import tell
from bertdemo.page.questions import OfModel
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.readers import texts_language
from bertdemo.settings import LANGUAGES
from bertdemo.text import Text

TRAPS = ("similar", "contradiction", "swapped")  # kinds of pairs that share words and do not follow
UNDECIDED = 0.1  # from one half, for a probability that says neither
MOST_NEW = 0.5  # share of B's tokens that may be new for it to count as made of A's words


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
    said: str


@dataclass(frozen=True)
class Tally:
    """How many of the bundled pairs a model gets right, by kind."""

    right: dict[str, int]
    of: dict[str, int]

    def traps(self) -> tuple[int, int]:
        """How many traps it sees through, and of how many."""
        return sum(self.right[kind] for kind in TRAPS), sum(self.of[kind] for kind in TRAPS)

    def unrelated(self) -> tuple[int, int]:
        """How many unrelated pairs it tells, and of how many: who always says "follows" tells none."""
        return self.right["random"], self.of["random"]


_TALLIES: WeakKeyDictionary[Model, Tally] = WeakKeyDictionary()


def tally(model: Model) -> Tally:
    """All pairs that are bundled in a model's language, asked once for each model."""
    if model not in _TALLIES:
        right: dict[str, int] = {}
        of: dict[str, int] = {}
        for pair in examples("pairs", reading_language(model))["pairs"]:
            breathe()
            verdict = next_sentence(model, model.run(pair["first"], pair["second"]))
            kind = pair["kind"]
            right[kind] = right.get(kind, 0) + ((verdict.follows >= 0.5) == pair["follows"])
            of[kind] = of.get(kind, 0) + 1
        _TALLIES[model] = Tally(right, of)
    return _TALLIES[model]


def follows(text: Text, model: Model, first: str, second: str) -> NextPayload:
    """[CLS] → pooler → two logits → one probability, with the check against the model and a judgement."""
    run = model.run(first, second)
    verdict = next_sentence(model, run)
    answers = zip(
        ("follows", "elsewhere"), verdict.logits.tolist(), verdict.logits.softmax(-1).tolist(), strict=True
    )
    return NextPayload(
        vectors=(
            NextVector(text("pretraining.next.says.cls"), numbers(verdict.cls)),
            NextVector(text("pretraining.next.says.pooled"), numbers(verdict.pooled)),
        ),
        logits=tuple(
            NextLogit(text(f"pretraining.next.says.logit_{meaning}"), digits_signed(logit), share)
            for meaning, logit, share in answers
        ),
        said=finding(
            text, verdict.follows, kind_of(first, second), new_words(run.encoding) < MOST_NEW, tally(model)
        ),
        checked=text(
            "pretraining.next.says.checked",
            tick="✓" if verdict.error < AGREES else "✗",
            error=f"{verdict.error:.1e}",
        ),
    )


def kind_of(first: str, second: str) -> str:
    """Of a bundled pair what it is, and so what is right; "" for any other."""
    return next(
        (
            str(pair["kind"])
            for language in LANGUAGES
            for pair in examples("pairs", language)["pairs"]
            if (pair["first"], pair["second"]) == (first.strip(), second.strip())
        ),
        "",
    )


def new_words(encoding: Encoding) -> float:
    """Share of the second sentence's words that do not stand in the first; signs are no words."""
    pairs = zip(encoding.tokens, encoding.token_type_ids, encoding.special, strict=True)
    sides: tuple[set[str], set[str]] = (set(), set())
    for token, side, special in pairs:
        if not special and any(map(str.isalnum, token)):
            sides[side].add(token)
    return len(sides[1] - sides[0]) / len(sides[1]) if sides[1] else 1.0


def finding(text: Text, probability: float, kind: str, repeats: bool, scores: Tally) -> str:
    """Whether the answer is right, where that is known, and what this model goes by.

    `probability` is that B follows A; `kind` as `kind_of` says; `repeats` is whether B is made of A's words.
    """
    says = probability >= 0.5
    answer = text(
        f"pretraining.next.says.answer_{'follows' if says else 'elsewhere'}",
        probability=text.percent(probability),
    )
    if abs(probability - 0.5) < UNDECIDED:
        share = text.percent(probability)
        return joined(
            text, text("pretraining.next.says.undecided", probability=share), _learned(text, scores)
        )
    if kind in ("follows", "question", "random"):
        verdict = "right" if says == (kind != "random") else "wrong"
        reason = f"is_{kind}"
    elif kind:
        verdict = "wrong" if says else "right"
        reason = f"is_{kind}"
    else:
        verdict = "unknown"
        reason = "repeats" if says and repeats else "judge"
    judged = text(
        f"pretraining.next.says.{verdict}", answer=answer, reason=text(f"pretraining.next.says.{reason}")
    )
    return joined(text, judged, _learned(text, scores))


def _learned(text: Text, scores: Tally) -> str:
    right, of = scores.traps()
    told, unrelated = scores.unrelated()
    learned: Literal["nothing", "topics", "order", "some"] = "some"
    if told <= unrelated / 2:
        learned = "nothing"
    elif right <= of / 4:
        learned = "topics"
    elif right >= 3 * of / 4:
        learned = "order"
    return text(
        f"pretraining.next.says.learned_{learned}", right=right, of=of, told=told, unrelated=unrelated
    )


def digits_signed(value: float) -> str:
    return f"{value:+.3g}".replace("-", "−")


def traps(text: Text, model: Model) -> TrapsPayload:
    """The model's answers for all pairs that are bundled in its language, by kind."""
    scores = tally(model)
    right, pairs = sum(scores.right.values()), sum(scores.of.values())
    return TrapsPayload(
        rows=tuple(
            TrapScore(text(f"pretraining.next.says.kind_{kind}"), right=scores.right[kind], of=of)
            for kind, of in scores.of.items()
        ),
        said=joined(
            text, text("pretraining.next.says.all", right=right, pairs=pairs), _learned(text, scores)
        ),
    )


def build(text: Text, models: ModelBank) -> None:
    @tell(text, PairQuestion, "long")
    def ask_next(question: PairQuestion) -> NextPayload:
        return follows(text, models(question.model), question.first, question.second)

    @tell(text, OfModel, "heavy")
    def ask_traps(question: OfModel) -> TrapsPayload:
        return traps(text, models(question.model))

    words = {"failed": text("focus.failed")} | text.part("focus") | text.part("pretraining.next.shows")
    bundled = examples("pairs", texts_language(models.settings, text.language))["pairs"]
    pairs = [
        {**pair, "name": text(f"pretraining.next.says.kind_{pair['kind']}")}
        for pair in {p["kind"]: p for p in bundled}.values()
    ]
    count = str(len(bundled))
    component("next", words | {"pairs": json.dumps(pairs), "count": count}, [ask_next, ask_traps])
