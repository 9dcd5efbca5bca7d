"""Classifiers that visitors train, here or on a GPU that is lent; each is then served to who knows its key."""

from __future__ import annotations

import logging
import math
import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from bertdemo.bert.finetuning import Event, Finished, Reading, Start, Step, Trained, train
from bertdemo.bert.model import Model, share_weights
from bertdemo.bert.recipe import Recipe, check, frozen_of
from bertdemo.bert.scoring import Progress
from bertdemo.bert.tokenization import ids_of
from bertdemo.numbers import percent
from bertdemo.rows.labelled_rows import Finding, Labelled
from bertdemo.serving import elsewhere, lent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.folders import MINE
from bertdemo.serving.jobs import Job
from bertdemo.serving.served import ServedModel

log = logging.getLogger(__name__)


def finetune(
    models: ModelBank,
    base: Model,
    rows: Sequence[tuple[str, int]],
    labels: Sequence[str],
    recipe: Recipe,
    longest: int = 128,
) -> Iterator[Event]:
    """Train a classifier of `rows` (text, index of its label) on top of a copy of `base`; the last event is Finished.

    Texts longer than `longest` word pieces, or than the base has positions for, are cut. The base is not changed. Raises UserError when it is no encoder, or
    when a number of the recipe is out of range.
    """
    recipe = check(recipe, base)
    began = time.monotonic()
    accuracy, trained = 0.0, None
    for event in _lent_or_here(models, base, rows, labels, recipe, min(longest, base.max_tokens)):
        if isinstance(event, Trained):
            trained = event
            continue
        accuracy = event.accuracy if isinstance(event, Progress) else accuracy
        yield event
    assert trained, "a training ends with what it made"
    model = _register(models, base, trained.module, labels)
    models.add(model)
    yield Finished(
        model=model.checkpoint.key,
        base=base.checkpoint.key,
        labels=tuple(labels),
        recipe=recipe,
        accuracy=accuracy,
        seconds=time.monotonic() - began,
        trained=trained.parameters,
        parameters=model.checkpoint.parameters,
        untrained_head=trained.untrained_head,
    )


def _lent_or_here(
    models: ModelBank,
    base: Model,
    rows: Sequence[tuple[str, int]],
    labels: Sequence[str],
    recipe: Recipe,
    longest: int,
) -> Iterator[Reading | Step | Progress | Trained]:
    """Train on a GPU that is lent, where that is done; else, or when none is to be had, where the base is."""
    start = Start(base.checkpoint, base.tokenizer, base.module, base.device)
    if lent.ZERO_GPU:
        there = replace(start, device=torch.device(lent.DEVICE))
        seconds = min(60 * models.settings.training_minutes, lent_seconds(start, len(rows), recipe))
        try:
            yield from lent.run(seconds, train, there, rows, labels, recipe, longest)
            return
        except lent.NoGpuError:
            log.warning("no GPU was lent for a training, so it runs on the CPU", exc_info=True)
    yield from train(start, rows, labels, recipe, longest)


def lent_seconds(start: Start, rows: int, recipe: Recipe) -> float:
    """For how long to ask for a GPU: what starting takes, and twice what a step may take, a guess with room."""
    layers = start.checkpoint.layers - frozen_of(recipe, start.checkpoint.layers)
    return 15 + recipe.epochs * math.ceil(rows / recipe.batch_size) * (0.005 + 0.004 * layers)


def _register(models: ModelBank, base: Model, module: Any, labels: Sequence[str]) -> ServedModel:
    """The trained classifier as a model of its own; what did not change shares the base's memory."""
    checkpoint = replace(
        base.checkpoint,
        key=f"{MINE}{secrets.token_urlsafe(12)}",
        folder=Path(),
        task="classification",
        parameters=sum(p.numel() for p in module.parameters()),
        base="",
    )
    model = ServedModel(checkpoint, base.tokenizer, module, models.settings, models.cache, labels)
    share_weights(module, base.module)
    return model


def begin(models: ModelBank, base_key: str, data: Labelled, recipe: Recipe) -> Job:
    """Queue a training of a model's copy on these rows."""
    base = models(base_key)
    check(recipe, base)  # a mistake is told at once, not after the queue
    rows = [(row.text, data.labels.index(row.label)) for row in data.rows]
    asked = (base_key, rows, data.labels, recipe, models.settings.training_tokens)
    return models.trainings.start(lambda: elsewhere.streamed(learned, models, *asked))


def learned(
    models: ModelBank,
    base: str,
    rows: Sequence[tuple[str, int]],
    labels: Sequence[str],
    recipe: Recipe,
    longest: int,
) -> Iterator[Event]:
    """The events of `finetune` on the model of a key."""
    return finetune(models, models(base), rows, labels, recipe, longest)


def findings(
    models: ModelBank, base: str, data: Labelled, coded: Sequence[Sequence[int]] | None = None
) -> list[Finding]:
    """What is to be told of rows before they are learned from: what was repaired or left out, what is unknown or cut.

    `coded` are the ids of every text where they are known already.
    """
    model = models(base)
    tokenizer = model.tokenizer
    coded = ids_of(tokenizer, [row.text for row in data.rows]) if coded is None else coded
    pieces = sum(len(ids) - 2 for ids in coded)
    unknown = sum(list(ids).count(tokenizer.unk_token_id) for ids in coded) / max(1, pieces)
    longest = min(models.settings.training_tokens, model.max_tokens)
    too_long = sum(len(ids) > longest for ids in coded)
    notes = list(data.findings)
    if unknown > 0.05:
        notes.append(Finding("finetuning.lab.says.unknown", {"share": percent(unknown)}))
    if too_long:
        notes.append(Finding("finetuning.lab.says.cut", {"rows": too_long, "tokens": longest}))
    return notes
