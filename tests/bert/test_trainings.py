"""The queue of trainings: one at a time, places told, paused, stopped, left alone, failed; nobody else's business."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from bertdemo.bert.trainings import State, Training, Trainings
from bertdemo.text import UserError


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


def ends(training: Training) -> State:
    wait_for(lambda: training.ended)
    return training.state


def test_events_come_in_order_and_end() -> None:
    trainings = Trainings()
    training = trainings.start(lambda: counting(5))
    assert list(trainings.events(training)) == [0, 1, 2, 3, 4]
    assert ends(training) == "finished" and trainings(training.key) is training


def test_one_runs_and_the_others_know_their_place() -> None:
    trainings = Trainings()
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
    trainings = Trainings()
    training = trainings.start(endless)
    wait_for(lambda: len(training.events) > 3)
    trainings.ask(training.key, "stop")
    told = len(training.events)
    assert ends(training) == "stopped"
    assert len(training.events) <= told + 1


def test_a_stop_while_waiting_starts_nothing() -> None:
    trainings = Trainings()
    first = trainings.start(endless)
    second = trainings.start(lambda: pytest.fail("it was stopped before its turn"))
    trainings.ask(second.key, "stop")
    assert ends(second) == "stopped" and second.events == []
    trainings.ask(first.key, "stop")
    assert ends(first) == "stopped"


def test_a_pause_lets_others_in_and_goes_on_where_it_was() -> None:
    trainings = Trainings()
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
    trainings = Trainings(left_alone=0.2)
    training, waiting = trainings.start(endless), trainings.start(endless)
    wait_for(lambda: len(training.events) > 2)
    for _ in range(10):
        time.sleep(0.05)
        trainings(training.key)  # somebody looks
    assert training.state == "running"
    assert ends(training) == "alone" and ends(waiting) == "alone"
    time.sleep(0.25)
    assert ends(trainings.start(lambda: counting(1))) == "finished"  # the next start cleans up
    with pytest.raises(UserError, match="gone"):
        trainings(training.key)


def test_a_paused_one_that_is_left_alone_ends_too() -> None:
    trainings = Trainings(left_alone=0.3)
    training = trainings.start(endless)
    trainings.ask(training.key, "pause")
    assert ends(training) == "alone"


def test_too_long_ends() -> None:
    training = Trainings(minutes=0.1 / 60).start(endless)
    assert ends(training) == "late" and training.seconds < 5


@pytest.mark.filterwarnings("error")
def test_a_bug_and_a_mistake_end_only_their_own() -> None:
    trainings = Trainings()

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
    trainings = Trainings()
    training = trainings.start(endless)
    events = trainings.events(training)
    assert next(events) == 0
    events.close()  # type: ignore[attr-defined]
    assert ends(training) == "stopped"


def test_there_is_a_limit_and_keys_are_not_guessed() -> None:
    trainings = Trainings(most=3)
    all_of_them = [trainings.start(endless) for _ in range(3)]
    with pytest.raises(UserError, match="3"):
        trainings.start(endless)
    assert len({t.key for t in all_of_them}) == 3 and all(len(t.key) == 16 for t in all_of_them)
    for wrong in ("", "x", None, 5, all_of_them[0].key[:-1]):
        with pytest.raises(UserError):
            trainings(wrong)  # type: ignore[arg-type]
    for training in all_of_them:
        trainings.ask(training.key, "stop")
        assert ends(training) == "stopped"
