"""Who may compute how much: light work at once, heavy work a few at a time, and nothing for those who have gone.

Two cores serve a whole class. Heavy work (an explanation, every head alone, a translation) runs two at a time, one of
each visitor; the next few wait and see their place; the others are told. Between two batches heavy work stops when its
asker has left, and lets light work (the sentence that somebody types) go first.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar, copy_context
from dataclasses import dataclass, field
from typing import TypeVar

from bertdemo.bert.stopping import Gone, between_batches
from bertdemo.errors import UserError

AT_ONCE = 2  # heavy things of all visitors together
MOST_WAITING = 8  # heavy things that wait; a class that is told beats a server that stands still
EACH_WAITING = 4  # of one visitor: as many heavy panels as one page shows at once
PATIENCE = 120.0  # seconds that a call without a ticket waits for its turn
AGED = 20.0  # seconds after which a long question that waits is let in before short ones that came later
LEASE = 5.0  # seconds for which a ticket keeps its place while nobody asks with it
SOON = 3.0  # seconds after which memory is given back that an answer took
POLITE = 0.25  # seconds that heavy work waits between two batches for light work to end
NICE = 10  # of heavy threads: one of 0 beside them gets nine tenths of a core
LOOK = 0.1  # seconds between two looks whether the asker is still there


Result = TypeVar("Result")


def _never() -> bool:
    return False


@dataclass
class Caller:
    """Who asks: one visitor, who may leave."""

    visitor: str = ""  # the same for all that one open page, or one client, asks; "" is nobody in particular
    gone: Callable[[], bool] = _never
    queued: bool = False  # it takes the answer from a stream, which it may never open


caller: ContextVar[Caller] = ContextVar("caller", default=Caller())  # noqa: B039  it is never changed


class Waiting(Exception):  # noqa: N818  no error: a turn
    """A ticket's turn has not come yet; ask again with it."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place  # 1 for the next


class Light:
    """How many light computations run at this moment."""

    def __init__(self) -> None:
        self._running = 0
        self._change = threading.Condition()

    def __enter__(self) -> None:
        with self._change:
            self._running += 1

    def __exit__(self, *_: object) -> None:
        with self._change:
            self._running -= 1
            self._change.notify_all()

    def let_pass(self, seconds: float = POLITE) -> None:
        """Wait until no light computation runs, `seconds` at most."""
        with self._change:
            self._change.wait_for(lambda: not self._running, seconds)


@dataclass(eq=False)
class Place:
    """A place in front of the gate."""

    visitor: str
    ticket: str
    attended: int = 0  # threads that wait here for their turn
    asked: float = field(default_factory=time.monotonic)
    newest: object = None  # of the questions that were put with its ticket
    short: bool = True
    came: float = field(default_factory=time.monotonic)


