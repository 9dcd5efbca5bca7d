"""The position vectors: a row a place in the text, a column a number of its vector."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from bertdemo.figures import style


def positions(
    table: Any,
    marked: int | None = None,
    *,
    strongest: float | None = None,
    x: str = "number",
    y: str = "position",
) -> go.Figure:
    """`table` (P, E), numbers around zero; `marked` is a row with a line on it.

    Colours end at ±`strongest`, at the largest number if none is given.
    """
    most = strongest if strongest is not None else max(abs(float(table.min())), abs(float(table.max())))
    cells = {
        "type": "heatmap",
        "z": table,
        "zmin": -most,
        "zmax": most,
        "colorscale": style.spread(style.ORANGE_TO_BLUE),
        "colorbar": {"thickness": 12, "outlinewidth": 0},
        "hovertemplate": f"{style.plain(y)} %{{y}}, {style.plain(x)} %{{x}}: %{{z:.2~g}}<extra></extra>",
    }
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": marked, "y1": marked}
    shapes = [] if marked is None else [{**line, "line": {"color": style.INK, "width": 2}}]
    return style.figure([cells], x, y, yaxis={"autorange": "reversed"}, shapes=shapes)
