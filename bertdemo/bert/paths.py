"""Where a sentence's states go from layer to layer: one plane for all layers, and how alike two tokens are by layer."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import normalize

from bertdemo.bert.run import Run


@dataclass(frozen=True)
class Paths:
    """Every token's way through the layers, in D dimensions."""

    points: Tensor  # (L + 1, T, D), principal components of all layers together
    explained: tuple[float, ...]  # (D,), share of the variance that each axis shows
    similarity: Tensor  # (L + 1, T, T), cosine between tokens of one layer, -1 to 1


@torch.inference_mode()
def paths(run: Run, dimensions: int = 2) -> Paths:
    """Principal components (Pearson 1901) fitted once to the states of all layers and tokens, so that places compare."""
    states = run.hidden_states  # (L + 1, T, D)
    flat = states.flatten(0, 1)
    flat = flat - flat.mean(0)
    _, values, directions = torch.linalg.svd(flat, full_matrices=False)
    plane = directions[:dimensions]
    # The sign of a component is arbitrary: the largest weight is made positive, so that a reload looks the same.
    plane = plane * plane.gather(1, plane.abs().argmax(1, keepdim=True)).sign()
    variance = values**2
    shares = (variance[:dimensions] / variance.sum()).tolist()
    unit = normalize(states, dim=-1)
    return Paths(
        (flat @ plane.T).view(*states.shape[:2], -1),
        tuple(shares + [0.0] * (dimensions - len(shares))),
        unit @ unit.transpose(-1, -2),
    )


def repeated(run: Run) -> list[tuple[int, int]]:
    """Places of words that come twice: the first two of each, longest words first; specials and signs left out."""
    seen: dict[str, list[int]] = {}
    for place, (token, special) in enumerate(zip(run.encoding.tokens, run.encoding.special, strict=True)):
        if not special and token.isalnum():
            seen.setdefault(token, []).append(place)
    twice = [(token, places) for token, places in seen.items() if len(places) > 1]
    return [(places[0], places[1]) for _, places in sorted(twice, key=lambda one: -len(one[0]))]
