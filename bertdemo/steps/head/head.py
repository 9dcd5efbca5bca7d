"""One attention head by hand, every step for one token (Vaswani et al. 2017, section 3.2.1). Computed by bert/encoder.py."""

from __future__ import annotations

import math
from dataclasses import dataclass

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


@dataclass(frozen=True)
class HeadPayload:
    """Every step of one head for one token that looks; T counts the first 64 tokens, D is the head's width."""

    layer: int  # from 1
    head: int  # from 1
    token: int
    state: list[float]  # (E,), before the layer
    query: list[float]  # (D,)
    keys: list[list[float]]  # (T, D)
    products: list[float]  # (T,), query · key
    scores: list[float]  # (T,), products / sqrt(D)
    weights: list[float]  # (T,), softmax of the scores of all tokens
    unscaled: list[float]  # (T,), softmax of the products
    values: list[list[float]]  # (T, D)
    output: list[float]  # (D,), weighted sum over all tokens
    plain_output: list[float]  # (D,), the same with the unscaled weights
    names: list[str]  # of the eight steps
    said: list[str]  # of the eight steps
    checked: str
    cut: str  # how many of the tokens are shown, if not all


def head_payload(text: Text, model: Model, run: Run, layer: int, head: int, token: int) -> HeadPayload:
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
    return HeadPayload(
        layer=layer,
        head=head,
        token=token,
        state=numbers(steps.states[token]),
        query=numbers(steps.query[token]),
        keys=numbers(steps.key[:SHOWN]),
        products=numbers(steps.products[token, :SHOWN]),
        scores=numbers(steps.scores[token, :SHOWN]),
        weights=numbers(steps.weights[token, :SHOWN]),
        unscaled=numbers(steps.unscaled[token, :SHOWN]),
        values=numbers(steps.value[:SHOWN]),
        output=numbers(steps.output[token]),
        plain_output=numbers(steps.unscaled[token] @ steps.value),
        names=[text(f"head.head.says.name.{step}", **words) for step in HEAD_STEPS],
        said=[text(f"head.head.says.said.{step}", **words) for step in HEAD_STEPS],
        checked=checked(text, steps.error),
        cut=text("head.head.says.cut", shown=SHOWN, all=len(tokens)) if len(tokens) > SHOWN else "",
    )


def checked(text: Text, error: float) -> str:
    """The tick, or its absence, with the largest difference."""
    return text("head.head.says.checked" if agrees(error) else "head.head.says.wrong", error=f"{error:.1e}")


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfToken, "long")
    def one_head(question: OfToken) -> HeadPayload:
        """`{text, text_pair, model, layer, head, token}` → every step of the head for that token."""
        model = models(question.model)
        run = model.run(question.text, question.text_pair)
        return head_payload(text, model, run, *picked(run, question))

    pick = text.part("focus") | text.part("pick")
    with panel(text, "head.head", how="head.head.how", code="head"):
        component("head", pick | text.part("head.head.shows"), [one_head])
        with gr.Accordion(text("head.head.says.matrix.fold"), open=False, elem_classes="bd-fold"):
            component(
                "attention",
                text.part("pick")
                | text.part("heads.attention.shows")
                | {"plot": text.part("plot"), "matrix_frame": plotted.empty_matrix(text)},
            )
