"""Batcher: many visitors, one model. Sentences that wait at the same moment share a forward pass.

A visitor who is alone never waits for company: the worker takes what is there and goes. A worker that has had
nothing to do for a while ends, so that a model that was dropped is freed.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

from bertdemo.errors import UserError

# Squares of the padded sizes of one batch, together: 0.1 s of two cores, and 40 MB of attention weights. What shares its
# batch with nobody is computed by who asks, so that no short question waits behind it.
ROOM = 2 * 256**2
IDLE = 20.0  # seconds after which a worker without work ends
Question = TypeVar("Question")
Answer = TypeVar("Answer")


class Batcher(Generic[Question, Answer]):
    """Answers questions in batches of similar size on one thread of its own, the oldest question first.

    `answer` takes a batch and returns as many answers; `size` is the length by which similar means
    at most twice as long as the shortest, so that a short sentence is not padded to a long one. Long ones share a pass
    with few others; the longest are answered on the thread that asks.
    """

    def __init__(
        self,
        answer: Callable[[Sequence[Question]], Sequence[Answer]],
        size: Callable[[Question], int],
        max_batch: int,
        max_waiting: int,
    ) -> None:
        self._answer = answer
        self._size = size
        self._max_batch = max_batch
        self._max_waiting = max_waiting
        self._waiting: deque[tuple[Question, Future[Answer]]] = deque()
        self._some = threading.Condition()
        self._thread: threading.Thread | None = None

    def __call__(self, question: Question) -> Answer:
        """The answer; waits for its turn. Raises UserError when too many wait, or what `answer` raised."""
        if 2 * self._size(question) ** 2 > ROOM:
            return self._answer([question])[0]
        future: Future[Answer] = Future()
        with self._some:
            if len(self._waiting) >= self._max_waiting:
                raise UserError("error.busy", waiting=len(self._waiting))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="batcher", daemon=True)
                self._thread.start()
            self._waiting.append((question, future))
            self._some.notify()
        return future.result()

    def _next_batch(self) -> list[tuple[Question, Future[Answer]]]:
        """What to answer next; nothing when the worker may end."""
        with self._some:
            if not self._some.wait_for(lambda: self._waiting, IDLE):
                self._thread = None
                return []
            batch = [self._waiting.popleft()]
            shortest = longest = self._size(batch[0][0])
            left: deque[tuple[Question, Future[Answer]]] = deque()
            for item in self._waiting:
                size = self._size(item[0])
                alike = max(longest, size) <= 2 * min(shortest, size)
                fits = (len(batch) + 1) * max(longest, size) ** 2 <= ROOM
                if len(batch) < self._max_batch and alike and fits:
                    batch.append(item)
                    shortest, longest = min(shortest, size), max(longest, size)
                else:
                    left.append(item)
            self._waiting = left
            return batch

    def _work(self) -> None:
        while batch := self._next_batch():
            try:
                answers = self._answer([question for question, _ in batch])
                for (_, future), answer in zip(batch, answers, strict=True):
                    future.set_result(answer)
            except Exception as error:  # goes to those who asked; the worker lives on
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)
            del batch  # its answers are the visitors', not the worker's to keep while it waits
