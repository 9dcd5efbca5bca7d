"""Long jobs that visitors start: a few run, the others queue; each can be paused and stopped, and is its owner's alone.

A job lives in memory for as long as somebody asks how it goes; one that is left alone is stopped and freed. Jobs,
translations and downloads have a queue each, with words of its own.
"""

from __future__ import annotations

import contextvars
import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Literal

from bertdemo.bert.stopping import Gone, between_batches
from bertdemo.errors import UserError
from bertdemo.serving.gate import LIGHT, Caller, Gate, Place, be_polite, caller, give_back_memory
from bertdemo.serving.log import log_bug

log = logging.getLogger(__name__)
Kind = Literal["training", "translation", "download"]
State = Literal["waiting", "running", "paused", "finished", "stopped", "alone", "late", "failed"]
ENDED: tuple[State, ...] = ("finished", "stopped", "alone", "late", "failed")
LOOK = 0.2  # seconds between two looks whether it is a job's turn, or whether its asker has gone
KEPT = 40  # jobs that ended and can still be asked about


class Job:
    """One job of one visitor: what it has said so far, and the buttons."""

    def __init__(self, kind: Kind = "training", who: Caller | None = None) -> None:
        self.kind = kind
        self.who = who or Caller()
        self.key = secrets.token_urlsafe(12)  # who knows it may look and stop
        self.state: State = "waiting"
        self.error: UserError | None = None
        self.events: list[Any] = []
        self.opening: dict[str, Any] = {}  # what a page that finds it again has to know
        self.asked = time.monotonic()
        self.kept = 0.0  # until when it stays though nobody asks, once it has ended
        self.followed = False  # somebody has asked how it goes
        self.place: Place | None = None  # at the gate of heavy work
        self.seconds = 0.0  # of computing, without waiting and pauses
        self.wanted: Literal["run", "pause", "stop"] = "run"

    @property
    def ended(self) -> bool:
        return self.state in ENDED


