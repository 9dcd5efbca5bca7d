"""What all charts share: the colours of the light page, a plain frame, and words that Plotly does not read as HTML.

A figure is complete in a notebook. On the page its colours are names (`COLOURS`), which assets/components/plot.js turns
into those of the theme on screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

INK, QUIET, LINE, PAPER, ACCENT = "#1c2430", "#5b6675", "#dde2e8", "#ffffff", "#1f5fbf"
# As scale.js makes them in OKLCH: series a golden angle apart; from the paper to blue; from orange over the paper to blue.
SERIES = (
    "#3069b2", "#dc7862", "#005c3e", "#7e51a1", "#bc9121", "#00537a",
    "#a34364", "#6dab5a", "#373c8c", "#a04f03", "#00b1ab", "#6b276a",
)  # fmt: skip
BLUES = (
    "#ffffff", "#d0e4ff", "#a3c9fd", "#79adf3", "#5391e3", "#3477cd", "#185daf", "#03448c", "#002e64",
)  # fmt: skip
ORANGE_TO_BLUE = (
    "#551c00", "#984200", "#ce7829", "#f0b990", "#ffffff", "#a3c9fd", "#5391e3", "#185daf", "#002e64",
)  # fmt: skip
DASHES = ("solid", "7px,4px", "2px,4px", "10px,4px,2px,4px")  # lines differ without colour vision, too

TEMPLATE = {
    "layout": {
        "font": {"color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "xaxis": {"gridcolor": LINE, "zerolinecolor": LINE, "automargin": True},
        "yaxis": {"gridcolor": LINE, "zerolinecolor": LINE, "automargin": True},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "margin": {"l": 50, "r": 20, "t": 40, "b": 50},
    }
}


def figure(traces: Sequence[Any], x: str, y: str, **layout: Any) -> go.Figure:
    """Traces between two axes with their titles; `layout` adds to it, `xaxis` and `yaxis` to the axes."""
    axes = {
        name: {"title": {"text": plain(title)}, **layout.pop(name, {})}
        for name, title in (("xaxis", x), ("yaxis", y))
    }
    # As a dict: 1.6 ms for two lines in place of 10, and curves are drawn anew while a training runs.
    return go.Figure({"data": list(traces), "layout": {"template": TEMPLATE, **axes, **layout}})


def series(number: int) -> str:
    """The colour of a line or a label; they begin again after the last."""
    return SERIES[number % len(SERIES)]


def plain(words: str) -> str:
    """Words of a text as Plotly shows them: it reads <b> and &amp; as HTML does."""
    return words.replace("&", "&amp;").replace("<", "&lt;")


def spread(colours: Sequence[str], power: float = 1.0) -> list[list[Any]]:
    """Colours as a scale from 0 to 1; with `power` 2 small values are told apart as by their square root."""
    last = len(colours) - 1
    return [[(i / last) ** power, colour] for i, colour in enumerate(colours)]
