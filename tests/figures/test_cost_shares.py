"""Cost: the share of each part in what is counted, by hand."""

from __future__ import annotations

from bertdemo.figures.cost_shares import cost_shares


def test_shares_of_each_amount() -> None:
    amounts = {"parameters": [30.0, 10.0], "operations": [0.0, 8.0]}
    figure = cost_shares(["embeddings", "masked-word head, one place"], amounts, x="share")
    parameters, operations = figure.data
    assert (parameters.x, operations.x) == ((0.75, 0.25), (0, 1))
    assert parameters.y == ("embeddings", "masked-word head,<br>one place")
    assert parameters.orientation == "h" and parameters.marker.color != operations.marker.color
    assert figure.layout.yaxis.autorange == "reversed", "the first part on top"
    assert figure.layout.xaxis.title.text == "share"


def test_nothing_counted_is_no_division() -> None:
    assert cost_shares(["a"], {"x": [0.0]}).data[0].x == (0,)
