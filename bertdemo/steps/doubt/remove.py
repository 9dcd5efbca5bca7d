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


@dataclass(frozen=True)
class PartChances:
    """The probability of the label without one larger part."""

    name: str
    values: list[float]  # one; or one a layer, (L,)


@dataclass(frozen=True)
class EffectsPayload:
    """What each head alone does to a classifier's answer, and each larger part."""

    effects: list[list[float]]  # (L, H), change of the label's probability without that head
    parts: list[PartChances]
    said: str


@dataclass(frozen=True)
class RemovalPayload:
    """What a classifier says without some heads, all together."""

    labels: list[str]
    before: list[float]  # (labels,), probabilities as they are
    after: list[float]  # (labels,), without the heads
    said: str


def each_alone(text: Text, model: Model, run: Run) -> EffectsPayload:
    """What each head alone does to a classifier's answer, and each larger part."""
    table = every_head(model, run)
    best = int(table.before.argmax())
    effects = table.after[:, :, best] - table.before[best]  # (L, H)
    layer, head = divmod(int(effects.abs().argmax()), effects.shape[1])
    return EffectsPayload(
        effects=effects.tolist(),
        parts=larger_parts(text, model, run),
        said=text(
            "doubt.remove.says.said",
            layer=layer + 1,
            head=head + 1,
            label=label_of(text, model, model.labels[best]),
            before=digits(float(table.before[best])),
            after=digits(float(table.after[layer, head, best])),
            harmless=int((effects.abs() < SLIGHT).sum()),
            heads=effects.numel(),
        ),
    )


def removal(text: Text, model: Model, run: Run, off: list[list[int]]) -> RemovalPayload:
    """What a classifier says without the heads `off`, all together."""
    ablation = without_heads(model, run, off)
    best = int(ablation.before.argmax())
    return RemovalPayload(
        labels=[label_of(text, model, name) for name in model.labels],
        before=ablation.before.tolist(),
        after=ablation.after.tolist(),
        said=text(
            "doubt.remove.says.said_off",
            off=len(off),
            label=label_of(text, model, model.labels[best]),
            before=digits(float(ablation.before[best])),
            after=digits(float(ablation.after[best])),
        ),
    )


def larger_parts(text: Text, model: Model, run: Run) -> list[PartChances]:
    """The probability of the label without each larger part, in rows of a table."""
    effects = every_part(model, run)
    best = int(effects.before.argmax())
    rows: dict[str, list[float]] = {
        "before": [float(effects.before[best])],
        "positions": [float(effects.without_positions[best])],
        "segments": [float(effects.without_segments[best])],
        "shuffled": [float(effects.shuffled[best])],
        **{part: chances[:, best].tolist() for part, chances in effects.blocks.items()},
    }
    return [PartChances(text(f"doubt.remove.says.part.{part}"), values) for part, values in rows.items()]


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfTask, "heavy")
    def each_head(question: OfTask) -> EffectsPayload:
        judge = judge_of(models, question.task, question.model)
        return each_alone(text, judge, judge.run(question.text, question.text_pair))

    @tell(text, RemoveQuestion, "long")
    def removed(question: RemoveQuestion) -> RemovalPayload:
        judge = judge_of(models, question.task, question.model)
        return removal(text, judge, judge.run(question.text, question.text_pair), question.off)

    with panel(text, "doubt.remove", how="doubt.remove.how", code="remove"):
        component(
            "remove",
            {"failed": text("focus.failed")} | text.part("doubt.remove.shows"),
            [each_head, removed],
        )
