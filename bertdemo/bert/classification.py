"""What a fine-tuned BERT answers: [CLS] → pooler → one logit a label → softmax (Devlin et al. 2018, section 4)."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from bertdemo.bert.languages import foreign, language_of
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import Encoding
from bertdemo.errors import UserError

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
            unknown=encoding.unknown,
            tokens=encoding.words,
        )
    text = f"{encoding.text} {encoding.text_pair}"
    if model.checkpoint.bundled and foreign(model.checkpoint, text):
        raise UserError(f"error.foreign_{language_of(text)}")


def classify_run(model: Model, run: Run) -> Classification:
    """Scores for a run: one of the encoder that an adapter was trained on, or one of the classifier itself."""
    logits = model.finish(run) if model.checkpoint.base else run.logits
    assert logits is not None
    probabilities = torch.softmax(logits.double() / model.temperature, -1)
    return Classification(
        model.labels, tuple(logits.tolist()), model.temperature, tuple(probabilities.tolist())
    )
