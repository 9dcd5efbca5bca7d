"""Rooms of classes: a teacher leads, pupils follow and guess, nobody is named. In memory only, bounded, ending by themselves.

No web in here: `room_routes.py` carries it. Every public method takes its own lock, so that any thread may call.
"""

from __future__ import annotations

import csv
import hmac
import io
import secrets
import threading
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bertdemo.errors import UserError
from bertdemo.settings import Language, Settings

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # of a code, which is read off a screen: no 0, O, 1, I, L
CODE = 5  # of them: 28 million codes
NAME = 80  # characters of a card's name, and of a pupil's own key
QUIET = (
    600  # seconds in which an empty class keeps its place: a page that is loaded anew, a laptop that slept
)
FORMULAS = tuple("=+-@＝＋－＠")  # a cell that begins with one is run by spreadsheets
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # make text run backwards


@dataclass(frozen=True)
class Opened:
    """A new room: what pupils type, and what only the teacher has."""

    code: str
    key: str


@dataclass(frozen=True)
class Count:
    """How many pupils made one choice."""

    choice: str  # by which it is counted
    label: str  # as the first who made it saw it
    count: int


@dataclass(frozen=True)
class RoomView:
    """What one page of a class may know."""

    language: Language  # of the teacher's page
    state: str  # the query of the address of what the teacher looks at; "" before the first
    card: str  # that is open there; "" for none
    following: bool  # whether pupils are led
    revealed: tuple[str, ...]  # cards, in the order in which they were
    pupils: int  # who are here now
    counts: tuple[Count, ...] | None  # of the open card, the most frequent first; None: not before the reveal


@dataclass(frozen=True)
class Seat:
    """One open page of a class: a pupil's, or the teacher's (`pupil` is None)."""

    code: str
    pupil: str | None
    place: object = field(default_factory=object)


@dataclass
class _Room:
    code: str
    key: str
    language: Language
    opener: str  # address that it was opened from
    opened: float
    touched: float
    state: str = ""
    card: str = ""
    following: bool = True
    revealed: dict[str, None] = field(default_factory=dict)
    pages: dict[Seat, Callable[[], None]] = field(default_factory=dict)  # and what wakes each
    pupils: dict[str, None] = field(default_factory=dict)  # who came, also those who are not here now
    answers: dict[tuple[str, str], tuple[str, str]] = field(
        default_factory=dict
    )  # (card, pupil): (choice, label)

    def here(self) -> set[str]:
        return {seat.pupil for seat in self.pages if seat.pupil is not None}

    def counts(self, card: str) -> tuple[Count, ...]:
        given = [answer for (of, _), answer in self.answers.items() if of == card]
        labels = dict(reversed(given))
        counted = Counter(choice for choice, _ in given)
        return tuple(Count(choice, labels[choice], count) for choice, count in counted.most_common())


