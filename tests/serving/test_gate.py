"""The gate: two at a time, one of each visitor, places told, too many refused, who left is stopped, light work first."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from bertdemo.bert.stopping import Gone, breathe
from bertdemo.errors import UserError
from bertdemo.serving import gate as gates
from bertdemo.serving.gate import LIGHT, Caller, Gate, Waiting, caller


def wait_for(condition: Callable[[], bool], seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.002)


@contextmanager
def asking(visitor: str, gone: Callable[[], bool] = lambda: False) -> Iterator[None]:
    token = caller.set(Caller(visitor, gone))
    try:
        yield
    finally:
        caller.reset(token)


class Work:
    """Heavy work of a visitor on a thread of its own, which ends when told to."""

    def __init__(
        self, gate: Gate, visitor: str, ticket: str = "", patience: float = 10.0, short: bool = True
    ) -> None:
        self.gate, self.visitor, self.ticket, self.patience = gate, visitor, ticket, patience
        self.short = short
        self.end = threading.Event()
        self.left = threading.Event()
        self.inside = False
        self.outcome: object = None
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self) -> None:
        with asking(self.visitor, self.left.is_set):
            try:
                with self.gate.entered(self.ticket, self.patience, self.short):
                    self.inside = True
                    while not self.end.wait(0.002):
                        breathe()
                self.outcome = "done"
            except (Gone, Waiting, UserError) as error:
                self.outcome = error
            self.inside = False

    def finish(self) -> object:
        self.end.set()
        self.thread.join(10)
        assert not self.thread.is_alive()
        return self.outcome


def waiting(gate: Gate) -> int:
    return len(gate._waiting)


def test_two_at_a_time_the_others_in_the_order_in_which_they_came() -> None:
    gate = Gate(at_once=2)
    works = []
    for name in "abcd":
        works.append(Work(gate, name))
        wait_for(lambda: sum(w.inside for w in works) + waiting(gate) == len(works))
    assert [w.inside for w in works] == [True, True, False, False]
    assert works[0].finish() == "done"
    wait_for(lambda: works[2].inside)
    assert not works[3].inside
    assert works[1].finish() == "done"
    wait_for(lambda: works[3].inside)
    assert works[2].finish() == works[3].finish() == "done"
    assert gate.quiet


def test_one_heavy_thing_a_visitor_while_others_pass() -> None:
    gate = Gate(at_once=2)
    first = Work(gate, "a")
    wait_for(lambda: first.inside)
    second = Work(gate, "a")
    wait_for(lambda: waiting(gate) == 1)
    other = Work(gate, "b")
    wait_for(lambda: other.inside)
    assert not second.inside, "a visitor computes twice at a time"
    other.finish()
    assert not second.inside
    first.finish()
    wait_for(lambda: second.inside)
    assert second.finish() == "done"


def test_too_many_are_told_at_once() -> None:
    gate = Gate(at_once=1, most=3, each=2)
    running = Work(gate, "a")
    wait_for(lambda: running.inside)
    queue = [Work(gate, name) for name in "bcd"]
    wait_for(lambda: waiting(gate) == 3)
    began = time.monotonic()
    refused = Work(gate, "e").finish()
    assert isinstance(refused, UserError) and refused.key == "error.busy_heavy"
    assert refused.values["waiting"] == 3
    assert time.monotonic() - began < 1
    queue[0].left.set()
    queue[0].thread.join(5)
    mine = Work(gate, "c")
    wait_for(lambda: waiting(gate) == 3)
    queue[2].left.set()
    queue[2].thread.join(5)
    third = Work(gate, "c").finish()
    assert isinstance(third, UserError) and third.key == "error.busy_own", "one visitor fills the queue"
    for work in (running, *queue, mine):
        work.finish()
    assert gate.quiet


def test_who_left_is_stopped_between_two_batches_and_while_waiting() -> None:
    gate = Gate(at_once=1)
    running, queued = Work(gate, "a"), None
    wait_for(lambda: running.inside)
    queued = Work(gate, "b")
    wait_for(lambda: waiting(gate) == 1)
    queued.left.set()
    queued.thread.join(1)
    assert isinstance(queued.outcome, Gone)
    running.left.set()
    running.thread.join(1)
    assert isinstance(running.outcome, Gone)
    assert gate.quiet


def test_a_ticket_keeps_its_place_and_is_told_it() -> None:
    gate = Gate(at_once=1)
    running = Work(gate, "a")
    wait_for(lambda: running.inside)
    first = Work(gate, "b", ticket="b1", patience=0.05).finish()
    assert isinstance(first, Waiting) and first.place == 1
    second = Work(gate, "c", ticket="c1", patience=0.05).finish()
    assert isinstance(second, Waiting) and second.place == 2
    late = Work(gate, "d")
    wait_for(lambda: waiting(gate) == 3)
    running.finish()
    wait_for(lambda: late.inside)  # nobody attends the places in front at this moment
    again = Work(gate, "c", ticket="c1")
    before = Work(gate, "b", ticket="b1")
    wait_for(lambda: sum(place.attended for place in gate._waiting) == 2)
    late.finish()
    wait_for(lambda: before.inside)
    assert not again.inside, "it came later"
    before.finish()
    assert again.finish() == "done"


def test_a_ticket_that_nobody_asks_with_loses_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(at_once=1, most=1)
    running = Work(gate, "a")
    wait_for(lambda: running.inside)
    assert isinstance(Work(gate, "b", ticket="b1", patience=0.01).finish(), Waiting)
    full = Work(gate, "c").finish()
    assert isinstance(full, UserError)
    monkeypatch.setattr(gates, "LEASE", 0.0)
    queued = Work(gate, "c")
    wait_for(lambda: [place.visitor for place in gate._waiting] == ["c"])
    running.finish()
    assert queued.finish() == "done"


def test_a_newer_question_ends_the_older_one_and_takes_its_place() -> None:
    gate = Gate(at_once=1)
    older = Work(gate, "a", ticket="explain")
    wait_for(lambda: older.inside)
    newer = Work(gate, "a", ticket="explain")
    older.thread.join(2)
    assert isinstance(older.outcome, Gone), "nobody reads the older answer"
    wait_for(lambda: newer.inside)
    queued = Work(gate, "b", ticket="b")
    wait_for(lambda: waiting(gate) == 1)
    instead = Work(gate, "b", ticket="b")
    queued.thread.join(2)
    assert isinstance(queued.outcome, Gone) and waiting(gate) == 1
    newer.finish()
    wait_for(lambda: instead.inside)
    assert instead.finish() == "done"


def test_a_flood_of_long_questions_keeps_out_no_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(at_once=1, most=3)
    running = Work(gate, "r0", short=False)
    wait_for(lambda: running.inside)
    flood = [Work(gate, f"r{i}", short=False) for i in range(1, 4)]
    wait_for(lambda: waiting(gate) == 3)
    refused = Work(gate, "r9", short=False).finish()
    assert isinstance(refused, UserError)
    normal = Work(gate, "normal")
    wait_for(lambda: waiting(gate) == 4)
    running.finish()
    wait_for(lambda: normal.inside)
    assert not any(work.inside for work in flood)
    monkeypatch.setattr(gates, "AGED", 0.0)  # the long ones have waited for long
    late = Work(gate, "late")
    wait_for(lambda: waiting(gate) == 4)
    normal.finish()
    wait_for(lambda: flood[0].inside)
    assert not late.inside, "nobody waits for ever"
    for work in (*flood, late):
        work.finish()
    assert gate.quiet


def test_heavy_work_lets_light_work_go_first() -> None:
    gate = Gate()
    with asking("a"), gate.entered():
        began = time.monotonic()
        breathe()
        assert time.monotonic() - began < gates.POLITE / 2, "it waits though nobody types"
        lit, end = threading.Event(), threading.Event()

        def light() -> None:
            with LIGHT:
                lit.set()
                end.wait(5)

        typing = threading.Thread(target=light)
        typing.start()
        lit.wait(5)
        began = time.monotonic()
        breathe()
        assert time.monotonic() - began >= gates.POLITE, "light work runs, and it goes on"
        end.set()
        typing.join()


def test_an_error_inside_frees_the_place() -> None:
    gate = Gate(at_once=1)
    with pytest.raises(ZeroDivisionError), gate.entered():
        raise ZeroDivisionError
    assert gate.quiet
    breathe()  # and nothing is left behind that would stop others


def test_light_work_breathes_without_a_gate() -> None:
    with asking("a", lambda: True):
        breathe()
