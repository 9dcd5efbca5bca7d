"""BERT, live. The table of contents: settings, languages, tabs, endpoints, launch."""

from __future__ import annotations

import functools
import inspect
import logging
import os
import threading
from typing import Any

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # before gradio is imported: nothing calls home

from bertdemo import start

with start.one_sentence():
    SETTINGS = start.environment()

import gradio as gr
from starlette.middleware import Middleware

from bertdemo.api import endpoints
from bertdemo.page import look
from bertdemo.page.page import build_page
from bertdemo.serving.addresses import known_hosts, known_sites
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.page_files import PageFiles, Pages
from bertdemo.serving.warm_up import warm_up
from bertdemo.serving.web import KNOWN, Door
from bertdemo.settings import Settings
from bertdemo.steps.tabs import TABS
from bertdemo.text import Text

THREADS = 64  # that compute for visitors; apart from those that serve the page


def build(models: ModelBank) -> gr.Blocks:
    """The whole app: the English page, the Chinese page, and the endpoints."""
    demo: gr.Blocks
    with gr.Blocks(title="BERT, live", analytics_enabled=False, delete_cache=(600, 3600)) as demo:
        gr.Navbar(visible=False)
        build_page(Text("en"), models, TABS)
        endpoints.build(models)
    with demo.route("中文", "/zh"):
        gr.Navbar(visible=False)
        build_page(Text("zh"), models, TABS)
    return demo


def door(settings: Settings, models: ModelBank, demo: gr.Blocks) -> dict[str, Any]:
    """What the door in front of Gradio has to know."""

    def inputs() -> dict[str | int, int]:
        """How many arguments each endpoint takes, by name and by number."""
        calls = demo.config["dependencies"]
        return {key: len(call["inputs"]) for call in calls for key in (call["id"], call["api_name"])}

    def names() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """The names of their arguments, and of those that are needed."""
        taken = {f.__name__: inspect.signature(f).parameters for f in endpoints.endpoints(models)}
        return {
            name: (frozenset(own), frozenset(n for n, p in own.items() if p.default is p.empty))
            for name, own in taken.items()
        }

    def components() -> frozenset[int]:
        """Ids of the components that have functions."""
        made = demo.config["components"]
        return frozenset(one["id"] for one in made if one["props"].get("server_fns"))

    return {
        "hosts": known_hosts(settings.host, settings.hosts),
        # A Space is told its own name; a proxy in front of another server is not always one that hands it on.
        "sites": known_sites(f"{settings.hosts},{os.environ.get('SPACE_HOST', '')}"),
        "most_bytes": 3 * settings.max_upload_mb * 2**19,  # a file in base64, and some words around it
        "inputs": functools.cache(inputs),
        "names": functools.cache(names),
        "components": functools.cache(components),
        "file_of": models.files.given,
        "page_left": models.page_left,
    }


def main() -> None:
    settings = SETTINGS
    start.leave_on_signals()
    with start.one_sentence():
        start.check(settings)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    start.sweep(settings)
    models = ModelBank(settings)
    demo = build(models)
    # The first page is answered at once; the weights are read meanwhile.
    threading.Thread(target=warm_up, args=[models], name="warm-up", daemon=True).start()
    threading.Thread(target=start.fetch_default, args=[settings], name="default", daemon=True).start()
    files = PageFiles(look.PAGE)
    demo.launch(
        server_name=settings.host,
        server_port=settings.port,
        theme=look.theme(),
        css=look.css(),
        footer_links=["api"],
        ssr_mode=False,
        max_threads=THREADS,
        state_session_capacity=KNOWN,
        run_history=False,
        enable_monitoring=False,
        app_kwargs={
            "middleware": [
                Middleware(Door, **door(settings, models, demo)),
                Middleware(Pages, files=files, head=look.head(files)),
            ]
        },
    )


if __name__ == "__main__":
    main()
