"""What is a whole number in a range, for every floor the same."""

from __future__ import annotations

from typing import Any

import pytest

from bertdemo.errors import UserError
from bertdemo.numbers import is_real, is_whole, percent, whole
from tests.refusals import refusal


@pytest.mark.parametrize("value", [1, 2, 8])
def test_a_whole_number_in_its_range_is_given_back(value: int) -> None:
    assert whole(value, 1, 8, "error.beams") == value


@pytest.mark.parametrize(
    "value", [0, 9, -1, True, 2.0, "2", None, [2], float("nan"), pytest.param(10**5000, id="huge")]
)
def test_what_is_none_is_told_with_the_limits(value: Any) -> None:
    assert not is_whole(value, 1, 8)
    with refusal("choose a whole number from 1 to 8"):
        whole(value, 1, 8, "error.beams")


def test_gaps_of_the_message_win() -> None:
    with pytest.raises(UserError) as raised:
        whole(3, 0, 2, "error.no_layer", layer=4, layers=3, given="three")
    assert raised.value.values == {"given": "three", "least": 0, "most": 2, "layer": 4, "layers": 3}


@pytest.mark.parametrize(
    ("value", "real"),
    [(0, True), (1, True), (0.5, True), (1.01, False), (True, False), (float("nan"), False), ("0.5", False)],
)
def test_a_number_in_a_range(value: Any, real: bool) -> None:
    assert is_real(value, 0, 1) is real


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0%"), (0.001, "0.1%"), (0.05, "5%"), (0.5, "50%"), (0.994, "99%"), (0.996, "99.6%"), (1, "100%")],
)
def test_percent_says_neither_none_nor_all_of_what_is_less(share: float, said: str) -> None:
    assert percent(share) == said
