"""One head and one layer recomputed from the weights, every step kept, and whole encoders with parts taken out.

Vaswani et al. 2017, sections 3.1 to 3.3; post-norm, as BERT has it. Nothing here asks the library's forward pass,
so that what it gives can be compared with it. Layers and heads count from 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

from bertdemo.bert import parts
from bertdemo.bert.model import Model
from bertdemo.bert.parts import Layer
from bertdemo.bert.run import Run
from bertdemo.bert.stopping import breathe
from bertdemo.errors import shown
from bertdemo.numbers import whole

# The steps of a layer in their order: the field of LayerSteps, and what is done in it.
LAYER_STAGES = (
    ("states", "x"),
    ("concatenated", "concat(head 1 … head H)"),
    ("projected", "concat(heads) · Wo + bo"),
    ("attention_sum", "projected + x"),
    ("attention_norm", "LayerNorm(attention_sum)"),
    ("up", "attention_norm · W1 + b1"),
    ("activated", "GELU(up)"),
    ("down", "activated · W2 + b2"),
    ("output_sum", "down + attention_norm"),
    ("output", "LayerNorm(output_sum)"),
)


@dataclass(frozen=True)
class HeadSteps:
    """One attention head over one input, every step kept (Vaswani et al. 2017, section 3.2.1)."""

    states: Tensor  # (T, D), what the layer reads
    query: Tensor  # (T, d)
    key: Tensor  # (T, d)
    value: Tensor  # (T, d)
    products: Tensor  # (T, T), [from, to], query · key
    scores: Tensor  # (T, T), [from, to], products / sqrt(d)
    weights: Tensor  # (T, T), [from, to], softmax of the scores, rows sum to 1
    unscaled: Tensor  # (T, T), softmax of the products as they are: what the division is for
    output: Tensor  # (T, d), weights @ value
    error: float  # largest difference from the model's own attention weights


@dataclass(frozen=True)
class LayerSteps:
    """One layer over one input, every step kept."""

    states: Tensor  # (T, D), what it reads
    heads: Tensor  # (H, T, d), what each head gives
    concatenated: Tensor  # (T, D), the heads beside one another
    projected: Tensor  # (T, D), times Wo
    attention_sum: Tensor  # (T, D), + states: the first residual
    attention_norm: Tensor  # (T, D), LayerNorm
    up: Tensor  # (T, F), the feed-forward layer's first half
    activated: Tensor  # (T, F), GELU
    down: Tensor  # (T, D), its second half
    output_sum: Tensor  # (T, D), + attention_norm: the second residual
    output: Tensor  # (T, D), LayerNorm
    error: float  # largest difference from the model's own hidden state


def split(states: Tensor, heads: int) -> Tensor:
    """(…, T, D) → (…, H, T, d)"""
    return states.view(*states.shape[:-1], heads, -1).transpose(-2, -3)


def projections(layer: Layer, states: Tensor, readers: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
    """Queries of `readers` (…, R, D), of all where none are named, keys and values of all: (…, H, R or T, d) each."""
    asking = states if readers is None else readers
    query, key, value = layer.query(asking), layer.key(states), layer.value(states)
    return split(query, layer.heads), split(key, layer.heads), split(value, layer.heads)


def attend(layer: Layer, states: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
    """All heads of a layer: their outputs (…, H, T, d) and weights (…, H, T, T), [from, to].

    `mask` is added to the scores and broadcast: 0 where a token may be looked at, -inf where not.
    """
    query, key, value = projections(layer, states)
    scores = query @ key.transpose(-1, -2) / math.sqrt(layer.head_size)  # (…, H, T, d) @ (…, H, d, T)
    weights = (scores if mask is None else scores + mask).softmax(-1)  # each row sums to 1
    return weights @ value, weights


def head_outputs(
    layer: Layer, states: Tensor, mask: Tensor | None = None, readers: Tensor | None = None
) -> Tensor:
    """The outputs of `attend` alone, of `readers` where some are named: (…, H, R or T, d). No table of weights is made."""
    return scaled_dot_product_attention(*projections(layer, states, readers), attn_mask=mask)


def feed_forward(layer: Layer, states: Tensor) -> Tensor:
    """(…, T, D) → (…, T, F) → (…, T, D)"""
    down: Tensor = layer.down(layer.activation(layer.up(states)))
    return down


def join(outputs: Tensor) -> Tensor:
    """(…, H, T, d) → (…, T, D)"""
    return outputs.transpose(-2, -3).flatten(-2)


def finish(layer: Layer, outputs: Tensor, states: Tensor) -> Tensor:
    """The rest of a layer after its heads: outputs (…, H, T, d) and what the layer read (…, T, D) → (…, T, D)."""
    return add_and_feed(layer, layer.output(join(outputs)), states)


def add_and_feed(layer: Layer, block: Tensor, states: Tensor) -> Tensor:
    """What comes after Wo: its output and what the layer read, (…, T, D) each → (…, T, D)."""
    states = layer.attention_norm(block + states)
    done: Tensor = layer.output_norm(feed_forward(layer, states) + states)
    return done


def layer_at(model: Model, layer: int) -> Layer:
    """The weights of a layer, counted from 0. Raises UserError, naming the limits, when there is no such one."""
    layers = parts.layers(model.module)
    whole(layer, 0, len(layers) - 1, "error.no_layer", layer=_on_page(layer), layers=len(layers))
    return layers[layer]


def _on_page(number: object) -> object:
    """A layer or head as the visitor counts, from 1; what is no number, as it was sent."""
    return shown(number + 1 if type(number) is int else number, 20)


@torch.inference_mode()
def self_attention(model: Model, run: Run, layer: int, head: int) -> HeadSteps:
    """One head, step by step. Raises UserError when there is no such layer or head."""
    weights_of = layer_at(model, layer)
    heads = weights_of.heads
    whole(head, 0, heads - 1, "error.no_head", head=_on_page(head), heads=heads)
    states = run.hidden_states[layer].to(model.device)  # (T, D)
    query, key, value = (
        split(part(states), heads)[head] for part in (weights_of.query, weights_of.key, weights_of.value)
    )
    products = query @ key.T  # (T, d) @ (d, T) -> (T, T)
    scores = products / math.sqrt(weights_of.head_size)
    weights = scores.softmax(-1)  # each row sums to 1
    return HeadSteps(
        states=states.cpu(),
        query=query.cpu(),
        key=key.cpu(),
        value=value.cpu(),
        products=products.cpu(),
        scores=scores.cpu(),
        weights=weights.cpu(),
        unscaled=products.softmax(-1).cpu(),
        output=(weights @ value).cpu(),  # (T, T) @ (T, d) -> (T, d)
        error=_gap(weights, run.attentions[layer, head]),
    )


@torch.inference_mode()
def queries_and_keys(model: Model, run: Run) -> tuple[Tensor, Tensor]:
    """Query and key vectors of every layer and head, each (L, H, T, d)."""
    queries, keys = [], []
    for layer, states in zip(parts.layers(model.module), run.hidden_states, strict=False):
        states = states.to(model.device)
        queries.append(split(layer.query(states), layer.heads).cpu())
        keys.append(split(layer.key(states), layer.heads).cpu())
    return torch.stack(queries), torch.stack(keys)


@torch.inference_mode()
def one_layer(model: Model, run: Run, layer: int) -> LayerSteps:
    """One layer, step by step. Raises UserError when there is no such layer."""
    weights_of = layer_at(model, layer)
    states = run.hidden_states[layer].to(model.device)  # (T, D)
    heads, _ = attend(weights_of, states)  # (H, T, d)
    concatenated = join(heads)  # (T, D)
    projected = weights_of.output(concatenated)
    attention_sum = projected + states
    attention_norm = weights_of.attention_norm(attention_sum)
    up = weights_of.up(attention_norm)  # (T, F)
    activated = weights_of.activation(up)
    down = weights_of.down(activated)  # (T, D)
    output_sum = down + attention_norm
    output = weights_of.output_norm(output_sum)
    return LayerSteps(
        states=states.cpu(),
        heads=heads.cpu(),
        concatenated=concatenated.cpu(),
        projected=projected.cpu(),
        attention_sum=attention_sum.cpu(),
        attention_norm=attention_norm.cpu(),
        up=up.cpu(),
        activated=activated.cpu(),
        down=down.cpu(),
        output_sum=output_sum.cpu(),
        output=output.cpu(),
        error=_gap(output, run.hidden_states[layer + 1]),
    )


@dataclass(frozen=True)
class Removed:
    """What is taken out of an encoder; one row a variant, B variants at once."""

    heads: Tensor | None = None  # (B, L, H), 1 to keep a head and 0 to switch it off
    attention: Sequence[int] = ()  # layers whose attention block adds nothing to its residual
    feed_forward: Sequence[int] = ()  # layers whose feed-forward block adds nothing
    residuals: Sequence[int] = ()  # layers that forget what they read: both blocks without their residual


def encode_states(
    module: object, states: Tensor, removed: Removed | None = None, mask: Tensor | None = None
) -> list[Tensor]:
    """States after the embeddings (B, T, D) → those after every layer, [(B, T, D)], with parts taken out.

    Differentiable, and safe beside other visitors: nothing in the model is changed. `mask` as in `attend`.
    """
    hidden_states = [states]
    for number, layer in enumerate(parts.layers(module)):
        states = _pass(layer, number, states, removed, mask)
        hidden_states.append(states)
    return hidden_states


def last_state(
    module: object,
    states: Tensor,
    place: int | Tensor = 0,
    removed: Removed | None = None,
    mask: Tensor | None = None,
) -> Tensor:
    """What the last layer gives at one place, (B, D), or at one of each row; of [CLS] by default.

    As `encode_states`, but nothing is computed for the other places of the last layer, which nobody reads. `mask` is the
    same for all who look, (…, 1, T).
    """
    layers = parts.layers(module)
    for number, layer in enumerate(layers[:-1]):
        states = _pass(layer, number, states, removed, mask)
    readers = states[torch.arange(len(states)), place][:, None]  # (B, 1, D)
    return _pass(layers[-1], len(layers) - 1, states, removed, mask, readers)[:, 0]


def _pass(
    layer: Layer,
    number: int,
    states: Tensor,
    removed: Removed | None,
    mask: Tensor | None,
    readers: Tensor | None = None,
) -> Tensor:
    """One layer, its number counted from 0: what it gives `readers` (B, R, D), all of `states` by default.

    Others go first between two layers, on the way forth and, for gradients, back.
    """
    breathe()
    if states.requires_grad:
        states.register_hook(lambda _: breathe())  # type: ignore[no-untyped-call]
    removed = removed or Removed()
    residual = 0.0 if number in removed.residuals else 1.0
    outputs = head_outputs(layer, states, mask, readers)  # (B, H, R, d)
    if removed.heads is not None:
        outputs = outputs * removed.heads[:, number, :, None, None].to(outputs)
    block = layer.output(join(outputs)) * (number not in removed.attention)
    states = layer.attention_norm(block + residual * (states if readers is None else readers))
    block = feed_forward(layer, states) * (number not in removed.feed_forward)
    done: Tensor = layer.output_norm(block + residual * states)
    return done


def _gap(mine: Tensor, librarys: Tensor) -> float:
    return float((mine.cpu() - librarys).abs().max())
