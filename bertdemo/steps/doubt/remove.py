"""What a classifier says without heads, and without larger parts. Computed by bert/ablation.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from torch import Tensor

from bertdemo.bert.ablation import every_head, every_part, without_heads
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.page.components import component
from bertdemo.page.findings import speaker_of
from bertdemo.page.focus import label_of
from bertdemo.page.live import tell
from bertdemo.page.questions import OfTask
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import judge_of
from bertdemo.text import Text

SLIGHT = 0.01  # change of a probability that is called none
MOST = 0.9  # share of the heads that is called nearly all


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
    speaker: str  # the classifier


@dataclass(frozen=True)
class RemovalPayload:
    """What a classifier says without some heads, all together."""

    labels: list[str]
    before: list[float]  # (labels,), probabilities as they are
    after: list[float]  # (labels,), without the heads
    said: str
    speaker: str  # the classifier


def each_alone(text: Text, model: Model, run: Run) -> EffectsPayload:
    """What each head alone does to a classifier's answer, and each larger part."""
    table = every_head(model, run)
    best = int(table.before.argmax())
    effects = table.after[:, :, best] - table.before[best]  # (L, H)
    harmless = int((effects.abs() < SLIGHT).sum())
    flips = int((table.after.argmax(-1) != best).sum())
    layer, head = divmod(int(effects.abs().argmax()), effects.shape[1])
    return EffectsPayload(
        speaker=speaker_of(text, model.checkpoint),
        effects=effects.tolist(),
        parts=larger_parts(text, model, run),
        said=text(
            "doubt.remove.says.said",
            layer=layer + 1,
            head=head + 1,
            label=label_of(text, model, model.labels[best]),
            before=text.percent(float(table.before[best])),
            after=text.percent(float(table.after[layer, head, best])),
            harmless=harmless,
            heads=effects.numel(),
            judgement=text(
                f"doubt.remove.says.judged.{judged(flips, harmless, effects.numel())}", flips=flips
            ),
        ),
    )


def judged(flips: int, harmless: int, heads: int) -> str:
    """What one head at a time shows: how many flip the verdict, how many hardly change it, of how many."""
    if flips:
        return "flipped"
    return "spare" if harmless >= MOST * heads else "shared"


def judged_together(before: Tensor, after: Tensor) -> str:
    """What became of the likeliest label; probabilities (labels,) with all heads, and without some."""
    best = int(before.argmax())
    if int(after.argmax()) != best:
        return "flipped"
    change = float(after[best] - before[best])
    return "same" if abs(change) < SLIGHT else "weaker" if change < 0 else "surer"


def removal(text: Text, model: Model, run: Run, off: list[list[int]]) -> RemovalPayload:
    """What a classifier says without the heads `off`, all together."""
    ablation = without_heads(model, run, off)
    best = int(ablation.before.argmax())
    return RemovalPayload(
        speaker=speaker_of(text, model.checkpoint),
        labels=[label_of(text, model, name) for name in model.labels],
        before=ablation.before.tolist(),
        after=ablation.after.tolist(),
        said=text(
            "doubt.remove.says.said_off",
            off=len(off),
            label=label_of(text, model, model.labels[best]),
            before=text.percent(float(ablation.before[best])),
            after=text.percent(float(ablation.after[best])),
            judgement=text(
                f"doubt.remove.says.together.{judged_together(ablation.before, ablation.after)}",
                other=label_of(text, model, model.labels[int(ablation.after.argmax())]),
            ),
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

    component(
        "remove",
        {"failed": text("focus.failed")} | text.part("doubt.remove.shows"),
        [each_head, removed],
    )
