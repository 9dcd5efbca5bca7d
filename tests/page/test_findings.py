"""What findings share: sentences put together, and who speaks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bertdemo.page.findings import joined, speaker_of
from bertdemo.serving.checkpoints import bundled
from bertdemo.text import Text

EN, ZH = Text("en"), Text("zh")
BY_KEY = {checkpoint.key: checkpoint for checkpoint in bundled()}


def test_sentences_are_put_together_as_the_language_does() -> None:
    assert joined(EN, "One.", "", "Two.") == "One. Two."
    assert joined(ZH, "一。", "", "二。") == "一。二。"


@pytest.mark.parametrize(
    ("key", "speaker"),
    [
        ("classroom", "classroom"),
        ("classroom-sentiment", "sentiment classifier (LoRA) on the classroom BERT"),
        ("classroom-topic", "topic classifier (LoRA) on the classroom BERT"),
        ("classroom-zh-entities", "name finder (LoRA) on the Chinese classroom BERT"),
        ("classroom-answers", "answer finder (LoRA) on the classroom BERT"),
        ("classroom-translate-en-zh", "decoder that writes Chinese, on the classroom BERT"),
    ],
)
def test_who_speaks_is_the_head_and_the_bert_below(key: str, speaker: str) -> None:
    assert speaker_of(EN, BY_KEY[key]) == speaker


def test_a_checkpoint_of_the_hub_has_its_name_and_a_visitors_own_none() -> None:
    own = BY_KEY["classroom-sentiment"]
    hub = replace(own, key="distilbert/sst-2", base="")
    assert speaker_of(EN, hub) == "distilbert/sst-2"
    mine = replace(own, key="mine-0123456789", base="")
    assert speaker_of(EN, mine) == "the model that you trained" and "mine" not in speaker_of(ZH, mine)
