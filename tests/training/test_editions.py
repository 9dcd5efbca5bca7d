"""What each encoder reads: shares that add up, single sentences that count by their length, nothing that is held back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bertdemo.training.about import ABOUT
from bertdemo.training.corpus import Corpus
from bertdemo.training.editions import CHINESE, EDITIONS, ENGLISH, PAIR_TOKENS, Edition
from bertdemo.training.examples import Document
from bertdemo.training.pretrain import Recipe
from bertdemo.training.tasks import TASKS

EVERY = pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)


def documents(count: int, sentences: int, size: int) -> list[Document]:
    return [[[5] * size for _ in range(sentences)] for _ in range(count)]


@EVERY
def test_every_source_has_its_share_and_none_is_misspelt(edition: Edition) -> None:
    assert set(edition.sources) == set(edition.early) == set(edition.late)
    assert set(edition.judged) <= set(edition.sources)
    assert edition.name in ABOUT and {task.base for task in TASKS.values()} == set(EDITIONS)
    paths = [source.path for source in edition.sources.values()]
    assert len(set(paths)) == len(paths)


@EVERY
def test_mixtures_add_up(edition: Edition) -> None:
    sizes = {name: documents(2 + i, 1 + i % 3, 4 + i) for i, name in enumerate(edition.sources)}
    mixtures = edition.mixtures(Corpus(sizes, {}))
    choices: dict[str, Any] = {**edition.recipe, **mixtures}
    recipe = Recipe(**choices)
    for shares in (recipe.mixture, recipe.last_mixture):
        assert list(shares) == list(edition.sources) and min(shares.values()) > 0
        assert sum(shares.values()) == pytest.approx(1, abs=0.00005 * len(shares))  # each is rounded


def test_the_english_shares_are_the_ones_that_are_written_down() -> None:
    made = ENGLISH.mixtures(Corpus({name: documents(3, 2, 9) for name in ENGLISH.sources}, {}))
    assert made == {"mixture": dict(ENGLISH.early), "last_mixture": dict(ENGLISH.late)}


def test_single_sentences_count_by_their_length() -> None:
    """By hand: tokens to the power .8, divided by the tokens of an example, times how much the source counts."""
    text = {"single": documents(100, 1, 10), "pairs": documents(20, 5, 10), "missing": []}
    counts = {"single": 1.0, "pairs": 3.0, "missing": 2.0}
    edition = replace(CHINESE, early=counts, late={**counts, "pairs": 1.0})
    single, pairs = 1000**0.8 / 12, 3 * 1000**0.8 / PAIR_TOKENS
    mixtures = edition.mixtures(Corpus(text, {}))
    assert mixtures["mixture"] == pytest.approx(
        {"single": single / (single + pairs), "pairs": pairs / (single + pairs), "missing": 0.0}, abs=1e-4
    )
    assert mixtures["last_mixture"]["single"] == pytest.approx(PAIR_TOKENS / (PAIR_TOKENS + 12), abs=1e-4)


def test_a_small_source_is_heard_more_than_its_size() -> None:
    text = {"large": documents(320, 2, 10), "small": documents(10, 2, 10)}
    even = {"large": 1.0, "small": 1.0}
    made = replace(CHINESE, early=even, late=even).mixtures(Corpus(text, {}))["mixture"]
    assert made["large"] / made["small"] == pytest.approx(32**0.8, rel=0.01)


def test_pretraining_reads_no_development_part() -> None:
    """Of the tables, that is: a text may hold a sentence of one, without its label; the adapters' cards say so."""
    for edition in EDITIONS.values():
        for source in edition.sources.values():
            assert not any(part in Path(source.path).stem for part in ("dev", "test")), source.path
