"""What each head does, and which finds grammar. Computed by bert/heads.py and bert/relations.py."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bertdemo.bert.examples import reading_language
from bertdemo.bert.heads import PATTERNS, describe
from bertdemo.bert.model import Model
from bertdemo.bert.relations import corpus, relations
from bertdemo.bert.run import Run
from bertdemo.page.components import component, panel
from bertdemo.page.live import tell
from bertdemo.page.questions import OfModel, OfText
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text


def kinds(text: Text, run: Run) -> dict[str, Any]:
    """Every head's kind and share, how many of each, and the clearest one in words."""
    found = describe(run)
    layers, heads = run.attentions.shape[:2]
    rows = [[(found.labels[i][j], round(found.score(i, j), 4)) for j in range(heads)] for i in range(layers)]
    named = [(score, i, j, label) for i, row in enumerate(rows) for j, (label, score) in enumerate(row)]
    score, layer, head, label = max(named, key=lambda one: (one[3] in PATTERNS, one[0]))
    said = text(
        "inside.safari.said",
        layer=layer + 1,
        head=head + 1,
        share=f"{score:.0%}",
        kind=text(f"inside.safari.kind_{label}"),
    )
    return {"heads": rows, "counts": Counter(label for *_, label in named), "said": said}


def grammar(text: Text, model: Model) -> list[dict[str, Any]]:
    """The best head for each relation of the marked corpus, with its evidence."""
    return [
        {
            "layer": one.layer + 1,
            "head": one.head + 1,
            "accuracy": one.accuracy,
            "by_distance": one.by_distance,
            "name": text(f"inside.relation.{one.relation}"),
            "said": text(
                "inside.relationsaid",
                layer=one.layer + 1,
                head=one.head + 1,
                accuracy=f"{one.accuracy:.0%}",
                pairs=one.pairs,
                distance=f"{one.distance:+d}",
                by_distance=f"{one.by_distance:.0%}",
                source=one.example[1],
                target=one.example[2],
            ),
            "sentence": one.example[0],
        }
        for one in relations(model)
    ]


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfText, "long")
    def head_kinds(question: OfText) -> dict[str, Any]:
        return kinds(text, models(question.model).run(question.text, question.text_pair))

    @tell(text, OfModel, "heavy")
    def head_grammar(question: OfModel) -> dict[str, Any]:
        model = models(question.model)
        over = text("inside.safari.relations", sentences=len(corpus(reading_language(model))))
        return {"over": over, "rows": grammar(text, model)}

    with panel(text, "inside.kinds", how="inside.kinds.how", code="heads"):
        component(
            "finder",
            {"failed": text("inside.pick.failed")} | text.part("inside.safari"),
            [head_kinds, head_grammar],
        )
