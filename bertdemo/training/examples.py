"""What BERT is shown in pretraining: sentence pairs, half of them real neighbours, with words hidden.

Devlin et al. 2018, section 3.1 (tasks 1 and 2) and appendix A.1: 80 % of the chosen tokens become [MASK],
10 % a random token, 10 % stay; [CLS] A [SEP] B [SEP] with segments 0 and 1.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

Document = list[list[int]]  # sentences of word-piece ids, without special tokens

FOLLOWS, RANDOM, NO_PAIR = 0, 1, -100  # next-sentence labels; -100 is left out of the loss
CONTINUES = 1 << 20  # added to the id of a piece that goes on with the word before it; `collate` takes it off


@dataclass(frozen=True)
class Frame:
    """Ids of the tokens that make a word-piece list an input, and what may replace a hidden token."""

    cls: int
    sep: int
    mask: int
    pad: int
    unknown: int
    first_word: int  # ids from here on may replace a hidden token; most below are special or unused
    vocab: int


@dataclass(frozen=True)
class Example:
    ids: list[int]  # with [CLS] and [SEP]
    first: int  # tokens in segment 0
    label: int


def make_examples(
    document: Document, others: list[Document], frame: Frame, longest: int, rng: random.Random
) -> Iterator[Example]:
    """Pairs that use up a document: about half of one sentence each, the rest filled to `longest` tokens.

    A second part that is not the real one comes from a random place of another document.
    Raises ValueError when there is no other.
    """
    at = 0
    while at < len(document):
        if len(document) == 1:
            body = document[0][: longest - 2]
            yield Example([frame.cls, *body, frame.sep], len(body) + 2, NO_PAIR)
            return
        single = rng.random() < 0.5
        size_a = 1 if single else rng.randint(int(longest * 0.3), int(longest * 0.6))
        first, after = _gather(document, at, size_a)
        real = rng.random() < 0.5 and after < len(document)
        size_b = 1 if single else longest - 3 - len(first)
        if real:
            second, after = _gather(document, after, size_b)
        elif after >= len(document) and at > 0 and rng.random() < 0.5:
            return  # a last sentence has no follower; taking all would make such endings a giveaway
        elif len(others) < 2:
            raise ValueError(
                "A random second sentence needs another document: give each source two at least."
            )
        else:
            other = document
            while other is document:
                other = rng.choice(others)
            second, _ = _gather(other, rng.randrange(len(other)), size_b)
        first, second = _fit(first, second, longest - 3)
        ids = [frame.cls, *first, frame.sep, *second, frame.sep]
        yield Example(ids, len(first) + 2, FOLLOWS if real else RANDOM)
        at = after


def _gather(document: Document, at: int, size: int) -> tuple[list[int], int]:
    """Whole sentences from `at` until `size` tokens are reached (one at least), and where the next begins."""
    tokens: list[int] = []
    while at < len(document) and (not tokens or len(tokens) + len(document[at]) <= size):
        tokens += document[at]
        at += 1
    return tokens, at


def _fit(first: list[int], second: list[int], size: int) -> tuple[list[int], list[int]]:
    """Cut the longer of the two until both fit."""
    half = size // 2
    keep = max(half, size - min(len(first), len(second)))
    if len(first) + len(second) > size:
        first, second = (first[:keep], second) if len(first) > len(second) else (first, second[:keep])
    return first[: size - min(len(second), half)], second[: size - min(len(first), half)]


def pack(examples: list[Example], tokens: int, rng: random.Random) -> list[list[Example]]:
    """Batches of examples of similar length, each of at most `tokens` tokens with padding, in random order.

    Few shapes: all of one width hold as many examples, so that memory which a step frees fits the next; what is left of
    one width joins the next one.
    """
    by_width: dict[int, list[Example]] = {}
    for example in examples:
        by_width.setdefault(width_of(len(example.ids)), []).append(example)
    batches: list[list[Example]] = []
    left: list[Example] = []
    for width, group in sorted(by_width.items()):
        group += left
        rng.shuffle(group)
        size = max(1, tokens // width)
        whole = len(group) // size * size
        batches += [group[at : at + size] for at in range(0, whole, size)]
        left = group[whole:]
    batches += [left] if left else []
    rng.shuffle(batches)
    return batches


def width_of(length: int) -> int:
    """The width to which an example of a length is padded: the next multiple of 8, above 128 of 128.

    Attention takes memory by the square of the width: many large widths would leave a gap for each.
    """
    step = 8 if length <= 128 else 128
    return -(-length // step) * step


def collate(
    batch: list[Example],
    frame: Frame,
    share: float,
    rng: np.random.Generator,
    *,
    whole: float = 0.0,
    corrupt: bool = True,
) -> dict[str, Tensor]:
    """Padded tensors (B, T) with `share` of the word pieces hidden; `labels` is -100 where nothing is asked.

    In `whole` of the examples all pieces of a word are hidden together (Cui et al. 2019, arXiv 1906.08101). With
    `corrupt` off every hidden token becomes [MASK], as when a trained model is asked.
    """
    width = width_of(max(len(example.ids) for example in batch))
    ids = np.full((len(batch), width), frame.pad)
    segments = np.zeros_like(ids)
    for row, example in enumerate(batch):
        ids[row, : len(example.ids)] = example.ids
        segments[row, example.first : len(example.ids)] = 1
    continues, ids = ids >= CONTINUES, ids % CONTINUES
    words = ~np.isin(ids, (frame.cls, frame.sep, frame.pad, frame.unknown))
    dice = rng.random(ids.shape)
    if whole:
        rows = rng.random(len(batch)) < whole
        word = np.cumsum(~continues, axis=1) - 1  # (B, T): which word of its example a piece belongs to
        dice[rows] = np.take_along_axis(dice, word, axis=1)[rows]
    hidden = words & (dice < share)
    labels = np.where(hidden, ids, -100)
    dice = rng.random(ids.shape) if corrupt else np.zeros(ids.shape)
    shown = np.where(hidden & (dice < 0.8), frame.mask, ids)
    swapped = hidden & (dice >= 0.8) & (dice < 0.9)
    shown[swapped] = rng.integers(frame.first_word, frame.vocab, swapped.sum())
    return {
        "input_ids": torch.from_numpy(shown),
        "token_type_ids": torch.from_numpy(segments),
        "attention_mask": torch.from_numpy((ids != frame.pad).astype(np.int64)),
        "labels": torch.from_numpy(labels),
        "next_sentence_label": torch.tensor([example.label for example in batch]),
    }
