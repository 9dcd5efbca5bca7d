"""A table of shares with a word in every cell: what each layer would write, what each head does."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from bertdemo.figures import style


def cells(
    shares: Sequence[Sequence[float]],
    words: Sequence[Sequence[str]],
    columns: Sequence[str],
    rows: Sequence[str],
    *,
    x: str,
    y: str,
    share: str,
) -> go.Figure:
    """`shares` (R, C) in 0 … 1 colour the cells, `words` (R, C) stand in them; the first row is the lowest."""
    trace = {
        "type": "heatmap",
        "z": [list(row) for row in shares],
        "zmin": 0,
        "zmax": 1,
        "text": [[style.plain(word) for word in row] for row in words],
        "texttemplate": "%{text}",
        "colorscale": style.spread(style.BLUES, power=2),
        "colorbar": {"title": {"text": style.plain(share)}, "thickness": 12, "outlinewidth": 0},
        "hovertemplate": "%{text} <b>%{z:.3r}</b><extra></extra>",
    }

    def axis(names: Sequence[str]) -> dict[str, object]:
        return {
            "tickvals": list(range(len(names))),
            "ticktext": [style.plain(name) for name in names],
            "showgrid": False,
            "zeroline": False,
        }

    return style.figure([trace], x, y, xaxis=axis(columns), yaxis=axis(rows))
