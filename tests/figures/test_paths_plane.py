"""Paths: a line a token, in the order of the layers, those that are shown on top and named."""

from __future__ import annotations

import pytest

from bertdemo.figures import style
from bertdemo.figures.paths_plane import paths_plane

# three layers, three tokens
POINTS = [
    [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]],
    [[0.5, 1.5], [2.5, 3.5], [4.5, 5.5]],
    [[9.0, 8.0], [7.0, 6.0], [5.0, 4.0]],
]


def test_a_line_a_token_through_all_layers() -> None:
    figure = paths_plane(POINTS, ["[CLS]", "bank", "<b>"], [1], axes=["one", "two"], layer="Schicht")
    assert [trace.name for trace in figure.data] == ["[CLS] (0)", "&lt;b> (2)", "bank (1)"]
    shown = figure.data[-1]
    assert (shown.x, shown.y) == ((2, 2.5, 7), (3, 3.5, 6))
    assert shown.text == ("0", "", "bank (1)") and shown.line.color == style.SERIES[0]
    assert shown.marker.size == (5, 5, 9)
    assert figure.data[0].mode == "lines" and figure.data[0].line.color == style.LINE
    assert all("Schicht %{pointNumber}" in trace.hovertemplate for trace in figure.data)
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("one", "two")


def test_those_shown_keep_their_order_of_colours() -> None:
    figure = paths_plane(POINTS, ["a", "a", "a"], [2, 0])
    assert [trace.name for trace in figure.data] == ["a (1)", "a (2)", "a (0)"]
    assert [trace.line.color for trace in figure.data[1:]] == list(style.SERIES[:2])
    assert figure.data[1].textposition != figure.data[2].textposition


def test_three_dimensions() -> None:
    points = [[[*point, 7.0] for point in layer] for layer in POINTS]
    figure = paths_plane(points, ["a", "b", "c"], [0], axes=["one", "two", "three"])
    assert {trace.type for trace in figure.data} == {"scatter3d"}
    assert figure.data[-1].z == (7, 7, 7)
    assert figure.layout.scene.zaxis.title.text == "three"


def test_one_layer_only() -> None:
    (trace,) = paths_plane([[[0.0, 0.0]]], ["a"], [0]).data
    assert len(trace.text) == len(trace.x) == 1


@pytest.mark.parametrize("count", [1, 64])
def test_as_many_lines_as_tokens(count: int) -> None:
    assert len(paths_plane([[[0.0, 0.0]] * count] * 2, ["a"] * count, []).data) == count


def test_names_of_ways_that_end_in_one_place_stand_apart() -> None:
    """All at one end, in a corner of the picture: no two names on one side of it, and none out of it on the right."""
    start = [[0.0, 0.0], [0.1, 0.9], [0.5, 0.2], [0.9, 0.1]]
    figure = paths_plane(
        [start, [[1.0, 1.0]] * 3 + [[0.99, 1.0]]], ["bank", "bank", "bank", "river"], [0, 1, 2]
    )
    sides = [trace.textposition[-1] for trace in figure.data[1:]]
    assert len(set(sides)) == 3 and not any("right" in side for side in sides)


def test_of_starts_in_one_place_one_is_marked() -> None:
    points = [[[0.0, 0.0], [0.0, 0.0], [1.0, 0.0]], [[1.0, 1.0], [0.0, 1.0], [0.5, 0.5]]]
    marks = [trace.text[0] for trace in paths_plane(points, ["a", "b", "c"], [0, 1, 2]).data]
    assert marks == ["0"] * 3
    apart = [[0.5, place / 12] for place in range(12)]
    many = paths_plane([[[0.0, 0.0]] * 12, apart], ["word"] * 12, list(range(12)))
    assert 0 < sum(trace.text[0] == "0" for trace in many.data) < 12
