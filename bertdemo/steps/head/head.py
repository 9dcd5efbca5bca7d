"""One attention head by hand, every step for one token (Vaswani et al. 2017, section 3.2.1). Computed by bert/encoder.py."""

from __future__ import annotations

import math
from typing import Any

import gradio as gr

from bertdemo.bert.encoder import self_attention
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.page import plotted
from bertdemo.page.components import component, panel
from bertdemo.page.focus import agrees, numbers, picked
from bertdemo.page.live import tell
from bertdemo.page.questions import OfToken
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text

SHOWN = 64  # tokens whose vectors are shown; the sums count all
HEAD_STEPS = ("state", "query", "keys", "products", "scores", "weights", "values", "output")


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
        "checked": checked(text, steps.error),
        "cut": text("inside.onehead.cut", shown=SHOWN, all=len(tokens)) if len(tokens) > SHOWN else "",
    }


def checked(text: Text, error: float) -> str:
    """The tick, or its absence, with the largest difference."""
    return text("inside.onehead.checked" if agrees(error) else "inside.onehead.wrong", error=f"{error:.1e}")


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfToken, "long")
    def one_head(question: OfToken) -> dict[str, Any]:
        """`{text, text_pair, model, layer, head, token}` → every step of the head for that token."""
        model = models(question.model)
        run = model.run(question.text, question.text_pair)
        return head_payload(text, model, run, *picked(run, question))

    pick = text.part("inside.pick") | text.part("pick")
    with panel(text, "inside.head", how="inside.head.how", code="head"):
        component("head", pick | text.part("inside.onehead"), [one_head])
        with gr.Accordion(text("inside.matrix.fold"), open=False, elem_classes="bd-fold"):
            component(
                "attention",
                text.part("pick")
                | text.part("heatmap")
                | {"plot": text.part("plot"), "matrix_frame": plotted.empty_matrix(text)},
            )