class Jobs:
    """The queue of one kind. `at_once` run together; `most` run or wait, `each` of one visitor; one takes at most
    `minutes` of computing; `gate` is where each takes its turn among other heavy work.
    """

    def __init__(
        self,
        at_once: int = 1,
        most: int = 40,
        minutes: float = 10.0,
        left_alone: float = 90.0,
        *,
        kind: Kind = "training",
        each: int = 3,
        gate: Gate | None = None,
        first: float = 5.0,
        reload: float = 8.0,
    ) -> None:
        self.kind: Kind = kind
        self.at_once = at_once
        self.most = most
        self.each = each
        self.minutes = minutes
        self.left_alone = left_alone  # seconds without a question after which a job is stopped
        self.first = first  # the same for one that nobody has asked about at all
        self.reload = reload  # the same for one whose page was closed or is being loaded anew
        self._gate = gate
        self._queue: list[Job] = []  # who waits, the first in front
        self._running = 0
        self._all: dict[str, Job] = {}
        self._change = threading.Condition()

    def start(self, steps: Callable[[], Iterator[Any]]) -> Job:
        """Queue a job of the caller; each value of the generator becomes an event.

        Raises UserError when too many are under way, of this visitor or of all. One that nobody has asked about yet
        makes room.
        """
        who = caller.get()
        with self._change:
            self._forget()
            under_way = [one for one in self._all.values() if not one.ended and one.wanted != "stop"]
            if who.visitor and sum(one.who.visitor == who.visitor for one in under_way) >= self.each:
                raise UserError(f"error.own_{self.kind}s", most=self.each)
            if len(under_way) >= self.most:
                unseen = next((one for one in under_way if not one.followed and one.state == "waiting"), None)
                if unseen is None:
                    raise UserError(f"error.too_many_{self.kind}s", most=self.most)
                unseen.wanted = "stop"
            training = Job(self.kind, who)
            self._all[training.key] = training
            self._queue.append(training)
        context = contextvars.copy_context()  # by it ZeroGPU finds the visitor whose GPU is lent
        threading.Thread(
            target=context.run, args=[self._work, training, steps], name=self.kind, daemon=True
        ).start()
        return training

    def __call__(self, key: str) -> Job:
        """The training of a key, which counts as a question. Raises UserError when it is gone."""
        with self._change:
            training = self._all.get(key) if isinstance(key, str) else None
            if training is None:
                raise UserError(f"error.{self.kind}_gone")
            training.asked = time.monotonic()
            training.followed = True
            return training

    def page_left(self, key: object) -> None:
        """The page of a job was closed, or is loaded anew and then asks again within seconds."""
        with self._change:
            training = self._all.get(key) if isinstance(key, str) else None
            if training is not None and training.followed:
                training.asked = min(training.asked, time.monotonic() - self.left_alone + self.reload)

    def keep(self, key: str, seconds: float) -> None:
        """Let a job that ended stay for so long though nobody asks: its visitor has left the page and comes back."""
        training = self(key)
        with self._change:
            training.kept = time.monotonic() + seconds

    def place(self, training: Job) -> int:
        """How many are in front of one that waits; 0 for the next and for all others."""
        with self._change:
            return self._queue.index(training) if training in self._queue else 0

    def ask(self, key: str, action: str) -> Job:
        """Run, pause or stop; takes effect after the step that is being computed. Raises UserError for anything else."""
        training = self(key)
        if action not in ("run", "pause", "stop"):
            raise UserError("error.odd_question", name="wanted", kind="run, pause, stop")
        with self._change:
            training.wanted = action  # type: ignore[assignment]
            self._change.notify_all()
        return training

    def events(self, training: Job) -> Iterator[Any]:
        """The events as they come, for a caller that waits for all of them; a caller that goes away stops it.

        Raises the UserError that ended the training.
        """
        sent = 0
        try:
            while True:
                with self._change:
                    if len(training.events) == sent and not training.ended:
                        self._change.wait(LOOK)
                    training.asked = time.monotonic()
                    training.followed = True
                    if training.who.gone():
                        break
                    new, ended = training.events[sent:], training.ended
                sent += len(new)
                yield from new
                if ended and sent == len(training.events):
                    break
        finally:
            training.wanted = "stop"
        if training.error:
            raise training.error

    def _work(self, training: Job, steps: Callable[[], Iterator[Any]]) -> None:
        state: State = "failed"
        between_batches.set(lambda: self._between(training))  # not that of the request that started this
        if self._gate is not None:
            be_polite()
        try:
            state = self._run(training, steps)
        except UserError as error:
            training.error = error
        except Gone:
            state = "stopped"
        except Exception as error:
            log_bug(log, f"a {self.kind}", error)
            training.error = UserError(f"error.{self.kind}_failed")
        finally:
            self._leave(training)
            give_back_memory(cycles=True)
            with self._change:
                if training in self._queue:
                    self._queue.remove(training)
                training.state = state
                self._change.notify_all()

    def _run(self, training: Job, steps: Callable[[], Iterator[Any]]) -> State:
        made: Iterator[Any] | None = None
        while True:
            ended = self._wait_for_turn(training)
            if ended:
                return ended
            try:
                made = made or steps()
                ended = self._steps(training, made)
            finally:
                self._leave(training)
                with self._change:
                    self._running -= 1
                    self._change.notify_all()
            if ended:
                if hasattr(made, "close"):
                    made.close()  # what it holds is freed now, not when the garbage is collected
                return ended
            with self._change:  # a pause gives the place to others
                training.state = "paused"
                while training.wanted == "pause" and not self._alone(training):
                    self._change.wait(1.0)
                training.state = "waiting"
                self._queue.append(training)

    def _wait_for_turn(self, training: Job) -> State | None:
        with self._change:
            while True:
                if training.wanted == "stop":
                    return "stopped"
                if self._alone(training):
                    return "alone"
                if self._running < self.at_once and self._queue[0] is training and self._let_in(training):
                    self._queue.remove(training)
                    self._running += 1
                    training.state = "running"
                    return None
                self._change.wait(LOOK)

    def _let_in(self, training: Job) -> bool:
        """Whether the gate of heavy work lets a job in; it waits there for as long as it is the next of its kind."""
        if self._gate is None:
            return True
        if training.place is None:
            training.place, _ = self._gate.join("", limited=False)
        return self._gate.start(training.place)

    def _leave(self, training: Job) -> None:
        if self._gate is not None and training.place is not None:
            self._gate.leave(training.place)
            training.place = None

    def _steps(self, training: Job, made: Iterator[Any]) -> State | None:
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
            if self._gate is not None:
                LIGHT.let_pass()
                began = time.monotonic()
        return "finished"

    def _between(self, training: Job) -> None:
        """Between two batches of one step: whether it should go on."""
        if training.wanted == "stop" or training.who.gone():
            raise Gone
        if self._gate is not None:
            LIGHT.let_pass()

    def _alone(self, training: Job) -> bool:
        """Whether nobody asks any more."""
        if training.ended and time.monotonic() < training.kept:
            return False
        patience = self.left_alone if training.followed else min(self.first, self.left_alone)
        return training.who.gone() or time.monotonic() - training.asked > patience

    def _forget(self) -> None:
        """Jobs that ended go when nobody asks about them any more, the oldest at once when there are many."""
        ended = sorted((one for one in self._all.values() if one.ended), key=lambda one: one.asked)
        for place, training in enumerate(ended):
            if self._alone(training) or place < len(ended) - KEPT:
                del self._all[training.key]
