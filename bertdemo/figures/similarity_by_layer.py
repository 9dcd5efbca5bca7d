"""How alike two places of one word are, layer by layer."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from bertdemo.figures import style


def similarity_by_layer(
    pairs: Sequence[tuple[str, Sequence[float]]], *, x: str = "layer (0: before the first)", y: str = "cosine"
) -> go.Figure:
    """`pairs` are (word, cosine in each layer from 0)."""
    traces = [
        {
            "type": "scatter",
            "name": style.plain(word),
            "x": list(range(len(cosines))),
            "y": list(cosines),
            "mode": "lines+markers",
            "line": {"color": style.series(number), "width": 2.5, "dash": style.DASHES[number % 4]},
            "hovertemplate": "%{y:.2f}",
        }
        for number, (word, cosines) in enumerate(pairs)
    ]
    least = min((cosine for _, cosines in pairs for cosine in cosines), default=0.0)
    return style.figure(
        traces, x, y, xaxis={"dtick": 1}, yaxis={"range": [min(0.0, least), 1.02]},
        hovermode="x unified", showlegend=True,
    )  # fmt: skip
