"""Rooms of a class: who may do what, how much fits, when they end, what is counted; with a clock of the test's own."""

from __future__ import annotations

import csv
import io
import threading
from contextlib import suppress
from dataclasses import replace

import pytest

from bertdemo.errors import UserError
from bertdemo.serving.rooms import CODE, QUIET, SIGNS, Count, Opened, Rooms, Seat
from bertdemo.settings import Settings

SETTINGS = Settings(class_rooms=3, class_pupils=2, class_answers=4)
ANNA, BEN, CLEO, DORA = (f"{name}-of-class" for name in ("anna", "ben", "cleo", "dora"))


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Class:
    """A room that is open, and its clock."""

    def __init__(self, settings: Settings = SETTINGS) -> None:
        self.clock = Clock()
        self.rooms = Rooms(settings, self.clock)
        self.room: Opened = self.rooms.open("en")
        self.code, self.key = self.room.code, self.room.key
        self.woken = 0

    def wake(self) -> None:
        self.woken += 1

    def pupil(self, name: str = ANNA) -> Seat:
        return self.rooms.sit(self.code, self.wake, pupil=name)

    def teacher(self) -> Seat:
        return self.rooms.sit(self.code, self.wake, key=self.key)

    def lead(self, state: str = "step=heads", card: str = "flip", **more: bool) -> None:
        self.rooms.lead(self.code, self.key, state, card, **more)

    def answer(self, name: str, choice: str, card: str = "flip", label: str = "") -> None:
        self.rooms.answer(self.code, name, card, choice, label)

    def table(self) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.rooms.csv(self.code, self.key))))


@pytest.fixture
def lesson() -> Class:
    return Class()


def refused(key: str) -> pytest.RaisesExc[UserError]:
    return pytest.RaisesExc(UserError, check=lambda error: error.key == key)


def test_a_code_can_be_read_off_a_screen_and_is_not_the_key(lesson: Class) -> None:
    assert len(lesson.code) == CODE and set(lesson.code) <= set(SIGNS)
    assert not set(SIGNS) & set("0O1IL") and len(set(SIGNS)) == len(SIGNS) > 25
    assert len(lesson.key) >= 32 and lesson.code not in lesson.key
    assert lesson.rooms.open("en").code != lesson.code


def test_a_code_is_found_as_people_type_it(lesson: Class) -> None:
    typed = f" {lesson.code[:2].lower()} {lesson.code[2:]} "
    assert lesson.rooms.sit(typed, lesson.wake, pupil=ANNA).code == lesson.code
    for wrong in ("", "00000", lesson.code[:-1], "x" * 10_000, "\ud800"):
        with refused("error.class_gone"):
            lesson.rooms.sit(wrong, lesson.wake, pupil=ANNA)


def test_only_the_key_leads(lesson: Class) -> None:
    for wrong in (lesson.key[:-1], lesson.code, "é", "\ud800", lesson.rooms.open("en").key):
        for act in (
            lambda key: lesson.rooms.lead(lesson.code, key, "", ""),
            lambda key: lesson.rooms.reveal(lesson.code, key, "flip"),
            lambda key: lesson.rooms.csv(lesson.code, key),
            lambda key: lesson.rooms.check(lesson.code, key),
            lambda key: lesson.rooms.close(lesson.code, key),
            lambda key: lesson.rooms.sit(lesson.code, lesson.wake, key=key),
        ):
            with refused("error.class_key"):
                act(wrong)
    with refused("error.class_key"):
        lesson.rooms.lead(lesson.code, "", "", "")
    assert lesson.rooms.check(lesson.code, lesson.key) == lesson.code


def test_who_comes_late_gets_what_is_on_screen(lesson: Class) -> None:
    lesson.lead("step=heads&text=她", "flip")
    view = lesson.rooms.view(lesson.pupil())
    assert (view.state, view.card, view.following, view.pupils) == ("step=heads&text=她", "flip", True, 1)
    lesson.lead(following=False)
    assert not lesson.rooms.view(lesson.pupil(BEN)).following


