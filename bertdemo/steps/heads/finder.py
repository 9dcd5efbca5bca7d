"""What each head does, and which finds grammar. Computed by bert/heads.py and bert/relations.py."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from bertdemo.bert.examples import reading_language
from bertdemo.bert.heads import LEAST, PATTERNS, describe
from bertdemo.bert.relations import Found, corpus, relations
from bertdemo.bert.run import Run
from bertdemo.page.components import component
from bertdemo.page.live import tell
from bertdemo.page.questions import OfModel, OfText
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text

# What the clearest head of a text is evidence of, by the pattern that it follows.
CLEAREST = {
    "previous": "step",
    "next": "step",
    "first": "rest",
    "separator": "rest",
    "itself": "itself",
    "same": "same",
}


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
    """The best head for each relation of the marked corpus, and how many of them beat a fixed distance."""

    said: str

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
    if label in PATTERNS:
        said = text(
            "heads.finder.says.said",
            layer=layer + 1,
            head=head + 1,
            share=text.percent(score),
            kind=text(f"heads.finder.shows.kind_{label}"),
            verdict=text(f"heads.finder.says.clearest.{CLEAREST[label]}"),
        )
    else:
        said = text("heads.finder.says.said_none", least=text.percent(LEAST))
    return KindsPayload(rows, Counter(label for *_, label in named), said)


def against_distance(one: Found) -> Literal["better", "hardly", "tie"]:
    """What a head's hits are worth beside those of the best fixed distance, which knows no grammar.

    `hardly`: more, but within two standard errors of the binomial of the distance, or one pair.
    """
    more = (one.accuracy - one.by_distance) * one.pairs
    if more < 0.5:
        return "tie"
    error = math.sqrt(one.pairs * one.by_distance * (1 - one.by_distance))
    return "better" if more > max(1.5, 2 * error) else "hardly"


def grammar_said(text: Text, best: list[Found]) -> str:
    """How many relations a head finds better than distance does, and how that was measured."""
    verdicts = Counter(against_distance(one) for one in best)
    better, all_of_them = verdicts["better"], len(best)
    kind = "none" if not better else "all" if better == all_of_them else "some"
    return text(f"heads.finder.says.grammar_{kind}", better=better, relations=all_of_them)


def grammar(text: Text, best: list[Found]) -> list[RelationHead]:
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
                accuracy=text.percent(one.accuracy),
                pairs=one.pairs,
                distance=abs(one.distance),
                side=text(f"heads.finder.says.{'right' if one.distance > 0 else 'left'}"),
                by_distance=text.percent(one.by_distance),
                verdict=text(f"heads.finder.says.against.{against_distance(one)}"),
                source=one.example[1],
                target=one.example[2],
            ),
            sentence=one.example[0],
        )
        for one in best
    ]


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfText, "long")
    def head_kinds(question: OfText) -> KindsPayload:
        return kinds(text, models(question.model).run(question.text, question.text_pair))

    @tell(text, OfModel, "heavy")
    def head_grammar(question: OfModel) -> GrammarPayload:
        model = models(question.model)
        over = text("heads.finder.says.relations", sentences=len(corpus(reading_language(model))))
        best = relations(model)
        return GrammarPayload(grammar_said(text, best), over, grammar(text, best))

    component(
        "finder",
        {"failed": text("focus.failed")} | text.part("heads.finder.shows"),
        [head_kinds, head_grammar],
    )
