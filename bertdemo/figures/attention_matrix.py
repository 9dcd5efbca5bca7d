"""The attention of one head as a matrix to zoom into: rows look, columns are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from bertdemo.figures import style


def attention_matrix(
    weights: Any, tokens: Sequence[str], *, x: str = "is looked at", y: str = "looks", weight: str = "weight"
) -> go.Figure:
    """`weights` (T, T), [from, to], 0 … 1. A colour goes by the square root of a weight, since most are small."""
    # Numbers with names on them: as categories, a token that comes twice would be one column.
    names = {str(place): style.plain(token) for place, token in enumerate(tokens)}
    axis = {
        "labelalias": names,
        "dtick": max(1, round(len(tokens) / 32)),
        "showgrid": False,
        "zeroline": False,
        "constrain": "domain",
    }
    cells = {
        "type": "heatmap",
        "z": weights,
        "zmin": 0,
        "zmax": 1,
        "colorscale": style.spread(style.BLUES, power=2),
        "colorbar": {"title": {"text": style.plain(weight)}, "thickness": 12, "outlinewidth": 0},
        "hovertemplate": "%{y} → %{x}<br><b>%{z:.3r}</b><extra></extra>",
    }
    up = {**axis, "autorange": "reversed", "scaleanchor": "x"}
    return style.figure([cells], x, y, xaxis={**axis, "side": "top", "tickangle": -90}, yaxis=up)
