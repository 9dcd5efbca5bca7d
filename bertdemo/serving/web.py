"""The door in front of Gradio: what nobody needs is refused, and who asks is known, and whether they are still there.

Gradio leaves open what this app never uses (uploads, its own monitoring, files of other servers), takes requests that
any website can make a visitor's browser send, and computes on when the asker has gone.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from starlette.responses import FileResponse

from bertdemo.serving.addresses import caller_address, host_name, origin_name, same_site
from bertdemo.serving.gate import Caller, caller
from bertdemo.serving.listeners import listeners
from bertdemo.serving.plotly_script import FOLDER, plotly_script
from bertdemo.serving.room_routes import CLASS
from bertdemo.serving.sign_in import LOGIN, PUSH

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

API = "/gradio_api"
TOOLS = re.compile(r"/mcp(/http)?/?")  # what assistants ask; mcp_server.py answers
POSTED = re.compile(r"/(mcp(/http)?|component_server|queue/join|cancel|reset|(run|api|call|call/v2)/[^/]+)/?")
# What answers at once, in the request itself; the others are answered through a stream.
DIRECT = re.compile(r"/(component_server|(run|api)/[^/]+)/?")
JOINED = re.compile(r"/(queue/join|call/[^/]+|call/v2/[^/]+)/?")
STREAM = re.compile(r"/(?:queue/data|call(?:/v2)?/[^/]+/([^/]+))/?")
CLOSED = re.compile(
    r"/(runs|run-history|upload|upload_progress|process_recording|file|proxy|stream|dev|profiling|vibe|undo-vibe"
    r"|deep_link|custom_component|openapi\.json|token|login_check)(?![A-Za-z])"
)
LEFT = "/bertdemo/left"  # what a page says of its jobs when it is closed or loaded anew
GIVEN = "/bertdemo/file/"  # where a visitor fetches what was made for them
HALF = re.compile(rb"\\u[dD][89a-fA-F]")  # half of a character, which nobody could send on
COMPONENT = re.compile(rb'"component_id"\s*:\s*(\d{1,9})\b')
DEEP = 64  # lists in lists of a question
SESSION = re.compile(rb'"session_hash"\s*:\s*"([\w-]{1,64})"')
# A session that Gradio does not know costs 70 ms in which it serves nobody, and 0.9 MB: a copy of the configuration of
# every component. What is answered in its own request needs none, so all of those share this one; for the queue, which
# tells sessions apart, newcomers are let in one after another, with a pause for everybody else.
SHARED = b'"session_hash": "shared"'
KNOWN = 50  # sessions that Gradio remembers
PAUSE = 0.1  # seconds between two newcomers


class Door:
    """The middleware (ASGI). `hosts` are names that a browser may call this server by, None for any; `sites` are names
    under which its page is known outside, where a proxy in front of it does not say so.
    """

    def __init__(
        self,
        app: Application,
        hosts: frozenset[str] | None = None,
        sites: frozenset[str] = frozenset(),
        most_bytes: int = 2**24,
        inputs: Callable[[], Mapping[str | int, int]] = dict,
        names: Callable[[], Mapping[str, tuple[frozenset[str], frozenset[str]]]] = dict,
        components: Callable[[], frozenset[int]] | None = None,
        file_of: Callable[[str], Path | None] = lambda key: None,
        page_left: Callable[[str], None] = lambda key: None,
    ) -> None:
        listeners.watched = True
        self.app = app
        self.hosts = hosts
        self.sites = sites
        self.most_bytes = most_bytes
        self.inputs = inputs  # how many arguments each endpoint takes, by name and by number
        self.names = names  # what they are called, and which of them are needed
        self.components = components  # ids of those that have functions
        self.file_of = file_of
        self.page_left = page_left
        self._known: OrderedDict[str, None] = OrderedDict()
        self._newcomers: asyncio.Lock | None = None  # made on the loop that serves

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            return  # none is used here
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self.refusal(scope)
        if refusal:
            await _refuse(send, *refusal)
            return
        path = _path(scope)
        if GIVEN in scope["path"]:
            await self._give(scope, receive, send)
        elif FOLDER in scope["path"] and scope["method"] in ("GET", "HEAD"):
            await (await plotly_script(scope))(scope, receive, send)  # type: ignore[arg-type]
        elif str(scope["path"]).endswith(LEFT) and scope["method"] == "POST":
            await self._left(receive, send)
        elif scope["method"] == "POST" and POSTED.fullmatch(path):
            await self._asked(scope, receive, send, path)
        elif scope["method"] == "GET" and (stream := STREAM.fullmatch(path)):
            await self._listened(scope, receive, send, stream[1])
        else:
            await self.app(scope, receive, send)

    def refusal(self, scope: Mapping[str, Any]) -> tuple[int, str] | None:
        """Status and reason why a request is not let in; None for one that is."""
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        whole = str(scope["path"])
        path = _path(scope)
        if self.hosts is not None and host_name(headers.get("host", "")) not in self.hosts:
            return 403, "This server is not known by that name. BERTDEMO_HOSTS lets its owner add one."
        if whole.startswith("/monitoring") or CLOSED.match(path):
            return 404, "There is nothing here."
        reads = scope["method"] in ("GET", "HEAD", "OPTIONS")
        if reads and CLASS not in whole:
            return None
        if (not reads and scope["method"] != "POST") or (
            whole.startswith(API) and not POSTED.fullmatch(path)
        ):
            return 404, "There is nothing here."
        origin = headers.get("origin")
        if origin is not None and not same_site(origin, headers) and origin_name(origin) not in self.sites:
            return 403, "Another website asks for this; open the app itself."
        if reads:
            return None
        kind = headers.get("content-type", "").split(";")[0].strip().lower()
        own = whole.endswith(LEFT) or CLASS in whole or (PUSH in whole and not whole.endswith(LOGIN))
        if (whole.startswith(API) or own) and kind != "application/json":
            return 415, "Send JSON, with the content type application/json."
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > self.most_bytes:
            return 413, f"At most {self.most_bytes:,} bytes are read."
        return None

    async def _asked(self, scope: dict[str, Any], receive: Receive, send: Send, path: str) -> None:
        """Read the question, know who asks, and hand it on; of a direct one, see when the asker leaves."""
        body = await self._body(receive)
        if body is None:
            await _refuse(send, 413, f"At most {self.most_bytes:,} bytes are read.")
            return
        body = _whole(body)
        refusal = _unfit_for_tools(body) if TOOLS.fullmatch(path) else self._unfit(path, body)
        if refusal:
            await _refuse(send, *refusal)
            return
        if TOOLS.fullmatch(path):
            await self._direct(scope, receive, send, body, caller_address(scope))
            return
        found = SESSION.findall(body)
        who = found[-1].decode("ascii") if found else ""
        if not DIRECT.fullmatch(path):
            await self._joined(scope, receive, send, body, who)
            return
        await self._direct(scope, receive, send, _shared(body), who or caller_address(scope))

    async def _direct(
        self, scope: dict[str, Any], receive: Receive, send: Send, body: bytes, who: str
    ) -> None:
        """A question that is answered in its own request: it ends when its asker leaves."""
        left = threading.Event()
        token = caller.set(Caller(who, left.is_set))
        watch = asyncio.create_task(watch_leaving(receive, left))
        try:
            await self.app(scope, _replay(body, watch=watch), send)
        finally:
            caller.reset(token)
            watch.cancel()

    async def _joined(
        self, scope: dict[str, Any], receive: Receive, send: Send, body: bytes, who: str
    ) -> None:
        """A question for the queue; without a session its answer's stream is named by the event."""
        if who:
            listeners.asked(who)
        answer = bytearray()

        async def seen(message: Message) -> None:
            if not who and message["type"] == "http.response.body" and len(answer) < 1000:
                answer.extend(message.get("body", b""))
                event = re.search(rb'"event_id"\s*:\s*"([\w-]{1,64})"', answer)
                if event:
                    listeners.asked(event[1].decode("ascii"))
            await send(message)

        again = _replay(body, receive=receive)
        if who in self._known:
            self._known.move_to_end(who)
            await self.app(scope, again, seen)
            return
        self._newcomers = self._newcomers or asyncio.Lock()
        async with self._newcomers:
            await self.app(scope, again, seen)
            await asyncio.sleep(PAUSE)
        if who:
            self._known[who] = None
            if len(self._known) > KNOWN:
                self._known.popitem(last=False)

    async def _listened(self, scope: dict[str, Any], receive: Receive, send: Send, event: str | None) -> None:
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        visitor = event or query.get("session_hash", [""])[0][:64]
        if not listeners.expected(visitor):
            await _refuse(send, 404, "Nothing was asked here.")
            return
        left = threading.Event()
        listeners.opened(visitor)
        watch = asyncio.create_task(watch_leaving(receive, left))
        told = False

        def closed(_: object = None) -> None:  # when the visitor leaves; Gradio may notice seconds later
            nonlocal told
            if not told:
                told = True
                listeners.closed(visitor, left.is_set())

        watch.add_done_callback(closed)
        try:
            await self.app(scope, _replay(b"", watch=watch), send)
        finally:
            closed()
            watch.cancel()

    async def _give(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """A file that was made for a visitor, by the key that only that visitor has."""
        path = self.file_of(str(scope["path"]).rsplit(GIVEN, 1)[-1])
        if path is None or not path.is_file():
            await _refuse(send, 404, "This file is gone. Make it again.")
            return
        await FileResponse(path, filename=path.name)(scope, receive, send)  # type: ignore[arg-type]

    async def _left(self, receive: Receive, send: Send) -> None:
        body = await self._body(receive)
        with suppress(ValueError, RecursionError, AttributeError, TypeError):
            for key in json.loads(body or b"{}").get("jobs", [])[:10]:
                self.page_left(key)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def _body(self, receive: Receive) -> bytes | None:
        """The whole body; None for one that is too large."""
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return bytes(body)
            body.extend(message.get("body", b""))
            if len(body) > self.most_bytes:
                return None
            if not message.get("more_body"):
                return bytes(body)

    def _unfit(self, path: str, body: bytes) -> tuple[int, str] | None:
        """Why a call of an endpoint cannot be one. Gradio would print what was typed into its log."""
        name = path.strip("/").split("/")[-1]
        if name == "component_server":
            components = COMPONENT.findall(body)
            if self.components is not None and (
                not components or int(components[-1]) not in self.components()
            ):
                return 404, "There is no such component."
            return None
        if name in ("cancel", "reset"):
            return None
        try:
            question = json.loads(body)
        except (ValueError, RecursionError):
            return 422, "The body is no JSON."
        if not isinstance(question, dict):
            return 422, "The body must be a JSON object."
        if _names_file(question):  # Gradio would fetch it, from this server's disk or from another one
            return 422, "Files are not taken here: send what is in them."
        if "v2" in path:
            return self._unfit_by_name(name, question)
        if name == "join" and not question.get("session_hash"):
            return 422, "A question for the queue needs a session."
        called = question.get("fn_index")  # it counts more than the name
        called = name if called is None and name != "join" else called
        number = self.inputs().get(called) if isinstance(called, int | str) else None
        if number is None:
            return 404, "There is no such endpoint."
        data = question.get("data", [])
        if not isinstance(data, list) or len(data) != number:
            return 422, f"“data” must be a list of {number} arguments, in the order of the endpoint."
        return None

    def _unfit_by_name(self, name: str, question: dict[str, Any]) -> tuple[int, str] | None:
        if name not in self.names():
            return 404, "There is no such endpoint."
        known, needed = self.names()[name]
        if not needed <= set(question) <= known:
            return (
                422,
                f"The arguments are {', '.join(sorted(known))}; needed: {', '.join(sorted(needed)) or '–'}.",
            )
        return None


def _whole(body: bytes) -> bytes:
    """The same question with U+FFFD for each half of a character."""
    if not HALF.search(body):
        return body
    try:
        text = json.dumps(json.loads(body), ensure_ascii=False)
    except (ValueError, RecursionError):
        return body
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("utf-8")


def _unfit_for_tools(body: bytes) -> tuple[int, str] | None:
    """Why a body cannot be a question of an assistant."""
    try:
        question = json.loads(body)
    except (ValueError, RecursionError):
        return 422, "The body is no JSON."
    return (422, "The body lies too deep.") if _is_deep(question) else None


def _is_deep(value: Any, depth: int = 0) -> bool:
    """Whether something in a question lies deeper than any question of ours."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return depth > DEEP or any(_is_deep(one, depth + 1) for one in inside)


def _names_file(value: Any, depth: int = 0) -> bool:
    """Whether something in a question is what Gradio takes for a file, or lies deeper than any question of ours."""
    if isinstance(value, list):
        return depth > DEEP or any(_names_file(one, depth + 1) for one in value)
    if not isinstance(value, dict):
        return False
    return depth > DEEP or "meta" in value or any(_names_file(one, depth + 1) for one in value.values())


def _shared(body: bytes) -> bytes:
    """The same question in the session that all direct ones share."""
    sessions = list(SESSION.finditer(body))
    if sessions:
        start, end = sessions[-1].span()
        return body[:start] + SHARED + body[end:]
    return re.sub(rb"^\s*\{(\s*\})?", lambda m: b"{" + SHARED + (b"}" if m[1] else b","), body, count=1)


def _path(scope: Mapping[str, Any]) -> str:
    """The path below Gradio's own prefix."""
    path = str(scope["path"])
    root = str(scope.get("root_path") or "")
    path = path.removeprefix(root) if root else path
    return path.removeprefix(API) if path.startswith(API) else ""


async def watch_leaving(receive: Receive, left: threading.Event) -> None:
    """Wait until the asker leaves."""
    with suppress(asyncio.CancelledError):
        while (await receive())["type"] != "http.disconnect":
            pass
        left.set()


def _replay(
    body: bytes, *, watch: asyncio.Task[None] | None = None, receive: Receive | None = None
) -> Receive:
    """The body once more for the app; after it nothing comes until the asker leaves."""
    read = False

    async def again() -> Message:
        nonlocal read
        if not read:
            read = True
            return {"type": "http.request", "body": body, "more_body": False}
        if receive is not None:
            return await receive()
        if watch is not None:
            await asyncio.wait([watch])
        return {"type": "http.disconnect"}

    return again


async def _refuse(send: Send, status: int, reason: str) -> None:
    body = json.dumps({"detail": reason}, ensure_ascii=False).encode("utf-8")
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode("ascii"))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
