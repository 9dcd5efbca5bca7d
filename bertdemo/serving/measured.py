"""How often a bundled model is right: the rates that its training measured and wrote beside its weights."""

from __future__ import annotations

from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.numbers import is_real
from bertdemo.serving.configs import read_json

FIGURES = "figures.json"


def measured(checkpoint: Checkpoint, name: str) -> float | None:
    """One of the `scores` of a checkpoint's figures.json, such as "accuracy" or "facts_top1".

    Rates are shares from 0 to 1; counts of rows are among the scores too. None for a checkpoint that is not bundled, for
    a name that was not measured, and where the file is absent or damaged: a sentence then goes without the rate.
    """
    if not checkpoint.bundled:
        return None
    try:
        score = read_json(checkpoint.folder / FIGURES)["scores"][name]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return float(score) if is_real(score, float("-inf"), float("inf")) else None