def test_each_change_wakes_every_page(lesson: Class) -> None:
    pupil = lesson.pupil()
    lesson.teacher()
    for act in (
        lesson.lead,
        lambda: lesson.answer(ANNA, "a"),
        lambda: lesson.rooms.reveal(lesson.code, lesson.key, "flip"),
    ):
        lesson.woken = 0
        act()
        assert lesson.woken == 2
    lesson.rooms.leave(pupil)
    lesson.woken = 0
    lesson.lead()
    assert lesson.woken == 1
    lesson.rooms.leave(pupil)  # again: nothing


def test_answers_count_once_and_can_be_changed_until_the_reveal(lesson: Class) -> None:
    teacher, pupil = lesson.teacher(), lesson.pupil()
    lesson.pupil(BEN)
    lesson.lead()
    lesson.answer(ANNA, "a", label="first")
    lesson.answer(ANNA, "a", label="again")
    lesson.answer(ANNA, "b")
    lesson.answer(BEN, "b", label="the second")
    lesson.answer(BEN, "x", card="another")
    assert lesson.rooms.view(teacher).counts == (Count("b", "b", 2),)
    assert lesson.rooms.view(pupil).counts is None
    assert lesson.rooms.view(pupil).revealed == ()
    lesson.rooms.reveal(lesson.code, lesson.key, "flip")
    assert lesson.rooms.view(pupil).counts == (Count("b", "b", 2),)
    assert lesson.rooms.view(pupil).revealed == ("flip",)
    with refused("error.class_revealed"):
        lesson.answer(ANNA, "a")
    lesson.lead(card="another")
    assert lesson.rooms.view(pupil).counts is None, "another card is not revealed with it"
    assert lesson.rooms.view(teacher).counts == (Count("x", "x", 1),)


def test_the_most_frequent_choice_stands_first(lesson: Class) -> None:
    lesson = Class(replace(SETTINGS, class_pupils=9))
    lesson.lead()
    for name, choice in ((ANNA, "a"), (BEN, "b"), (CLEO, "b")):
        lesson.pupil(name)
        lesson.answer(name, choice)
    assert [(one.choice, one.count) for one in lesson.rooms.view(lesson.teacher()).counts or ()] == [
        ("b", 2),
        ("a", 1),
    ]


def test_who_is_not_there_makes_no_guess(lesson: Class) -> None:
    with refused("error.class_not_in"):
        lesson.answer(ANNA, "a")
    seat = lesson.pupil()
    with refused("error.class_not_in"):
        lesson.answer(ANNA, "a", card="")
    lesson.rooms.leave(seat)
    lesson.answer(ANNA, "a")  # a connection that breaks for a moment costs nobody a guess
    assert lesson.rooms.view(lesson.teacher()).pupils == 0


def test_a_room_holds_so_many_pupils_and_a_page_twice_is_one(lesson: Class) -> None:
    first = lesson.pupil()
    lesson.pupil()
    lesson.pupil(BEN)
    assert lesson.rooms.view(first).pupils == 2
    with refused("error.class_full"):
        lesson.pupil(CLEO)
    lesson.teacher()  # has a place in any case
    lesson.pupil()
    with refused("error.class_full"):
        lesson.pupil()
    for odd in ("", "short", "x" * 81, "学生学生学生学生"):
        with refused("error.odd_question"):
            lesson.pupil(odd)


def test_pupils_who_came_and_went_are_not_kept_for_ever(lesson: Class) -> None:
    lesson.pupil()
    for number in range(100):
        lesson.rooms.leave(lesson.pupil(f"passing-{number}"))
    with refused("error.class_not_in"):
        lesson.answer("passing-0", "a")
    lesson.answer("passing-99", "a")
    lesson.answer(ANNA, "a")


