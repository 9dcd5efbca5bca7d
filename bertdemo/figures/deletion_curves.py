"""How fast a label falls when the words are hidden that a ranking calls important (Samek et al. 2017)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from bertdemo.figures import style


def deletion_curves(
    curves: Sequence[tuple[str, Sequence[float]]],
    baseline: tuple[str, Sequence[float]] | None = None,
    *,
    x: str = "words hidden",
    y: str = "probability left",
) -> go.Figure:
    """`curves` are (ranking, probability of the label after hiding its k best words, from k = 0).

    So is the `baseline`, drawn in grey: a random order.
    """
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "name": style.plain(name),
            "x": list(range(len(left))),
            "y": [float(f"{share:.5g}") for share in left],
            "mode": "lines",
            "line": {"color": style.series(number), "width": 2.5, "dash": style.DASHES[number % 4]},
            "hovertemplate": "%{y:.3~g}",
        }
        for number, (name, left) in enumerate([*curves, *([baseline] if baseline else [])])
    ]
    if baseline:
        traces[-1]["line"] = {"color": style.QUIET, "width": 1.5, "dash": "dot"}
    return style.figure(
        traces, x, y, xaxis={"rangemode": "tozero"}, yaxis={"range": [0, 1.02]},
        hovermode="x unified", showlegend=True,
    )  # fmt: skip
