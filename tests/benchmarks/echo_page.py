"""An empty Gradio page that shows the sentence again: what any page of this kind costs."""

from __future__ import annotations

import html
import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr


def main() -> None:
    with gr.Blocks(analytics_enabled=False) as demo:
        sentence = gr.Textbox(label="Sentence", elem_id="sentence", max_lines=3)
        echo = gr.HTML(elem_id="echo")
        sentence.change(
            html.escape,
            sentence,
            echo,
            trigger_mode="always_last",
            show_progress="hidden",
            concurrency_limit=None,
        )
    demo.launch(ssr_mode=False)  # the port comes from GRADIO_SERVER_PORT


if __name__ == "__main__":
    main()
