"""The frame of the page: the sentence on top, examples, model picker, and the tabs below, all in one language."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import gradio as gr

from bertdemo.page.components import component
from bertdemo.page.fetches import fetch_functions
from bertdemo.page.live import Live, Part, model_name, tell
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import cached, hub_default, listed, opening_key
from bertdemo.serving.hub import may_ask
from bertdemo.serving.readers import texts_language
from bertdemo.settings import ASSETS, Language, Settings
from bertdemo.text import Text

FIRST_PICTURE = ASSETS / "examples" / "first.json"  # written by `python -m bertdemo.steps.first`
EXAMPLES: dict[Language, dict[str, tuple[str, str]]] = {
    "en": {
        "dog": ("Hello, my dog is cute", ""),
        "animal": ("The animal didn't cross the street because it was too tired.", ""),
        "bank": ("She sat on the river bank and counted the money that the bank had lent her.", ""),
        "pair": ("Where did you leave the keys?", "They are on the kitchen table."),
        "pieces": ("Antidisestablishmentarianism and electroencephalography puzzle tokenizers.", ""),
        "irony": ("A film so bad that I enjoyed every minute of it.", ""),
    },
    "zh": {
        "dog": ("你好，我的狗很可爱。", ""),
        "animal": ("小狗没有过马路，因为它太累了。", ""),
        "bank": ("她坐在行李上，数着从银行借来的钱。", ""),
        "pair": ("你把钥匙放在哪里了？", "在厨房的桌子上。"),
        "pieces": ("BERT和Transformer让自然语言处理进步很快。", ""),
        "irony": ("这部电影烂得让我笑了一整晚。", ""),
    },
}
# What is open when nothing else is asked for.
OPENING: dict[Language, dict[str, Any]] = {
    "en": {"tab": "explore", "layer": 4, "head": 2},
    "zh": {"tab": "explore", "layer": 8, "head": 10},
}


class Tab(Protocol):
    """A tab by its name, which stands in links; `parts` are what it needs of the sentence with the first answer."""

    @property
    def name(self) -> str: ...
    @property
    def parts(self) -> dict[str, Part]: ...
    @property
    def build(self) -> Callable[[Text, ModelBank], None]: ...


@dataclass(frozen=True)
class OfHub:
    """A checkpoint of the Hub that stands in the list of models; figures for the list, before the Hub is asked."""

    word: str  # of its name, below "page.hub_"
    shape: str  # layers × heads
    megabytes: int  # of its weights


@dataclass(frozen=True)
class OpeningPayload:
    """What a page opens with at this moment."""

    key: str  # of the model


HUB = {
    "google-bert/bert-base-uncased": OfHub("base", "12 × 12", 440),
    "google-bert/bert-base-chinese": OfHub("chinese", "12 × 12", 412),
}


def first_picture(language: Language, models: ModelBank) -> dict[str, Any] | None:
    """The answer to the first example, computed beforehand, so that the page shows it while the model loads."""
    if (
        opening_key(models.settings, language) != opening_key(Settings(), language)
        or not FIRST_PICTURE.is_file()
    ):
        return None
    return json.loads(FIRST_PICTURE.read_text("utf-8")).get(language)  # type: ignore[no-any-return]


def build_page(text: Text, models: ModelBank, tabs: Sequence[Tab]) -> None:
    """One page in one language."""
    live = Live(text, models, {tab.name: tab.parts for tab in tabs})
    first = first_picture(text.language, models)
    read = texts_language(models.settings, text.language)
    text_a, text_b = EXAMPLES[read]["animal"]
    opening = OPENING[read]
    with gr.Column(elem_classes="bd-head"):
        with gr.Row(elem_classes="bd-headline", equal_height=True):
            gr.Markdown(f"# {text('page.title')}\n{text('page.subtitle')}", elem_classes="bd-name")
            model = gr.Dropdown(
                _choices(text, models) + _hub_choices(text, models.settings),
                value=opening_key(models.settings, text.language),
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
        for name, pair in EXAMPLES[read].items():
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
    models_of_hub(text, models)
    component("notice", {})
    run = gr.HTML(
        first,
        html_template="<i></i>",
        js_on_load=f"bertdemo.open({json.dumps(opening)}); "
        "bertdemo.connect(server); const draw = () => bertdemo.show(props.value);"
        "bertdemo.onServe(() => trigger('click')); if (props.value) draw(); watch('value', draw);",
        server_functions=live.server_functions,
        visible="hidden",
    )
    view = gr.JSON(opening, visible=False)
    with gr.Tabs(elem_classes="bd-tabs"):
        for tab in tabs:
            with gr.Tab(text(f"page.tab.{tab.name}"), id=tab.name) as opened:
                tab.build(text, models)
            opened.select(
                None, js=f"() => bertdemo.select({{tab: {json.dumps(tab.name)}}})", api_visibility="private"
            )
    settings = models.settings
    gr.Markdown(
        text("page.footer", tokens=settings.max_tokens, characters=f"{settings.max_characters:,}"),
        elem_classes="bd-footer",
    )
    start = {
        "language": text.language,
        "title": text("page.title"),
        "models": _choices(text, models),
        "hub": hub_names(text, models.settings),
        "tabs": {tab.name: text(f"page.tab.{tab.name}") for tab in tabs},
    }
    # `.input` misses text that is pasted, filled in or composed; `.change` sees everything.
    gr.on(
        [sentence.change, second.change, model.change],
        live.analyse,
        inputs=[sentence, second, model, view],
        outputs=run,
        js="(text, pair, model) => [text, pair, bertdemo.using(model), bertdemo.view()]",
        trigger_mode="always_last",
        show_progress="hidden",
        concurrency_limit=None,
        preprocess=False,  # a model that is in no list is told by our own words, and by no traceback
        api_visibility="private",
    )

    model.input(  # one that has to be fetched leaves the model before in the list until it is here
        None, model, model, js="(picked) => bertdemo.picked(picked)", api_visibility="private"
    )
    run.click(None, None, model, js="() => bertdemo.models()", api_visibility="private")
    gr.on(
        [gr.context.Context.root_block.load],  # type: ignore[union-attr]
        None,
        inputs=[sentence, second, model],
        outputs=[sentence, second, model],
        js=f"(...opened) => bertdemo.start({json.dumps(start)}, opened)",
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
    """Name and key of what a visitor may choose, without what is of the Hub."""
    return [
        (
            text(
                "page.model_choice",
                name=model_name(text, checkpoint),
                layers=checkpoint.layers,
                heads=checkpoint.heads,
            ),
            checkpoint.key,
        )
        for checkpoint in listed(models.settings)
        if not checkpoint.base and checkpoint.key not in of_hub(models.settings)
    ]


def _hub_choices(text: Text, settings: Settings) -> list[tuple[str, str]]:
    return [
        (str(one["here"] if one["is_here"] else one["away"]), key)
        for key, one in hub_names(text, settings).items()
    ]


def of_hub(settings: Settings) -> list[str]:
    """Ids of the Hub in the list of models: those that may be asked for, and those that are here."""
    keys = dict.fromkeys([*HUB, *filter(None, [hub_default(settings)])])
    return [key for key in keys if may_ask(key, settings) or cached(key, settings) is not None]


def hub_names(text: Text, settings: Settings) -> dict[str, dict[str, Any]]:
    """For each of them by its key: its name, what the list says of it once it is here and before, and whether it is."""
    names = {}
    for key in of_hub(settings):
        known = HUB.get(key)
        name = text(f"page.hub_{known.word}") if known else key
        here = f"{name} · {known.shape}" if known else name
        size = text("page.hub_size", megabytes=known.megabytes) if known else text("page.hub_size_unknown")
        is_here = cached(key, settings) is not None
        names[key] = {"name": name, "here": here, "away": f"{here} · {size}", "is_here": is_here}
    return names


def models_of_hub(text: Text, models: ModelBank) -> None:
    """The card of a checkpoint of the Hub that was picked and is fetched."""
    settings = models.settings

    @tell(text)
    def opens_with(_: dict[str, Any]) -> OpeningPayload:
        return OpeningPayload(opening_key(settings, text.language))

    names = [(key, one["name"]) for key, one in hub_names(text, settings).items()]
    awaited = hub_default(settings)
    component(
        "models",
        {
            "failed": text("focus.failed"),
            **text.part("training"),
            **text.part("fetching"),
            "hub": names,
            "awaited": bool(awaited) and cached(awaited, settings) is None,
        },
        [*fetch_functions(text, models), opens_with],
    )
