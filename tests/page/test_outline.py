"""The map asks the server for nothing, and says shares as sentences do."""

from __future__ import annotations

import gradio as gr
import pytest

from bertdemo.page.outline import build_map
from bertdemo.settings import LANGUAGES, Language
from bertdemo.text import Text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_is_handed_its_words_and_no_function(language: Language) -> None:
    text = Text(language)
    with gr.Blocks() as demo:
        build_map(text)
    (drawn,) = (block for block in demo.blocks.values() if isinstance(block, gr.HTML))
    config = drawn.get_config()
    words = config["props"]["words"]
    assert '"shared/map"' in str(config["js_on_load"]) and not drawn.server_fns
    assert words["head_said"] == text(
        "page.map.shows.head_said", layer="{layer}", head="{head}", share="{share}"
    )
    assert words["percent"].format(share=7) == ("7\u00a0%" if language == "en" else "7%")
    assert words["sentiment"] == text("glance.scores.says.sentiment.title")
