"""Float16 on disk: how far the stored weights' probabilities are from the trained ones', and what was measured."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

LOGITS = ("logits", "prediction_logits", "seq_relationship_logits", "start_logits", "end_logits")
FIGURES = "figures.json"


@torch.inference_mode()
def probabilities(model: Any, inputs: Iterable[dict[str, Tensor]]) -> list[Tensor]:
    """Softmax of every kind of logits that the model gives, for each of the inputs."""
    model.eval()
    found = []
    for batch in inputs:
        out = model(**{name: value.to(model.device) for name, value in batch.items()})
        found += [out[name].float().softmax(-1).cpu() for name in LOGITS if out.get(name) is not None]
    return found


def largest_gap(trained: list[Tensor], stored: list[Tensor]) -> float:
    """The largest difference of any probability."""
    return max(float((a - b).abs().max()) for a, b in zip(trained, stored, strict=True))


def write_figures(folder: Path, figures: dict[str, Any]) -> None:
    """What the card is written from, beside it, so that a card can be written again without training."""
    (folder / FIGURES).write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def read_figures(folder: Path) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads((folder / FIGURES).read_text("utf-8"))
    return figures
