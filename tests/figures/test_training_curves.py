"""Curves of a training: means by hand, gaps where there is no number, and the axes."""

from __future__ import annotations

import math

import pytest

from bertdemo.figures import style
from bertdemo.figures.training_curves import MOST, Curve, thinned, training_curves


def test_many_steps_become_means_of_neighbours() -> None:
    points = [(step, float(step)) for step in range(1, 181)]
    thin = thinned(points)
    assert len(thin) == 60 == MOST
    assert thin[0] == (3, 2.0), "the mean of 1, 2 and 3, at the last of them"
    assert thin[-1] == (180, 179.0)
    assert thinned(points[:61]) == points[:61]


def test_what_is_no_number_is_left_out_and_alone_a_gap() -> None:
    points = [(1, 1.0), (2, None), (3, math.nan), (4, math.inf)]
    assert thinned(points, most=2) == [(2, 1.0), (4, None)]
    figure = training_curves([Curve("loss", points)], 4)
    assert figure.data[0].y == (1.0, None, None, None)


def test_two_curves_over_all_steps() -> None:
    held = Curve("held back", [(0, 0.7), (10, 0.25)], held=True)
    figure = training_curves([Curve("<batches>", [(1, 0.5), (2, 0.125)]), held], 40, x="step", y="loss")
    batches, back = figure.data
    assert (batches.name, back.name) == ("&lt;batches>", "held back")
    assert (batches.mode, back.mode) == ("lines", "lines+markers")
    assert (batches.x, batches.y) == ((1, 2), (0.5, 0.125))
    assert (back.x, back.y) == ((0, 10), (0.7, 0.25))
    assert batches.line.color != back.line.color and batches.line.dash != back.line.dash
    assert figure.layout.xaxis.range == (0, 40)
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("step", "loss")
    assert figure.layout.yaxis.rangemode == "tozero"


def test_a_share_and_the_line_of_chance() -> None:
    figure = training_curves([Curve("right", [(1, 0.5)])], 8, share=True, chance=("always “.”", 0.125))
    assert figure.layout.yaxis.range[1] == pytest.approx(1, abs=0.05)
    across = figure.data[-1]
    assert (across.name, across.x, across.y) == ("always “.”", (0, 8), (0.125, 0.125))
    assert (across.line.dash, across.line.color) == ("dot", style.QUIET)


def test_nothing_has_happened_yet() -> None:
    figure = training_curves([Curve("loss", [])], 0)
    assert figure.data[0].x == () and figure.layout.xaxis.range == (0, 1)
