"""Which language a text is in, and who reads it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bertdemo.bert.languages import foreign, language_of, reads_chinese
from bertdemo.serving.checkpoints import bundled

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