class Gate:
    """Lets `at_once` through together, in the order in which they came, one of each visitor."""

    def __init__(self, at_once: int = AT_ONCE, most: int = MOST_WAITING, each: int = EACH_WAITING) -> None:
        self.at_once = at_once
        self.most = most
        self.each = each
        self._waiting: list[Place] = []
        self._running: list[Place] = []
        self._change = threading.Condition()

    @property
    def quiet(self) -> bool:
        """Whether nobody is in or in front."""
        with self._change:
            return not self._running and not self._attended()

    @contextmanager
    def entered(self, ticket: str = "", patience: float = PATIENCE, short: bool = True) -> Iterator[None]:
        """Wait for the turn of the caller, then compute. A short question has room of its own, and goes first.

        With a ticket the place is kept for LEASE seconds after `patience` ran out, and Waiting tells it; a newer
        question with the same ticket takes the place of an older one, and ends it where it is being computed. Raises
        UserError when too many wait, Gone when the caller left or asked anew.
        """
        who = caller.get()
        place, mine = self.join(who.visitor, ticket, short=short)

        def stale() -> bool:
            return place.newest is not mine or who.gone()

        self._wait(place, stale, patience)

        def between() -> None:
            if stale():
                raise Gone
            LIGHT.let_pass()

        token = between_batches.set(between)
        try:
            yield
        finally:
            between_batches.reset(token)
            self.leave(place)

    def _wait(self, place: Place, stale: Callable[[], bool], patience: float) -> None:
        end = time.monotonic() + patience
        try:
            while not self.start(place, LOOK):
                if stale():
                    raise Gone
                if time.monotonic() > end:
                    if place.ticket:
                        raise Waiting(self.number(place))
                    raise UserError("error.busy_heavy", waiting=len(self._waiting))
        except BaseException as reason:
            with self._change:
                place.attended -= 1
                place.asked = time.monotonic()
                kept = isinstance(reason, Waiting) or place.attended
            if not kept:
                self.leave(place)
            raise

    def join(
        self, visitor: str, ticket: str = "", limited: bool = True, short: bool = True
    ) -> tuple[Place, object]:
        """A place at the end, or the one that a ticket holds, and a mark of this question in it.

        Raises UserError when too many wait here.
        """
        mine = object()
        with self._change:
            self._forget()
            for older in self._running:
                if ticket and older.ticket == ticket:
                    older.newest = mine
            place = next((p for p in self._waiting if ticket and p.ticket == ticket), None)
            if place is None:
                alike = [p for p in self._waiting if p.short == short]
                if limited and len(alike) >= self.most and not self._free(visitor):
                    raise UserError("error.busy_heavy", waiting=len(self._waiting))
                if limited and visitor and sum(p.visitor == visitor for p in self._waiting) >= self.each:
                    raise UserError("error.busy_own", most=self.each)
                place = Place(visitor, ticket, short=short)
                self._waiting.append(place)
            place.attended += 1
            place.asked = time.monotonic()
            place.newest = mine
            return place, mine

    def start(self, place: Place, seconds: float = 0.0) -> bool:
        """Whether it is the turn of a place, or becomes it within `seconds`; the place is then inside."""
        with self._change:
            if not self._change.wait_for(lambda: self._is_next(place), seconds) or place not in self._waiting:
                return False
            self._waiting.remove(place)
            self._running.append(place)
            return True

    def number(self, place: Place) -> int:
        """1 for the next one to be let in."""
        with self._change:
            return self._waiting.index(place) + 1 if place in self._waiting else 1

    def leave(self, place: Place) -> None:
        """Give up a place, inside or in front."""
        with self._change:
            for places in (self._waiting, self._running):
                if place in places:
                    places.remove(place)
            self._change.notify_all()
        give_back_memory()

    def _attended(self) -> list[Place]:
        return [place for place in self._waiting if place.attended]

    def _free(self, visitor: str) -> bool:
        """Whether a newcomer would be let in at once."""
        return len(self._running) + len(self._attended()) < self.at_once

    def _is_next(self, place: Place) -> bool:
        if len(self._running) >= self.at_once or place not in self._waiting:
            return False
        busy = {one.visitor for one in self._running if one.visitor}
        free = [one for one in self._waiting if one.attended and one.visitor not in busy]
        now = time.monotonic()
        free.sort(
            key=lambda one: not one.short and now - one.came < AGED
        )  # else in the order in which they came
        return bool(free) and free[0] is place

    def _forget(self) -> None:
        now = time.monotonic()
        self._waiting = [p for p in self._waiting if p.attended or now - p.asked < LEASE]


def be_polite() -> None:
    """Let the system prefer other threads to this one, and to those that it starts (Linux knows this for threads)."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)


def politely(function: Callable[[], Result]) -> Result:
    """Compute on a thread that gives way to light work, in the caller's context."""
    return WORKERS.submit(copy_context().run, function).result()


def give_back_soon() -> None:
    """The same in a moment, once for all that asks for it until then: when a large answer has been sent or dropped."""
    if _soon.acquire(blocking=False):
        timer = threading.Timer(SOON, _give_back)
        timer.daemon = True
        timer.start()


def _give_back() -> None:
    _soon.release()
    give_back_memory(cycles=True)


def give_back_memory(cycles: bool = False) -> None:
    """Hand freed memory back to the system: glibc keeps it after large tensors (3 GB after an hour of questions).

    With `cycles`, what refers to itself is freed first: a model and its batchers do, and so do optimizers.
    """
    if cycles:
        gc.collect()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)


WORKERS = ThreadPoolExecutor(2 * AT_ONCE, "heavy", be_polite)  # a thread cannot become impolite again
_soon = threading.Lock()
LIGHT = Light()  # of this process: its cores are what is shared
HEAVY = Gate()
LARGE = Gate(most=40, each=3)  # light work on a long text: its attention weights take memory
NETWORK = Gate(at_once=4, each=1)  # questions that wait for another server, not for our cores
PUSHES = Gate(at_once=2, each=1)  # models on their way to another server: apart, since each may take minutes
