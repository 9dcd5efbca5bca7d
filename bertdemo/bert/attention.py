"""Attention as it was read: one head, means and maxima, and what stands out in it.

Layers and heads count from 0 here and from 1 on the page; `from_page` converts, and nothing else does.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

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


Aim = Literal["special", "itself", "previous", "next", "far"]


def aim(source: int, target: int, special: tuple[bool, ...]) -> Aim:
    """What kind of token a link goes to, seen from where it starts."""
    if target == source:
        return "itself"
    if special[target]:
        return "special"
    return {-1: "previous", 1: "next"}.get(target - source, "far")  # type: ignore[return-value]


@dataclass(frozen=True)
class Habit:
    """What the words of a text do through one picture of attention: where the largest share of each goes."""

    aim: Aim  # the commonest
    count: int  # words that do it
    words: int  # of so many

    @property
    def is_usual(self) -> bool:
        """Whether more than half of the words do it."""
        return 2 * self.count > self.words


def habit(weights: Tensor, special: tuple[bool, ...]) -> Habit:
    """The commonest aim of the words; `weights` is (T, T), [from, to]. [CLS] and [SEP] are not asked."""
    words = [i for i, is_special in enumerate(special) if not is_special]
    targets = weights[words].argmax(-1).tolist()
    aims = Counter(aim(i, target, special) for i, target in zip(words, targets, strict=True))
    commonest, count = aims.most_common(1)[0]
    return Habit(commonest, count, len(words))


Kind = Literal["special", "itself", "neighbour", "again", "fixed", "far", "even"]


@dataclass(frozen=True)
class Row:
    """Where one token looks, in numbers that a sentence can say."""

    target: int  # who gets the largest share
    weight: float  # this share
    kind: Kind
    alike: (
        int  # words of the text whose largest share goes the same way: to a special token, themselves, as far
    )
    words: int  # of so many
    word: int | None  # the word, other than the token itself and the target, that gets most; None without one
    word_weight: float


def row_of(weights: Tensor, ids: tuple[int, ...], special: tuple[bool, ...], token: int) -> Row:
    """The row of one token; `weights` is (T, T), [from, to], and its rows sum to 1.

    `even` is a row without a favourite: its largest share is under twice what each token would get in equal parts.
    `fixed` is a link beyond the neighbours that at least half of the words make over the same distance, and `again` one
    to a token of the same id.
    """
    row = weights[token]
    target = int(row.argmax())
    words = [i for i, is_special in enumerate(special) if not is_special]
    best = {i: int(weights[i].argmax()) for i in words}
    of_target = aim(token, target, special)
    if of_target in ("special", "itself"):
        alike = sum(aim(i, j, special) == of_target for i, j in best.items())
    else:
        alike = sum(j - i == target - token and not special[j] for i, j in best.items())
    kind: Kind
    if float(row[target]) * len(ids) < 2:
        kind = "even"
    elif of_target == "special":
        kind = "special"
    elif of_target == "itself":
        kind = "itself"
    elif of_target != "far":
        kind = "neighbour"
    elif ids[target] == ids[token]:
        kind = "again"
    else:
        kind = "fixed" if alike > 1 and 2 * alike >= len(words) else "far"
    others = [i for i in words if i not in (token, target)]
    word = max(others, key=lambda i: float(row[i])) if others else None
    weight = float(row[word]) if word is not None else 0.0
    return Row(target, float(row[target]), kind, alike, len(words), word, weight)