class Rooms:
    """All rooms of this server. `clock` gives seconds."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self.settings = settings
        self._clock = clock
        self._rooms: dict[str, _Room] = {}
        self._lock = threading.RLock()

    def open(self, language: Language, opener: str = "") -> Opened:
        """A new room, for whom it is named by address. Raises UserError where no more fit, or no more of this opener's.

        One that nobody sits in and nobody has answered in makes room: at once for another of the same opener, for
        somebody else's after QUIET seconds. A class with answers is never pushed out.
        """
        with self._lock:
            for code in list(self._rooms):
                self._unless_over(code)
            own = [room for room in self._rooms.values() if room.opener == opener]
            if len(own) >= self.settings.class_own:
                self._make_room(own, "error.class_own", self.settings.class_own)
            elif len(self._rooms) >= self.settings.class_rooms:
                quiet = self._clock() - QUIET
                others = [room for room in self._rooms.values() if room in own or room.touched <= quiet]
                self._make_room(others, "error.class_rooms", self.settings.class_rooms)
            code = _new_code()
            while code in self._rooms:
                code = _new_code()
            now = self._clock()
            self._rooms[code] = _Room(code, secrets.token_urlsafe(24), language, opener, now, now)
            return Opened(code, self._rooms[code].key)

    def _make_room(self, rooms: list[_Room], error: str, most: int) -> None:
        unused = [room for room in rooms if not room.pages and not room.answers]
        if not unused:
            raise UserError(error, most=most)
        self._end(min(unused, key=lambda room: room.touched))

    def sit(self, code: str, wake: Callable[[], None], *, pupil: str = "", key: str = "") -> Seat:
        """A page comes in, a pupil's or with the key the teacher's; `wake` is called at each change, from any thread.

        Raises UserError for no such room, a wrong key, or a room that is full.
        """
        with self._lock:
            room = self._taught(code, key) if key else self._room(code)
            if not key:
                self._welcome(room, pupil)
            seat = Seat(room.code, None if key else pupil)
            room.pages[seat] = wake
            self._tell(room)
            return seat

    def _welcome(self, room: _Room, pupil: str) -> None:
        most = self.settings.class_pupils
        if not 8 <= len(pupil) <= NAME or not pupil.isascii():
            raise UserError("error.odd_question", name="pupil", kind="text")
        here = room.here() | {pupil}
        pages = sum(seat.pupil is not None for seat in room.pages)
        if len(here) > most or pages >= 2 * most:
            raise UserError("error.class_full", most=most, code=room.code)
        room.pupils[pupil] = None
        for gone in [one for one in room.pupils if one not in here][: max(0, len(room.pupils) - 2 * most)]:
            del room.pupils[gone]

    def leave(self, seat: Seat) -> None:
        """A page has gone; its answers stay."""
        with self._lock:
            room = self._rooms.get(seat.code)
            if room and room.pages.pop(seat, None):
                self._tell(room)

    def view(self, seat: Seat) -> RoomView:
        """What a page may know now. Raises UserError once the room has ended."""
        with self._lock:
            room = self._room(seat.code)
            may_count = seat.pupil is None or room.card in room.revealed
            return RoomView(
                room.language,
                room.state,
                room.card,
                room.following,
                tuple(room.revealed),
                len(room.here()),
                room.counts(room.card) if may_count else None,
            )

    def lead(self, code: str, key: str, state: str, card: str, following: bool = True) -> None:
        """The teacher looks at this. Raises UserError for a wrong key, or more than fits."""
        size = len(_whole(state).encode("utf-8"))
        if size > self.settings.class_state_bytes:
            raise UserError("error.class_state", given=size, most=self.settings.class_state_bytes)
        card = _name(card)
        with self._lock:
            room = self._taught(code, key)
            room.state, room.card, room.following = _whole(state), card, following
            self._touch(room)

    def answer(self, code: str, pupil: str, card: str, choice: str, label: str = "") -> None:
        """A pupil's guess at a card; another one replaces it, until the teacher reveals.

        Raises UserError for who is not in the room, a revealed card, a guess too long, more answers than fit.
        """
        most = self.settings.class_choice
        card, choice, label = _name(card), _line(choice), _line(label)
        if not choice or max(len(choice), len(label)) > most:
            raise UserError("error.class_choice", most=most)
        with self._lock:
            room = self._room(code)
            if pupil not in room.pupils or not card:
                raise UserError("error.class_not_in", code=room.code)
            if card in room.revealed:
                raise UserError("error.class_revealed")
            if (card, pupil) not in room.answers and len(room.answers) >= self.settings.class_answers:
                raise UserError("error.class_answers", most=self.settings.class_answers)
            room.answers[card, pupil] = choice, label or choice
            self._touch(room)

    def reveal(self, code: str, key: str, card: str) -> None:
        """From now on everybody sees the counts of a card, and it takes no guesses any more."""
        card = _name(card)
        with self._lock:
            room = self._taught(code, key)
            if len(room.revealed) >= self.settings.class_answers:
                raise UserError("error.class_answers", most=self.settings.class_answers)
            if card:
                room.revealed[card] = None
            self._touch(room)

    def csv(
        self,
        code: str,
        key: str,
        questions: Mapping[str, str] | None = None,
        found: Mapping[str, str] | None = None,
    ) -> str:
        """Every answer as a line; pupils are numbers, dealt in the order of their first answer.

        `questions` and `found` say, by card, what was asked and what the model did, as far as the teacher's page knows.
        """
        questions, found = questions or {}, found or {}
        with self._lock:
            answers = dict(self._taught(code, key).answers)
        numbers: dict[str, int] = {}
        written = io.StringIO()
        table = csv.writer(written)
        table.writerow(["card", "pupil", "choice", "label", "question", "model"])
        for (card, pupil), (choice, label) in answers.items():
            number = numbers.setdefault(pupil, len(numbers) + 1)
            cells = (choice, label, questions.get(card, ""), found.get(card, ""))
            table.writerow([_cell(card), number, *map(_cell, cells)])
        return written.getvalue()

    def check(self, code: str, key: str) -> str:
        """The code as it is written. Raises UserError for no such room or a wrong key."""
        with self._lock:
            return self._taught(code, key).code

    def close(self, code: str, key: str) -> None:
        """The end of a class; nothing of it is left."""
        with self._lock:
            self._end(self._taught(code, key))

    def _room(self, code: str) -> _Room:
        written = "".join(code.upper().split())[:CODE]
        room = self._unless_over(written) if len(code) <= NAME else None
        if room is None:
            raise UserError("error.class_gone", code=code)
        return room

    def _taught(self, code: str, key: str) -> _Room:
        room = self._room(code)
        if not hmac.compare_digest(room.key.encode(), _whole(key).encode("utf-8")):
            raise UserError("error.class_key", code=room.code)
        return room

    def _unless_over(self, code: str) -> _Room | None:
        room = self._rooms.get(code)
        now = self._clock()
        if room and (
            now - room.touched >= 60 * self.settings.class_idle_minutes
            or now - room.opened >= 3600 * self.settings.class_hours
        ):
            self._end(room)
            return None
        return room

    def _end(self, room: _Room) -> None:
        del self._rooms[room.code]
        self._tell(room)

    def _touch(self, room: _Room) -> None:
        room.touched = self._clock()
        self._tell(room)

    def _tell(self, room: _Room) -> None:
        for wake in list(room.pages.values()):
            wake()


def _new_code() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(CODE))


def _whole(text: str) -> str:
    """Without halves of characters, which nobody could send on."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _line(text: str) -> str:
    """One line as people read it: composed, without control signs."""
    composed = unicodedata.normalize("NFC", _whole(text[:10_000]))
    return " ".join(
        "".join(" " if c.isspace() else c for c in composed if c.isspace() or unicodedata.category(c) != "Cc")
        .translate(dict.fromkeys(map(ord, TURNING)))
        .split()
    )


def _name(card: str) -> str:
    name = _line(card)
    if len(name) > NAME:
        raise UserError("error.odd_question", name="card", kind="text")
    return name


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULAS) else text
