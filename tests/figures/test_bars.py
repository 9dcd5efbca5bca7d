"""Bars: a bar a name and amount, in the order given, also where a name comes twice."""

from __future__ import annotations

from bertdemo.figures.bars import bars


def test_every_name_has_its_bar_from_top_to_bottom() -> None:
    figure = bars(["the", "<b>", "the"], {"before": [0.1, 0.2, 0.3], "after": [0.4, 0.5, 0.6]}, x="length")
    first, second = figure.data
    assert list(first.x) == [0.1, 0.2, 0.3] and list(second.x) == [0.4, 0.5, 0.6]
    assert list(first.y) == [0, 1, 2], "places, since a name may come twice"
    assert list(figure.layout.yaxis.ticktext) == ["the", "&lt;b>", "the"]
    assert figure.layout.yaxis.autorange == "reversed" and figure.layout.xaxis.title.text == "length"
    assert figure.layout.showlegend and first.marker.color != second.marker.color


def test_one_amount_needs_no_legend() -> None:
    assert not bars(["a"], {"probability": [1.0]}, x="probability").layout.showlegend
