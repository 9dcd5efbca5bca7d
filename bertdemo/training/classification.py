"""One label for a text: loss, accuracy, and how far stated probabilities can be believed (Guo et al. 2017)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from bertdemo.training.heads import Feature, Head, batches
from bertdemo.training.readers import Row


def encode(rows: Sequence[Row], tokenizer: Any, longest: int, rng: random.Random | None) -> list[Feature]:
    coded = tokenizer([text for text, _ in rows], truncation=True, max_length=longest)["input_ids"]
    return [{"input_ids": ids, "labels": label} for ids, (_, label) in zip(coded, rows, strict=True)]


def loss(out: Any, labels: Tensor) -> Tensor:
    return cross_entropy(out.logits.float(), labels)


@torch.inference_mode()
def all_logits(model: Any, tokenizer: Any, rows: Sequence[Row], longest: int) -> tuple[Tensor, Tensor]:
    """Logits (N, labels) and labels (N,) of rows, in float32, in the order of their length."""
    model.eval()
    logits, labels = [], []
    for batch in batches(encode(rows, tokenizer, longest, None), tokenizer, 4096, None):
        labels.append(batch.pop("labels"))
        logits.append(model(**{k: v.to(model.device) for k, v in batch.items()}).logits.float().cpu())
    return torch.cat(logits), torch.cat(labels)


def fit_temperature(logits: Tensor, labels: Tensor) -> float:
    """The temperature that makes stated probabilities most likely (Guo et al. 2017, section 4.2)."""
    grid = torch.logspace(-1, 1, 401)
    return float(min(grid, key=lambda t: cross_entropy(logits / t, labels).item()))


def calibration_error(logits: Tensor, labels: Tensor, temperature: float, bins: int = 15) -> float:
    """Expected calibration error: mean gap between stated and true share, over bins of the best probability."""
    stated, guess = (logits / temperature).softmax(-1).max(-1)
    right = (guess == labels).float()
    place = (stated * bins).long().clamp(max=bins - 1)
    gaps = [
        (right[place == b].mean() - stated[place == b].mean()).abs() * (place == b).float().mean()
        for b in range(bins)
        if (place == b).any()
    ]
    return float(sum(gaps))


def measure(
    model: Any, tokenizer: Any, held: Sequence[Row] | dict[str, list[Row]], longest: int
) -> dict[str, float]:
    """Accuracy on all rows, and on each set by its name where there are several; temperature fitted on every second
    row, calibration error on the others.
    """
    sets = held if isinstance(held, dict) else {"": list(held)}
    rows = [row for part in sets.values() for row in part]
    judged = {name: all_logits(model, tokenizer, part, longest) for name, part in sets.items()}
    logits, labels = (torch.cat(column) for column in zip(*judged.values(), strict=True))
    each = {
        f"{name}_accuracy": round((own.argmax(-1) == right).float().mean().item(), 4)
        for name, (own, right) in judged.items()
        if name
    }
    fitted, other = (logits[::2], labels[::2]), (logits[1::2], labels[1::2])
    temperature = fit_temperature(*fitted)
    accuracy = (logits.argmax(-1) == labels).float().mean().item()
    return {
        **each,
        "accuracy": round(accuracy, 4),
        "standard_error": round((accuracy * (1 - accuracy) / len(rows)) ** 0.5, 4),
        "rows": len(rows),
        "temperature": round(temperature, 3),
        "calibration_error": round(calibration_error(*other, temperature), 4),
        "calibration_error_raw": round(calibration_error(*other, 1.0), 4),
    }


HEAD = Head("BertForSequenceClassification", "SEQ_CLS", ("pooler", "classifier"), encode, loss, measure)
