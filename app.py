"""BERT, live. The table of contents: settings, languages, tabs, endpoints, launch."""

from __future__ import annotations

import logging
import os
import threading

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # before gradio is imported: nothing calls home

import gradio as gr

from bertdemo.bert.models import ModelBank
from bertdemo.settings import Settings
from bertdemo.tabs import api, apply, attention, explore, inside, learn, look, tokens
from bertdemo.tabs.page import build_page
from bertdemo.text import Text

TABS = [explore, tokens, attention, inside, learn, apply]


def build(models: ModelBank) -> gr.Blocks:
    """The whole app: the English page, the Chinese page, and the endpoints."""
    demo: gr.Blocks
    with gr.Blocks(title="BERT, live", analytics_enabled=False) as demo:
        gr.Navbar(visible=False)
        build_page(Text("en"), models, TABS)
        api.build(models)
    with demo.route("中文", "/zh"):
        gr.Navbar(visible=False)
        build_page(Text("zh"), models, TABS)
    return demo


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    settings = Settings.from_environment()
    models = ModelBank(settings)
    demo = build(models)
    # The first page is answered at once; the weights are read meanwhile.
    threading.Thread(target=explore.warm_up, args=[models], name="warm-up", daemon=True).start()
    demo.launch(
        server_name=settings.host,
        server_port=settings.port,
        theme=look.theme(),
        css=look.css(),
        head=look.head(),
        footer_links=["api"],
        ssr_mode=False,
        allowed_paths=[str(models.downloads)],
        max_file_size=settings.max_upload_mb * 2**20,
    )


if __name__ == "__main__":
    main()
