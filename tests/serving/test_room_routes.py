"""A class over the web, behind the door: what is refused and in which words, and the stream on which a room is pushed."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote

import pytest

from bertdemo.serving import room_routes
from bertdemo.serving.addresses import known_hosts
from bertdemo.serving.room_routes import BODY, CLASS, Classes
from bertdemo.serving.rooms import Opened, Rooms
from bertdemo.serving.web import Door
from bertdemo.settings import Settings
from bertdemo.text import Text
from tests.serving.loops import run

JSON = {"content-type": "application/json"}
PUPIL = {"x-class-pupil": "anna-of-class"}


class Server:
    """Door and classes as in the app; what they let through lands in `passed`."""

    def __init__(self) -> None:
        self.rooms = Rooms(Settings())
        self.passed: list[str] = []
        classes = Classes(self._app, self.rooms, lambda error, language: Text(language).message(error))
        self.door = Door(classes, hosts=known_hosts("127.0.0.1", ""))

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        self.passed.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def scope(self, path: str, method: str, headers: dict[str, str]) -> dict[str, Any]:
        lines = {"host": "localhost:7860", **headers}
        return {
            "type": "http",
            "path": path,
            "method": method,
            "query_string": b"",
            "headers": [(k.encode(), v.encode()) for k, v in lines.items()],
        }

    def ask(
        self, path: str, question: Any = None, method: str = "POST", headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        """Status and answer of a question that is answered at once."""
        body = question if isinstance(question, bytes) else json.dumps(question or {}).encode()
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        scope = self.scope(path, method, {**JSON, **(headers or {})})
        run(asyncio.wait_for(self.door(scope, receive, send), 5))
        answer = b"".join(message.get("body", b"") for message in sent)
        is_json = (b"content-type", b"application/json") in sent[0]["headers"]
        return sent[0]["status"], json.loads(answer) if is_json else answer.decode("utf-8")

    def open(self, language: str = "en") -> Opened:
        status, answer = self.ask(CLASS + "open", {"language": language})
        assert status == 200
        return Opened(**answer)


class Listening:
    """One page's stream: events as they come."""

    def __init__(self, server: Server, room: Opened, headers: dict[str, str]) -> None:
        self.events: asyncio.Queue[Any] = asyncio.Queue()
        self.start: dict[str, Any] = {}
        self.leave = asyncio.Event()
        scope = server.scope(f"{CLASS}{room.code}/stream", "GET", headers)
        self.task = asyncio.create_task(server.door(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        await self.leave.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        self.start = self.start or message
        event = message.get("body", b"").decode("utf-8")
        if event.startswith("data: "):
            assert event.endswith("\n\n")
            self.events.put_nowait(json.loads(event[6:]))
        elif event:
            self.events.put_nowait(event)

    async def next(self) -> Any:
        return await asyncio.wait_for(self.events.get(), 5)

    async def until(self, change: dict[str, Any]) -> dict[str, Any]:
        """What is pushed until all that `change` names is said, as one: a slow machine may send it in one push or in two."""
        heard: dict[str, Any] = {}
        while not change.keys() <= heard.keys():
            event = await self.next()
            heard |= event if isinstance(event, dict) else {}  # a sign of life says nothing
        return heard

    async def close(self) -> None:
        self.leave.set()
        await asyncio.wait_for(self.task, 5)


@pytest.fixture
def server() -> Server:
    return Server()


def test_a_class_is_opened_led_and_ended(server: Server) -> None:
    room = server.open()
    key = {"x-class-key": room.key}
    place = CLASS + room.code
    assert server.ask(f"{place}/lead", {"state": "step=heads", "card": "flip"}, headers=key) == (200, {})
    server.rooms.sit(room.code, lambda: None, pupil=PUPIL["x-class-pupil"])
    guess = {"pupil": PUPIL["x-class-pupil"], "card": "flip", "choice": "她", "label": "=她"}
    assert server.ask(f"{place}/answer", guess) == (200, {})
    assert server.ask(f"{place}/reveal", {"card": "flip"}, headers=key) == (200, {})
    status, detail = server.ask(f"{place}/answer", guess)
    assert status == 409 and "revealed" in detail["detail"]
    status, table = server.ask(
        f"{place}/csv", {"questions": {"flip": "=Who?"}, "found": {"flip": "她"}}, headers=key
    )
    head = "\ufeffcard,pupil,choice,label,question,model"
    assert (status, table.splitlines()) == (200, [head, "flip,1,她,'=她,'=Who?,她"])
    odd: object
    for odd in ([], "text", {"flip": 1}):
        assert server.ask(f"{place}/csv", {"questions": odd}, headers=key)[0] == 422
    assert server.ask(f"{place}/close", headers=key) == (200, {})
    assert server.ask(f"{place}/lead", {"state": ""}, headers=key)[0] == 404
    assert not server.passed


def test_the_picture_of_the_link_is_drawn_here(server: Server) -> None:
    room = server.open()
    key = {"x-class-key": room.key}
    link = f"https://school.example/zh?class={room.code}"
    status, answer = server.ask(f"{CLASS}{room.code}/qr", {"link": link}, headers=key)
    kind, _, picture = answer["picture"].partition(",")
    assert status == 200 and kind.startswith("data:image/svg+xml")
    svg = base64.b64decode(picture).decode() if "base64" in kind else unquote(picture)
    assert "<path" in svg and "viewBox" in svg and "http://school" not in svg
    for wrong in (
        "",
        "javascript:alert(1)//" + room.code,
        f"https://x/{room.code}/more",
        "https://" + "x" * 300 + room.code,
    ):
        status, answer = server.ask(f"{CLASS}{room.code}/qr", {"link": wrong}, headers=key)
        assert status == 422 and "300" in answer["detail"]


@pytest.mark.parametrize("act", ["lead", "reveal", "csv", "qr", "close"])
def test_without_the_key_nobody_leads(server: Server, act: str) -> None:
    room = server.open()
    for wrong in ("", "x", room.code):
        status, answer = server.ask(
            f"{CLASS}{room.code}/{act}", {"state": "", "link": ""}, headers={"x-class-key": wrong}
        )
        assert status == 403 and room.code in answer["detail"] and room.key not in answer["detail"]


def test_a_wrong_code_is_told_in_words_of_the_page(server: Server) -> None:
    for language, word in (("en-GB,en", "teacher"), ("zh", "老师")):
        headers = {"accept-language": language, **PUPIL}
        status, answer = server.ask(CLASS + "22222/stream", method="GET", headers=headers)
        assert status == 404 and "22222" in answer["detail"] and word in answer["detail"]
        assert server.ask(CLASS + "22222/answer", headers=headers)[0] in (404, 422)
    for path in ("22222", "22222/nothing", "", "open/more", "22222/stream/more"):
        for method in ("GET", "POST"):
            assert server.ask(CLASS + path, method=method)[0] == 404
    assert not server.passed


def test_another_website_may_not_even_listen(server: Server) -> None:
    room = server.open()
    for path, method in (("open", "POST"), (room.code + "/answer", "POST"), (room.code + "/stream", "GET")):
        for origin in ("http://evil.example", "null", "http://localhost:7861"):
            status, _ = server.ask(CLASS + path, method=method, headers={"origin": origin, **PUPIL})
            assert status == 403
    assert server.ask(CLASS + "open", headers={"origin": "http://localhost:7860"})[0] == 200
    assert server.ask(CLASS + "open", headers={"host": "evil.example"})[0] == 403
    assert server.ask(CLASS + "open", headers={"content-type": "text/plain"})[0] == 415
    assert server.ask(CLASS + "open", method="DELETE")[0] == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"x" * (BODY + 1), 413),
        (b"{", 422),
        (b"[" * 50_000, 422),
        (b"[]", 422),
        (b"\xff", 422),
        (b'{"pupil": 7}', 422),
        (b'{"pupil": "anna-of-class", "card": {"a": 1}}', 422),
        (b'{"pupil": "anna-of-class", "card": "a", "choice": "\\ud800"}', 403),
    ],
)
def test_odd_bodies_are_refused_in_words(server: Server, body: bytes, status: int) -> None:
    room = server.open()
    got, answer = server.ask(f"{CLASS}{room.code}/answer", body)
    assert got == status and len(answer["detail"]) > 10


