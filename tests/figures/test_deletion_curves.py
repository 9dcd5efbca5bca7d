"""Deletion curves: a line a ranking, from no word hidden, between 0 and 1."""

from __future__ import annotations

from bertdemo.figures import style
from bertdemo.figures.deletion_curves import deletion_curves


def test_a_line_a_ranking() -> None:
    figure = deletion_curves([("a", [1, 0.5, 0.123456]), ("b", [1, 0.9, 0.8])], x="hidden", y="left")
    first, second = figure.data
    assert (first.x, first.y) == ((0, 1, 2), (1, 0.5, 0.12346))
    assert second.name == "b" and second.line.dash != first.line.dash
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("hidden", "left")
    assert figure.layout.yaxis.range[0] == 0 and 1 < figure.layout.yaxis.range[1] < 1.1


def test_the_baseline_is_grey_and_last() -> None:
    line, chance = deletion_curves([("a", [1, 0.5])], ("random", [1, 0.7])).data
    assert (line.name, chance.name, chance.y) == ("a", "random", (1, 0.7))
    assert chance.line.color == style.QUIET != line.line.color and chance.line.dash == "dot"
