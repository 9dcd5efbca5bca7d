"""The way of every token through the layers, in the plane (or the space) of their principal components."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from bertdemo.figures import style

# Where a token's name stands beside its end: several tokens often end in one place.
POSITIONS = ("top right", "bottom right", "top left", "bottom left")


def paths_plane(
    points: Sequence[Sequence[Sequence[float]]],
    tokens: Sequence[str],
    shown: Sequence[int],
    *,
    axes: Sequence[str] = ("component 1", "component 2", "component 3"),
    layer: str = "layer",
) -> go.Figure:
    """`points` (L + 1, T, 2 or 3), layer 0 before the first one. The tokens `shown` are coloured and named at their end."""
    size = len(points[0][0])
    others = [place for place in range(len(tokens)) if place not in shown]
    order = {place: number for number, place in enumerate(shown)}
    traces = [
        _way([step[place] for step in points], f"{place} {tokens[place]}", layer, order.get(place))
        for place in [*others, *shown]  # the coloured ones lie on top
    ]
    meta = {"table": "points", "index": layer}
    if size == 2:
        return style.figure(traces, axes[0], axes[1], hovermode="closest", showlegend=False, meta=meta)
    scene = {
        f"{name}axis": {"title": {"text": style.plain(title)}, "gridcolor": style.LINE, "color": style.QUIET}
        for name, title in zip("xyz", axes, strict=False)
    }
    # Far enough, and aimed low enough, that the titles of the axes are in the picture.
    scene["camera"] = {"eye": {"x": 1.5, "y": 1.5, "z": 1.0}, "center": {"x": 0, "y": 0, "z": -0.25}}
    layout = {"template": style.TEMPLATE, "scene": scene, "showlegend": False, "meta": meta}
    return go.Figure({"data": traces, "layout": layout})


def _way(steps: Sequence[Sequence[float]], name: str, layer: str, number: int | None) -> dict[str, object]:
    """One token's line; with a number, in that colour, with a dot a layer and its name at the end."""
    flat = len(steps[0]) == 2
    way: dict[str, object] = {
        "type": "scatter" if flat else "scatter3d",
        "name": style.plain(name),
        "mode": "lines",
        "line": {"color": style.LINE, "width": 1},
        "hovertemplate": "%{fullData.name}, " + style.plain(layer) + " %{pointNumber}<extra></extra>",
        **{axis: list(values) for axis, values in zip("xyz", zip(*steps, strict=True), strict=False)},
    }
    if number is None:
        return way
    last = len(steps) - 1
    colour = style.series(number)
    sizes = [9 if step == last else 5 for step in range(len(steps))]
    return way | {
        "mode": "lines+markers+text",
        "line": {"color": colour, "width": 2.5 if flat else 5},
        "marker": {"color": colour, "size": sizes if flat else 3, "line": {"width": 0}},
        "text": ["0", *[""] * (last - 1), style.plain(name)][: len(steps)],
        "textposition": POSITIONS[number % len(POSITIONS)],
        "textfont": {"color": style.INK},
        **({"cliponaxis": False} if flat else {}),
    }