def test_what_is_no_class_goes_on(server: Server) -> None:
    assert server.ask("/", method="GET")[0] == 200
    assert server.passed == ["/"]


def listening(act: Callable[[], Awaitable[None]]) -> None:
    run(asyncio.wait_for(act(), 20))


def test_a_page_gets_all_of_it_and_then_what_is_new(server: Server) -> None:
    async def lesson() -> None:
        room = server.rooms.open("zh")
        server.rooms.lead(room.code, room.key, "step=heads&text=她", "flip")
        teacher = Listening(server, room, {"x-class-key": room.key})
        first = await teacher.next()
        assert first == {
            "language": "zh",
            "state": "step=heads&text=她",
            "card": "flip",
            "following": True,
            "revealed": [],
            "pupils": 0,
            "counts": [],
        }
        assert (b"content-type", b"text/event-stream; charset=utf-8") in teacher.start["headers"]
        pupil = Listening(server, room, PUPIL)
        assert (await pupil.next()) == first | {"pupils": 1, "counts": None}
        assert (await teacher.next()) == {"pupils": 1}
        server.rooms.answer(room.code, PUPIL["x-class-pupil"], "flip", "a", "A")
        guesses = [{"choice": "a", "label": "A", "count": 1}]
        assert (await teacher.next()) == {"counts": guesses}
        server.rooms.reveal(room.code, room.key, "flip")
        # A pupil is told nothing of the guess: to them the room has not changed.
        change = {"revealed": ["flip"], "counts": guesses}
        assert (await pupil.until(change)) == change
        await pupil.close()
        change = {"revealed": ["flip"], "pupils": 0}
        assert (await teacher.until(change)) == change
        server.rooms.close(room.code, room.key)
        assert (await teacher.next()) == {"ended": True}
        await asyncio.wait_for(teacher.task, 5)

    listening(lesson)


