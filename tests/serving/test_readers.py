"""Who reads a text instead, and in which language a page offers texts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.serving import checkpoints, readers
from bertdemo.serving.checkpoints import BUNDLED_FOR, bundled, opening_key
from bertdemo.serving.readers import reader_instead, texts_language
from bertdemo.settings import LANGUAGES, Settings


def both() -> tuple[Checkpoint, Checkpoint]:
    """The bundled encoder of English, and one that says it reads Chinese."""
    english = next(c for c in bundled() if c.key == BUNDLED_FOR["en"])
    return english, replace(english, key=BUNDLED_FOR["zh"], languages=("zh",))


def test_the_reader_of_the_other_language_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    english, chinese = both()
    monkeypatch.setattr(readers, "bundled", lambda: [english, chinese, replace(chinese, base="classroom-zh")])
    assert reader_instead(english, "狗在睡觉。") == chinese
    assert reader_instead(chinese, "The dog sleeps.") == english
    for model, text in (
        (english, "The dog sleeps."),
        (chinese, "狗在睡觉。"),
        (english, "42"),
        (chinese, ""),
    ):
        assert reader_instead(model, text) is None
    monkeypatch.setattr(readers, "bundled", lambda: [english])
    assert reader_instead(english, "狗在睡觉。") is None


def test_each_page_opens_with_the_model_of_its_language_unless_the_owner_chose(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(checkpoints, "bundled", lambda *_: list(both()))
    assert [opening_key(Settings(), language) for language in LANGUAGES] == ["classroom", "classroom-zh"]
    chosen = Settings(model="classroom-zh")
    assert [opening_key(chosen, language) for language in LANGUAGES] == ["classroom-zh"] * 2
    monkeypatch.setattr(checkpoints, "bundled", lambda *_: [both()[0]])
    assert opening_key(Settings(), "zh") == "classroom", "the Chinese one is missing or damaged"


def test_texts_of_a_page_are_in_the_language_that_its_model_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    english, chinese = both()
    for model, expected in (
        (english, ["en", "en"]),
        (chinese, ["zh", "zh"]),
        (replace(english, languages=()), ["en", "zh"]),  # nobody knows: the page's own
        (replace(english, languages=("en", "zh", "de")), ["en", "zh"]),
        (replace(english, languages=("en", "de")), ["en", "en"]),
    ):
        monkeypatch.setattr(readers, "find", lambda *_, model=model: model)
        assert [texts_language(Settings(), language) for language in LANGUAGES] == expected
