"""Cards of step "using": What a fine-tuned BERT is used for."""

from __future__ import annotations

import math
from collections.abc import Sequence

import transformers

from bertdemo.bert.answers import answer
from bertdemo.bert.entities import entities
from bertdemo.bert.translation import Translation
from bertdemo.serving.judges import translator
from bertdemo.serving.measured import measured
from bertdemo.settings import Language
from bertdemo.steps.card import Card, Evidence, Outcome
from bertdemo.steps.outcomes import verdict
from bertdemo.steps.using.answers import PASSAGES

KINDS = ("PER", "LOC", "ORG")  # that have a name of their own in words
TWO = {(True, True): "both", (True, False): "first", (False, True): "second", (False, False): "neither"}


def persons(labels: Sequence[str]) -> str:
    """Which of two names is called a person."""
    first, second = (label == "PER" for label in (*labels, "", "")[:2])
    return TWO[first, second]


def names(evidence: Evidence) -> Outcome:
    """Which of the sentence's two names BERT calls a person."""
    found = entities(evidence.task("entities"), evidence.card.text).entities
    text = evidence.text
    kinds = {kind: text(f"using.entities.says.kind.{kind}") for kind in KINDS}
    colon, comma, then = {"en": (": ", ", ", "; "), "zh": ("：", "，", "；")}[evidence.language]
    listed = [
        f"{one.text}{colon}{kinds.get(one.label, one.label)}{comma}{text.percent(one.score)}" for one in found
    ]
    return Outcome(
        persons([one.label for one in found]), {"found": then.join(listed), "count": str(len(found))}
    )


def admits(evidence: Evidence) -> Outcome:
    """Whether BERT says that the passage holds no answer."""
    model, text = evidence.task("answers"), evidence.text
    told = answer(model, evidence.card.text, evidence.card.pair)
    values = {
        "word": told.best.text,
        "percent": text.percent(told.best.score),
        "none": text.percent(told.no_answer),
        "rate": text.percent(measured(model.checkpoint, "refused") or 0.0),
    }
    return Outcome("admits" if told.says_none else "invents", values)


def missing(translation: str) -> str:
    """What of the city and the name is lost in a translation of "He lives in Shanghai. My name is Li Ming."."""
    lost = "上海" not in translation, not any(sign in translation for sign in ("李", "明", "黎"))
    return {"both": "both", "first": "city", "second": "name", "neither": "nothing"}[TWO[lost]]


def lost(evidence: Evidence) -> Outcome:
    """What becomes of the two names in translation."""
    *_, whole = translator(evidence.models).steps(evidence.card.text)
    assert isinstance(whole, Translation)
    return Outcome(missing(whole.text), {"translation": whole.text})


def tools(evidence: Evidence) -> Outcome:
    """Whether the library that runs here still has BERT for TensorFlow."""
    has = hasattr(transformers, "TFBertModel")
    return Outcome("yes" if has else "no", {"version": transformers.__version__})


LOST = "He lives in Shanghai. My name is Li Ming."
LOSSES = ("name", "city", "both", "nothing")
PERSONS = ("first", "second", "both", "neither")
PREDICTION = (
    "outputs = model(inputs)",
    "print(outputs)",
    "# tensor([[-0.3495,  0.1516]])",
)
PRINTED = (-0.3495, 0.1516)  # what the article's section 5.3 prints
OFFERED = {"p15": 0.15, "p54": 0.54, "p62": 0.62, "p100": 1.0}


def prints(evidence: Evidence) -> Outcome:
    """The probability in the article's two numbers, and what the classifier at hand says of the same sentence."""
    share = math.exp(PRINTED[1]) / sum(math.exp(logit) for logit in PRINTED)
    own = evidence.classified("sentiment")
    positive = own.labels.index("positive")
    values = {
        "share": evidence.text.percent(share),
        "rest": evidence.text.percent(1 - share),
        "sum": _signed(sum(PRINTED)),
        "logits": evidence.listed(map(_signed, own.logits)),
        "temperature": f"{own.temperature:.3g}",
        "own": evidence.text.percent(own.probabilities[positive]),
    }
    return Outcome(min(OFFERED, key=lambda name: abs(OFFERED[name] - share)), values)


def _signed(number: float) -> str:
    return f"{number:.2f}".replace("-", "−")


def _prints(text: str) -> Card:
    return Card(
        "prints",
        "using",
        "classify",
        text,
        choices=tuple(OFFERED),
        lines=PREDICTION,
        section="5.3",
        outcome=prints,
    )


CARDS: dict[Language, tuple[Card, ...]] = {
    "en": (
        Card(
            "irony",
            "using",
            "classify",
            "Great, another sequel nobody asked for.",
            choices=("positive", "negative"),
            outcome=verdict("sentiment"),
            section="6",
        ),
        Card(
            "names",
            "using",
            "entities",
            "Washington lived in Washington.",
            token="washington",
            choices=PERSONS,
            outcome=names,
            section="6",
        ),
        Card(
            "nothing",
            "using",
            "answers",
            "What colour was the mayor's hat?",
            PASSAGES["en"],
            choices=("admits", "invents"),
            outcome=admits,
            section="6",
        ),
        Card("lost", "using", "translate", LOST, choices=LOSSES, outcome=lost, section="6", heavy=True),
        Card(
            "tools",
            "using",
            "checkpoints",
            "Hello, my dog is cute",
            choices=("yes", "no"),
            outcome=tools,
            section="7",
        ),
        _prints("Hello, my dog is cute"),
    ),
    "zh": (
        Card(
            "irony",
            "using",
            "classify",
            "谢谢你毁了我的晚上。",
            choices=("positive", "negative"),
            outcome=verdict("sentiment"),
            section="6",
        ),
        Card(
            "names",
            "using",
            "entities",
            "张长城登上了长城。",
            token="长",
            choices=PERSONS,
            outcome=names,
            section="6",
        ),
        Card(
            "nothing",
            "using",
            "answers",
            "火车有多长？",
            PASSAGES["zh"],
            choices=("admits", "invents"),
            outcome=admits,
            section="6",
        ),
        Card(
            "lost",
            "using",
            "translate",
            LOST,
            model="classroom",
            choices=LOSSES,
            outcome=lost,
            section="6",
            heavy=True,
        ),
        Card(
            "tools",
            "using",
            "checkpoints",
            "你好，我的狗很可爱。",
            choices=("yes", "no"),
            outcome=tools,
            section="7",
        ),
        _prints("你好，我的狗很可爱。"),
    ),
}
