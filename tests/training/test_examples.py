"""What pretraining shows: who is hidden and how, who follows whom, what fits, and that nothing is lost in packing."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from bertdemo.training.examples import (
    CONTINUES,
    FOLLOWS,
    NO_PAIR,
    RANDOM,
    Example,
    Frame,
    _fit,
    collate,
    make_examples,
    pack,
)

FRAME = Frame(cls=1, sep=2, mask=3, pad=0, unknown=4, first_word=10, vocab=100_000)


def document(number: int, sizes: list[int]) -> list[list[int]]:
    """Every token has an id of its own, which tells its document and its place there."""
    ids = iter(range(1000 * number, 1000 * number + sum(sizes)))
    return [[next(ids) for _ in range(size)] for size in sizes]


def parts(example: Example) -> tuple[list[int], list[int]]:
    """The two sentences of a pair, its frame checked on the way."""
    ids, first = example.ids, example.first
    assert ids[0] == FRAME.cls and ids[first - 1] == FRAME.sep and ids[-1] == FRAME.sep
    assert Counter(i for i in ids if i < FRAME.first_word) == Counter([FRAME.cls, FRAME.sep, FRAME.sep])
    return ids[1 : first - 1], ids[first:-1]


def test_masking_is_eighty_ten_ten() -> None:
    rng = np.random.default_rng(0)
    batch = [Example([1, *range(10, 130), 2, *range(200, 320), 2], 122, FOLLOWS) for _ in range(500)]
    made = collate(batch, FRAME, 0.25, rng)
    asked = made["labels"] != -100
    before = torch.tensor([[*example.ids, *[FRAME.pad] * 13] for example in batch])  # 243 tokens, of 256
    assert not asked[before < FRAME.first_word].any()
    assert torch.equal(made["labels"][asked], before[asked])
    assert torch.equal(made["input_ids"][~asked], before[~asked])
    share = asked.sum() / (before >= FRAME.first_word).sum()
    assert share == pytest.approx(0.25, abs=0.01)  # 120,000 throws: the standard error is 0.00125
    shown, own = made["input_ids"][asked], before[asked]
    masked, kept = (shown == FRAME.mask).double().mean(), (shown == own).double().mean()
    assert masked == pytest.approx(0.8, abs=0.015) and kept == pytest.approx(0.1, abs=0.01)
    swapped = shown[(shown != FRAME.mask) & (shown != own)]
    assert len(swapped) / len(shown) == pytest.approx(0.1, abs=0.01)
    assert swapped.min() >= FRAME.first_word and swapped.max() < FRAME.vocab
    assert swapped.double().mean() == pytest.approx(FRAME.vocab / 2, rel=0.05)  # from the whole vocabulary


def test_asking_a_trained_model_hides_by_mask_only() -> None:
    batch = [Example([1, *range(10, 70), 2], 62, NO_PAIR), Example([1, 10, 11, 2], 4, NO_PAIR)]
    made = collate(batch, FRAME, 0.5, np.random.default_rng(3), corrupt=False)
    asked = made["labels"] != -100
    assert 15 < asked.sum() < 48
    assert (made["input_ids"][asked] == FRAME.mask).all()


WORDS = [[10, 11 + CONTINUES, 12 + CONTINUES], [20], [4], [30, 31 + CONTINUES], [40]] * 15  # 4: unknown


def hidden_words(whole: float) -> tuple[list[list[float]], torch.Tensor, list[int]]:
    """Of 200 examples the hidden share of each word of several pieces; their labels; the pieces without their mark."""
    pieces = [piece for word in WORDS for piece in word]
    batch = [Example([1, *pieces, 2], len(pieces) + 2, NO_PAIR)] * 200
    made = collate(batch, FRAME, 0.25, np.random.default_rng(5), whole=whole)
    assert max(made["input_ids"].max(), made["labels"].max()) < FRAME.vocab
    asked = made["labels"] != -100
    shares, at = [], 1
    for word in WORDS:
        if len(word) > 1:
            shares.append(asked[:, at : at + len(word)].double().mean(1).tolist())
        at += len(word)
    return [list(row) for row in zip(*shares, strict=True)], made["labels"], [p % CONTINUES for p in pieces]


def test_pieces_of_a_word_are_hidden_together_or_not_at_all() -> None:
    shares, labels, pieces = hidden_words(whole=1.0)
    assert {share for row in shares for share in row} == {0.0, 1.0}
    assert len({tuple(row) for row in shares}) > 190  # words are drawn for each example anew
    labels = labels[:, : len(pieces) + 2]  # without the padding
    before = torch.tensor([1, *pieces, 2]).expand(200, -1)
    asked = labels != -100
    assert torch.equal(labels[asked], before[asked])
    # 14,000 words are drawn, and a word counts up to three times: the standard error is 0.005.
    assert asked.sum() / (before > 4).sum() == pytest.approx(0.25, abs=0.02)


def test_words_are_whole_in_the_share_of_the_examples_that_was_asked_for() -> None:
    def torn(whole: float) -> float:
        return sum(any(0 < share < 1 for share in row) for row in hidden_words(whole)[0]) / 200

    assert torn(0.0) == 1  # thirty words in each: no example is spared by chance
    assert torn(0.4) == pytest.approx(0.6, abs=0.12)  # the standard error is 0.035


@pytest.mark.parametrize("whole", [0.0, 1.0])
def test_what_the_vocabulary_lacks_is_never_asked_for(whole: float) -> None:
    _, labels, _ = hidden_words(whole)
    assert not (labels == FRAME.unknown).any() and (labels != -100).any()


def test_padding_and_segments_by_hand() -> None:
    batch = [Example([1, 10, 11, 2, 12, 2], 4, RANDOM), Example([1, 13, 2], 3, NO_PAIR)]
    made = collate(batch, FRAME, 0.0, np.random.default_rng(0))
    # Six tokens at most, filled up to a multiple of eight.
    assert made["input_ids"].tolist() == [[1, 10, 11, 2, 12, 2, 0, 0], [1, 13, 2, 0, 0, 0, 0, 0]]
    assert made["token_type_ids"].tolist() == [[0, 0, 0, 0, 1, 1, 0, 0], [0] * 8]
    assert made["attention_mask"].tolist() == [[1] * 6 + [0] * 2, [1] * 3 + [0] * 5]
    assert made["labels"].eq(-100).all()
    assert made["next_sentence_label"].tolist() == [RANDOM, NO_PAIR]


@pytest.mark.parametrize("seed", range(5))
def test_neighbours_are_neighbours_and_strangers_strangers(seed: int) -> None:
    rng = random.Random(seed)
    documents = [document(n, [rng.randint(1, 12) for _ in range(rng.randint(2, 15))]) for n in range(1, 60)]
    labels: Counter[int] = Counter()
    for own in documents:
        flat = [token for sentence in own for token in sentence]
        starts = {sentence[0] for sentence in own}
        used: list[int] = []
        for example in make_examples(own, documents, FRAME, 48, rng):
            first, second = parts(example)
            labels[example.label] += 1
            at = flat.index(first[0])
            assert first[0] in starts and first == flat[at : at + len(first)]
            after = at + len(first)
            if example.label == FOLLOWS:
                assert second == flat[after : after + len(second)] and second[0] in starts
            else:
                assert {token // 1000 for token in second} == {second[0] // 1000} != {own[0][0] // 1000}
                assert second == list(range(second[0], second[0] + len(second)))
            used += first + (second if example.label == FOLLOWS else [])
        assert len(used) == len(set(used))  # no sentence of the document is shown twice
    assert 0.38 < labels[FOLLOWS] / labels.total() < 0.62


def test_half_of_the_pairs_follow() -> None:
    rng = random.Random(7)
    documents = [document(n, [rng.randint(4, 12) for _ in range(30)]) for n in range(1, 300)]
    made = [e for own in documents for e in make_examples(own, documents, FRAME, 126, rng)]
    assert len(made) > 1000
    assert sum(e.label == FOLLOWS for e in made) / len(made) == pytest.approx(0.5, abs=0.05)
    short = [e for e in made if len(e.ids) <= 2 * 12 + 3]  # one sentence each
    assert sum(e.label == FOLLOWS for e in short) / len(short) == pytest.approx(0.5, abs=0.05)
    assert len(short) > 0.3 * len(made)


def test_a_sentence_alone_is_no_pair() -> None:
    made = list(make_examples([list(range(10, 60))], [], FRAME, 20, random.Random(0)))
    assert [(e.ids, e.first, e.label) for e in made] == [([1, *range(10, 28), 2], 20, NO_PAIR)]


def test_a_stranger_needs_another_document() -> None:
    only = document(1, [3] * 40)
    with pytest.raises(ValueError, match="another document"):
        list(make_examples(only, [only], FRAME, 20, random.Random(0)))


@settings(deadline=None)
@given(
    st.lists(st.lists(st.integers(1, 90), min_size=1, max_size=8), min_size=2, max_size=5),
    st.integers(12, 126),
    st.integers(),
)
def test_no_example_is_too_long(sizes: list[list[int]], longest: int, seed: int) -> None:
    documents = [document(n + 1, size) for n, size in enumerate(sizes)]
    rng = random.Random(seed)
    for own in documents:
        for example in make_examples(own, documents, FRAME, longest, rng):
            assert len(example.ids) <= longest
            if example.label != NO_PAIR:
                first, second = parts(example)
                assert first and second


def test_fit_by_hand() -> None:
    assert _fit([1] * 3, [2] * 4, 10) == ([1] * 3, [2] * 4)
    assert _fit([1] * 30, [2] * 4, 10) == ([1] * 6, [2] * 4)
    assert _fit([1] * 4, [2] * 30, 10) == ([1] * 4, [2] * 6)
    assert _fit([1] * 30, [2] * 30, 10) == ([1] * 5, [2] * 5)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(4, 60))
def test_fit_keeps_starts_and_wastes_nothing(a: int, b: int, size: int) -> None:
    first, second = _fit(list(range(a)), list(range(b)), size)
    assert first == list(range(len(first))) and second == list(range(len(second)))
    assert len(first) + len(second) == min(a + b, size)
    if a + b > size:  # the shorter keeps all that fits in half
        assert min(len(first), len(second)) >= min(a, b, size // 2)


@given(st.lists(st.integers(3, 40), min_size=1, max_size=120), st.integers(40, 400), st.integers())
def test_packing_keeps_every_example_once_within_the_budget(sizes: list[int], tokens: int, seed: int) -> None:
    examples = [Example([number] * size, size, NO_PAIR) for number, size in enumerate(sizes)]
    batches = pack(examples, tokens, random.Random(seed))
    assert sorted(e.ids[0] for batch in batches for e in batch) == list(range(len(sizes)))
    for batch in batches:
        assert len(batch) * max(len(e.ids) for e in batch) <= tokens
