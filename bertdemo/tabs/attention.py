"""Attention: one head large, all heads at a glance, arcs, and BertViz's own views. Computed by bert/attention.py."""

from __future__ import annotations

from typing import Any

import gradio as gr

from bertdemo.bert.encoder import queries_and_keys
from bertdemo.bert.models import Model, ModelBank
from bertdemo.bert.run import Run
from bertdemo.figures import bertviz
from bertdemo.tabs import plotted
from bertdemo.tabs.components import component, panel
from bertdemo.tabs.live import Part, tell
from bertdemo.text import Text

NAME = "attention"
PARTS: dict[str, Part] = {}  # the pictures ask for weights one layer or one head at a time


def build(text: Text, models: ModelBank) -> None:
    @tell(text, "text text_pair model view layer:int head:int dark:bool", "heavy")
    def draw_bertviz(wanted: dict[str, Any]) -> dict[str, Any]:
        """BertViz's document: `{text, text_pair, model, view, layer, dark}` → `{html, height, said}`."""
        run = models(wanted["model"]).run(wanted["text"], wanted["text_pair"])
        if wanted["view"] == "neuron":
            picked = int(wanted["layer"]), int(wanted["head"])
            view = neuron_view(models(wanted["model"]), run, *picked, dark=bool(wanted["dark"]))
        else:
            view = bertviz_view(run, wanted["view"], int(wanted["layer"]), bool(wanted["dark"]))
        said = say_bertviz(text, view)
        if wanted["view"] == "neuron":
            said += " " + text("bertviz.neuron_hint")
        return {"html": view.html, "height": view.height, "said": said}

    pick = text.part("pick")
    large = {"plot": text.part("plot"), "matrix_frame": plotted.empty_matrix(text)}
    with gr.Row(elem_classes="bd-panels"):
        with panel(text, "attention.large", how="attention.how", code="attention"):
            component("heatmap", pick | large | text.part("heatmap"))
        with panel(text, "attention.heads"):
            component("heads", pick | large | text.part("heads"))
    with panel(text, "attention.arcs"):
        component("arcs", pick | text.part("arcs"))
    with panel(text, "attention.bertviz", how="attention.bertviz.how"):
        component("bertviz", text.part("bertviz"), [draw_bertviz])


def neuron_view(model: Model, run: Run, layer: int, head: int, *, dark: bool) -> bertviz.View:
    """Queries and keys of every head; `layer` and `head` are the page's, 0 and less for none in particular."""
    segments = run.encoding.token_type_ids
    query, key = queries_and_keys(model, run)
    layers, heads = run.attentions.shape[:2]
    return bertviz.neuron_view(
        run.attentions,
        query,
        key,
        run.encoding.tokens,
        segments.index(1) if 1 in segments else None,
        min(max(layer, 1), layers) - 1,
        min(max(head, 1), heads) - 1,
        dark=dark,
    )


def bertviz_view(run: Run, view: str, layer: int, dark: bool) -> bertviz.View:
    """Head or model view; `layer` is the page's, 0 for none in particular."""
    tokens, segments = run.encoding.tokens, run.encoding.token_type_ids
    start_b = segments.index(1) if 1 in segments else None
    layers = run.attentions.shape[0]
    chosen = min(layer, layers) - 1 if layer > 0 else 0
    if view == "head":
        return bertviz.head_view(run.attentions, tokens, start_b, chosen, dark=dark)
    whole = bertviz.model_view(run.attentions, tokens, start_b, dark=dark)
    if len(whole.layers_shown) == layers:
        return whole
    return bertviz.model_view(run.attentions, tokens, start_b, chosen, dark=dark)


def say_bertviz(text: Text, view: bertviz.View) -> str:
    """What of the sentence is in the picture."""
    shown, total = view.tokens_shown, view.tokens_total
    whole = len(view.layers_shown) == view.layers_total
    return text(
        "bertviz.said",
        tokens=text(f"bertviz.{'all' if shown == total else 'cut'}_tokens", shown=shown, total=total),
        layers=text(
            f"bertviz.{'all_layers' if whole else 'one_layer'}",
            layer=view.layers_shown[0] + 1,
            total=view.layers_total,
        ),
    )
