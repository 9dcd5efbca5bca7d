"""A class over the web: questions of the teacher and the pupils, and one stream a page on which the room is pushed.

A middleware (ASGI) behind the door, which has looked at host, origin and kind of each request. Nothing of it reaches
Gradio, so nobody costs a session here. The teacher's key travels in a header, never in an address.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

import segno
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bertdemo.errors import UserError
from bertdemo.serving.addresses import caller_address
from bertdemo.serving.json_body import json_of, text_of
from bertdemo.serving.rooms import Rooms, Seat
from bertdemo.settings import Language

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

CLASS = "/bertdemo/class/"
BODY = 65_536  # bytes; a state, a guess or a link and some words around it
LINK = 300  # characters of a link to join by
BEAT = 15.0  # seconds after which a silent stream says that it lives
PAUSE = 0.2  # seconds between two pushes: what changes meanwhile goes in one
SLOW = 20.0  # seconds that a reader may take for one push before it is dropped
STATUS = {
    "error.class_gone": 404,
    "error.class_key": 403,
    "error.class_not_in": 403,
    "error.class_rooms": 429,
    "error.class_own": 429,
    "error.class_full": 429,
    "error.class_revealed": 409,
    "error.class_body": 413,
}
STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # proxies hand each push on at once
]


class Classes:
    """`say` words an error in a language."""

    def __init__(self, app: Application, rooms: Rooms, say: Callable[[UserError, Language], str]) -> None:
        self.app = app
        self.rooms = rooms
        self.say = say

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        _, ours, path = str(scope["path"]).partition(CLASS) if scope["type"] == "http" else ("", "", "")
        if not ours:
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        code, _, act = path.partition("/")
        try:
            if request.method == "GET" and act == "stream":
                await self._stream(code, request, receive, send)
                return
            response = await self._answer(code, act, request)
        except UserError as error:
            language: Language = "zh" if request.headers.get("accept-language", "").startswith("zh") else "en"
            response = JSONResponse({"detail": self.say(error, language)}, STATUS.get(error.key, 422))
        response.headers["cache-control"] = "no-store"
        await response(scope, receive, send)  # type: ignore[arg-type]

    async def _answer(self, code: str, act: str, request: Request) -> Response:
        """One question and its answer. Raises UserError for what cannot be."""
        rooms, key = self.rooms, request.headers.get("x-class-key", "")
        question = await json_of(request, BODY) if request.method == "POST" else None
        if question is None:
            raise UserError("error.class_gone", code=code)
        if (code, act) == ("open", ""):
            return JSONResponse(
                asdict(
                    rooms.open(
                        "zh" if question.get("language") == "zh" else "en", caller_address(request.scope)
                    )
                )
            )
        if act == "answer":
            pupil, card, choice, label = (
                text_of(question, name) for name in ("pupil", "card", "choice", "label")
            )
            rooms.answer(code, pupil, card, choice, label)
        elif act == "lead":
            following = question.get("following") is not False
            rooms.lead(code, key, text_of(question, "state"), text_of(question, "card"), following)
        elif act == "reveal":
            rooms.reveal(code, key, text_of(question, "card"))
        elif act == "csv":
            # The mark in front tells spreadsheets that it is UTF-8.
            table = rooms.csv(code, key, _texts(question, "questions"), _texts(question, "found"))
            return Response("\ufeff" + table, media_type="text/csv")
        elif act == "qr":
            return JSONResponse({"picture": _picture(rooms.check(code, key), text_of(question, "link"))})
        elif act == "close":
            rooms.close(code, key)
        else:
            raise UserError("error.class_gone", code=code)
        return JSONResponse({})

    async def _stream(self, code: str, request: Request, receive: Receive, send: Send) -> None:
        """The room as server-sent events until it ends or the page has gone: first all of it, then what is new."""
        changed, loop = asyncio.Event(), asyncio.get_running_loop()
        pupil, key = (request.headers.get(name, "") for name in ("x-class-pupil", "x-class-key"))

        def wake() -> None:
            loop.call_soon_threadsafe(changed.set)

        seat = self.rooms.sit(code, wake, pupil=pupil, key=key)
        gone = asyncio.create_task(_left(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": STREAM})
            known: dict[str, Any] = {}
            while not gone.done():
                changed.clear()
                known, event = self._news(seat, known)
                body = {"type": "http.response.body", "body": event, "more_body": True}
                await asyncio.wait_for(send(body), SLOW)
                if known.get("ended"):
                    break
                await asyncio.wait([gone], timeout=PAUSE)
                waking = asyncio.create_task(changed.wait())
                await asyncio.wait([gone, waking], timeout=BEAT, return_when=asyncio.FIRST_COMPLETED)
                waking.cancel()
            await asyncio.wait_for(send({"type": "http.response.body", "body": b""}), SLOW)
        except (TimeoutError, asyncio.TimeoutError, OSError):
            return  # a reader that takes nothing is not waited for, nor is anything kept for it
        finally:
            self.rooms.leave(seat)
            gone.cancel()

    def _news(self, seat: Seat, known: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """All that the page may know, and the event that says what of it is new; a sign of life for nothing."""
        try:
            now = asdict(self.rooms.view(seat))
        except UserError:
            now = {"ended": True}
        new = {name: value for name, value in now.items() if name not in known or known[name] != value}
        event = f"data: {json.dumps(new, ensure_ascii=False)}\n\n" if new else ": \n\n"
        return now, event.encode("utf-8")


def _texts(question: dict[str, Any], name: str) -> dict[str, str]:
    """Texts by name."""
    value = question.get(name, {})
    if not isinstance(value, dict):
        raise UserError("error.not_text", name=name)
    return {key: text_of(value, key) for key in value}


def _picture(code: str, link: str) -> str:
    """The QR code of the link to a room, as an address that an image can show."""
    if len(link) > LINK or not link.startswith(("http://", "https://")) or not link.endswith(code):
        raise UserError("error.class_link", most=LINK)
    made = segno.make(link, error="m", micro=False)
    return str(made.svg_data_uri(border=3, dark="#000", light="#fff", omitsize=True))


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
