"""One layer by hand, every stage for one token (Devlin et al. 2018, section 3). Computed by bert/encoder.py."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bertdemo.bert.encoder import LAYER_STAGES, LayerSteps, one_layer
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.page.components import component
from bertdemo.page.focus import agrees, numbers, picked
from bertdemo.page.live import tell
from bertdemo.page.questions import OfToken
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text

FIRES = 0.1  # GELU's output above which a neuron is said to fire
ALIKE = 1.1  # two lengths or angles within this factor are called equal
# The steps of a layer that change a vector: the stages before and after each.
STEPS = {
    "attention": ("states", "attention_sum"),
    "attention_norm": ("attention_sum", "attention_norm"),
    "feed_forward": ("attention_norm", "output_sum"),
    "output_norm": ("output_sum", "output"),
}


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
    fired: str  # how many neurons fire
    said: str
    checked: str


def layer_payload(text: Text, model: Model, run: Run, layer: int, token: int) -> LayerPayload:
    """Every stage of one layer for one token, and the lengths of its vector through all layers."""
    every = [one_layer(model, run, number) for number in range(run.attentions.shape[0])]
    steps = every[layer - 1]
    inner, heads = steps.activated.shape[1], run.attentions.shape[1]
    fires = steps.activated[token]
    strongest = fires.topk(min(8, inner))
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
        fired=text("layer.layer.says.fired", fired=int((fires > FIRES).sum()), inner=inner),
        said=_finding(text, steps, layer, run.encoding.tokens[token], token),
        checked=checked(text, max(one.error for one in every)),
    )


def turned(steps: LayerSteps, token: int, before: str, after: str) -> float:
    """Degrees between a token's vectors at two stages."""
    one, other = (getattr(steps, stage)[token].double() for stage in (before, after))
    return math.degrees(
        2 * math.atan2(*(float((one / one.norm() + sign * other / other.norm()).norm()) for sign in (-1, 1)))
    )


def most(angles: dict[str, float]) -> tuple[str, ...]:
    """The step that turns most, or the first two where they turn alike."""
    first, second = sorted(angles, key=angles.__getitem__, reverse=True)[:2]
    return (first, second) if angles[first] <= ALIKE * angles[second] else (first,)


def judged(attention: float, feed_forward: float) -> str:
    """What is kept, by the length of what is added: each as a multiple of the residual that it is added to."""
    larger = [ratio > ALIKE for ratio in (attention, feed_forward)]
    if all(larger):
        return "replaced"
    if any(larger):
        return "attention_larger" if larger[0] else "feed_forward_larger"
    return "changed" if max(attention, feed_forward) < 1 / ALIKE else "even"


def _finding(text: Text, steps: LayerSteps, layer: int, name: str, token: int) -> str:
    length = {stage: float(getattr(steps, stage)[token].norm()) for stage, _ in LAYER_STAGES}
    angles = {step: turned(steps, token, *stages) for step, stages in STEPS.items()}
    leading = most(angles)
    names = [text(f"layer.layer.says.step.{step}") for step in leading]
    ratios = length["projected"] / length["states"], length["down"] / length["attention_norm"]
    return text(
        "layer.layer.says.said" if len(leading) == 1 else "layer.layer.says.said_tie",
        layer=layer,
        token=name,
        turned=f"{turned(steps, token, 'states', 'output'):.0f}",
        step=names[0],
        other=names[-1],
        most=f"{angles[leading[0]]:.0f}",
        attention=f"{length['projected']:.3g}",
        read=f"{length['states']:.3g}",
        feed_forward=f"{length['down']:.3g}",
        middle=f"{length['attention_norm']:.3g}",
        judgement=text(f"layer.layer.says.judged.{judged(*ratios)}"),
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
    component("layer", pick | text.part("layer.layer.shows"), [whole_layer])
