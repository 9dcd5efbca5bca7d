"""Next sentence: [CLS], pooler, two logits, and the traps (Devlin et al. 2018, section 3.1). Computed by bert/pretraining.py."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

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


def follows(text: Text, model: Model, first: str, second: str) -> dict[str, Any]:
    """[CLS] → pooler → two logits → one probability, with the check against the model."""
    run = model.run(first, second)
    found = next_sentence(model, run)
    return {
        "vectors": [
            {"name": text("learn.next.cls"), "values": numbers(found.cls)},
            {"name": text("learn.next.pooled"), "values": numbers(found.pooled)},
        ],
        "logits": [
            {"name": text(f"learn.next.logit_{meaning}"), "logit": digits_signed(logit), "share": share}
            for meaning, logit, share in zip(
                ("follows", "elsewhere"),
                found.logits.tolist(),
                found.logits.softmax(-1).tolist(),
                strict=True,
            )
        ],
        "said": text(
            "learn.next.said_follows" if found.follows >= 0.5 else "learn.next.said_not",
            probability=digits(found.follows),
        ),
        "checked": text(
            "learn.next.checked", tick="✓" if found.error < AGREES else "✗", error=f"{found.error:.1e}"
        ),
    }


def digits_signed(value: float) -> str:
    return f"{value:+.3g}".replace("-", "−")


def traps(text: Text, model: Model) -> list[dict[str, Any]]:
    """The model's answers for all pairs that are bundled in its language, by kind."""
    kinds: dict[str, list[bool]] = {}
    for pair in examples("pairs", reading_language(model))["pairs"]:
        breathe()
        found = next_sentence(model, model.run(pair["first"], pair["second"]))
        kinds.setdefault(pair["kind"], []).append((found.follows >= 0.5) == pair["follows"])
    return [
        {"name": text(f"learn.next.kind_{kind}"), "right": sum(hits), "of": len(hits)}
        for kind, hits in kinds.items()
    ]


def build(text: Text, models: ModelBank) -> None:
    @tell(text, PairQuestion, "long")
    def ask_next(question: PairQuestion) -> dict[str, Any]:
        return follows(text, models(question.model), question.first, question.second)

    @tell(text, OfModel, "heavy")
    def ask_traps(question: OfModel) -> dict[str, Any]:
        return {"rows": traps(text, models(question.model))}

    with panel(text, "learn.next", how="learn.next.how", code="next"):
        words = {"failed": text("inside.pick.failed")} | text.part("inside.pick") | text.part("learn.next")
        bundled = examples("pairs", texts_language(models.settings, text.language))["pairs"]
        pairs = [
            {**pair, "name": text(f"learn.next.kind_{pair['kind']}")}
            for pair in {p["kind"]: p for p in bundled}.values()
        ]
        count = str(len(bundled))
        component("next", words | {"pairs": json.dumps(pairs), "count": count}, [ask_next, ask_traps])
