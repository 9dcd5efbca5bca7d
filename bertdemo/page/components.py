"""Building blocks of every tab: a panel with its folds, and the page's own components (assets/page)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gradio as gr

from bertdemo.page.wire import sent
from bertdemo.settings import ASSETS, Language
from bertdemo.text import Text

SNIPPETS = ASSETS / "snippets"
IN_CHINESE = SNIPPETS / "zh.json"  # of each snippet the English texts in it, and what stands there in Chinese
MODEL = "assets/models/classroom"


def component(
    name: str, words: dict[str, Any], server_functions: list[Callable[..., Any]] | None = None, **options: Any
) -> gr.HTML:
    """A component drawn by assets/page/*/{name}.js from the run on screen, in the words and with the data given."""
    return gr.HTML(
        None,
        html_template=f'<div class="bd-component bd-is-{name}"></div>',
        js_on_load=f"bertdemo.mount({json.dumps(script(name))}, element.firstElementChild, props"
        + (", server)" if server_functions else ")"),
        apply_default_css=False,
        words=sent(words),
        server_functions=server_functions,
        **options,
    )


def script(name: str) -> str:
    """Step and name of an instrument's script: "doubt/remove"."""
    (path,) = (ASSETS / "page").glob(f"*/{name}.js")
    return f"{path.parent.name}/{name}"


@contextmanager
def panel(text: Text, key: str, how: str = "", code: str = "") -> Iterator[None]:
    """A titled panel; `how` is the key of its explanation, `code` the name of its snippet."""
    with gr.Column(elem_classes="bd-panel", min_width=320):
        gr.Markdown(f"## {text(key + '.title')}", elem_classes="bd-title")
        yield
        with gr.Row(elem_classes="bd-folds"):
            _folds(text, how, code)


def snippet(name: str, language: Language) -> str:
    """The code of a snippet. On the Chinese page it asks the Chinese model in Chinese, once all that it opens is here."""
    code = (SNIPPETS / f"{name}.py").read_text("utf-8")
    texts = json.loads(IN_CHINESE.read_text("utf-8")).get(name) if language == "zh" else None
    if texts is None:
        return code
    chinese = code.replace(MODEL, f"{MODEL}-zh")
    for english, replacement in texts.items():
        chinese = chinese.replace(english, replacement)
    opened = re.findall(rf"{MODEL}[\w-]*", chinese)
    return chinese if all((ASSETS.parent / folder).is_dir() for folder in opened) else code


def _folds(text: Text, how: str, code: str) -> None:
    if how:
        with gr.Accordion(text("page.how"), open=False, elem_classes="bd-fold"):
            gr.Markdown(text(how), latex_delimiters=[{"left": "$", "right": "$", "display": False}])
    if code:
        with gr.Accordion(text("page.code"), open=False, elem_classes="bd-fold"):
            gr.Code(
                snippet(code, text.language),
                language="python",
                label=f"{code}.py",
                show_label=False,
                interactive=False,
            )
