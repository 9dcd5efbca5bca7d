"""The plane of [CLS]: what a classifier reads of each row, a point a row, coloured and shaped by its true label."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from bertdemo.figures import style

SYMBOLS = ("circle", "square", "triangle-up", "diamond", "cross", "x")


def cls_plane(
    points: Sequence[Sequence[float]],
    labels: Sequence[int],
    names: Sequence[str],
    *,
    guesses: Sequence[int] = (),
    reach: float = 0.0,
    x: str = "component 1",
    y: str = "component 2",
) -> go.Figure:
    """`points` (R, 2) and the true label of each row; `guesses` are told on hover.

    The axes go as far as `reach`, or as the farthest point: with the same reach, pictures of several epochs compare.
    """
    reach = 1.05 * max([reach, 1e-9, *(abs(value) for point in points for value in point)])
    traces = []
    for number, name in enumerate(names):
        rows = [row for row, label in enumerate(labels) if label == number]
        guessed = [style.plain(names[guesses[row]]) for row in rows] if len(guesses) else None
        trace = {
            "type": "scatter",
            "name": style.plain(name),
            "x": [float(f"{points[row][0]:.4g}") for row in rows],
            "y": [float(f"{points[row][1]:.4g}") for row in rows],
            "mode": "markers",
            "marker": {"color": style.series(number), "symbol": SYMBOLS[number % len(SYMBOLS)], "size": 9},
            "hovertemplate": "%{fullData.name}" + (" → %{text}" if guessed else "") + "<extra></extra>",
        }
        traces.append(trace | ({"text": guessed} if guessed else {}))
    ends = {"range": [-reach, reach]}
    return style.figure(traces, x, y, xaxis=ends, yaxis=ends, showlegend=True, meta={"table": "points"})
