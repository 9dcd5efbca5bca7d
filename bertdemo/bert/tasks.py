"""What a fine-tuned BERT answers: [CLS] → pooler → one logit a label → softmax (Devlin et al. 2018, section 4)."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from bertdemo.bert.checkpoints import BUNDLED_FOR, Checkpoint, shipped
from bertdemo.bert.languages import foreign, language_of, reads_chinese
from bertdemo.bert.models import Model, ModelBank
from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import Encoding
from bertdemo.text import UserError

CLASSIFIERS = ("sentiment", "topic")
UNREADABLE = 0.3  # share of [UNK] among the tokens of a text from which on nothing is judged


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


def adapted(key: str, task: str) -> str:
    """Key of the bundled model that does a task on top of the bundled encoder `key`; any other key as it is."""
    return own if (own := f"{key or 'classroom'}-{task}") in shipped() else key


def classifier(models: ModelBank, task: str, key: str = "") -> Model:
    """The model of a task: for the key of a bundled encoder the one that was trained on it, or the one of that key.

    Raises UserError when the task is unknown or the model is no classifier.
    """
    if task not in CLASSIFIERS and (not key or key in BUNDLED_FOR.values()):
        raise UserError("error.no_such_task", task=task[:40], tasks=", ".join(CLASSIFIERS))
    model = models(adapted(key, task) if task in CLASSIFIERS else key)
    if not model.labels:
        raise UserError("error.no_classifier", model=model.checkpoint.key)
    return model


def bundled_for(models: ModelBank, task: str, reader: Checkpoint, text: str = "") -> Model:
    """The bundled model of a task in the language that a model reads, or of a text that is foreign to it."""
    chinese = language_of(text) == "zh" if foreign(reader, text) else reads_chinese(reader)
    own = f"classroom-zh-{task}" if chinese else ""
    return models(own if own in shipped() else f"classroom-{task}")


def judge_of(models: ModelBank, task: str, picked: str) -> Model:
    """The model that is picked if it gives labels itself, such as one that a visitor trained; else that of the task."""
    model = models(picked)
    if model.labels:
        return model
    if task not in CLASSIFIERS:
        raise UserError("error.no_such_task", task=task[:40], tasks=", ".join(CLASSIFIERS))
    return bundled_for(models, task, model.checkpoint)


def is_unreadable(encoding: Encoding) -> bool:
    """Whether so much of a text is [UNK] that a judgement on it would be one on nothing."""
    return bool(encoding.unknown) and encoding.unknown >= UNREADABLE * encoding.words


def check_readable(encoding: Encoding, model: Model) -> None:
    """Raises UserError when nothing can be judged of a text: see `is_unreadable`, and where a bundled model was trained
    on the other language.
    """
    if is_unreadable(encoding):
        raise UserError(
            "error.unreadable",
            model=model.checkpoint.base or model.checkpoint.key,
            unknown=encoding.unknown,
            tokens=encoding.words,
        )
    text = f"{encoding.text} {encoding.text_pair}"
    if model.checkpoint.bundled and foreign(model.checkpoint, text):
        raise UserError(
            f"error.foreign_{language_of(text)}", model=model.checkpoint.base or model.checkpoint.key
        )


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
