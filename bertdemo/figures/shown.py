"""What a notebook shows below a cell: numbers with a Plotly figure of them, and BertViz in a frame."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from bertdemo.figures import bertviz

HIGH = 450  # px of a figure: a cell has no height of its own that it could fill


@dataclass(frozen=True, repr=False)
class Picture:
    """Numbers, and a figure of them."""

    said: str  # what it is, in one line
    data: Any  # a tensor, or a frozen dataclass of bertdemo/bert
    figure: go.Figure

    def __repr__(self) -> str:
        return f"<{self.said}>"

    def _repr_html_(self) -> str:
        """As Plotly shows figures here; where it has no way of its own, with its script in it: nothing is fetched."""
        shown = self.figure._repr_mimebundle_().get("text/html")
        return str(
            shown or self.figure.to_html(full_html=False, include_plotlyjs=True, default_height=f"{HIGH}px")
        )


@dataclass(frozen=True, repr=False)
class Frame:
    """BertViz's own picture, in a frame; it counts layers and heads from 0."""

    view: bertviz.View

    def __repr__(self) -> str:
        return f"<BertViz of {self.view.tokens_shown} of {self.view.tokens_total} tokens>"

    def _repr_html_(self) -> str:
        style = f"border: 0; width: 100%; height: {self.view.height}px"
        return f'<iframe sandbox="allow-scripts" style="{style}" srcdoc="{html.escape(self.view.html)}"></iframe>'
