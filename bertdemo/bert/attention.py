"""Attention as it was read: one head, means and maxima, and what stands out in it.

Layers and heads count from 0 here and from 1 on the page; `from_page` converts, and nothing else does.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from bertdemo.bert.run import Run
from bertdemo.numbers import whole

MEAN = 0  # on the page: layer 0 is the mean over layers, head 0 the mean over heads
MAXIMUM = -1  # on the page: head -1 is the largest weight that any head gives


def from_page(run: Run, layer: int, head: int) -> Tensor:
    """Attention weights (T, T), [from, to], for a layer and a head as the page counts them.

    Rows sum to 1, but for the maximum. Raises UserError, naming the limits, when there is no such one.
    """
    layers, heads = run.attentions.shape[:2]
    whole(layer, MEAN, layers, "error.no_such_layer", layer=layer, layers=layers)
    whole(head, MAXIMUM, heads, "error.no_such_head", head=head, heads=heads)
    weights = run.attentions.mean(0) if layer == MEAN else run.attentions[layer - 1]  # (H, T, T)
    if head == MEAN:
        return weights.mean(0)
    return weights.amax(0) if head == MAXIMUM else weights[head - 1]


@dataclass(frozen=True)
class Highlights:
    """What one picture of attention shows, in numbers that a sentence can say."""

    source: int | None  # the strongest link between two different words: from this token
    target: int | None  # to that one; None when there is only one word
    weight: float
    to_specials: float  # share of the words' attention that goes to [CLS] and [SEP]
    to_itself: float  # share that stays on the word


def highlights(weights: Tensor, special: tuple[bool, ...]) -> Highlights:
    """The strongest link between words, and where the rest goes. `weights` is (T, T), [from, to]."""
    words = [i for i, is_special in enumerate(special) if not is_special]
    rows = weights[words]  # (W, T), from words to all tokens
    to_specials = rows[:, [i for i, s in enumerate(special) if s]].sum(-1).mean().item()
    between = rows[:, words].clone()  # (W, W)
    to_itself = between.diagonal().mean().item()
    if len(words) < 2:
        return Highlights(None, None, 0.0, to_specials, to_itself)
    between.fill_diagonal_(-1)
    best = int(torch.argmax(between))
    source, target = divmod(best, len(words))
    return Highlights(words[source], words[target], between[source, target].item(), to_specials, to_itself)
