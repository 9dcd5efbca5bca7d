"""What each attention head does on a text: looks at the word before, at [SEP], everywhere … (Clark et al. 2019, section 3).

A pattern's score is the share of a head's attention that follows it, averaged over the tokens of the text that can
follow it (the first token has none before it). Layers and heads count from 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from bertdemo.bert.run import Run

PATTERNS = ("previous", "next", "itself", "first", "separator", "same")
LEAST = 0.4  # a pattern names a head when it takes this share of its attention
BROAD = 0.85  # entropy as a share of the largest possible one, above which a head looks everywhere


@dataclass(frozen=True)
class HeadKinds:
    """Every head of one run, described."""

    scores: Tensor  # (L, H, P), share of attention by pattern, in the order of PATTERNS; NaN where none can follow it
    entropy: Tensor  # (L, H), bits, mean over the words, not [CLS] and [SEP]; log2 T at most
    most_entropy: float  # log2 T
    labels: tuple[tuple[str, ...], ...]  # [layer][head]: a pattern, "broad" or "mixed"

    def score(self, layer: int, head: int) -> float:
        """Of the label: the pattern's share, or for broad and mixed the entropy as a share of the largest."""
        label = self.labels[layer][head]
        if label in PATTERNS:
            return float(self.scores[layer, head, PATTERNS.index(label)])
        return float(self.entropy[layer, head]) / self.most_entropy


def pattern_masks(run: Run) -> Tensor:
    """Which links follow a pattern, (P, T, T), [pattern, from, to], 0 or 1; rows from [CLS] and [SEP] are empty."""
    encoding = run.encoding
    size = len(encoding.ids)
    places = torch.arange(size)
    step = places[None, :] - places[:, None]  # (T, T), to - from
    ids = torch.tensor(encoding.ids)
    masks = torch.stack(
        [
            step == -1,
            step == 1,
            step == 0,
            (places == 0).expand(size, size),
            torch.tensor([s and i > 0 for i, s in enumerate(encoding.special)]).expand(size, size),
            ((ids[:, None] == ids[None, :]) | _same_word(encoding.tokens)) & (step != 0),
        ]
    ).float()
    masks[:, torch.tensor(encoding.special)] = 0  # what [CLS] and [SEP] look at is another question
    return masks


def describe(run: Run) -> HeadKinds:
    """The kind of every head on this text."""
    masks = pattern_masks(run)  # (P, T, T)
    can = masks.amax(-1)  # (P, T): may this token follow the pattern at all?
    shares = torch.einsum("lhij,pij->lhpi", run.attentions, masks)  # (L, H, P, T)
    scores = shares.sum(-1) / can.sum(-1)  # (L, H, P); 0/0 is NaN
    rows = run.attentions[:, :, ~torch.tensor(run.encoding.special)]  # (L, H, W, T), of the words
    entropy = -(rows * rows.clamp(min=1e-12).log2()).sum(-1).mean(-1)  # (L, H)
    most = math.log2(len(run.encoding.ids))

    def label(of: Tensor, bits: float) -> str:
        best = int(torch.nan_to_num(of, nan=-1.0).argmax())
        if of[best] >= LEAST:
            return PATTERNS[best]
        return "broad" if bits >= BROAD * most else "mixed"

    labels = tuple(
        tuple(label(of, bits) for of, bits in zip(layer, row, strict=True))
        for layer, row in zip(scores, entropy.tolist(), strict=True)
    )
    return HeadKinds(scores, entropy, most, labels)


def _same_word(tokens: tuple[str, ...]) -> Tensor:
    """(T, T): do two word pieces belong to one word? Marks of WordPiece (##); other tokenizers have none here."""
    number, words = -1, []
    for token in tokens:
        number += not token.startswith("##")
        words.append(number)
    word = torch.tensor(words)
    return word[:, None] == word[None, :]
