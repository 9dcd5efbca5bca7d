"""The way of every token through the layers, in the plane (or the space) of their principal components."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from bertdemo.figures import style

# Where a name may stand beside its point: so far to the right and up.
POSITIONS = {
    "top right": (1, 1),
    "bottom right": (1, -1),
    "top left": (-1, 1),
    "bottom left": (-1, -1),
    "middle right": (1, 0),
    "middle left": (-1, 0),
    "top center": (0, 1),
    "bottom center": (0, -1),
}
LETTER = 0.011  # width of a letter, as a part of the picture's
LINE = 0.05  # height of a line of letters, as a part of the picture's
LEGIBLE = 0.2  # part of a 0 that may be covered
Box = tuple[float, float, float, float]  # left, bottom, right, top


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
    names = {place: f"{tokens[place]} ({place})" for place in range(len(tokens))}
    sides = _sides(points, {place: names[place] for place in shown})
    traces = [
        _way([step[place] for step in points], names[place], layer, order.get(place), sides.get(place))
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


def _sides(
    points: Sequence[Sequence[Sequence[float]]], names: dict[int, str]
) -> dict[int, tuple[str | None, str]]:
    """Of each way that is named, where its 0 stands (None: another one's 0 is there) and where its name does.

    Points often lie close together: each label takes the side on which it covers the labels and points before it least.
    """
    flat = [[point[:2] for point in step] for step in points]
    low, high = ([f(p[i] for step in flat for p in step) for i in (0, 1)] for f in (min, max))
    span = [top - bottom or 1 for bottom, top in zip(low, high, strict=True)]

    def at(layer: int, place: int) -> tuple[float, float]:
        x, y = ((v - least) / size for v, least, size in zip(flat[layer][place], low, span, strict=True))
        return x, y

    ends = {place: at(-1, place) for place in names}
    taken = [_around(*at(layer, place), LETTER, LINE / 2) for place in names for layer in range(len(flat))]
    sides: dict[int, tuple[str | None, str]] = {}
    for place, name in names.items():
        side, box = _freest(ends[place], name, taken)
        taken.append(box)
        sides[place] = (None, side)
    for place in names:
        side, box = _freest(at(0, place), "0", taken)
        if _covered(box, taken) <= LEGIBLE * LETTER * LINE:
            taken.append(box)
            sides[place] = (side, sides[place][1])
    return sides


def _around(x: float, y: float, width: float, height: float) -> Box:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _freest(at: tuple[float, float], name: str, taken: Sequence[Box]) -> tuple[str, Box]:
    width = LETTER * len(name)
    boxes = {
        side: _around(at[0] + right * (width + LETTER) / 2, at[1] + up * LINE * 0.75, width, LINE)
        for side, (right, up) in POSITIONS.items()
    }
    return min(boxes.items(), key=lambda one: _covered(one[1], taken))


def _covered(box: Box, taken: Sequence[Box]) -> float:
    """How much of what is taken a box covers, and how much of it hangs out of the picture."""
    left, bottom, right, top = box
    out = max(0.0, -left) + max(0.0, right - 1)
    return out * LINE + sum(
        max(0.0, min(right, r) - max(left, x)) * max(0.0, min(top, t) - max(bottom, y))
        for x, y, r, t in taken
    )


def _way(
    steps: Sequence[Sequence[float]],
    name: str,
    layer: str,
    number: int | None,
    sides: tuple[str | None, str] | None,
) -> dict[str, object]:
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
    if number is None or sides is None:
        return way
    last = len(steps) - 1
    colour = style.series(number)
    sizes = [9 if step == last else 5 for step in range(len(steps))]
    return way | {
        "mode": "lines+markers+text",
        "line": {"color": colour, "width": 2.5 if flat else 5},
        "marker": {"color": colour, "size": sizes if flat else 3, "line": {"width": 0}},
        "text": ["0" if sides[0] else "", *[""] * (last - 1), style.plain(name)][: len(steps)],
        "textposition": [sides[0] or sides[1], *[sides[1]] * last],
        "textfont": {"color": style.INK},
        **({"cliponaxis": False} if flat else {}),
    }
