"""Batches: similar lengths share a pass, long ones share with few or with nobody, errors go to those who asked."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from bertdemo.serving.batching import ROOM, Batcher
from tests.refusals import refusal


class Passes:
    """Doubles numbers; the first pass waits until all others are in the queue."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.threads: set[str] = set()
        self.go = threading.Event()

    def __call__(self, questions: Sequence[int]) -> list[int]:
        self.batches.append(list(questions))
        self.threads.add(threading.current_thread().name)
        assert self.go.wait(10)
        return [2 * question for question in questions]


def ask(sizes: Sequence[int], max_batch: int = 16) -> list[list[int]]:
    passes = Passes()
    batcher = Batcher(passes, lambda size: size, max_batch, 100)
    with ThreadPoolExecutor(len(sizes) + 1) as pool:
        first = pool.submit(batcher, 1)
        while not passes.batches:
            pass
        futures = [pool.submit(batcher, size) for size in sizes]
        while len(batcher._waiting) < len(sizes):
            pass
        passes.go.set()
        assert first.result() == 2 and [f.result() for f in futures] == [2 * size for size in sizes]
    return passes.batches[1:]


def test_similar_lengths_share_a_pass() -> None:
    assert ask([10] * 20, max_batch=16) == [[10] * 16, [10] * 4]
    assert sorted(map(sorted, ask([10, 50, 11, 60]))) == [[10, 11], [50, 60]]


@pytest.mark.parametrize("size", [60, 100, 200, 256])
def test_a_pass_takes_no_more_than_its_room(size: int) -> None:
    batches = ask([size] * 10)
    assert all(len(batch) * size**2 <= ROOM for batch in batches)
    assert max(map(len, batches)) == min(10, ROOM // size**2) >= 2


def test_the_longest_are_answered_on_the_thread_that_asks() -> None:
    passes = Passes()
    passes.go.set()
    batcher = Batcher(passes, lambda size: size, 16, 100)
    assert batcher(257) == 514
    assert passes.threads == {threading.current_thread().name}
    assert batcher(256) == 512
    assert passes.threads == {threading.current_thread().name, "batcher"}


def test_too_many_are_told_and_an_error_goes_to_those_who_asked() -> None:
    passes = Passes()
    batcher = Batcher(passes, lambda size: size, 1, 1)
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(batcher, 1)
        while not passes.batches:
            pass
        second = pool.submit(batcher, 2)
        while not batcher._waiting:
            pass
        with refusal("1 sentences"):
            batcher(3)
        passes.go.set()
        assert (first.result(), second.result()) == (2, 4)

    def broken(questions: Sequence[int]) -> list[int]:
        raise ZeroDivisionError

    failing = Batcher(broken, lambda size: size, 4, 4)
    for _ in range(2):  # the worker lives on
        with pytest.raises(ZeroDivisionError):
            failing(1)
