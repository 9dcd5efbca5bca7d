"""Which language a text is in, and who reads it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bertdemo.bert import checkpoints, languages
from bertdemo.bert.checkpoints import BUNDLED_FOR, Checkpoint, bundled, opening_key
from bertdemo.bert.languages import foreign, language_of, reader_instead, reads_chinese, texts_language
from bertdemo.settings import Settings
from bertdemo.text import LANGUAGES

ENCODERS = {c.key: c for c in bundled() if not c.base}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The dog sleeps.", "en"),
        ("狗在睡觉。", "zh"),
        ("我喜欢 BERT 模型", "zh"),
        ("Translate 狗 into English, please", "en"),
        ("", ""),
        ("12 + 3 = 15 !?", ""),
        ("🙂🙂", ""),
        ("naïve café", "en"),
        ("[MASK]京", "zh"),
        ("BERT读", "zh"),  # one word, one character
    ],
)
def test_language_of_a_text(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("reads", "text", "other"),
    [
        (("en",), "狗在睡觉。", True),
        (("zh",), "The dog sleeps.", True),
        (("en",), "The dog sleeps.", False),
        (("en", "zh"), "狗在睡觉。", False),
        ((), "狗在睡觉。", False),
        (("de",), "The dog sleeps.", False),
        (("en",), "42", False),
    ],
)
def test_a_text_is_foreign_to_a_model_that_was_made_for_the_other_language(
    reads: tuple[str, ...], text: str, other: bool
) -> None:
    model = next(iter(ENCODERS.values()))
    assert foreign(replace(model, languages=reads), text) is other


def test_a_model_is_chinese_by_its_card() -> None:
    model = next(iter(ENCODERS.values()))
    for reads, chinese in (((), False), (("en",), False), (("zh",), True), (("en", "zh"), False)):
        assert reads_chinese(replace(model, languages=reads)) is chinese


def both() -> tuple[Checkpoint, Checkpoint]:
    """The bundled encoder of English, and one that says it reads Chinese."""
    english = next(c for c in bundled() if c.key == BUNDLED_FOR["en"])
    return english, replace(english, key=BUNDLED_FOR["zh"], languages=("zh",))


def test_the_reader_of_the_other_language_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    english, chinese = both()
    monkeypatch.setattr(
        languages, "bundled", lambda: [english, chinese, replace(chinese, base="classroom-zh")]
    )
    assert reader_instead(english, "狗在睡觉。") == chinese
    assert reader_instead(chinese, "The dog sleeps.") == english
    for model, text in (
        (english, "The dog sleeps."),
        (chinese, "狗在睡觉。"),
        (english, "42"),
        (chinese, ""),
    ):
        assert reader_instead(model, text) is None
    monkeypatch.setattr(languages, "bundled", lambda: [english])
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
        monkeypatch.setattr(languages, "find", lambda *_, model=model: model)
        assert [texts_language(Settings(), language) for language in LANGUAGES] == expected
