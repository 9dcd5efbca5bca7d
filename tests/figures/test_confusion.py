"""The confusion matrix: counts by row and column, labels of one name apart."""

from __future__ import annotations

from bertdemo.figures.confusion import confusion


def test_a_row_a_true_label_first_on_top() -> None:
    figure = confusion([[5, 1], [2, 6]], ["<ham>", "spam"], x="guess", y="truth")
    (cells,) = figure.data
    assert [list(row) for row in cells.z] == [[5, 1], [2, 6]]
    assert cells.texttemplate == "%{z}" and cells.zmin == 0 and cells.zmax > 6
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("guess", "truth")
    assert figure.layout.yaxis.autorange == "reversed"
    assert figure.layout.xaxis.ticktext == figure.layout.yaxis.ticktext == ("&lt;ham>", "spam")


def test_two_labels_of_one_name_stay_two() -> None:
    figure = confusion([[1, 0], [0, 1]], ["same", "same"])
    assert figure.layout.xaxis.tickvals == (0, 1)


def test_no_rows_at_all() -> None:
    assert confusion([[0, 0], [0, 0]], ["a", "b"]).data[0].zmax > 0
