"""The lens: the masked-word head applied to every layer, not to the last alone (nostalgebraist 2020, "logit lens").

The head was trained for the last layer only; what it says of the others is a reading, not a truth, and the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch

from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.bert.stopping import breathe


@dataclass(frozen=True)
class Reading:
    """What one state says by the masked-word head."""

    token: str
    id: int
    probability: float


@dataclass(frozen=True)
class Lens:
    readings: tuple[
        tuple[tuple[Reading, ...], ...], ...
    ]  # [layer][token][rank]; layer 0: before the first one
    own: tuple[tuple[float, ...], ...]  # [layer][token]: probability of the token that stands there


@torch.inference_mode()
def lens(model: Model, run: Run, top_k: int = 5) -> Lens:
    """The likeliest words of every layer and token. Raises UserError for a model without a masked-word head."""
    ids = torch.tensor(run.encoding.ids)
    layers, present = [], []
    for states in run.hidden_states:  # (T, D); a layer at a time, since (T, V) is the large one
        breathe()
        probabilities = model.vocabulary_logits(states).softmax(-1)  # (T, V)
        best = probabilities.topk(top_k)
        words = model.token_names(best.indices.flatten().tolist())
        named = zip(words, best.indices.flatten().tolist(), best.values.flatten().tolist(), strict=True)
        flat = [Reading(*reading) for reading in named]
        layers.append(tuple(tuple(flat[i * top_k : (i + 1) * top_k]) for i in range(len(ids))))
        present.append(tuple(probabilities.gather(-1, ids[:, None])[:, 0].tolist()))
    return Lens(tuple(layers), tuple(present))
