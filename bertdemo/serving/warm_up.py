"""The first work of a started app: reading weights before a visitor asks."""

from __future__ import annotations

import logging

from bertdemo.bert.kinds import CLASSIFIERS
from bertdemo.errors import UserError
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled
from bertdemo.serving.judges import classifier, classify

log = logging.getLogger(__name__)


def warm_up(models: ModelBank) -> None:
    """Load what the first screen needs, then the other bundled models; a visitor who is quicker waits for the same load."""
    try:
        models().run("Hello")
        for task in CLASSIFIERS:
            classify(models, classifier(models, task), "Hello")
        for checkpoint in bundled():
            models(checkpoint.key)
    except UserError as error:
        log.warning("not ready: %s", error)
