"""What a component is handed."""

from __future__ import annotations

import json

import gradio as gr

from bertdemo.page.components import component
from bertdemo.page.plotted import empty_matrix
from bertdemo.text import Text


def test_what_a_component_is_handed_is_plain() -> None:
    with gr.Blocks():
        made = component("grid", {"pairs": [("a", "b")], "frame": empty_matrix(Text("en"))})
    words = made.get_config()["props"]["words"]
    assert words["pairs"] == [("a", "b")] and set(words["frame"]) == {"data", "layout", "said"}
    json.dumps(words)
