"""Inside: one head and one layer computed by hand, step by step (bert/encoder.py); below them, inside_heads.py and inside_views.py."""

from __future__ import annotations

import math
from typing import Any

import gradio as gr
import torch

from bertdemo.bert.encoder import LayerSteps, one_layer, self_attention
from bertdemo.bert.models import Model, ModelBank
from bertdemo.bert.run import Run
from bertdemo.tabs import inside_heads, inside_views, plotted
from bertdemo.tabs.api_inside import STEPS
from bertdemo.tabs.components import component, panel
from bertdemo.tabs.focus import AGREES, numbers, picked
from bertdemo.tabs.live import Part, tell
from bertdemo.text import Text, digits

NAME = "inside"
PARTS: dict[str, Part] = {}  # each panel asks for the one head, layer and token that it shows
SHOWN = 64  # tokens whose vectors are shown; the sums count all
HEAD_STEPS = ("state", "query", "keys", "products", "scores", "weights", "values", "output")
FIRES = 0.1  # GELU's output above which a neuron is said to fire


def head_payload(text: Text, model: Model, run: Run, layer: int, head: int, token: int) -> dict[str, Any]:
    """Every step of one head for one token that looks; layer and head count from 1."""
    steps = self_attention(model, run, layer - 1, head - 1)
    tokens = run.encoding.tokens
    size, width = steps.query.shape[1], steps.states.shape[1]
    best = int(steps.products[token].argmax())
    words = {
        "token": tokens[token],
        "layer": layer,
        "hidden": width,
        "d": size,
        "root": f"{math.sqrt(size):.4g}",
        "best": tokens[best],
        "score": f"{float(steps.products[token, best]):.3g}",
        "weight": f"{float(steps.weights[token, best]):.1%}",
        "unscaled": f"{float(steps.unscaled[token, best]):.1%}",
    }
    return {
        "layer": layer,
        "head": head,
        "token": token,
        "state": numbers(steps.states[token]),
        "query": numbers(steps.query[token]),
        "keys": numbers(steps.key[:SHOWN]),
        "products": numbers(steps.products[token, :SHOWN]),
        "scores": numbers(steps.scores[token, :SHOWN]),
        "weights": numbers(steps.weights[token, :SHOWN]),
        "unscaled": numbers(steps.unscaled[token, :SHOWN]),
        "values": numbers(steps.value[:SHOWN]),
        "output": numbers(steps.output[token]),
        "plain_output": numbers(steps.unscaled[token] @ steps.value),
        "names": [text(f"inside.onehead.name.{step}", **words) for step in HEAD_STEPS],
        "said": [text(f"inside.onehead.said.{step}", **words) for step in HEAD_STEPS],
        "checked": check(text, "onehead", steps.error),
        "cut": text("inside.onehead.cut", shown=SHOWN, all=len(tokens)) if len(tokens) > SHOWN else "",
    }


def check(text: Text, panel: str, error: float) -> str:
    """The tick, or its absence, with the largest difference."""
    return text(f"inside.{panel}.{'checked' if error < AGREES else 'wrong'}", error=f"{error:.1e}")


def layer_payload(text: Text, model: Model, run: Run, layer: int, token: int) -> dict[str, Any]:
    """Every stage of one layer for one token, and the lengths of its vector through all layers."""
    every = [one_layer(model, run, number) for number in range(run.attentions.shape[0])]
    steps = every[layer - 1]
    inner, heads = steps.activated.shape[1], run.attentions.shape[1]
    fires = steps.activated[token]
    strongest = fires.topk(min(8, inner))
    turned = torch.nn.functional.cosine_similarity(steps.states[token], steps.output[token], dim=0)
    return {
        "layer": layer,
        "token": token,
        "stages": [
            {
                "name": text(f"inside.onelayer.stage.{name}", heads=heads, inner=inner),
                "formula": formula,
                "values": numbers(getattr(steps, name)[token]),
                "norm": numbers(getattr(steps, name)[token].norm()),
                "mean": numbers(getattr(steps, name).norm(dim=-1).mean()),
            }
            for name, formula in STEPS
        ],
        "neurons": [
            {"name": text("inside.onelayer.neuron", number=number + 1), "value": numbers(value)}
            for value, number in zip(strongest.values, strongest.indices.tolist(), strict=True)
        ],
        "norms": [lengths(one, token) for one in every],
        "title": text("inside.onelayer.norms", token=run.encoding.tokens[token]),
        "said": text(
            "inside.onelayer.said",
            layer=layer,
            token=run.encoding.tokens[token],
            turned=f"{math.degrees(math.acos(max(-1.0, min(1.0, float(turned))))):.0f}",
            norm=digits(float(steps.output[token].norm())),
            attention=digits(float(steps.projected[token].norm())),
            feed_forward=digits(float(steps.down[token].norm())),
            fired=int((fires > FIRES).sum()),
            inner=inner,
        ),
        "checked": check(text, "onelayer", max(one.error for one in every)),
    }


def lengths(steps: LayerSteps, token: int) -> list[float]:
    """Length of a token's vector after the stages that are as wide as the model."""
    wide = [name for name, _ in STEPS if name not in ("up", "activated")]
    found: list[float] = [numbers(getattr(steps, name)[token].norm()) for name in wide]
    return found


def build(text: Text, models: ModelBank) -> None:
    @tell(text, "text text_pair model layer:int head:int token:int|none", "long")
    def one_head(wanted: dict[str, Any]) -> dict[str, Any]:
        """`{text, text_pair, model, layer, head, token}` → every step of the head for that token."""
        model = models(wanted["model"])
        run = model.run(wanted["text"], wanted["text_pair"])
        return head_payload(text, model, run, *picked(run, wanted))

    @tell(text, "text text_pair model layer:int head:int token:int|none", "long")
    def whole_layer(wanted: dict[str, Any]) -> dict[str, Any]:
        """`{text, text_pair, model, layer, head, token}` → every stage of the layer for that token."""
        model = models(wanted["model"])
        run = model.run(wanted["text"], wanted["text_pair"])
        layer, _, token = picked(run, wanted)
        return layer_payload(text, model, run, layer, token)

    pick = text.part("inside.pick") | text.part("pick")
    with panel(text, "inside.head", how="inside.head.how", code="head"):
        component("onehead", pick | text.part("inside.onehead"), [one_head])
        with gr.Accordion(text("inside.matrix.fold"), open=False, elem_classes="bd-fold"):
            large = {"plot": text.part("plot"), "matrix_frame": plotted.empty_matrix(text)}
            component("heatmap", text.part("pick") | large | text.part("heatmap"))
    with panel(text, "inside.layer", how="inside.layer.how", code="layer"):
        component("onelayer", pick | text.part("inside.onelayer"), [whole_layer])
    inside_heads.build(text, models)
    inside_views.build(text, models)