def test_sizes_are_bounded(lesson: Class) -> None:
    lesson.pupil()
    lesson.lead("x" * SETTINGS.class_state_bytes)
    with refused("error.class_state"):
        lesson.lead("x" * (SETTINGS.class_state_bytes - 2) + "她")
    with refused("error.odd_question"):
        lesson.lead(card="x" * 81)
    lesson.answer(ANNA, "她" * SETTINGS.class_choice)
    for choice, label in (("x" * 61, ""), ("a", "x" * 61), ("", "a"), (" \n\x00", "")):
        with refused("error.class_choice"):
            lesson.answer(ANNA, choice, label=label)
    for card in ("a", "b", "c"):
        lesson.answer(ANNA, "a", card=card)
    with refused("error.class_answers"):
        lesson.answer(ANNA, "a", card="d")
    lesson.answer(ANNA, "b", card="a")  # one that is there already can still be changed
    for card in ("a", "b", "c", "d"):
        lesson.rooms.reveal(lesson.code, lesson.key, card)
    with refused("error.class_answers"):
        lesson.rooms.reveal(lesson.code, lesson.key, "e")


def test_only_so_many_rooms_and_one_without_anybody_makes_room(lesson: Class) -> None:
    lesson.teacher()
    lesson.clock.now += 1
    empty = lesson.rooms.open("en")
    lesson.clock.now += 1
    newer = lesson.rooms.open("zh")
    with refused("error.class_rooms"):
        lesson.rooms.open("en", "from elsewhere")
    lesson.clock.now += QUIET - 1
    fourth = lesson.rooms.open("en", "from elsewhere")
    with refused("error.class_gone"):
        lesson.rooms.check(empty.code, empty.key)
    for room in (newer, fourth):
        lesson.rooms.sit(room.code, lesson.wake, key=room.key)
    with refused("error.class_rooms"):
        lesson.rooms.open("en")
    assert lesson.rooms.check(lesson.code, lesson.key)


def test_a_stranger_who_opens_many_pushes_out_no_class(lesson: Class) -> None:
    """Nor one that has answers and nobody in it, whatever the address and however long it is quiet."""
    lesson = Class(replace(SETTINGS, class_rooms=8, class_own=3))
    pupil = lesson.pupil()
    lesson.answer(ANNA, "a")
    lesson.rooms.leave(pupil)
    first = lesson.rooms.open("en", "from a stranger")
    codes = {lesson.rooms.open("en", "from a stranger").code for _ in range(50)}
    assert len(codes) == 50
    with refused("error.class_gone"):
        lesson.rooms.check(first.code, first.key)  # the stranger's own
    assert lesson.table()[1:]
    for number in range(60):
        lesson.clock.now += 10
        with suppress(UserError):
            lesson.rooms.open("en", f"from {number}")
    assert lesson.table()[1:]


def test_a_teacher_with_full_classes_is_told_to_end_one(lesson: Class) -> None:
    lesson = Class(replace(SETTINGS, class_rooms=8, class_own=2))
    for room in (lesson.room, lesson.rooms.open("en")):
        lesson.rooms.sit(room.code, lesson.wake, key=room.key)
    with refused("error.class_own"):
        lesson.rooms.open("en")
    assert lesson.rooms.open("en", "from elsewhere")


def test_a_class_ends_when_nothing_happens_in_it(lesson: Class) -> None:
    idle = 60 * SETTINGS.class_idle_minutes
    seat = lesson.pupil()
    lesson.clock.now += idle - 1
    lesson.lead()
    lesson.clock.now += idle - 1
    lesson.answer(ANNA, "a")
    lesson.clock.now += idle - 1
    assert lesson.rooms.view(seat).card == "flip"
    lesson.woken = 0
    lesson.clock.now += 1
    with refused("error.class_gone"):
        lesson.rooms.view(seat)
    assert lesson.woken == 1
    lesson.rooms.leave(seat)


