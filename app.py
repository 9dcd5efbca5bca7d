"""BERT, live. The table of contents: settings, languages, steps, endpoints, launch."""

from __future__ import annotations

import functools
import inspect
import logging
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # before gradio is imported: nothing calls home

from bertdemo import start

with start.one_sentence():
    SETTINGS = start.environment()

import gradio as gr
from starlette.middleware import Middleware

from bertdemo.api import endpoints, mcp_server
from bertdemo.errors import UserError
from bertdemo.page import glossary, link_card, look
from bertdemo.page.page import build_page
from bertdemo.page.step_notebook import Notebooks
from bertdemo.page.worksheet import Worksheets
from bertdemo.serving import elsewhere
from bertdemo.serving.addresses import known_hosts, known_sites
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.page_files import PageFiles, Pages
from bertdemo.serving.push_routes import Pushes
from bertdemo.serving.room_routes import Classes
from bertdemo.serving.rooms import Rooms
from bertdemo.serving.sheets import NOTEBOOK, WORKSHEET, Sheets
from bertdemo.serving.sign_in import provider
from bertdemo.serving.warm_up import warm_up
from bertdemo.serving.web import KNOWN, Door
from bertdemo.settings import Language, Settings
from bertdemo.steps.cards import CARDS
from bertdemo.steps.finetuning import lab
from bertdemo.steps.table import STEPS
from bertdemo.text import Text

THREADS = 64  # that compute for visitors; apart from those that serve the page


def build(models: ModelBank) -> gr.Blocks:
    """The whole app: the English page, the Chinese page, and the endpoints."""
    demo: gr.Blocks
    with gr.Blocks(title="BERT, live", analytics_enabled=False, delete_cache=(600, 3600)) as demo:
        gr.Navbar(visible=False)
        build_page(Text("en"), models, STEPS, CARDS)
        endpoints.build(models)
    with demo.route("中文", "/zh"):
        gr.Navbar(visible=False)
        build_page(Text("zh"), models, STEPS, CARDS)
    return demo


def functions(models: ModelBank) -> dict[str, Callable[..., Any]]:
    """What other processes compute for this one, by name: of the pages and of the endpoints."""
    demo = build(models)
    told = [f for block in demo.blocks.values() for f in getattr(block, "server_fns", ())]
    named = [getattr(function, "asked_as", {}) for function in told]
    return {name: compute for one in named for name, compute in one.items()} | endpoints.asked_as(models)


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


def say(error: UserError, language: Language) -> str:
    """A mistake in the words of a language."""
    return Text(language).message(error)


def pushes(models: ModelBank) -> list[Middleware]:
    """The way of a trained model to its visitor's account, where this server is a client of the Hub."""
    hub = provider()
    made = functools.partial(lab.made, models)
    return [Middleware(Pushes, provider=hub, trainings=models.trainings, made=made, say=say)] if hub else []


def main() -> None:
    """The app as a server, until it is ended."""
    settings = SETTINGS
    start.leave_on_signals()
    with start.one_sentence():
        start.check(settings)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    start.sweep(settings)
    serve(settings)


def launch(**more: Any) -> str:
    """The app from a notebook, on a free port of this machine, shown below the cell. Returns its address at once.

    `more` goes to Gradio's `launch`: `inline=False` shows nothing, `height=900` is the frame's, in pixels.
    """
    settings = replace(SETTINGS, port=start.free_port(SETTINGS.host))
    return serve(
        settings, **{"prevent_thread_lock": True, "inline": True, "height": 900, "quiet": True, **more}
    )


def serve(settings: Settings, **more: Any) -> str:
    """Build the app and launch it, `more` being for Gradio. Returns its address on this machine."""
    models = ModelBank(settings)
    demo = build(models)
    # The first page is answered at once; the weights are read meanwhile, here or where they are needed.
    if elsewhere.place is None:
        threading.Thread(target=warm_up, args=[models], name="warm-up", daemon=True).start()
    threading.Thread(target=start.fetch_default, args=[settings], name="default", daemon=True).start()
    files = PageFiles(look.PAGE, look.BUNDLED)
    demo.mcp_server = mcp_server.is_there()  # Gradio tells it, and ours answers
    _, address, _ = demo.launch(
        server_name=settings.host,
        server_port=settings.port,
        theme=look.theme(),
        css=look.css(),
        footer_links=["api"],
        ssr_mode=False,
        max_threads=THREADS,
        state_session_capacity=KNOWN,
        run_history=False,
        mcp_server=False,
        enable_monitoring=False,
        app_kwargs={
            "middleware": [
                Middleware(Door, **door(settings, models, demo)),
                *([Middleware(mcp_server.Assistants, models=models)] if demo.mcp_server else []),
                Middleware(
                    Sheets,
                    sheets={
                        WORKSHEET: Worksheets(models, CARDS),
                        NOTEBOOK: Notebooks(models, STEPS, CARDS),
                    },
                ),
                Middleware(Classes, rooms=Rooms(settings), say=say),
                *pushes(models),
                Middleware(
                    Pages,
                    files=files,
                    head=look.head(files),
                    documents=glossary.documents(files),
                    card=link_card.link_card,
                    language=link_card.html_language,
                    pictures={link_card.ADDRESS: link_card.PICTURE.read_bytes()},
                ),
            ]
        },
        **more,
    )
    return str(address)


if __name__ == "__main__":
    main()
