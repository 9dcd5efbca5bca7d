"""Swapped names: both sides name the same thing afterwards, and what cannot be matched stays."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertdemo.training.swaps import PEOPLE, PLACES, swapped

KNOWN = {**PEOPLE, **PLACES}


def named(english: str) -> list[str]:
    return re.findall(rf"\b(?:{'|'.join(sorted(KNOWN, key=len, reverse=True))})\b", english)


@given(st.integers(0, 2**32))
def test_both_sides_name_the_same_afterwards(seed: int) -> None:
    english, chinese = swapped(
        (
            "Tom and Mary left Boston for New York at 7 with 250 books.",
            "汤姆和玛丽7点带着250本书离开波士顿去纽约。",
        ),
        random.Random(seed),
    )
    names = named(english)
    assert len(names) == 4 and not {"Tom", "Mary", "Boston", "New York"} & set(names)
    first, second, third, fourth = names
    hour, books = re.findall(r"\d+", english)
    assert len(hour) == 1 and len(books) == 3
    assert english == f"{first} and {second} left {third} for {fourth} at {hour} with {books} books."
    assert (
        chinese
        == f"{KNOWN[first]}和{KNOWN[second]}{hour}点带着{books}本书离开{KNOWN[third]}去{KNOWN[fourth]}。"
    )


@pytest.mark.parametrize(
    "pair",
    [
        ("Tom is here.", "他在这里。"),  # not named in Chinese
        ("Maria is here.", "玛丽在这里。"),  # another name
        ("Tom told Tom.", "汤姆告诉汤姆。"),
        ("Tomorrow is Monday.", "明天是星期一。"),
        ("It costs 3.50.", "它要3.50元。"),
        ("He was born in 1990 and 1990.", "他生于1990年。"),
        ("Nothing to swap.", "没有可换的。"),
    ],
)
def test_what_is_not_on_both_sides_once_stays(pair: tuple[str, str]) -> None:
    for seed in range(20):
        assert swapped(pair, random.Random(seed)) == pair


def test_every_name_has_a_chinese_of_its_own() -> None:
    assert len(set(KNOWN.values())) == len(KNOWN)
