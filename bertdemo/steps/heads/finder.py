"""What each head does, and which finds grammar. Computed by bert/heads.py and bert/relations.py."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

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


@dataclass(frozen=True)
class KindsPayload:
    """Every head's kind and share, how many of each, and the clearest one in words."""

    heads: list[list[tuple[str, float]]]  # [layer][head]: the kind, and its share of the attention
    counts: dict[str, int]  # heads of each kind
    said: str


@dataclass(frozen=True)
class RelationHead:
    """The best head for one relation of grammar, with its evidence."""

    layer: int  # from 1
    head: int  # from 1
    accuracy: float  # share of the marked pairs that it finds
    by_distance: float  # share that the best fixed distance finds
    name: str
    said: str
    sentence: str  # the example


@dataclass(frozen=True)
class GrammarPayload:
    """The best head for each relation of the marked corpus."""

    over: str  # the title: of how many sentences
    rows: list[RelationHead]


def kinds(text: Text, run: Run) -> KindsPayload:
    """Every head's kind and share, how many of each, and the clearest one in words."""
    described = describe(run)
    layers, heads = run.attentions.shape[:2]
    rows = [
        [(described.labels[i][j], round(described.score(i, j), 4)) for j in range(heads)]
        for i in range(layers)
    ]
    named = [(score, i, j, label) for i, row in enumerate(rows) for j, (label, score) in enumerate(row)]
    score, layer, head, label = max(named, key=lambda one: (one[3] in PATTERNS, one[0]))
    said = text(
        "heads.finder.says.said",
        layer=layer + 1,
        head=head + 1,
        share=f"{score:.0%}",
        kind=text(f"heads.finder.shows.kind_{label}"),
    )
    return KindsPayload(rows, Counter(label for *_, label in named), said)


def grammar(text: Text, model: Model) -> list[RelationHead]:
    """The best head for each relation of the marked corpus, with its evidence."""
    return [
        RelationHead(
            layer=one.layer + 1,
            head=one.head + 1,
            accuracy=one.accuracy,
            by_distance=one.by_distance,
            name=text(f"heads.finder.says.relation.{one.relation}"),
            said=text(
                "heads.finder.says.relation_said",
                layer=one.layer + 1,
                head=one.head + 1,
                accuracy=f"{one.accuracy:.0%}",
                pairs=one.pairs,
                distance=f"{one.distance:+d}",
                by_distance=f"{one.by_distance:.0%}",
                source=one.example[1],
                target=one.example[2],
            ),
            sentence=one.example[0],
        )
        for one in relations(model)
    ]


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfText, "long")
    def head_kinds(question: OfText) -> KindsPayload:
        return kinds(text, models(question.model).run(question.text, question.text_pair))

    @tell(text, OfModel, "heavy")
    def head_grammar(question: OfModel) -> GrammarPayload:
        model = models(question.model)
        over = text("heads.finder.says.relations", sentences=len(corpus(reading_language(model))))
        return GrammarPayload(over, grammar(text, model))

    with panel(text, "heads.finder", how="heads.finder.how", code="finder"):
        component(
            "finder",
            {"failed": text("focus.failed")} | text.part("heads.finder.shows"),
            [head_kinds, head_grammar],
        )
