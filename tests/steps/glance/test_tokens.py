"""The token strip: what its panel holds, in either language."""

from __future__ import annotations

import gradio as gr
import pytest

from bertdemo.page.explained import InstrumentQuestion, explained
from bertdemo.page.said import say_tokens
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES, Language
from bertdemo.steps.glance import tokens
from bertdemo.text import Text


@pytest.mark.parametrize(
    ("sentence", "key", "counts"),
    [
        ("my dog , is cute", "whole", {"whole": 5}),
        ("my dogs , unness", "split", {"whole": 2, "pieces": 4, "split": 2, "unknown": 0}),
        ("my dogs are cute . my dog", "unknown", {"whole": 5, "pieces": 2, "split": 1, "unknown": 1}),
        ("my zebra", "unreadable", {"whole": 1, "pieces": 0, "split": 0, "unknown": 1}),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_judgement(
    models: ModelBank, language: Language, sentence: str, key: str, counts: dict[str, int]
) -> None:
    text, encoding = Text(language), models().encode(sentence, "")
    judgement = text(f"glance.tokens.says.judged.{key}")
    said = "glance.tokens.says.said_whole" if key == "whole" else "glance.tokens.says.said"
    shown = {"tokens": len(encoding.ids), "specials": 2, "judgement": judgement, **counts}
    assert say_tokens(text, encoding) == text(said, **shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_its_words_its_explanation_and_its_code(models: ModelBank, language: Language) -> None:
    text = Text(language)
    with gr.Blocks() as demo:
        tokens.build(text, models)
    (picture,) = (block for block in demo.blocks.values() if isinstance(block, gr.HTML))
    assert picture.get_config()["props"]["words"] == text.part("glance.tokens.shows")
    behind = explained(
        text,
        models,
        {"tokens": "tokens"},
        InstrumentQuestion("", "my dog", "", 1, 1, None, step="glance", on="tokens"),
    )
    assert behind.how == text("glance.tokens.how") and "'my dog'" in behind.code and not behind.problem
    refused = explained(
        text,
        models,
        {"tokens": "tokens"},
        InstrumentQuestion("", " ", "", 1, 1, None, step="glance", on="tokens"),
    )
    assert (refused.how, refused.code, refused.problem) == (behind.how, "", text("error.no_words"))
