"""What charts share: their colours by name on the way to the page, and words that are no HTML."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import pytest
import torch

from bertdemo.figures import style
from bertdemo.figures.payload import COLOURS, figure_payload, packed_table
from bertdemo.figures.training_curves import Curve, training_curves
from bertdemo.page.wire import sent
from tests.figures.inflated import inflated


def test_words_of_a_text_are_no_html() -> None:
    assert style.plain("<b>a</b> & b") == "&lt;b>a&lt;/b> &amp; b"
    assert style.plain("x > 1") == "x > 1"


def test_a_scale_goes_from_0_to_1_and_squares_are_closer_to_0() -> None:
    assert style.spread(("a", "b", "c")) == [[0, "a"], [0.5, "b"], [1, "c"]]
    assert style.spread(("a", "b", "c"), power=2) == [[0, "a"], [0.25, "b"], [1, "c"]]


def test_colours_of_series_differ_and_begin_again() -> None:
    assert len(set(style.SERIES)) == len(style.SERIES) == 12
    assert style.series(12) == style.series(0) != style.series(1)


def test_a_figure_has_titles_and_the_plain_frame() -> None:
    figure = style.figure([], "<x>", "y", yaxis={"range": [0, 1]}, showlegend=True)
    assert figure.layout.xaxis.title.text == "&lt;x>"
    assert (figure.layout.yaxis.title.text, figure.layout.yaxis.range) == ("y", (0, 1))
    assert figure.layout.template.layout.font.color == style.INK


def test_the_payload_names_colours_and_leaves_the_notebooks_frame_behind() -> None:
    figure = training_curves([Curve("#3069b2", [(1, 0.5)])], 2, chance=("chance", 0.1))
    payload = figure_payload(figure, "Said.")
    assert payload.said == "Said."
    assert [trace["line"]["color"] for trace in payload.data] == ["series 1", "quiet"]
    assert payload.data[0]["name"] == "#3069b2", "a name is no colour"
    assert "template" not in payload.layout
    assert figure.data[0].line.color == style.SERIES[0], "the figure itself stays as it is"
    assert len(json.dumps(sent(payload))) < 700


def test_the_payload_names_scales_and_lines() -> None:
    cells = {"type": "heatmap", "z": [[1]], "colorscale": style.spread(style.BLUES)}
    line = {"type": "line", "line": {"color": style.INK}}
    payload = figure_payload(go.Figure(style.figure([cells], "", "", shapes=[line])), "")
    assert payload.data[0]["colorscale"][2] == [0.25, "scale 2"]
    assert payload.layout["shapes"][0]["line"]["color"] == "ink"


def test_every_colour_has_one_name() -> None:
    assert len(set(COLOURS.values())) == len(COLOURS) == 5 + len(style.SERIES)


def test_packed_numbers_keep_the_size_of_what_is_small() -> None:
    table = torch.tensor([[0.0, 1.0], [-1.0, 0.04], [-0.0025, 0.25]])
    packed = packed_table(table)
    assert (packed.rows, packed.columns, packed.most) == (3, 2, 1.0)
    levels = (inflated(packed.packed).float() - 127) / 127
    again = (levels.sign() * levels.square()).view(3, 2)
    assert again[0].tolist() == [0, 1] and again[1, 0] == -1
    assert again[1, 1] == pytest.approx(0.04, rel=0.04)
    assert again[2, 0] == pytest.approx(-0.0025, rel=0.12)
