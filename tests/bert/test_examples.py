"""Sentences that come with the app: in both languages in one shape, and chosen by what the model reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bertdemo.bert.examples import FOLDER, examples, reading_language
from bertdemo.bert.model import Model
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES

NAMES = sorted({path.name.split(".")[0] for path in FOLDER.glob("*.*.json")})


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_shape(name: str) -> None:
    held = [examples(name, language) for language in LANGUAGES]
    assert held[0].keys() == held[1].keys() and held[0] != held[1]


def test_the_language_is_that_of_the_card(models: ModelBank, chinese: Model) -> None:
    assert (reading_language(models()), reading_language(chinese)) == ("en", "zh")
    for languages in ((), ("multilingual",), ("en", "zh")):
        chinese.checkpoint = replace(chinese.checkpoint, languages=languages)
        assert reading_language(chinese) == "en"
