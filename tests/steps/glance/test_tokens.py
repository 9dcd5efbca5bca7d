"""The token strip: what its panel holds, in either language."""

from __future__ import annotations

import gradio as gr
import pytest

from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES, Language
from bertdemo.steps.glance import tokens
from bertdemo.text import Text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_has_its_question_its_picture_and_its_code(models: ModelBank, language: Language) -> None:
    text = Text(language)
    with gr.Blocks() as demo:
        tokens.build(text, models)
    blocks = list(demo.blocks.values())
    (picture,) = (block for block in blocks if isinstance(block, gr.HTML))
    assert picture.get_config()["props"]["words"] == text.part("glance.tokens.shows")
    titles = [str(block.value) for block in blocks if isinstance(block, gr.Markdown)]
    assert f"## {text('glance.tokens.title')}" in titles and text("glance.tokens.how") in titles
    (code,) = (block for block in blocks if isinstance(block, gr.Code))
    assert "from_pretrained" in str(code.value)
