"""BERTs that visitors pretrain from nothing; each is then served to who knows its key."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

from bertdemo.bert.born import Born, Corpus, Look, Newborn, Recipe, Start, Step
from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.folders import MINE
from bertdemo.serving.served import ServedModel


def born(
    models: ModelBank, corpus: Corpus, recipe: Recipe, sentence: str, second: str = ""
) -> Iterator[Start | Step | Look | Born]:
    """Train a newborn; the last event is Born, with the key by which it answers."""
    newborn = Newborn(corpus, recipe, sentence, second, models().device)
    last, steps = None, []
    for event in newborn.learn():
        last = event if isinstance(event, Look) else last
        steps += [event] if isinstance(event, Step) else []
        yield event
    assert last is not None
    learned = [step.nsp_accuracy for step in steps[-20:]]
    yield Born(
        _keep(models, newborn),
        last.mlm_accuracy,
        last.nsp_accuracy,
        sum(learned) / len(learned),
        steps[-1].seconds,
    )


def _keep(models: ModelBank, newborn: Newborn) -> str:
    """Serve it like any other model, as one that reads the language of its texts; returns its key."""
    config = newborn.module.config
    checkpoint = Checkpoint(
        key=f"{MINE}{secrets.token_urlsafe(12)}",
        folder=Path(),
        task="pretraining",
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        hidden=config.hidden_size,
        vocab=config.vocab_size,
        parameters=sum(p.numel() for p in newborn.module.parameters()),
        languages=(newborn.language,) if newborn.language else (),
        base="",
    )
    models.add(ServedModel(checkpoint, newborn.tokenizer, newborn.module, models.settings, models.cache))
    return checkpoint.key
