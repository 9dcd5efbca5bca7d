"""Named amounts as bars that lie: guesses with their probabilities, lengths of vectors, what words add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from bertdemo.figures import style


def bars(names: Sequence[str], amounts: Mapping[str, Sequence[float]], *, x: str, y: str = "") -> go.Figure:
    """`amounts` are what is shown → its value for each of the `names`, from top to bottom; names may repeat."""
    places = list(range(len(names)))
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": style.plain(name),
            "x": list(values),
            "y": places,
            "marker": {"color": style.series(number)},
            "hovertemplate": "%{x:.3r}",
        }
        for number, (name, values) in enumerate(amounts.items())
    ]
    axis = {"tickvals": places, "ticktext": [style.plain(name) for name in names], "autorange": "reversed"}
    return style.figure(
        traces, x, y, yaxis=axis, barmode="group", hovermode="y unified", showlegend=len(traces) > 1,
    )  # fmt: skip
