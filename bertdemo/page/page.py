"""The frame of the page: bar, rail, map, stage, and what stands below and beside it, all in one language."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import gradio as gr

from bertdemo.page.cards import Card, build_cards
from bertdemo.page.components import component
from bertdemo.page.explained import Explained, InstrumentQuestion, explained
from bertdemo.page.glossary import ADDRESSES, terms
from bertdemo.page.live import Live, Look, Part, tell
from bertdemo.page.modellist import choices, hub_choices, hub_names, models_of_hub, who
from bertdemo.page.outline import PERCENT, build_map
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import opening_key
from bertdemo.serving.readers import texts_language
from bertdemo.settings import ASSETS, Language, Settings
from bertdemo.text import Text

FIRST_PICTURE = ASSETS / "examples" / "first.json"  # written by `python -m bertdemo.steps.first`


class Instrument(Protocol):
    """One thing to see and touch, by its name."""

    @property
    def name(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def parts(self) -> dict[str, Part]: ...
    @property
    def look(self) -> Look | None: ...
    @property
    def build(self) -> Callable[[Text, ModelBank], None]: ...


class Step(Protocol):
    """A step of the rail, by its name."""

    @property
    def name(self) -> str: ...
    @property
    def instruments(self) -> Sequence[Instrument]: ...


def view_of(card: Card) -> dict[str, Any]:
    """What a page opens with: the step, the instrument, what is picked."""
    return {"step": card.step, "on": card.on, "layer": card.layer or 1, "head": card.head or 1}


def first_picture(language: Language, models: ModelBank) -> dict[str, Any] | None:
    """The answer to the first example, computed beforehand, so that the page shows it while the model loads."""
    if (
        opening_key(models.settings, language) != opening_key(Settings(), language)
        or not FIRST_PICTURE.is_file()
    ):
        return None
    return json.loads(FIRST_PICTURE.read_text("utf-8")).get(language)  # type: ignore[no-any-return]


def build_page(
    text: Text, models: ModelBank, steps: Sequence[Step], cards: Mapping[Language, Sequence[Card]]
) -> None:
    """One page in one language: the bar on top, the rail at the side, the stage with one instrument, what it says below."""
    instruments = [instrument for step in steps for instrument in step.instruments]
    live = Live(
        text,
        models,
        {one.name: one.parts for one in instruments},
        {one.name: one.look for one in instruments if one.look},
    )
    first = first_picture(text.language, models)
    own = cards[texts_language(models.settings, text.language)]
    opening = view_of(own[0])
    with gr.Column(elem_classes="bd-page"):
        component("tools", _tools(text, models), elem_classes="bd-tools")
        with gr.Row(elem_classes="bd-topbar"):
            sentence, second, model = _bar(text, models, own[0])
        component("rail", text.part("page.rail") | {"steps": _rail(text, steps)}, elem_classes="bd-rail")
        with gr.Column(elem_classes="bd-main"):
            build_map(text)
            models_of_hub(text, models)
            component("notice", text.part("page.notice"), elem_classes="bd-may-be-empty")
            component("heading", {})
            with gr.Column(elem_id="stage", elem_classes="bd-stage"):
                for instrument in instruments:
                    instrument.build(text, models)
            component(
                "foot",
                text.part("page.foot")
                | text.part("page.folds")
                | {"steps": _rail(text, steps), "save": text.part("page.save") | {"language": text.language}},
                elem_classes="bd-foot",
            )
        with gr.Column(elem_classes="bd-side"):
            build_cards(text, models, own)
            _folds(text, models, instruments)
    run = gr.HTML(
        first,
        html_template="<i></i>",
        js_on_load=f"bertdemo.open({json.dumps(opening)}); "
        "bertdemo.connect(server); bertdemo.onServe(() => trigger('click')); "
        "if (props.value) bertdemo.came(props.value); watch('value', () => bertdemo.show(props.value));",
        server_functions=live.server_functions,
        visible="hidden",
    )
    _wire(text, models, (sentence, second, model), run)


def _bar(text: Text, models: ModelBank, opening: Card) -> tuple[gr.Textbox, gr.Textbox, gr.Dropdown]:
    """All that there is to pick: the texts, and what in them; the model."""
    box: dict[str, Any] = {"max_lines": 4, "lines": 1, "autofocus": False, "show_label": False}
    sentence = gr.Textbox(
        opening.text,
        label=text("page.sentence"),
        placeholder=text("page.sentence_hint"),
        elem_id="sentence",
        container=False,
        **box,
    )
    second = gr.Textbox(
        opening.pair,
        label=text("page.second"),
        placeholder=text("page.second_hint"),
        elem_id="second",
        container=False,
        **box,
    )
    component(
        "bar",
        text.part("page.bar")
        | {"percent": PERCENT[text.language]}
        | text.part("pick")
        | {"who": who(text, models)},
        elem_classes="bd-picks",
    )
    model = gr.Dropdown(
        choices(text, models) + hub_choices(text, models.settings),
        value=opening_key(models.settings, text.language),
        label=text("page.model"),
        filterable=False,
        elem_classes="bd-gradio-model",  # the list that is seen is that of shared/bar.js
    )
    return sentence, second, model


def _tools(text: Text, models: ModelBank) -> dict[str, Any]:
    settings = models.settings
    limits = text("page.limits", tokens=settings.max_tokens, characters=f"{settings.max_characters:,}")
    return text.part("page.tools") | text.part("page.room") | {"language": text.language, "limits": limits}


def _rail(text: Text, steps: Sequence[Step]) -> list[dict[str, Any]]:
    """The steps as the page's scripts know them."""
    return [
        {
            "name": step.name,
            "label": text(f"page.step.{step.name}"),
            "instruments": [
                {"name": one.name, "title": text(f"{step.name}.{one.name}.title")} for one in step.instruments
            ],
        }
        for step in steps
    ]