def test_many_changes_go_in_one_push(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_routes, "PAUSE", 0.3)

    async def lesson() -> None:
        room = server.rooms.open("en")
        pupil = Listening(server, room, PUPIL)
        await pupil.next()
        for number in range(100):
            server.rooms.lead(room.code, room.key, f"layer={number}", "")
        assert (await pupil.next()) == {"state": "layer=99"}
        await pupil.close()
        assert pupil.events.empty()

    listening(lesson)


def test_a_silent_stream_says_that_it_lives(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_routes, "BEAT", 0.05)
    monkeypatch.setattr(room_routes, "PAUSE", 0.01)

    async def lesson() -> None:
        pupil = Listening(server, server.rooms.open("en"), PUPIL)
        await pupil.next()
        assert (await pupil.next()) == ": \n\n"
        await pupil.close()

    listening(lesson)


def test_who_reads_nothing_is_dropped(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_routes, "SLOW", 0.1)

    async def lesson() -> None:
        room = server.rooms.open("en")
        seat = server.rooms.sit(room.code, lambda: None, key=room.key)
        pupil = Listening(server, room, PUPIL)
        stuck = asyncio.Event()

        async def never(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.body":
                await stuck.wait()

        pupil.task.cancel()
        scope = server.scope(f"{CLASS}{room.code}/stream", "GET", PUPIL)
        await asyncio.wait_for(server.door(scope, pupil._receive, never), 5)
        assert server.rooms.view(seat).pupils == 0

    listening(lesson)


def test_streams_need_no_thread(server: Server) -> None:
    import threading

    async def lesson() -> None:
        room = server.rooms.open("en")
        before = threading.active_count()
        pages = [Listening(server, room, {"x-class-pupil": f"pupil-{number:02}"}) for number in range(40)]
        for page in pages:
            await page.next()
        assert threading.active_count() == before
        for page in pages:
            await page.close()

    listening(lesson)