def test_a_class_ends_after_some_hours_in_any_case(lesson: Class) -> None:
    seat = lesson.pupil()
    for _ in range(2 * SETTINGS.class_hours - 1):
        lesson.clock.now += 1800
        lesson.lead()
    lesson.clock.now += 1799
    assert lesson.rooms.view(seat)
    lesson.clock.now += 1
    with refused("error.class_gone"):
        lesson.lead()


def test_rooms_that_are_over_take_no_place(lesson: Class) -> None:
    others = [lesson.rooms.open("en") for _ in range(2)]
    for room in (lesson.room, *others):
        lesson.rooms.sit(room.code, lesson.wake, key=room.key)
    lesson.clock.now += 3600 * SETTINGS.class_hours
    assert len({lesson.rooms.open("en").code for _ in range(3)}) == 3


def test_the_teacher_ends_it_for_everybody(lesson: Class) -> None:
    seat = lesson.pupil()
    lesson.woken = 0
    lesson.rooms.close(lesson.code, lesson.key)
    assert lesson.woken == 1
    with refused("error.class_gone"):
        lesson.rooms.view(seat)


def test_a_table_has_every_answer_and_no_name() -> None:
    lesson = Class(replace(SETTINGS, class_pupils=9))
    for name, card, choice, label in (
        (BEN, "flip", "mother", "妈妈, “她”"),
        (ANNA, "flip", "boys", ""),
        (BEN, "noun", "two\nlines", "x"),
    ):
        lesson.pupil(name)
        lesson.answer(name, choice, card, label)
    assert lesson.table() == [
        ["card", "pupil", "choice", "label", "question", "model"],
        ["flip", "1", "mother", "妈妈, “她”", "", ""],
        ["flip", "2", "boys", "boys", "", ""],
        ["noun", "1", "two lines", "x", "", ""],
    ]
    told = lesson.rooms.csv(lesson.code, lesson.key, {"flip": "Whom?"}, {"flip": "boys"})
    rows = list(csv.reader(io.StringIO(told)))
    assert [row[4:] for row in rows[1:]] == [["Whom?", "boys"], ["Whom?", "boys"], ["", ""]]
    written = lesson.rooms.csv(lesson.code, lesson.key)
    assert ANNA not in written and BEN not in written


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "\t=1", "\r=1", "\x00=1", " =1"]
)
def test_no_cell_is_run_by_a_spreadsheet(lesson: Class, formula: str) -> None:
    lesson.pupil()
    lesson.answer(ANNA, formula, formula, formula)
    _, (card, _, choice, label, *_) = lesson.table()
    assert {card, choice, label} == {"'" + formula.strip("\t\r\x00 ")}


def test_text_is_counted_as_people_read_it(lesson: Class) -> None:
    lesson.pupil()
    lesson.pupil(BEN)
    lesson.lead()
    lesson.answer(ANNA, "caf\u00e9")
    lesson.answer(BEN, "cafe\u0301 \u202e")
    assert lesson.rooms.view(lesson.teacher()).counts == (Count("caf\u00e9", "caf\u00e9", 2),)
    lesson.answer(BEN, "a\ud800👩‍🏫")
    labels = [one.label for one in lesson.rooms.view(lesson.teacher()).counts or ()]
    assert labels == ["caf\u00e9", "a\ufffd👩‍🏫"]
    lesson.lead("text=\udc00")
    assert lesson.rooms.view(lesson.teacher()).state == "text=\ufffd"


def test_thirty_threads_at_once_lose_nothing() -> None:
    lesson = Class(replace(SETTINGS, class_pupils=30, class_answers=1000))
    lesson.lead()

    def play(number: int) -> None:
        seat = lesson.pupil(f"pupil-{number:02}")
        for card in range(20):
            lesson.answer(f"pupil-{number:02}", str(number % 3), str(card))
        lesson.answer(f"pupil-{number:02}", str(number % 3))
        lesson.rooms.leave(seat)

    threads = [threading.Thread(target=play, args=[number]) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.count for one in lesson.rooms.view(lesson.teacher()).counts or ()) == [10, 10, 10]
    assert len(lesson.table()) == 1 + 30 * 21
