"""What the step-by-step panels share: the layer, head and token in focus, and numbers that travel to the page."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from bertdemo.bert.attention import highlights
from bertdemo.bert.models import Model
from bertdemo.bert.run import Run
from bertdemo.bert.tasks import CLASSIFIERS
from bertdemo.text import Text

AGREES = 1e-4  # largest difference that gets a tick


def numbers(tensor: Tensor) -> Any:
    """Nested lists in five significant digits."""
    if tensor.ndim:
        return [numbers(row) for row in tensor]
    return float(f"{float(tensor):.5g}")


def label_of(text: Text, model: Model, label: str) -> str:
    """A bundled classifier's label in the page's language; that of any other as it is."""
    return text(f"label.{label}") if model.checkpoint.task in CLASSIFIERS else label


def picked(run: Run, wanted: dict[str, Any]) -> tuple[int, int, int]:
    """Layer and head, from 1, and token of a question, brought into the run's limits.

    Without a token, the one whose link to another word is the strongest of that head.
    """
    layers, heads = run.attentions.shape[:2]
    layer, head = (
        min(max(int(wanted[name]), 1), most) for name, most in (("layer", layers), ("head", heads))
    )
    token = wanted["token"]
    if token is None:
        found = highlights(run.attentions[layer - 1, head - 1], run.encoding.special).source
        token = found if found is not None else run.encoding.special.index(False)
    return layer, head, min(max(int(token), 0), len(run.encoding.ids) - 1)
