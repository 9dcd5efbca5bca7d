"""Scores of pretraining against a model whose answers are known."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import torch

from bertdemo.training.evaluate import evaluate, masked_words
from bertdemo.training.examples import CONTINUES, Document, Frame

FRAME = Frame(cls=1, sep=2, mask=3, pad=0, unknown=4, first_word=5, vocab=40)
# Words of two pieces that are the same but for the mark of the second.
WORDS: list[Document] = [
    [
        [piece for k in range(8) for piece in (5 + (i + j + k) % 30, 5 + (i + j + k) % 30 + CONTINUES)]
        for j in range(6)
    ]
    for i in range(12)
]


class LeftNeighbour:
    """Says of every place what is shown at its left; "follows" of every pair."""

    device = torch.device("cpu")

    def __init__(self) -> None:
        self.cls = SimpleNamespace(predictions=self.predictions, seq_relationship=lambda pooled: pooled)

    def eval(self) -> None:
        pass

    def bert(self, ids: torch.Tensor, *_: torch.Tensor) -> Any:
        assert ids.max() < FRAME.vocab
        states = torch.nn.functional.one_hot(ids.roll(1, 1), FRAME.vocab).float()
        return SimpleNamespace(last_hidden_state=states, pooler_output=torch.tensor([[1.0, 0.0]] * len(ids)))

    @staticmethod
    def predictions(states: torch.Tensor) -> torch.Tensor:
        return states


def test_with_whole_words_no_piece_gives_the_other_away() -> None:
    scores = evaluate(LeftNeighbour(), {"a": WORDS, "b": WORDS}, FRAME, ("a",), whole_words=True)
    assert list(scores) == ["a_top1", "a_top5", "a_whole_top1", "a_whole_top5", "a_pairs"]
    # Half of the hidden pieces are second ones, whose first one is shown in 85 of 100 cases.
    assert scores["a_top1"] == pytest.approx(0.85 / 2, abs=0.08)
    assert scores["a_whole_top1"] == 0
    assert scores["a_pairs"] == 0.5  # as many neighbours as strangers


def test_only_the_sources_that_were_asked_for_and_that_there_are() -> None:
    held: dict[str, list[Document]] = {"a": WORDS, "b": WORDS, "alone": WORDS[:1]}
    scores = evaluate(LeftNeighbour(), held, FRAME, ("b", "alone", "missing"))
    assert list(scores) == ["b_top1", "b_top5", "b_pairs"]


def test_a_limit_reads_the_first_documents() -> None:
    held = {"a": [*WORDS[:2], *([[[6] * 8] * 4] * 10)]}
    limited = evaluate(LeftNeighbour(), held, FRAME, ("a",), limit=2)
    assert limited["a_top1"] == round(masked_words(LeftNeighbour(), WORDS[:2], held["a"], FRAME)[0], 4)
    assert limited["a_top1"] != evaluate(LeftNeighbour(), held, FRAME, ("a",))["a_top1"]