def _folds(text: Text, models: ModelBank, instruments: Sequence[Instrument]) -> None:
    """How the instrument on stage is computed, and its code: one place for all of them, filled when it is opened."""
    codes = {one.name: one.code for one in instruments}

    @tell(text, InstrumentQuestion, "long")
    def explain(question: InstrumentQuestion) -> Explained:
        return explained(text, models, codes, question)

    folds = component(
        "folds",
        text.part("page.folds") | {"terms": terms(text), "glossary": ADDRESSES[text.language]},
        [explain],
    )
    how = gr.Markdown(
        "",
        latex_delimiters=[{"left": "$", "right": "$", "display": False}],
        elem_classes="bd-how",
        elem_id="how",
    )
    folds.click(None, None, how, js="() => bertdemo.how()", api_visibility="private")


def _wire(
    text: Text,
    models: ModelBank,
    boxes: tuple[gr.Textbox, gr.Textbox, gr.Dropdown],
    run: gr.HTML,
) -> None:
    """What happens when a box changes, and when the page opens."""
    sentence, second, model = boxes
    start = {
        "language": text.language,
        "title": text("page.title"),
        "models": choices(text, models),
        "hub": hub_names(text, models.settings),
    }
    # `.input` misses text that is pasted, filled in or composed; `.change` sees everything. The script asks by itself: Gradio's
    # queue would take two requests and an event for each letter.
    gr.on(
        [sentence.change, second.change, model.change],
        None,
        inputs=[sentence, second, model],
        outputs=None,
        js="(text, pair, model) => { bertdemo.read(text, pair, bertdemo.using(model)); }",
        api_visibility="private",
    )
    run.click(None, None, model, js="() => bertdemo.models()", api_visibility="private")
    root = gr.context.Context.root_block
    gr.on(
        [root.load],  # type: ignore[union-attr]
        None,
        inputs=[*boxes],
        outputs=[*boxes],
        js=f"(...opened) => bertdemo.start({json.dumps(start)}, opened)",
        api_visibility="private",
    )
