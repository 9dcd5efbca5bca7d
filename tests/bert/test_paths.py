"""Paths by a second way to the same plane, and words that come twice."""

from __future__ import annotations

import pytest
import torch

from bertdemo.bert.paths import paths, repeated
from bertdemo.serving.bank import ModelBank


def test_the_plane_is_that_of_the_covariance(models: ModelBank) -> None:
    run = models().run("my dog is cute , she is sad")
    found = paths(run)
    flat = run.hidden_states.flatten(0, 1).double()
    flat = flat - flat.mean(0)
    values, directions = torch.linalg.eigh(flat.T @ flat)
    top = directions[:, -2:].flip(1)
    expected = (flat @ top).abs()
    torch.testing.assert_close(found.points.flatten(0, 1).abs().double(), expected, atol=1e-3, rtol=1e-3)
    shares = (values / values.sum()).flip(0)[:2].tolist()
    assert list(found.explained) == pytest.approx(shares, abs=1e-5)
    again = paths(run)
    torch.testing.assert_close(found.points, again.points)


def test_similarity_is_the_cosine(models: ModelBank) -> None:
    run = models().run("the dog the bank")
    found = paths(run).similarity
    by_hand = torch.nn.functional.cosine_similarity(run.hidden_states[2, 1], run.hidden_states[2, 3], dim=0)
    assert float(found[2, 1, 3]) == pytest.approx(float(by_hand), abs=1e-5)
    torch.testing.assert_close(found.diagonal(dim1=-2, dim2=-1), torch.ones(4, 6))
    assert repeated(run) == [(1, 3)]


def test_words_that_come_twice_longest_first(models: ModelBank) -> None:
    run = models().run("a street , a bank , a street , bank")
    tokens = run.encoding.tokens
    assert [tokens[i] for i, _ in repeated(run)] == ["street", "bank", "a"]
    assert all(tokens[i] == tokens[j] and i < j for i, j in repeated(run))
    assert repeated(models().run("my dog")) == []
