"""What an input costs, part by part: the share of each in the parameters, operations, memory and time."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from bertdemo.figures import style

WIDE = 18  # characters of a part's name in a line


def cost_shares(
    parts: Sequence[str],
    amounts: Mapping[str, Sequence[float]],
    *,
    x: str = "share of the whole",
    y: str = "",
) -> go.Figure:
    """`amounts` are what is counted → how much of it each of the `parts` takes, in any unit."""
    # In lines of a few words, so that they leave room for the bars on a phone.
    names = ["<br>".join(textwrap.wrap(style.plain(part), WIDE)) for part in parts]
    traces = []
    for number, (name, values) in enumerate(amounts.items()):
        whole = sum(values) or 1.0
        trace = {
            "type": "bar",
            "orientation": "h",
            "name": style.plain(name),
            "x": [float(f"{value / whole:.4g}") for value in values],
            "y": names,
            "marker": {"color": style.series(number)},
            "hovertemplate": "%{x:.1%}",
        }
        traces.append(trace)
    return style.figure(
        traces, x, y, xaxis={"tickformat": ".0%", "rangemode": "tozero"}, yaxis={"autorange": "reversed"},
        hovermode="y unified", barmode="group", bargap=0.3, showlegend=True,
    )  # fmt: skip
