"""Cells: a share colours, a word names; rows grow upward, as layers do."""

from __future__ import annotations

from bertdemo.figures.cells import cells


def test_every_cell_has_its_share_and_its_word() -> None:
    shares, words = [[0.1, 0.9, 0.5], [0.2, 0.3, 1.0]], [["a", "<i>", "c"], ["d", "e", "f"]]
    figure = cells(shares, words, ["x", "x", "z"], ["0", "1"], x="token", y="layer", share="probability")
    (trace,) = figure.data
    assert [list(row) for row in trace.z] == shares and (trace.zmin, trace.zmax) == (0, 1)
    assert [list(row) for row in trace.text] == [["a", "&lt;i>", "c"], ["d", "e", "f"]]
    assert list(figure.layout.xaxis.ticktext) == ["x", "x", "z"], "names may repeat"
    assert list(figure.layout.yaxis.tickvals) == [0, 1] and figure.layout.yaxis.autorange is None
    assert figure.layout.yaxis.title.text == "layer" and trace.colorbar.title.text == "probability"
