"""Curves of a training: losses and accuracies over its steps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from bertdemo.figures import style

MOST = 60  # points of a curve; of more steps the mean of a few is one


@dataclass(frozen=True)
class Curve:
    """One curve; `held` is measured on what is held back, at a few steps only."""

    name: str
    points: Sequence[tuple[float, float | None]]  # (step, value); None or nan: no number
    held: bool = False


def training_curves(
    curves: Sequence[Curve],
    steps: int,
    *,
    x: str = "step",
    y: str = "loss",
    share: bool = False,
    chance: tuple[str, float] | None = None,
) -> go.Figure:
    """Curves over `steps` steps. A `share` goes from 0 to 1; `chance` is (name, value) of a dotted line across."""
    traces = [_trace(curve, number) for number, curve in enumerate(curves)]
    if chance:
        name, value = chance
        line = {"color": style.QUIET, "dash": "dot", "width": 1.5}
        across = {"x": [0, steps], "y": [value, value], "mode": "lines", "line": line}
        traces.append({"type": "scatter", "name": style.plain(name), **across})
    up = {"range": [0, 1.02]} if share else {"rangemode": "tozero"}
    return style.figure(
        traces, x, y, xaxis={"range": [0, max(1, steps)]}, yaxis=up, hovermode="x unified", showlegend=True
    )


def thinned(
    points: Sequence[tuple[float, float | None]], most: int = MOST
) -> list[tuple[float, float | None]]:
    """At most about `most` points: means of as many neighbours as it takes, each at the last one's step."""
    few = max(1, round(len(points) / most))
    thin: list[tuple[float, float | None]] = []
    for start in range(0, len(points), few):
        some = points[start : start + few]
        values = [value for _, value in some if value is not None and math.isfinite(value)]
        thin.append((some[-1][0], sum(values) / len(values) if values else None))
    return thin


def _trace(curve: Curve, number: int) -> dict[str, object]:
    points = thinned(curve.points)
    return {
        "type": "scatter",
        "name": style.plain(curve.name),
        "x": [step for step, _ in points],
        "y": [None if value is None else float(f"{value:.4g}") for _, value in points],
        "mode": "lines+markers" if curve.held else "lines",
        "line": {"color": style.series(number), "width": 2.5, "dash": style.DASHES[number % 4]},
        "hovertemplate": "%{y:.3~g}",
        "cliponaxis": False,
    }
