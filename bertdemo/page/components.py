"""The page's own components (assets/page)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import gradio as gr

from bertdemo.page.wire import sent
from bertdemo.settings import ASSETS


def component(
    name: str, words: dict[str, Any], server_functions: list[Callable[..., Any]] | None = None, **options: Any
) -> gr.HTML:
    """A component drawn by assets/page/*/{name}.js from the run on screen, in the words and with the data given."""
    return gr.HTML(
        None,
        html_template=f'<div class="bd-component bd-is-{name}"></div>',
        js_on_load=f"bertdemo.mount({json.dumps(script(name))}, element.firstElementChild, props"
        + (", server, trigger)" if server_functions else ", null, trigger)"),
        apply_default_css=False,
        padding=False,
        words=sent(words),
        server_functions=server_functions,
        **options,
    )


def script(name: str) -> str:
    """Step and name of an instrument's script: "doubt/remove"."""
    (path,) = (ASSETS / "page").glob(f"*/{name}.js")
    return f"{path.parent.name}/{name}"
