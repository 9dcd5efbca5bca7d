"""How good a pretrained model is on documents that it never saw: masked words, and next sentence."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from bertdemo.training.examples import FOLLOWS, Document, Example, Frame, collate, make_examples, pack


@torch.inference_mode()
def evaluate(
    model: Any,
    held_back: dict[str, list[Document]],
    frame: Frame,
    sources: Sequence[str],
    *,
    whole_words: bool = False,
    limit: int = 0,
) -> dict[str, float]:
    """Scores by source: `wikipedia_top1`, `wikipedia_top5` of words hidden by [MASK] (15 %), `wikipedia_pairs`:
    accuracy of next sentence with one sentence each, as many true as false. `limit` documents, 0 for all.

    With `whole_words` also `wikipedia_whole_top1` and `_top5`, where all pieces of a word are hidden together.
    """
    model.eval()
    scores: dict[str, float] = {}
    for source in sources:
        documents = held_back.get(source, [])
        chosen = documents[: limit or None]
        if len(documents) > 1:
            one, five = masked_words(model, chosen, documents, frame)
            scores |= {f"{source}_top1": one, f"{source}_top5": five}
            if whole_words:
                one, five = masked_words(model, chosen, documents, frame, whole=1.0)
                scores |= {f"{source}_whole_top1": one, f"{source}_whole_top5": five}
            scores[f"{source}_pairs"] = pairs(model, chosen, documents, frame)
    return {name: round(value, 4) for name, value in scores.items()}


def masked_words(
    model: Any, documents: list[Document], others: list[Document], frame: Frame, whole: float = 0.0
) -> tuple[float, float]:
    """Share of hidden word pieces that are the first guess, and among the first five."""
    rng, dice = random.Random(1), np.random.default_rng(1)
    examples = [e for d in documents for e in make_examples(d, others, frame, 126, rng)]
    first = among_five = asked = 0
    for batch in pack(examples, 4096, rng):
        tensors = collate(batch, frame, 0.15, dice, whole=whole, corrupt=False)
        tensors = {name: value.to(model.device) for name, value in tensors.items()}
        hidden = tensors["labels"] != -100
        states = model.bert(
            tensors["input_ids"], tensors["attention_mask"], tensors["token_type_ids"]
        ).last_hidden_state
        guesses = model.cls.predictions(states[hidden]).topk(5).indices  # (M, 5)
        right = guesses == tensors["labels"][hidden][:, None]
        first += int(right[:, 0].sum())
        among_five += int(right.any(-1).sum())
        asked += len(right)
    return first / asked, among_five / asked


def pairs(model: Any, documents: list[Document], others: list[Document], frame: Frame) -> float:
    """Accuracy on neighbours and on a random second sentence from another document, one sentence each."""
    rng = random.Random(2)
    examples = []
    for document in documents:
        for first, second in zip(document[:-1:2], document[1::2], strict=False):
            strange = rng.choice(
                rng.choice(
                    [d for d in (rng.choice(others), rng.choice(others)) if d is not document] or others
                )
            )
            for body, label in ((second, FOLLOWS), (strange, 1)):
                a, b = first[:60], body[:60]
                examples.append(Example([frame.cls, *a, frame.sep, *b, frame.sep], len(a) + 2, label))
    right = 0
    for batch in pack(examples, 4096, rng):
        tensors = collate(batch, frame, 0.0, np.random.default_rng(0))
        tensors = {name: value.to(model.device) for name, value in tensors.items()}
        out = model.bert(tensors["input_ids"], tensors["attention_mask"], tensors["token_type_ids"])
        right += int(
            (model.cls.seq_relationship(out.pooler_output).argmax(-1) == tensors["next_sentence_label"]).sum()
        )
    return right / len(examples)
