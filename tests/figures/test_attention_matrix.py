"""Attention as a matrix: rows look, a token that comes twice is two rows, small weights are told apart."""

from __future__ import annotations

import torch

from bertdemo.figures.attention_matrix import attention_matrix


def test_rows_look_and_tokens_are_not_merged() -> None:
    weights = torch.tensor([[0.25, 0.75], [1.0, 0.0]]).numpy()
    figure = attention_matrix(weights, ["<the>", "the"], x="to", y="from")
    (cells,) = figure.data
    assert cells.z[0][1] == 0.75, "from the first to the second"
    assert cells.x is None, "numbers, so that equal names are not one place"
    assert figure.layout.xaxis.labelalias == figure.layout.yaxis.labelalias == {"0": "&lt;the>", "1": "the"}
    assert figure.layout.yaxis.autorange == "reversed" and figure.layout.yaxis.scaleanchor == "x"
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("to", "from")
    assert ".3r" in cells.hovertemplate, "three digits"


def test_colours_go_by_the_square_root() -> None:
    (cells,) = attention_matrix([[0.5]], ["a"]).data
    assert (cells.zmin, cells.zmax) == (0, 1)
    assert cells.colorscale[4][0] == 0.25, "the middle of the colours is a quarter"


def test_of_many_names_some_are_shown() -> None:
    assert attention_matrix([], ["a"] * 512).layout.xaxis.dtick == 16
    assert attention_matrix([], ["a"] * 20).layout.xaxis.dtick == 1
