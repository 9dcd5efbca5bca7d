"""What the kinds of fine-tuning differ in: the layer on top, how rows become tensors, the loss, the score."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

INPUTS = ("input_ids", "token_type_ids")
Feature = dict[str, Any]  # the inputs, labels (a number, or a list of them), and what a head keeps for itself
Encode = Callable[[Sequence[Any], Any, int, random.Random | None], list[Feature]]
"""(rows, tokenizer, longest, rng) → features; with an rng as for training, without one always the same."""


@dataclass(frozen=True)
class Head:
    """One kind of fine-tuning."""

    model: str  # class of transformers
    peft: str  # task type of peft
    trained_whole: tuple[str, ...]  # modules that learn beside the LoRA matrices
    encode: Encode
    loss: Callable[[Any, Tensor], Tensor]  # of the model's output and the labels
    measure: Callable[..., dict[str, float]]  # (model, tokenizer, rows, longest) → scores by name


def batches(
    features: list[Feature], tokenizer: Any, tokens: int, rng: random.Random | None
) -> list[dict[str, Tensor]]:
    """Padded batches of features of similar length, each of about `tokens` tokens with padding.

    In random order when an rng is given, else by length. Labels that are lists are padded with -100.
    """
    sizes = [len(feature["input_ids"]) for feature in features]
    order = sorted(range(len(features)), key=lambda i: (sizes[i], rng.random() if rng else i))
    groups: list[list[int]] = [[]]
    for i in order:
        if groups[-1] and (len(groups[-1]) + 1) * sizes[i] > tokens:
            groups.append([])
        groups[-1].append(i)
    if rng:
        rng.shuffle(groups)
    made = []
    for group in groups if features else []:
        inputs = [{name: features[i][name] for name in INPUTS if name in features[i]} for i in group]
        labels = [torch.tensor(features[i]["labels"]) for i in group]
        padded = pad_sequence(labels, True, -100) if labels[0].ndim else torch.stack(labels)
        made.append({**tokenizer.pad(inputs, return_tensors="pt"), "labels": padded})
    return made
