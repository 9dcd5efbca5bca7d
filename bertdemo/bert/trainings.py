"""Trainings that visitors start: one runs, the others queue; each can be paused and stopped, and is its owner's alone.

A training lives in memory for as long as somebody asks how it goes; one that is left alone is stopped and freed.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Literal

from bertdemo.text import UserError

log = logging.getLogger(__name__)
State = Literal["waiting", "running", "paused", "finished", "stopped", "alone", "late", "failed"]
ENDED: tuple[State, ...] = ("finished", "stopped", "alone", "late", "failed")


class Training:
    """One training of one visitor: what it has said so far, and the buttons."""

    def __init__(self) -> None:
        self.key = secrets.token_urlsafe(12)  # who knows it may look and stop
        self.state: State = "waiting"
        self.error: UserError | None = None
        self.events: list[Any] = []
        self.asked = time.monotonic()
        self.seconds = 0.0  # of computing, without waiting and pauses
        self.wanted: Literal["run", "pause", "stop"] = "run"

    @property
    def ended(self) -> bool:
        return self.state in ENDED


class Trainings:
    """The queue. `at_once` run together; `most` may be here at all; one takes at most `minutes` of computing."""

    def __init__(
        self, at_once: int = 1, most: int = 40, minutes: float = 10.0, left_alone: float = 90.0
    ) -> None:
        self.at_once = at_once
        self.most = most
        self.minutes = minutes
        self.left_alone = left_alone  # seconds without a question after which a training is stopped
        self._queue: list[Training] = []  # who waits, the first in front
        self._running = 0
        self._all: dict[str, Training] = {}
        self._change = threading.Condition()

    def start(self, steps: Callable[[], Iterator[Any]]) -> Training:
        """Queue a training; each value of the generator becomes an event. Raises UserError when too many are here."""
        with self._change:
            self._forget()
            if len(self._all) >= self.most:
                raise UserError("error.too_many_trainings", most=self.most)
            training = Training()
            self._all[training.key] = training
            self._queue.append(training)
        threading.Thread(target=self._work, args=[training, steps], name="training", daemon=True).start()
        return training

    def __call__(self, key: str) -> Training:
        """The training of a key, which counts as a question. Raises UserError when it is gone."""
        with self._change:
            training = self._all.get(key) if isinstance(key, str) else None
            if training is None:
                raise UserError("error.training_gone")
            training.asked = time.monotonic()
            return training

    def place(self, training: Training) -> int:
        """How many are in front of one that waits; 0 for the next and for all others."""
        with self._change:
            return self._queue.index(training) if training in self._queue else 0

    def ask(self, key: str, wanted: Literal["run", "pause", "stop"]) -> Training:
        """Pause, go on, or stop; takes effect after the step that is being computed."""
        training = self(key)
        with self._change:
            training.wanted = wanted
            self._change.notify_all()
        return training

    def events(self, training: Training) -> Iterator[Any]:
        """The events as they come, for a caller that waits for all of them; a caller that goes away stops it.

        Raises the UserError that ended the training.
        """
        told = 0
        try:
            while True:
                with self._change:
                    if len(training.events) == told and not training.ended:
                        self._change.wait(1.0)
                    training.asked = time.monotonic()
                    new, ended = training.events[told:], training.ended
                told += len(new)
                yield from new
                if ended and told == len(training.events):
                    break
        finally:
            training.wanted = "stop"
        if training.error:
            raise training.error

    def _work(self, training: Training, steps: Callable[[], Iterator[Any]]) -> None:
        state: State = "failed"
        try:
            state = self._run(training, steps)
        except UserError as error:
            training.error = error
        except Exception:
            log.exception("a training failed")
            training.error = UserError("error.training_failed")
        finally:
            with self._change:
                if training in self._queue:
                    self._queue.remove(training)
                training.state = state
                self._change.notify_all()

    def _run(self, training: Training, steps: Callable[[], Iterator[Any]]) -> State:
        made: Iterator[Any] | None = None
        while True:
            ended = self._wait_for_turn(training)
            if ended:
                return ended
            try:
                made = made or steps()
                ended = self._steps(training, made)
            finally:
                with self._change:
                    self._running -= 1
                    self._change.notify_all()
            if ended:
                return ended
            with self._change:  # a pause gives the place to others
                training.state = "paused"
                while training.wanted == "pause" and not self._alone(training):
                    self._change.wait(1.0)
                training.state = "waiting"
                self._queue.append(training)

    def _wait_for_turn(self, training: Training) -> State | None:
        with self._change:
            while True:
                if training.wanted == "stop":
                    return "stopped"
                if self._alone(training):
                    return "alone"
                if self._running < self.at_once and self._queue[0] is training:
                    self._queue.remove(training)
                    self._running += 1
                    training.state = "running"
                    return None
                self._change.wait(1.0)

    def _steps(self, training: Training, made: Iterator[Any]) -> State | None:
        """Take steps until the end, or None when a pause is wanted."""
        began = time.monotonic()
        for event in made:
            with self._change:
                training.events.append(event)
                self._change.notify_all()
            now = time.monotonic()
            training.seconds, began = training.seconds + now - began, now
            if training.wanted == "stop":
                return "stopped"
            if self._alone(training):
                return "alone"
            if training.seconds > 60 * self.minutes:
                return "late"
            if training.wanted == "pause":
                return None
        return "finished"

    def _alone(self, training: Training) -> bool:
        return time.monotonic() - training.asked > self.left_alone

    def _forget(self) -> None:
        for key, training in list(self._all.items()):
            if training.ended and self._alone(training):
                del self._all[key]
