"""Charts of the page: what bert/ computed, as a figure of figures/ in the page's words, with a sentence that says it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import torch

from bertdemo.bert.born import Look, Start
from bertdemo.bert.born import Step as BornStep
from bertdemo.bert.cost import Cost
from bertdemo.bert.finetuning import Step
from bertdemo.bert.scoring import Progress
from bertdemo.figures.attention_matrix import attention_matrix
from bertdemo.figures.cls_plane import cls_plane
from bertdemo.figures.confusion import confusion
from bertdemo.figures.cost_shares import cost_shares
from bertdemo.figures.deletion_curves import deletion_curves
from bertdemo.figures.paths_plane import paths_plane
from bertdemo.figures.payload import FigurePayload, figure_payload, packed_table
from bertdemo.figures.positions import positions
from bertdemo.figures.similarity_by_layer import similarity_by_layer
from bertdemo.figures.training_curves import Curve, training_curves
from bertdemo.page.focus import numbers
from bertdemo.settings import Language
from bertdemo.text import Text, digits

Chart = FigurePayload
AND: dict[Language, str] = {"en": ", ", "zh": "、"}  # between the parts of a list


def finetuning(text: Text, events: Sequence[Any], new: Sequence[Any]) -> dict[str, Chart]:
    """Loss and accuracy up to now; the plane and the confusion if there is a new look at the rows held back."""
    steps = [event for event in events if isinstance(event, Step)]
    looks = [event for event in events if isinstance(event, Progress)]
    if not steps and not looks:
        return {}
    whole = steps[-1].steps if steps else 1
    epoch = sum(step.epoch == 1 for step in steps) if len(looks) > 1 else 1  # steps of one
    charts = {}
    for name in ("loss", "accuracy"):
        held = [(look.epoch * epoch, getattr(look, name)) for look in looks]
        curves = [
            Curve(text("plotted.batches"), [(step.step, getattr(step, name)) for step in steps]),
            Curve(text("plotted.now", name=text("plotted.held"), value=_last(held)), held, held=True),
        ]
        title = text(f"finetuning.lab.shows.{name}")
        figure = training_curves(
            curves,
            whole,
            x=text("finetuning.lab.shows.step"),
            y=text(f"plotted.{name}"),
            share=name == "accuracy",
        )
        charts[name] = figure_payload(figure, _said_curves(text, title, whole, curves))
    if any(isinstance(event, Progress) for event in new):
        charts["plane"] = _plane(text, looks)
        charts["confusion"] = _confusion(text, looks[-1])
    return charts


def newborn(text: Text, events: Sequence[Any]) -> dict[str, Chart]:
    """Losses of the batches and accuracies on documents held back, up to now."""
    steps = [event for event in events if isinstance(event, BornStep)]
    looks = [event for event in events if isinstance(event, Look)]
    start = next((event for event in events if isinstance(event, Start)), None)
    whole = steps[-1].steps if steps else 1
    chance = None
    if start:
        chance = text("pretraining.born.says.chance", share=f"{start.commonest:.0%}"), start.commonest
    charts = {}
    for name, seen in (("loss", steps), ("accuracy", looks)):
        curves = []
        for task in ("mlm", "nsp"):
            points = [(event.step, getattr(event, f"{task}_{name}")) for event in seen]
            label = text("plotted.now", name=text(f"pretraining.born.says.{task}"), value=_last(points))
            curves.append(Curve(label, points, held=name == "accuracy"))
        title, share = text(f"pretraining.born.shows.{name}"), name == "accuracy"
        figure = training_curves(
            curves,
            whole,
            x=text("pretraining.born.shows.step"),
            y=text(f"plotted.{name}"),
            share=share,
            chance=chance if share else None,
        )
        charts[name] = figure_payload(figure, _said_curves(text, title, whole, curves))
    return charts


def paths_chart(
    text: Text, points: torch.Tensor, explained: Sequence[float], tokens: Sequence[str], shown: Sequence[int]
) -> Chart:
    """`points` (L + 1, T, 2 or 3) of these tokens; the places `shown` are coloured."""
    shares = [f"{share:.0%}" for share in explained]
    if len(shares) == 2:
        axes = [
            text("depth.paths.says.axis", number=n, share=share) for n, share in enumerate(shares, start=1)
        ]
    else:  # there is room for a few letters beside the axes of a space
        axes = [f"{text('plotted.component', number=n)} ({share})" for n, share in enumerate(shares, start=1)]
    said = text(
        "plotted.paths",
        tokens=len(tokens),
        layers=len(points) - 1,
        shown=AND[text.language].join(tokens[place] for place in shown),
    )
    figure = paths_plane(numbers(points), tokens, shown, axes=axes, layer=text("plotted.layer"))
    return figure_payload(figure, said)


def twins_chart(text: Text, pairs: Sequence[tuple[str, Sequence[float]]]) -> Chart:
    """Words that come twice, with the cosine of both places in every layer."""
    figure = similarity_by_layer(pairs, x=text("depth.paths.says.layers"), y=text("plotted.cosine"))
    lines = _lines(text, [(word, cosines[0], cosines[-1]) for word, cosines in pairs])
    return figure_payload(figure, text("plotted.lines", title=text("depth.paths.says.alike"), lines=lines))


def deletion_chart(
    text: Text, left: Mapping[str, Sequence[float]], areas: Mapping[str, float], by_chance: Sequence[float]
) -> Chart:
    """By method: the probability left, and its mean. `by_chance` is what random orders leave, on average."""
    names = {method: text(f"doubt.why.shows.method_{method}") for method in left}
    chance = text("doubt.why.says.random")
    figure = deletion_curves(
        [(f"{names[method]} {digits(areas[method])}", shares) for method, shares in left.items()],
        (f"{chance} {digits(sum(by_chance) / len(by_chance))}", by_chance),
        x=text("doubt.why.says.axis"),
        y=text("plotted.left"),
    )
    ends = [(names[method], shares[0], shares[-1]) for method, shares in left.items()]
    lines = _lines(text, [*ends, (chance, by_chance[0], by_chance[-1])])
    return figure_payload(figure, text("plotted.lines", title=text("doubt.why.shows.curves"), lines=lines))


def cost_chart(text: Text, cost: Cost) -> Chart:
    """The share of every part in what is counted."""
    names = {part: text(f"layer.cost.says.part.{part}") for part in cost.parameters}
    amounts = {
        text(f"layer.cost.shows.column_{kind}"): list(getattr(cost, kind).values())
        for kind in ("parameters", "flops", "bytes", "seconds")
    }
    figure = cost_shares(list(names.values()), amounts, x=text("plotted.share"))
    part = max(cost.flops, key=cost.flops.__getitem__)
    whole = sum(cost.flops.values())
    said = text("plotted.cost", part=names[part], share=f"{cost.flops[part] / whole:.0%}")
    return figure_payload(figure, said)


def positions_chart(text: Text, table: torch.Tensor, said: str) -> Chart:
    """All position vectors (P, E), packed; the page moves the line to the token that it shows.

    The largest hundredth of the numbers is as strong as the 99th.
    """
    strongest = float(table.abs().quantile(0.99).clamp(min=1e-9))
    figure = positions(
        [], 0, strongest=float(f"{strongest:.3g}"), x=text("plotted.number"), y=text("plotted.position")
    )
    chart = figure_payload(figure, said)
    (cells,) = chart.data
    nearly = cells["hovertemplate"].replace("%{z", "≈ %{z")  # as it travels
    return replace(chart, data=[cells | {"z": packed_table(table), "hovertemplate": nearly}])


def empty_matrix(text: Text) -> Chart:
    """The frame of a matrix of attention; the page has the weights already."""
    axes = {"x": text("plotted.looked_at"), "y": text("plotted.looks"), "weight": text("plotted.weight")}
    return figure_payload(attention_matrix([], [], **axes), "")


def _plane(text: Text, looks: Sequence[Progress]) -> Chart:
    last = looks[-1]
    reach = max(float(look.points.abs().max()) for look in looks)
    labels = last.labels.tolist()
    figure = cls_plane(
        numbers(last.points),
        labels,
        last.names,
        guesses=last.probabilities.argmax(-1).tolist(),
        reach=reach,
        x=text("plotted.component", number=1),
        y=text("plotted.component", number=2),
    )
    counts = [
        text("plotted.label_rows", label=name, rows=labels.count(number))
        for number, name in enumerate(last.names)
    ]
    said = text("plotted.plane", rows=len(labels), labels=AND[text.language].join(counts))
    return figure_payload(figure, said)


def _confusion(text: Text, look: Progress) -> Chart:
    figure = confusion(look.confusion.tolist(), look.names, x=text("plotted.guess"), y=text("plotted.truth"))
    right, rows = int(look.confusion.diagonal().sum()), int(look.confusion.sum())
    return figure_payload(figure, text("plotted.confusion", right=right, rows=rows))


def _said_curves(text: Text, title: str, steps: int, curves: Sequence[Curve]) -> str:
    known = {curve.name: _known(curve.points) for curve in curves}
    ends = [(name, values[0], values[-1]) for name, values in known.items() if values]
    return text("plotted.curves", title=title, steps=steps, lines=_lines(text, ends))


def _lines(text: Text, ends: Sequence[tuple[str, float, float]]) -> str:
    return AND[text.language].join(
        text("plotted.curve", name=name, first=_shown(first), last=_shown(last)) for name, first, last in ends
    )


def _known(points: Sequence[tuple[float, float | None]]) -> list[float]:
    return [value for _, value in points if value is not None and math.isfinite(value)]


def _last(points: Sequence[tuple[float, float | None]]) -> str:
    known = _known(points)
    return _shown(known[-1]) if known else "–"


def _shown(value: float) -> str:
    """Three digits; a cosine may be negative."""
    return f"-{digits(-value)}" if value < 0 else digits(value)
