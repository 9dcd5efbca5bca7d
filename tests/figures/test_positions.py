"""The position vectors: zero in the middle of the colours, the marked row under a line."""

from __future__ import annotations

import numpy as np

from bertdemo.figures import style
from bertdemo.figures.positions import positions

TABLE = np.array([[0.0, 0.5], [-2.0, 0.25]])


def test_a_row_a_place_around_zero() -> None:
    figure = positions(TABLE, x="number", y="place")
    (cells,) = figure.data
    assert np.array_equal(cells.z, TABLE)
    assert (cells.zmin, cells.zmax) == (-2, 2)
    assert cells.colorscale[4] == (0.5, style.PAPER), "zero is the paper"
    assert "place %{y}, number %{x}: %{z" in cells.hovertemplate
    assert figure.layout.yaxis.autorange == "reversed" and not figure.layout.shapes


def test_the_marked_row_and_the_strongest_colour() -> None:
    figure = positions(TABLE, 1, strongest=0.5)
    assert (figure.data[0].zmin, figure.data[0].zmax) == (-0.5, 0.5)
    (line,) = figure.layout.shapes
    assert (line.y0, line.y1, line.xref) == (1, 1, "paper")
