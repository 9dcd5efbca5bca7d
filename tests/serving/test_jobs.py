"""The queue of trainings: one at a time, places told, paused, stopped, left alone, failed; nobody else's business."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from bertdemo.errors import UserError
from bertdemo.serving import jobs
from bertdemo.serving.gate import Caller, Gate, caller
from bertdemo.serving.jobs import Job, Jobs, Kind, State
from bertdemo.settings import LANGUAGES
from bertdemo.text import Text
from tests.refusals import refusal


def wait_for(condition: Callable[[], bool], seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.005)


def counting(to: int, pause: float = 0.0) -> Iterator[int]:
    for number in range(to):
        time.sleep(pause)
        yield number


def endless() -> Iterator[int]:
    return counting(10**9, 0.005)


def ends(training: Job) -> State:
    wait_for(lambda: training.ended)
    return training.state


def test_events_come_in_order_and_end() -> None:
    trainings = Jobs()
    training = trainings.start(lambda: counting(5))
    assert list(trainings.events(training)) == [0, 1, 2, 3, 4]
    assert ends(training) == "finished" and trainings(training.key) is training


def test_one_runs_and_the_others_know_their_place() -> None:
    trainings = Jobs()
    running: list[str] = []
    most = 0

    def steps(name: str) -> Iterator[str]:
        nonlocal most
        running.append(name)
        most = max(most, len(running))
        for _ in range(20):
            time.sleep(0.005)
            yield name
        running.remove(name)

    first = trainings.start(lambda: steps("a"))
    wait_for(lambda: first.state == "running")
    others = [trainings.start(lambda name=name: steps(name)) for name in "bcd"]  # type: ignore[misc]
    assert [trainings.place(t) for t in (first, *others)] == [0, 0, 1, 2]
    began = []
    for training in others:
        wait_for(lambda t=training: t.state != "waiting")  # type: ignore[misc]
        began.append(training)
        assert all(t.state == "waiting" for t in others if t not in began)
    assert [ends(t) for t in (first, *others)] == ["finished"] * 4
    assert most == 1


def test_stop_takes_effect_within_one_step() -> None:
    trainings = Jobs()
    training = trainings.start(endless)
    wait_for(lambda: len(training.events) > 3)
    trainings.ask(training.key, "stop")
    told = len(training.events)
    assert ends(training) == "stopped"
    assert len(training.events) <= told + 1


def test_a_stop_while_waiting_starts_nothing() -> None:
    trainings = Jobs()
    first = trainings.start(endless)
    second = trainings.start(lambda: pytest.fail("it was stopped before its turn"))
    trainings.ask(second.key, "stop")
    assert ends(second) == "stopped" and second.events == []
    trainings.ask(first.key, "stop")
    assert ends(first) == "stopped"


def test_a_pause_lets_others_in_and_goes_on_where_it_was() -> None:
    trainings = Jobs()
    first = trainings.start(lambda: counting(60, 0.005))
    wait_for(lambda: len(first.events) > 2)
    trainings.ask(first.key, "pause")
    wait_for(lambda: first.state == "paused")
    told = len(first.events)
    second = trainings.start(lambda: counting(3))
    assert ends(second) == "finished"
    assert len(first.events) == told
    trainings.ask(first.key, "run")
    assert ends(first) == "finished" and first.events == list(range(60))


def test_left_alone_it_is_stopped_and_forgotten() -> None:
    trainings = Jobs(left_alone=1.0)
    training, waiting = trainings.start(endless), trainings.start(endless)
    wait_for(lambda: len(training.events) > 2)
    for _ in range(30):
        time.sleep(0.05)
        trainings(training.key)  # somebody looks
    assert training.state == "running"
    assert ends(training) == "alone" and ends(waiting) == "alone"
    time.sleep(1.05)
    assert ends(trainings.start(lambda: counting(1))) == "finished"  # the next start cleans up
    with refusal("gone"):
        trainings(training.key)


def test_a_paused_one_that_is_left_alone_ends_too() -> None:
    trainings = Jobs(left_alone=0.3)
    training = trainings.start(endless)
    trainings.ask(training.key, "pause")
    assert ends(training) == "alone"


def test_too_long_ends() -> None:
    training = Jobs(minutes=0.1 / 60).start(endless)
    assert ends(training) == "late" and training.seconds < 5


@pytest.mark.filterwarnings("error")
def test_a_bug_and_a_mistake_end_only_their_own() -> None:
    trainings = Jobs()

    def mistake() -> Iterator[int]:
        yield 1
        raise UserError("error.no_words")

    def bug() -> Iterator[int]:
        yield 1
        raise ZeroDivisionError

    wrong, broken, fine = (trainings.start(s) for s in (mistake, bug, lambda: counting(2)))
    assert (ends(wrong), ends(broken), ends(fine)) == ("failed", "failed", "finished")
    assert wrong.error and wrong.error.key == "error.no_words"
    assert broken.error and broken.error.key == "error.training_failed"
    with pytest.raises(UserError):
        list(trainings.events(wrong))


def test_a_caller_who_goes_away_stops_it() -> None:
    trainings = Jobs()
    training = trainings.start(endless)
    events = trainings.events(training)
    assert next(events) == 0
    events.close()  # type: ignore[attr-defined]
    assert ends(training) == "stopped"


def test_there_is_a_limit_and_keys_are_not_guessed() -> None:
    trainings = Jobs(most=3)
    all_of_them = [trainings.start(endless) for _ in range(3)]
    for training in all_of_them:
        trainings(training.key)  # somebody asks how it goes
    with refusal("3"):
        trainings.start(endless)
    assert len({t.key for t in all_of_them}) == 3 and all(len(t.key) == 16 for t in all_of_them)
    for wrong in ("", "x", None, 5, all_of_them[0].key[:-1]):
        with pytest.raises(UserError):
            trainings(wrong)  # type: ignore[arg-type]
    for training in all_of_them:
        trainings.ask(training.key, "stop")
        assert ends(training) == "stopped"


@contextmanager
def asking(visitor: str, gone: Callable[[], bool] = lambda: False) -> Iterator[None]:
    token = caller.set(Caller(visitor, gone))
    try:
        yield
    finally:
        caller.reset(token)


def test_one_visitor_closes_nothing_to_others() -> None:
    trainings = Jobs(most=40, each=3)
    accepted, refused = [], []
    with asking("rude"):
        for _ in range(45):
            try:
                accepted.append(trainings.start(endless))
            except UserError as error:
                refused.append(error.key)
    assert len(accepted) == 3 and set(refused) == {"error.own_trainings"}
    with asking("normal"):
        mine = trainings.start(lambda: counting(2))
    trainings(mine.key)
    for training in accepted:
        trainings.ask(training.key, "stop")
    assert ends(mine) == "finished"
    with asking("rude"):
        assert ends(trainings.start(lambda: counting(1))) == "finished", "stopped ones count for nothing"


def test_many_visitors_whom_nobody_follows_make_room() -> None:
    trainings = Jobs(most=4)
    unseen = []
    for number in range(12):
        with asking(f"v{number}"):
            unseen.append(trainings.start(endless))
    with asking("normal"):
        mine = trainings.start(lambda: counting(1))
    trainings(mine.key)
    assert ends(unseen[1]) == "stopped" and not unseen[0].ended, "the one that runs goes on"
    for training in unseen:
        training.wanted = "stop"
    assert ends(mine) == "finished"


def test_jobs_that_ended_count_for_nothing_and_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "KEPT", 5)
    trainings = Jobs(most=2)
    done = []
    for _ in range(8):
        done.append(trainings.start(lambda: counting(1)))
        assert ends(done[-1]) == "finished"
    with refusal("gone"):
        trainings(done[0].key)
    assert trainings(done[-1].key) is done[-1]


def test_one_that_nobody_asks_about_at_first_is_stopped_soon() -> None:
    trainings = Jobs(first=0.2, left_alone=60)
    unseen, seen = trainings.start(endless), trainings.start(endless)
    trainings(seen.key)
    assert ends(unseen) == "alone"
    wait_for(lambda: seen.state == "running")
    trainings.ask(seen.key, "stop")


def test_a_caller_who_has_left_is_not_trained_for() -> None:
    trainings, left = Jobs(), threading.Event()
    with asking("a", left.is_set):
        training = trainings.start(endless)
        events = trainings.events(training)
        assert next(events) == 0
    left.set()
    began = time.monotonic()
    assert ends(training) in ("alone", "stopped") and time.monotonic() - began < 20
    assert isinstance(list(events), list), "and its stream ends"


def test_jobs_of_all_kinds_take_their_turn_at_the_gate() -> None:
    gate = Gate(at_once=1)
    trainings, translations = Jobs(gate=gate), Jobs(kind="translation", gate=gate)
    training = trainings.start(endless)
    wait_for(lambda: training.state == "running")
    translation = translations.start(lambda: counting(2))
    translations(translation.key)
    time.sleep(0.3)
    assert translation.state == "waiting" and not translation.events
    trainings.ask(training.key, "pause")
    assert ends(translation) == "finished", "a pause frees the gate"
    trainings.ask(training.key, "stop")
    assert ends(training) == "stopped"
    assert gate.quiet


def test_only_a_button_of_ours_steers() -> None:
    trainings = Jobs()
    training = trainings.start(endless)
    for wanted in ("", "kill", None, 3, ["stop"]):
        with refusal("wanted"):
            trainings.ask(training.key, wanted)  # type: ignore[arg-type]
    trainings.ask(training.key, "stop")
    assert ends(training) == "stopped"


@pytest.mark.parametrize(
    ("kind", "word"),
    [("training", "training"), ("translation", "translation"), ("download", "fetch|download")],
)
def test_every_kind_has_words_of_its_own(kind: Kind, word: str) -> None:
    jobs = Jobs(most=1, each=1, kind=kind)
    with asking("a"):
        jobs(jobs.start(endless).key)
        with refusal(word) as own:
            jobs.start(endless)
    with asking("b"), refusal(word) as full:
        jobs.start(endless)
    with refusal(word) as gone:
        jobs("x")
    for error in (own, full, gone):
        assert kind in error.value.key
        assert all(Text(language).message(error.value) for language in LANGUAGES)
