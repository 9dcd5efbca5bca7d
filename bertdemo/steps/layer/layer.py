"""One layer by hand, every stage for one token (Devlin et al. 2018, section 3). Computed by bert/encoder.py."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch

from bertdemo.bert.encoder import LAYER_STAGES, LayerSteps, one_layer
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.page.components import component, panel
from bertdemo.page.focus import agrees, numbers, picked
from bertdemo.page.live import tell
from bertdemo.page.questions import OfToken
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text, digits

FIRES = 0.1  # GELU's output above which a neuron is said to fire


@dataclass(frozen=True)
class StageVector:
    """A token's vector after one stage of a layer."""

    name: str
    formula: str
    values: list[float]  # (E,), or (I,) between the two halves of the feed-forward network
    norm: float  # its length
    mean: float  # mean length over all tokens


@dataclass(frozen=True)
class Neuron:
    """One neuron of the feed-forward network."""

    name: str
    value: float  # after GELU


@dataclass(frozen=True)
class LayerPayload:
    """Every stage of one layer for one token, and the lengths of its vector through all layers."""

    layer: int  # from 1
    token: int
    stages: list[StageVector]
    neurons: list[Neuron]  # strongest first
    norms: list[list[float]]  # [layer][stage as wide as the model]
    title: str  # of the norms
    said: str
    checked: str


def layer_payload(text: Text, model: Model, run: Run, layer: int, token: int) -> LayerPayload:
    """Every stage of one layer for one token, and the lengths of its vector through all layers."""
    every = [one_layer(model, run, number) for number in range(run.attentions.shape[0])]
    steps = every[layer - 1]
    inner, heads = steps.activated.shape[1], run.attentions.shape[1]
    fires = steps.activated[token]
    strongest = fires.topk(min(8, inner))
    turned = torch.nn.functional.cosine_similarity(steps.states[token], steps.output[token], dim=0)
    return LayerPayload(
        layer=layer,
        token=token,
        stages=[
            StageVector(
                name=text(f"layer.layer.says.stage.{name}", heads=heads, inner=inner),
                formula=formula,
                values=numbers(getattr(steps, name)[token]),
                norm=numbers(getattr(steps, name)[token].norm()),
                mean=numbers(getattr(steps, name).norm(dim=-1).mean()),
            )
            for name, formula in LAYER_STAGES
        ],
        neurons=[
            Neuron(text("layer.layer.says.neuron", number=number + 1), numbers(value))
            for value, number in zip(strongest.values, strongest.indices.tolist(), strict=True)
        ],
        norms=[lengths(one, token) for one in every],
        title=text("layer.layer.says.norms", token=run.encoding.tokens[token]),
        said=text(
            "layer.layer.says.said",
            layer=layer,
            token=run.encoding.tokens[token],
            turned=f"{math.degrees(math.acos(max(-1.0, min(1.0, float(turned))))):.0f}",
            norm=digits(float(steps.output[token].norm())),
            attention=digits(float(steps.projected[token].norm())),
            feed_forward=digits(float(steps.down[token].norm())),
            fired=int((fires > FIRES).sum()),
            inner=inner,
        ),
        checked=checked(text, max(one.error for one in every)),
    )


def lengths(steps: LayerSteps, token: int) -> list[float]:
    """Length of a token's vector after the stages that are as wide as the model."""
    wide = [name for name, _ in LAYER_STAGES if name not in ("up", "activated")]
    return [numbers(getattr(steps, name)[token].norm()) for name in wide]


def checked(text: Text, error: float) -> str:
    """The tick, or its absence, with the largest difference."""
    return text(
        "layer.layer.says.checked" if agrees(error) else "layer.layer.says.wrong", error=f"{error:.1e}"
    )


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfToken, "long")
    def whole_layer(question: OfToken) -> LayerPayload:
        """`{text, text_pair, model, layer, head, token}` → every stage of the layer for that token."""
        model = models(question.model)
        run = model.run(question.text, question.text_pair)
        layer, _, token = picked(run, question)
        return layer_payload(text, model, run, layer, token)

    pick = text.part("focus") | text.part("pick")
    with panel(text, "layer.layer", how="layer.layer.how", code="layer"):
        component("layer", pick | text.part("layer.layer.shows"), [whole_layer])
