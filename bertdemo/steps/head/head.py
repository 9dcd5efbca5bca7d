"""One attention head by hand, every step for one token (Vaswani et al. 2017, section 3.2.1). Computed by bert/encoder.py."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch

from bertdemo.bert.encoder import HeadSteps, self_attention
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.page.components import component
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
    explained: list[str]  # what is done in each of them
    said: str  # which product was largest and what softmax made of it
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
        "weight": text.percent(float(steps.weights[token, best])),
        "unscaled": text.percent(float(steps.unscaled[token, best])),
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
        explained=[text(f"head.head.says.said.{step}", **words) for step in HEAD_STEPS],
        said=finding(text, steps, tokens, token),
        checked=checked(text, steps.error),
        cut=text("head.head.says.cut", shown=SHOWN, all=len(tokens)) if len(tokens) > SHOWN else "",
    )


def finding(text: Text, steps: HeadSteps, tokens: tuple[str, ...], token: int) -> str:
    """Which query · key was the largest, how far softmax concentrates on it, and whether the model agrees."""
    products, weights = steps.products[token], steps.weights[token]
    best = int(products.argmax())
    weight, equal = float(weights[best]), 1 / len(tokens)
    kind = "sharp" if weight > 0.5 else "leaning" if weight >= 2 * equal else "even"
    # As many tokens in equal parts would be as uncertain: e to the entropy.
    spread = float(torch.exp(-(weights * weights.clamp(min=1e-30).log()).sum()))
    return text(
        "head.head.says.finding.said",
        token=tokens[token],
        best=tokens[best],
        score=f"{float(products[best]):.3g}",
        tokens=len(tokens),
        weight=text.percent(weight),
        verdict=text(
            f"head.head.says.finding.{kind}",
            spread=f"{spread:.1f}",
            tokens=len(tokens),
            equal=text.percent(equal),
            unscaled=text.percent(float(steps.unscaled[token, best])),
        ),
        agrees=text(f"head.head.says.finding.{'agrees' if agrees(steps.error) else 'differs'}"),
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
    component("head", pick | text.part("head.head.shows"), [one_head])
