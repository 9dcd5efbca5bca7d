"""Parts switched off, and what the prediction loses (Michel et al. 2019: "Are sixteen heads really better than one?").

Variants share batches: the whole table of single heads costs a few passes in place of one a head. The model is
not changed, so visitors do not disturb one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import torch
from torch import Tensor

from bertdemo.bert import parts
from bertdemo.bert.batch_size import batch_size
from bertdemo.bert.embeddings import embed
from bertdemo.bert.encoder import Removed, add_and_feed, finish, head_outputs, join, last_state
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.bert.stopping import breathe
from bertdemo.errors import UserError, shown
from bertdemo.numbers import whole


@dataclass(frozen=True)
class Ablation:
    before: Tensor  # (labels,), probabilities as they are
    after: Tensor  # (labels,), with the parts switched off


Part = Literal["attention", "feed_forward", "residuals"]


@dataclass(frozen=True)
class PartEffects:
    """Larger parts taken out, one at a time."""

    before: Tensor  # (labels,)
    blocks: dict[Part, Tensor]  # (L, labels): one layer's block adds nothing, or its residuals are cut
    without_positions: Tensor  # (labels,): position vectors left out
    without_segments: Tensor  # (labels,)
    shuffled: Tensor  # (labels,): the same words in another order, always the same one for a length


@dataclass(frozen=True)
class HeadEffects:
    """Every head switched off alone."""

    before: Tensor  # (labels,)
    after: Tensor  # (L, H, labels)


def classify_cls(model: Model, states: Tensor) -> Tensor:
    """What the last layer gives [CLS], (B, D) → logits (B, labels). Raises UserError when the model gives no labels."""
    head = parts.classifier(model.module)
    if head is None:
        raise UserError("error.no_classifier", model=model.checkpoint.key)
    return head.logits(states[:, None])


def probabilities(model: Model, states: Tensor, removed: Removed | None = None) -> Tensor:
    """States after the embeddings (B, T, D) → probabilities (B, labels), in batches that fit."""
    size = batch_size(model.checkpoint.heads, states.shape[1])
    chances = []
    for at in range(0, len(states), size):
        some = removed
        if removed and removed.heads is not None:
            some = Removed(
                removed.heads[at : at + size], removed.attention, removed.feed_forward, removed.residuals
            )
        last = last_state(model.module, states[at : at + size].to(model.device), removed=some)
        logits = classify_cls(model, last).double()
        chances.append((logits / model.temperature).softmax(-1).float().cpu())
    return torch.cat(chances)


def head_mask(model: Model, heads: Sequence[Any]) -> Tensor:
    """(L, H), 0 for each `[layer, head]`, counted from 1. Raises UserError when one is not there."""
    layers, per_layer = model.checkpoint.layers, model.checkpoint.heads
    mask = torch.ones(layers, per_layer)
    for pair in heads:
        if not isinstance(pair, list | tuple) or len(pair) != 2 or any(type(n) is not int for n in pair):
            raise UserError("error.no_pair", pair=shown(pair, 40))
        layer, head = pair
        whole(layer, 1, layers, "error.no_layer", layer=layer, layers=layers)
        whole(head, 1, per_layer, "error.no_head", head=head, heads=per_layer)
        mask[layer - 1, head - 1] = 0
    return mask


@torch.inference_mode()
def without_heads(model: Model, run: Run, heads: Sequence[Any]) -> Ablation:
    """What a classifier says when heads are off. `run` is any run of its encoder over the text: only what comes
    before the first layer is read. Raises UserError when a head is not there.
    """
    masks = torch.stack(
        [torch.ones(model.checkpoint.layers, model.checkpoint.heads), head_mask(model, heads)]
    )
    before, after = probabilities(model, run.hidden_states[0].expand(2, -1, -1), Removed(heads=masks))
    return Ablation(before, after)


@torch.inference_mode()
def every_part(model: Model, run: Run) -> PartEffects:
    """What a classifier says without each block and residual, without positions, and with its words shuffled."""
    states = run.hidden_states[:1]  # (1, T, D)
    layers = range(model.checkpoint.layers)
    out: dict[Part, list[Removed]] = {
        "attention": [Removed(attention=(layer,)) for layer in layers],
        "feed_forward": [Removed(feed_forward=(layer,)) for layer in layers],
        "residuals": [Removed(residuals=(layer,)) for layer in layers],
    }
    without = {
        part: torch.cat([probabilities(model, states, removed) for removed in each])
        for part, each in out.items()
    }
    tables = parts.embeddings(model.module)
    ids = torch.tensor(run.encoding.ids, device=model.device)
    steps = embed(model, run)
    token, segment, position = (
        part.to(model.device) for part in (steps.token, steps.segment, steps.position)
    )
    words = [i for i, special in enumerate(run.encoding.special) if not special]
    order = torch.randperm(len(words), generator=torch.Generator().manual_seed(len(words))).tolist()
    places = list(range(len(ids)))
    for place, source in zip(words, order, strict=True):
        places[place] = words[source]
    sums = torch.stack([token + segment, token + position, token[places] + segment + position])
    without_some = tables.finish(sums).cpu()
    before, no_positions, no_segments, shuffled = probabilities(model, torch.cat([states, without_some]))
    return PartEffects(before, without, no_positions, no_segments, shuffled)


@torch.inference_mode()
def every_head(model: Model, run: Run) -> HeadEffects:
    """What a classifier says when each head in turn is off.

    Below the head that is off nothing changes, so each variant is computed from its own layer on only; there, what a head
    adds is taken from the sum of all. In the last layer only [CLS] is computed, which alone is read.
    """
    layers, heads = model.checkpoint.layers, model.checkpoint.heads
    whole = run.hidden_states[:1].to(model.device)  # (1, T, D), nothing off
    variants = whole[:0]  # (heads of the layers so far, T, D)
    size = batch_size(model.checkpoint.heads, whole.shape[1])
    for number, layer in enumerate(parts.layers(model.module)):
        readers = slice(0, 1) if number == layers - 1 else slice(None)
        outputs = head_outputs(
            layer, whole, readers=whole[:, readers]
        )  # (1, H, T, d), T is 1 in the last layer
        later = []
        for some in torch.split(variants, size) if len(variants) else ():
            breathe()
            later.append(finish(layer, head_outputs(layer, some, readers=some[:, readers]), some[:, readers]))
        each = layer.output.weight.view(-1, heads, layer.head_size)  # (D, H, d), columns of Wo a head
        joined = layer.output(join(outputs))  # (1, T, D)
        added = torch.einsum("htd,Dhd->htD", outputs[0], each)  # (H, T, D), its share of each head
        off, whole = (add_and_feed(layer, sums, whole[:, readers]) for sums in (joined - added, joined))
        variants = torch.cat([*later, off])
    logits = classify_cls(model, torch.cat([whole, variants])[:, 0]).double()
    said = (logits / model.temperature).softmax(-1).float().cpu()
    return HeadEffects(said[0], said[1:].view(layers, heads, -1))
