"""Sentences with negation and contrast: who says what, and nothing that is measured was learned from."""

from __future__ import annotations

import re

import pytest

from bertdemo.training.contrast import BAD, GOOD, HELD_TEMPLATES, NEGATIVE, POSITIVE, TEMPLATES, contrasts


@pytest.mark.parametrize("templates", [TEMPLATES, HELD_TEMPLATES])
def test_the_word_that_is_denied_is_of_the_other_verdict(templates: tuple[str, ...]) -> None:
    for template in templates:
        rows = contrasts((template,), 20)
        assert {label for _, label in rows} == {POSITIVE, NEGATIVE}
        for text, label in rows:
            said = [word for word in re.findall(r"\w+", text.lower()) if word in {*GOOD, *BAD}]
            denied = BAD if label == POSITIVE else GOOD
            assert said and sum(word in denied for word in said) == 1
            assert "{" not in text


def test_more_sentences_than_there_are_is_said() -> None:
    with pytest.raises(ValueError, match="1 templates do not give 1000"):
        contrasts(("Far from {bad}.",), 1000)


def test_as_many_of_both_each_once_and_none_of_the_held_ones() -> None:
    rows = contrasts(TEMPLATES, 600)
    assert len(rows) == len(set(rows)) == 600
    assert abs(sum(label == POSITIVE for _, label in rows) - 300) <= len(TEMPLATES)
    assert not set(contrasts(HELD_TEMPLATES, 100)) & set(rows)
    assert contrasts(TEMPLATES, 600) == rows
