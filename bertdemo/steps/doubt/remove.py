"""What a classifier says without heads, and without larger parts. Computed by bert/ablation.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bertdemo.bert.ablation import every_head, every_part, without_heads
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.page.components import component, panel
from bertdemo.page.focus import label_of
from bertdemo.page.live import tell
from bertdemo.page.questions import OfTask
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import judge_of
from bertdemo.text import Text, digits

SLIGHT = 0.01  # change of a probability that is called none


@dataclass(frozen=True)
class RemoveQuestion(OfTask):
    """What `removed` is asked."""

    off: list[Any]


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
    @tell(text, OfTask, "heavy")
    def each_head(question: OfTask) -> dict[str, Any]:
        judge = judge_of(models, question.task, question.model)
        return each_alone(text, judge, judge.run(question.text, question.text_pair))

    @tell(text, RemoveQuestion, "long")
    def removed(question: RemoveQuestion) -> dict[str, Any]:
        judge = judge_of(models, question.task, question.model)
        return removal(text, judge, judge.run(question.text, question.text_pair), question.off)

    with panel(text, "inside.remove", how="inside.remove.how", code="remove"):
        component(
            "remove",
            {"failed": text("inside.pick.failed")} | text.part("inside.remove"),
            [each_head, removed],
        )
