"""What heads do, on attention made by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import torch

from bertdemo.bert.heads import PATTERNS, describe, pattern_masks
from bertdemo.serving.bank import ModelBank


def run_with(models: ModelBank, text: str, rows):
    """A run whose only head looks where `rows(i)` says."""
    run = models().run(text)
    size = len(run.encoding.ids)
    weights = torch.zeros(1, 1, size, size)
    for i in range(size):
        where = rows(i, size)
        weights[0, 0, i, where] = 1 / len(where)
    return replace(run, attentions=weights)


@pytest.mark.parametrize(
    ("label", "rows"),
    [
        ("previous", lambda i, n: [max(i - 1, 0)]),
        ("next", lambda i, n: [min(i + 1, n - 1)]),
        ("itself", lambda i, n: [i]),
        ("first", lambda i, n: [0]),
        ("separator", lambda i, n: [n - 1]),
        ("broad", lambda i, n: list(range(n))),
        ("mixed", lambda i, n: [(i + 3) % n, (i + 2) % n, (i + 4) % n]),
    ],
)
def test_a_head_is_named_by_what_it_does(models: ModelBank, label: str, rows) -> None:
    kinds = describe(run_with(models, "a b c d e he she it my dog", rows))
    assert kinds.labels == ((label,),)
    expected = 1.0 if label not in ("mixed",) else math.log2(3) / math.log2(12)
    assert kinds.score(0, 0) == pytest.approx(expected, abs=1e-4)


def test_pieces_of_a_word_and_words_that_come_again(models: ModelBank) -> None:
    run = models().run("the dog unness the")
    tokens = run.encoding.tokens
    assert tokens == ("[CLS]", "the", "dog", "un", "##ness", "the", "[SEP]")
    same = pattern_masks(run)[PATTERNS.index("same")]
    links = {(i, j) for i, j in same.nonzero().tolist()}
    assert links == {(1, 5), (5, 1), (3, 4), (4, 3)}
    alone = describe(models().run("dog"))
    assert torch.isnan(alone.scores[..., PATTERNS.index("same")]).all()  # nothing can follow it


def test_shares_are_shares_and_entropy_is_bounded(models: ModelBank) -> None:
    run = models().run("my dog is cute , she is sad")
    kinds = describe(run)
    assert ((kinds.scores >= 0) & (kinds.scores <= 1 + 1e-6)).all()
    assert (kinds.entropy >= 0).all() and (kinds.entropy <= kinds.most_entropy + 1e-5).all()
    words = run.attentions[1, 2, 1:-1]  # [CLS] and [SEP] are not counted
    by_hand = -(words * words.log2()).sum(-1).mean()
    assert float(kinds.entropy[1, 2]) == pytest.approx(float(by_hand), abs=1e-4)
    before = run.attentions[2, 1].diagonal(-1)[: len(run.encoding.ids) - 2].mean()
    assert float(kinds.scores[2, 1, 0]) == pytest.approx(float(before), abs=1e-5)
