"""Inside: what each head does, and what is lost without it or without larger parts. Computed by bert/heads.py,
bert/relations.py and bert/ablation.py.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from bertdemo.bert.ablation import every_head, every_part, without_heads
from bertdemo.bert.examples import reading_language
from bertdemo.bert.heads import PATTERNS, describe
from bertdemo.bert.models import Model, ModelBank
from bertdemo.bert.relations import corpus, relations
from bertdemo.bert.run import Run
from bertdemo.bert.tasks import judge_of
from bertdemo.tabs.components import component, panel
from bertdemo.tabs.focus import label_of
from bertdemo.tabs.live import tell
from bertdemo.text import Text, digits

SLIGHT = 0.01  # change of a probability that is called none


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


def each_alone(text: Text, model: Model, run: Run) -> dict[str, Any]:
    """What each head alone does to a classifier's answer, and each larger part."""
    table = every_head(model, run)
    best = int(table.before.argmax())
    effects = table.after[:, :, best] - table.before[best]  # (L, H)
    layer, head = divmod(int(effects.abs().argmax()), effects.shape[1])
    return {
        "effects": effects.tolist(),
        "parts": larger_parts(text, model, run),
        "said": text(
            "inside.remove.said",
            layer=layer + 1,
            head=head + 1,
            label=label_of(text, model, model.labels[best]),
            before=digits(float(table.before[best])),
            after=digits(float(table.after[layer, head, best])),
            harmless=int((effects.abs() < SLIGHT).sum()),
            heads=effects.numel(),
        ),
    }


def removal(text: Text, model: Model, run: Run, off: list[list[int]]) -> dict[str, Any]:
    """What a classifier says without the heads `off`, all together."""
    found = without_heads(model, run, off)
    best = int(found.before.argmax())
    return {
        "labels": [label_of(text, model, name) for name in model.labels],
        "before": found.before.tolist(),
        "after": found.after.tolist(),
        "said": text(
            "inside.remove.said_off",
            off=len(off),
            label=label_of(text, model, model.labels[best]),
            before=digits(float(found.before[best])),
            after=digits(float(found.after[best])),
        ),
    }


def larger_parts(text: Text, model: Model, run: Run) -> list[dict[str, Any]]:
    """The probability of the label without each larger part, in rows of a table."""
    found = every_part(model, run)
    best = int(found.before.argmax())
    rows = [
        {"name": text("inside.part.before"), "values": [float(found.before[best])]},
        {"name": text("inside.part.positions"), "values": [float(found.without_positions[best])]},
        {"name": text("inside.part.segments"), "values": [float(found.without_segments[best])]},
        {"name": text("inside.part.shuffled"), "values": [float(found.shuffled[best])]},
    ]
    return rows + [
        {"name": text(f"inside.part.{part}"), "values": effects[:, best].tolist()}
        for part, effects in found.blocks.items()
    ]


def build(text: Text, models: ModelBank) -> None:
    @tell(text, "text text_pair model", "long")
    def head_kinds(wanted: dict[str, Any]) -> dict[str, Any]:
        return kinds(text, models(wanted["model"]).run(wanted["text"], wanted["text_pair"]))

    @tell(text, "model", "heavy")
    def head_grammar(wanted: dict[str, Any]) -> dict[str, Any]:
        model = models(wanted["model"])
        over = text("inside.safari.relations", sentences=len(corpus(reading_language(model))))
        return {"over": over, "rows": grammar(text, model)}

    @tell(text, "text text_pair model task", "heavy")
    def each_head(wanted: dict[str, Any]) -> dict[str, Any]:
        judge = judge_of(models, wanted["task"], wanted["model"])
        return each_alone(text, judge, judge.run(wanted["text"], wanted["text_pair"]))

    @tell(text, "text text_pair model task off:list", "long")
    def removed(wanted: dict[str, Any]) -> dict[str, Any]:
        judge = judge_of(models, wanted["task"], wanted["model"])
        return removal(text, judge, judge.run(wanted["text"], wanted["text_pair"]), wanted["off"])

    failed = {"failed": text("inside.pick.failed")}
    with panel(text, "inside.kinds", how="inside.kinds.how", code="heads"):
        component("finder", failed | text.part("inside.safari"), [head_kinds, head_grammar])
    with panel(text, "inside.remove", how="inside.remove.how", code="remove"):
        component("remove", failed | text.part("inside.remove"), [each_head, removed])
