"""The plane of [CLS]: a point a row in the colour and shape of its label."""

from __future__ import annotations

from bertdemo.figures import style
from bertdemo.figures.cls_plane import cls_plane

POINTS = [[1.0, 2.0], [-4.0, 0.5], [3.0, -1.0]]


def test_a_trace_a_label_with_its_rows() -> None:
    figure = cls_plane(POINTS, [0, 1, 0], ["good", "<bad>"], guesses=[0, 0, 1])
    good, bad = figure.data
    assert (good.x, good.y) == ((1, 3), (2, -1))
    assert (bad.x, bad.y) == ((-4,), (0.5,))
    assert (good.name, bad.name) == ("good", "&lt;bad>")
    assert good.text == ("good", "&lt;bad>") and "%{text}" in good.hovertemplate
    assert good.marker.color != bad.marker.color and good.marker.symbol != bad.marker.symbol


def test_both_axes_go_as_far_as_the_farthest_point_of_all_looks() -> None:
    figure = cls_plane(POINTS, [0, 1, 0], ["good", "bad"], x="one", y="two")
    assert figure.layout.xaxis.range == figure.layout.yaxis.range == (-4.2, 4.2)
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("one", "two")
    assert cls_plane(POINTS, [0, 1, 0], ["good", "bad"], reach=10).layout.xaxis.range == (-10.5, 10.5)


def test_more_labels_than_shapes_and_one_without_rows() -> None:
    names = [str(number) for number in range(20)]
    figure = cls_plane([[0, 0]], [19], names)
    assert len(figure.data) == 20 and figure.data[0].x == () and figure.data[19].x == (0,)
    assert figure.data[13].marker.color == style.SERIES[1]
    assert figure.data[0].text is None
