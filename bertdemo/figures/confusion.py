"""The confusion matrix of a classifier: a row a true label, a column a guess, a count in each cell."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from bertdemo.figures import style


def confusion(
    counts: Sequence[Sequence[int]], names: Sequence[str], *, x: str = "guess", y: str = "true label"
) -> go.Figure:
    """`counts` [true label, guess]; the first label is the top row."""
    places = list(range(len(names)))
    # Numbers with names on them: as categories, two labels of one name would be one row.
    axis = {
        "tickvals": places,
        "ticktext": [style.plain(name) for name in names],
        "showgrid": False,
        "zeroline": False,
    }
    cells = {
        "type": "heatmap",
        "z": [list(row) for row in counts],
        "texttemplate": "%{z}",
        "colorscale": style.spread(style.BLUES),
        "zmin": 0,
        "zmax": max(1, *(count for row in counts for count in row)) / 0.75,  # the numbers stay readable
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
        "hovertemplate": "%{y} → %{x}: %{z}<extra></extra>",
    }
    return style.figure([cells], x, y, xaxis=axis, yaxis={**axis, "autorange": "reversed"})
