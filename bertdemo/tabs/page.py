"""The frame of the page: the sentence on top, examples, model picker, and the tabs below, all in one language."""

from __future__ import annotations

import json
from contextlib import suppress
from types import ModuleType
from typing import Any

import gradio as gr

from bertdemo.bert.checkpoints import bundled, cached, default_key, find, local
from bertdemo.bert.folders import is_mine
from bertdemo.bert.models import ModelBank
from bertdemo.settings import ASSETS
from bertdemo.tabs.components import component
from bertdemo.tabs.live import Live
from bertdemo.text import Text, UserError

FIRST_PICTURE = ASSETS / "examples" / "first.json"  # written by `python -m bertdemo.tabs.first`
EXAMPLES: dict[str, tuple[str, str]] = {
    "dog": ("Hello, my dog is cute", ""),
    "animal": ("The animal didn't cross the street because it was too tired.", ""),
    "bank": ("She sat on the river bank and counted the money that the bank had lent her.", ""),
    "pair": ("Where did you leave the keys?", "They are on the kitchen table."),
    "pieces": ("Antidisestablishmentarianism and electroencephalography puzzle tokenizers.", ""),
    "irony": ("A film so bad that I enjoyed every minute of it.", ""),
}


# What is open when nothing else is asked for; assets/components/bus.js starts with the same.
OPENING = {"tab": "explore", "layer": 4, "head": 2}


def first_picture(language: str, models: ModelBank) -> dict[str, Any] | None:
    """The answer to the first example, computed beforehand, so that the page shows it while the model loads."""
    if models.settings.model != "classroom" or not FIRST_PICTURE.is_file():
        return None
    return json.loads(FIRST_PICTURE.read_text("utf-8"))[language]  # type: ignore[no-any-return]


def build_page(text: Text, models: ModelBank, tabs: list[ModuleType]) -> None:
    """One page in one language. Every tab module has NAME, PARTS and build(text, models)."""
    live = Live(text, models, {tab.NAME: tab.PARTS for tab in tabs})
    first = first_picture(text.language, models)
    text_a, text_b = EXAMPLES["animal"]
    with gr.Column(elem_classes="bd-head"):
        with gr.Row(elem_classes="bd-headline", equal_height=True):
            gr.Markdown(f"# {text('page.title')}\n{text('page.subtitle')}", elem_classes="bd-name")
            model = gr.Dropdown(
                _choices(text, models),
                value=default_key(models.settings),
                label=text("page.model"),
                filterable=False,
                show_label=False,
                container=False,
                elem_classes="bd-model",
                scale=0,
                min_width=290,
            )
            component("tools", text.part("page.tools") | {"language": text.language}, elem_classes="bd-tools")
    with gr.Row(elem_classes="bd-sentences"):
        box: dict[str, Any] = {"max_lines": 4, "lines": 1, "autofocus": False}
        sentence = gr.Textbox(
            text_a,
            label=text("page.sentence"),
            placeholder=text("page.sentence_hint"),
            scale=3,
            min_width=260,
            elem_id="sentence",
            **box,
        )
        second = gr.Textbox(
            text_b,
            label=text("page.second"),
            placeholder=text("page.second_hint"),
            scale=2,
            min_width=200,
            elem_id="second",
            **box,
        )
    with gr.Row(elem_classes="bd-examples"):
        for name, pair in EXAMPLES.items():
            chip = gr.Button(
                text(f"page.example.{name}"),
                size="sm",
                min_width=0,
                elem_id=f"example-{name}",
                elem_classes="bd-chip",
            )
            chip.click(
                None, js=f"() => {json.dumps(pair)}", outputs=[sentence, second], api_visibility="private"
            )
    component("notice", {})
    run = gr.HTML(
        first,
        html_template="<i></i>",
        js_on_load="bertdemo.connect(server); const draw = () => bertdemo.show(props.value);"
        "bertdemo.onServe((own) => trigger('click', own)); if (props.value) draw(); watch('value', draw);",
        server_functions=live.server_functions,
        visible="hidden",
    )
    view = gr.JSON(OPENING, visible=False)
    with gr.Tabs(elem_classes="bd-tabs"):
        for tab in tabs:
            with gr.Tab(text(f"{tab.NAME}.tab"), id=tab.NAME) as opened:
                tab.build(text, models)
            opened.select(
                None, js=f"() => bertdemo.select({{tab: {json.dumps(tab.NAME)}}})", api_visibility="private"
            )
    settings = models.settings
    gr.Markdown(
        text("page.footer", tokens=settings.max_tokens, characters=f"{settings.max_characters:,}"),
        elem_classes="bd-footer",
    )
    opening = {
        "language": text.language,
        "title": text("page.title"),
        "models": [key for _, key in _choices(text, models)],
        "tabs": {tab.NAME: text(f"{tab.NAME}.tab") for tab in tabs},
    }
    # `.input` misses text that is pasted, filled in or composed; `.change` sees everything.
    gr.on(
        [sentence.change, second.change, model.change],
        live.analyse,
        inputs=[sentence, second, model, view],
        outputs=run,
        js="(text, pair, model) => [text, pair, model, bertdemo.view()]",
        trigger_mode="always_last",
        show_progress="hidden",
        concurrency_limit=None,
        preprocess=False,  # a model that is in no list is told by our own words, and by no traceback
        api_visibility="private",
    )

    def offer(event: gr.EventData) -> gr.Dropdown:
        """What the visitor trained or fetched, in the list of models; only keys that this visitor's page knows."""
        given = [(str(name)[:60], str(key)) for name, key in event._data["own"]]
        own = [(name, key) for name, key in given if is_mine(key) or cached(key, models.settings)]
        return gr.Dropdown(choices=_choices(text, models) + own, value=event._data["key"])

    run.click(
        offer,
        None,
        model,
        show_progress="hidden",
        api_visibility="private",
    )
    gr.on(
        [gr.context.Context.root_block.load],  # type: ignore[union-attr]
        None,
        inputs=[sentence, second, model],
        outputs=[sentence, second, model],
        js=f"(...opened) => bertdemo.start({json.dumps(opening)}, opened)",
        api_visibility="private",
    )
    if first is None:  # another model than the bundled one: the example is computed when the page opens
        gr.context.Context.root_block.load(  # type: ignore[union-attr]
            live.analyse,
            [sentence, second, model, view],
            run,
            show_progress="hidden",
            api_visibility="private",
        )


def _choices(text: Text, models: ModelBank) -> list[tuple[str, str]]:
    """Name and key of what a visitor may choose; the default one is among them, if need be from the Hub's cache."""
    checkpoints = [c for c in bundled() if not c.base] + local(models.settings)
    if default_key(models.settings) not in {c.key for c in checkpoints}:
        with suppress(UserError):  # it went while the app runs
            checkpoints.append(find("", models.settings))
    choices = []
    for checkpoint in checkpoints:
        name = text("page.model_classroom") if checkpoint.key == "classroom" else checkpoint.key
        label = text("page.model_choice", name=name, layers=checkpoint.layers, heads=checkpoint.heads)
        choices.append((label, checkpoint.key))
    return choices
