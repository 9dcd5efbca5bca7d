"""What travels to the page's own components (assets/page): one run as JSON, weights as packed bytes.

At 128 tokens the page gets 25 kB a head in place of the megabytes that the same numbers take as text.
"""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import torch
from torch import Tensor

from bertdemo.bert.outline import outline
from bertdemo.bert.run import Run
from bertdemo.figures import style

# What a colour of the light page is called on the way to the page, which knows its theme.
COLOURS = {
    style.INK: "ink",
    style.QUIET: "quiet",
    style.LINE: "line",
    style.PAPER: "paper",
    style.ACCENT: "accent",
    **{colour: f"series {number}" for number, colour in enumerate(style.SERIES, start=1)},
}
SCALES = {style.BLUES: "scale", style.ORANGE_TO_BLUE: "diverging"}


@dataclass(frozen=True)
class RunKey:
    """What was read, and by which model: with it a component asks for more of the same run."""

    text: str  # as it was encoded: cut to the limit
    text_pair: str
    model: str  # its key


@dataclass(frozen=True)
class OutlinePayload:
    """A run in few numbers, for the map: T tokens, L layers, H heads."""

    norms: tuple[float, ...]  # (T,), length of each token's input vector
    between_words: tuple[tuple[float, ...], ...]  # (L, H), share of the words' attention that goes to words


@dataclass(frozen=True)
class RunPayload:
    """The frame that every component draws from, T tokens; the weights follow as packed_map and packed_layer make them."""

    key: RunKey
    tokens: tuple[str, ...]  # (T,)
    ids: tuple[int, ...]  # (T,)
    token_type_ids: tuple[int, ...]  # (T,), 0 in the first sentence, 1 in the second
    positions: tuple[int, ...]  # (T,), from 0
    # (T,), [start, end) in characters (code points) of its own sentence, not in the UTF-16 units of JavaScript.
    offsets: tuple[tuple[int, int] | None, ...]
    special: tuple[bool, ...]  # (T,)
    layers: int
    heads: int  # of each layer
    outline: OutlinePayload


@dataclass(frozen=True)
class PackedMap:
    """Weights (T, T) in 0 … 1, [from, to], as base64 of little-endian uint16, row by row."""

    weights: str
    deflated: bool


@dataclass(frozen=True)
class PackedTable:
    """Numbers (R, C) around zero as a byte each, in place of a heatmap's `z`."""

    packed: str  # base64 of deflated bytes, row by row: 127 for zero, else the root of the share of `most`
    rows: int
    columns: int
    most: float  # the largest number, its sign apart


@dataclass(frozen=True)
class FigurePayload:
    """A chart for plot.js: traces and layout as Plotly has them, with colours by name."""

    data: list[dict[str, Any]]
    layout: dict[str, Any]
    said: str  # the chart in words


def run_payload(run: Run, model: str) -> RunPayload:
    """The run of the model with this key."""
    encoding = run.encoding
    layers, heads = run.attentions.shape[:2]
    return RunPayload(
        key=RunKey(encoding.text, encoding.text_pair, model),
        tokens=encoding.tokens,
        ids=encoding.ids,
        token_type_ids=encoding.token_type_ids,
        positions=tuple(range(len(encoding.ids))),
        offsets=encoding.offsets,
        special=encoding.special,
        layers=layers,
        heads=heads,
        outline=outline_payload(run),
    )


def outline_payload(run: Run) -> OutlinePayload:
    """The outline of a run in three decimals, which is more than a glyph shows."""
    drawn = outline(run)
    return OutlinePayload(
        norms=tuple(round(norm, 3) for norm in drawn.norms.tolist()),
        between_words=tuple(
            tuple(round(share, 3) for share in layer) for layer in drawn.between_words.tolist()
        ),
    )


def packed_map(weights: Tensor) -> PackedMap:
    """Weights (T, T) in 0 … 1, exact to 1/131070.

    A small one is not deflated: a browser inflates in the background, which takes longer than 40 kB on the way.
    """
    raw = (weights * 65535).round().to(torch.int32).numpy().astype("<u2").tobytes()
    deflated = len(raw) > 40_000
    return PackedMap(_packed(raw) if deflated else base64.b64encode(raw).decode("ascii"), deflated)


def packed_layer(weights: Tensor) -> str:
    """Weights (H, T, T) in 0 … 1 as base64 of deflated bytes, head by head; exact to 1/510."""
    return _packed((weights * 255).round().to(torch.uint8).numpy().tobytes())


def figure_payload(figure: go.Figure, said: str) -> FigurePayload:
    """A figure without the notebook's template; `said` says it in words."""
    drawn = figure.to_plotly_json()
    layout = {name: value for name, value in drawn["layout"].items() if name != "template"}
    return FigurePayload(_named(drawn["data"]), _named(layout), said)


def packed_table(table: Tensor) -> PackedTable:
    """Numbers (R, C) around zero.

    A byte is the square root of a number's share of the largest one, 127 for zero: what is 1/25 of the largest is off
    by 4 % at most, 1/400 by a tenth, where bytes in even steps would lose it.
    """
    most = float(table.abs().max().clamp(min=1e-9))
    share = table / most
    levels = (share.sign() * share.abs().sqrt() * 127 + 127).round().to(torch.uint8)
    rows, columns = table.shape
    return PackedTable(_packed(levels.numpy().tobytes()), rows, columns, most)


def _named(value: Any, name: str = "") -> Any:
    """The same with the names of colours."""
    if isinstance(value, dict):
        return {key: _named(one, key) for key, one in value.items()}
    if name == "colorscale":
        colours = tuple(colour for _, colour in value)
        return [[share, f"{SCALES[colours]} {i}"] for i, (share, _) in enumerate(value)]
    if name.endswith("color"):
        return COLOURS[value]
    return [_named(one) for one in value] if name in ("", "shapes") and isinstance(value, list) else value


def _packed(raw: bytes) -> str:
    return base64.b64encode(zlib.compress(raw, 1)).decode("ascii")
