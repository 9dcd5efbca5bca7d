"""An instrument as the page lays it out, without the rest of the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from bertdemo.serving.bank import ModelBank
from bertdemo.settings import Language
from bertdemo.text import Text

SENTENCE = "my dog is cute , she is sad"
# What the page asks about it, with every field that some question has.
QUESTION: dict[str, Any] = {
    "text": SENTENCE,
    "text_pair": "",
    "model": "",
    "layer": 2,
    "head": 3,
    "token": 4,
    "task": "sentiment",
}


@dataclass(frozen=True)
class LaidOut:
    words: dict[str, dict[str, Any]]  # by component, as "heads/arcs"
    ask: dict[str, Callable[[dict[str, Any]], dict[str, Any]]]  # server functions by name


def laid_out(
    build: Callable[[Text, ModelBank], None], models: ModelBank, language: Language = "en"
) -> LaidOut:
    with gr.Blocks() as demo:
        build(Text(language), models)
    blocks = list(demo.blocks.values())
    words: dict[str, dict[str, Any]] = {}
    functions: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {}
    for block in blocks:
        if isinstance(block, gr.HTML):
            config = block.get_config()
            mounted = re.match(r'bertdemo\.mount\("(\w+/\w+)"', str(config["js_on_load"]))
            assert mounted
            words[mounted[1]] = config["props"]["words"]
            functions |= {function.__name__: function for function in block.server_fns}
    return LaidOut(words, functions)
