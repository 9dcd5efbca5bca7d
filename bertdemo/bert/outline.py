"""One run in few numbers, for the map of the page: how long each input vector is, how much each head looks at words.

[CLS] and [SEP] are where a head looks when it finds nothing (Clark et al. 2019, section 3.2), so what a head leaves for
the words says at a glance whether it works on this text.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from bertdemo.bert.run import Run


@dataclass(frozen=True)
class Outline:
    """What a run looks like from afar."""

    norms: (
        Tensor  # (T,), Euclidean length of each token's input vector: word + position + segment, normalized
    )
    between_words: (
        Tensor  # (L, H), 0 … 1, share of the words' attention that goes to words and not to [CLS] or [SEP]
    )


def outline(run: Run) -> Outline:
    """The outline of a run, in under a millisecond for 128 tokens. The rows of [CLS] and [SEP] are not counted.

    A text without a word has no attention between words: zeros.
    """
    special = run.encoding.special
    words = [place for place, is_special in enumerate(special) if not is_special]
    norms = torch.linalg.vector_norm(run.hidden_states[0], dim=-1)  # (T, D) -> (T,)
    layers, heads = run.attentions.shape[:2]
    if not words:
        return Outline(norms, torch.zeros(layers, heads))
    # Two columns are read and not all T: rows sum to 1, so the words have the rest.
    to_specials = torch.zeros(layers, heads, len(special))
    for place in range(len(special)):
        if special[place]:
            to_specials += run.attentions[..., place]  # (L, H, T)
    return Outline(norms, (1 - to_specials[:, :, words].mean(-1)).clamp(0, 1))
