"""How alike two places of a word are: one line a word, from layer 0."""

from __future__ import annotations

from bertdemo.figures.similarity_by_layer import similarity_by_layer


def test_a_line_a_word() -> None:
    figure = similarity_by_layer([("bank", [0.9, 0.5, 0.25]), ("<b>", [1, 1, 1])], x="layer", y="cosine")
    bank, other = figure.data
    assert (bank.name, bank.x, bank.y) == ("bank", (0, 1, 2), (0.9, 0.5, 0.25))
    assert other.name == "&lt;b>" and other.line.dash != bank.line.dash
    assert figure.layout.yaxis.range[0] == 0 and 1 < figure.layout.yaxis.range[1] < 1.1
    assert figure.layout.xaxis.dtick == 1


def test_what_points_the_other_way_is_seen() -> None:
    assert similarity_by_layer([("a", [0.5, -0.25])]).layout.yaxis.range[0] == -0.25
