"""What a fine-tuned BERT answers: [CLS] → pooler → one logit a label → softmax (Devlin et al. 2018, section 4)."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from bertdemo.bert.models import Model, ModelBank
from bertdemo.bert.run import Run
from bertdemo.text import UserError

CLASSIFIERS = ("sentiment", "topic")


@dataclass(frozen=True)
class Classification:
    """The scores of one text, one entry a label."""

    labels: tuple[str, ...]
    logits: tuple[float, ...]  # as the last layer gives them
    temperature: float
    probabilities: tuple[float, ...]  # softmax(logits / temperature), sums to 1

    @property
    def best(self) -> int:
        """Index of the most probable label."""
        return max(range(len(self.labels)), key=self.probabilities.__getitem__)


def classifier(models: ModelBank, task: str, key: str = "") -> Model:
    """The model of a task, or the one of that key if it has labels.

    Raises UserError when the task is unknown or the model is no classifier.
    """
    if not key and task not in CLASSIFIERS:
        raise UserError("error.no_such_task", task=task[:40], tasks=", ".join(CLASSIFIERS))
    model = models(key or f"classroom-{task}")
    if not model.labels:
        raise UserError("error.no_classifier", model=model.checkpoint.key)
    return model


def judge_of(models: ModelBank, task: str, picked: str) -> Model:
    """The model that is picked if it gives labels itself, such as one that a visitor trained; else that of the task."""
    model = models(picked)
    return model if model.labels else classifier(models, task)


def classify(models: ModelBank, model: Model, text: str, text_pair: str = "") -> Classification:
    """Scores of a text. Raises UserError when there is no word in it."""
    return classify_run(model, models(model.checkpoint.base or model.checkpoint.key).run(text, text_pair))


def classify_run(model: Model, run: Run) -> Classification:
    """Scores for a run: one of the encoder that an adapter was trained on, or one of the classifier itself."""
    logits = model.finish(run) if model.checkpoint.base else run.logits
    assert logits is not None
    probabilities = torch.softmax(logits.double() / model.temperature, -1)
    return Classification(
        model.labels, tuple(logits.tolist()), model.temperature, tuple(probabilities.tolist())
    )
