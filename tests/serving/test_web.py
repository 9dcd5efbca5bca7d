"""The door: what is refused, who asks, and when they have gone; spoken to as a server speaks to an application."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bertdemo.serving import web
from bertdemo.serving.addresses import known_hosts, known_sites
from bertdemo.serving.gate import caller
from bertdemo.serving.listeners import Listeners
from bertdemo.serving.web import Door
from tests.serving.loops import run

JSON = {"content-type": "application/json"}
CALL = {"data": ["a", 1], "session_hash": "s1", "component_id": 7}


class Asked:
    """One request and what came back; `app` sees it if it is let in."""

    def __init__(
        self,
        path: str,
        method: str = "POST",
        body: Any = None,
        headers: dict[str, str] | None = None,
        door: dict[str, Any] | None = None,
    ) -> None:
        self.sent: list[dict[str, Any]] = []
        self.seen: dict[str, Any] | None = None
        self.leave = asyncio.Event()
        self.answer = asyncio.Event()
        path, _, query = path.partition("?")
        lines = {"host": "localhost:7860", **(JSON if method == "POST" else {}), **(headers or {})}
        self.scope = {
            "type": "http",
            "path": path,
            "method": method,
            "query_string": query.encode(),
            "client": ("10.1.2.3", 5),
            "headers": [(k.encode(), v.encode()) for k, v in lines.items()],
        }
        data = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
        self.messages = [
            {"type": "http.request", "body": data[:7], "more_body": True},
            {"type": "http.request", "body": data[7:], "more_body": False},
        ]
        options: dict[str, Any] = {
            "hosts": known_hosts("127.0.0.1", ""),
            "inputs": lambda: {"classify": 2, 3: 2, "none": 0},
            "names": lambda: {"classify": (frozenset({"text", "task"}), frozenset({"text"}))},
            "components": lambda: frozenset({7}),
        }
        self.door = Door(self.app, **(options | (door or {})))

    async def app(self, scope: Any, receive: Any, send: Any) -> None:
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        self.seen = {"body": body, "caller": caller.get()}
        left = asyncio.create_task(receive())
        done = asyncio.create_task(self.answer.wait())
        await asyncio.wait([left, done], return_when=asyncio.FIRST_COMPLETED)
        self.seen["gone"] = caller.get().gone()
        left.cancel()
        done.cancel()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b'{"event_id": "e1"}'})

    async def receive(self) -> dict[str, Any]:
        if self.messages:
            return self.messages.pop(0)
        await self.leave.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    async def go(self) -> int:
        await asyncio.wait_for(self.door(self.scope, self.receive, self.send), 5)
        return int(self.sent[0]["status"])


def status(path: str, method: str = "POST", body: Any = None, **more: Any) -> int:
    async def ask() -> int:
        asked = Asked(path, method, CALL if body is None and method == "POST" else body, **more)
        asked.answer.set()
        got = await asked.go()
        assert (asked.seen is not None) == (got == 200)
        return got

    return run(ask())


API = "/gradio_api"


@pytest.mark.parametrize(
    "path",
    [
        "/upload",
        "/upload/",
        "/upload?upload_id=1",
        "/process_recording",
        "/vibe-edit/",
        "/undo-vibe-edit",
        "/run-history/connect",
        "/stream/e1",
        "/profiling/clear",
        "/something-new",
    ],
)
def test_what_the_app_never_uses_takes_no_post(path: str) -> None:
    assert status(API + path) == 404


@pytest.mark.parametrize(
    "path",
    [
        API + "/file=http://127.0.0.1:9/x",
        API + "/file=https://example.org/x",
        API + "/file/http://example.org",
        API + "/file=/etc/hosts",
        API + "/file=//example.org/x",
        API + "/proxy=https://example.org",
        API + "/upload_progress?upload_id=1",
        API + "/runs",
        API + "/run-history/buckets",
        API + "/stream/s/r/c/playlist.m3u8",
        API + "/deep_link?session_hash=s",
        API + "/dev/reload",
        API + "/vibe-code/",
        API + "/profiling/summary",
        API + "/openapi.json",
        "/monitoring",
        "/monitoring/summary",
    ],
)
def test_what_the_app_never_uses_gives_nothing(path: str) -> None:
    assert status(path, "GET") == 404
    assert status(path, "HEAD") == 404


@pytest.mark.parametrize(
    "path", ["/", "/zh", "/config", API + "/info", API + "/heartbeat/s1", "/theme.css", "/assets/a.js"]
)
def test_the_page_is_let_in(path: str) -> None:
    assert status(path, "GET") == 200


@pytest.mark.parametrize(
    "path",
    [
        "/component_server",
        "/component_server/",
        "/run/classify",
        "/api/classify",
        "/call/classify",
        "/cancel",
        "/reset",
    ],
)
def test_what_the_page_and_clients_call_is_let_in(path: str) -> None:
    assert status(API + path) == 200


@pytest.mark.parametrize(
    ("origin", "host", "allowed"),
    [
        ("http://localhost:7860", "localhost:7860", True),
        ("http://LOCALHOST:7860", "localhost:7860", True),
        ("http://127.0.0.1:7860", "127.0.0.1:7860", True),
        ("http://[::1]:7860", "[::1]:7860", True),
        ("http://evil.example", "localhost:7860", False),
        ("http://localhost:7861", "localhost:7860", False),
        ("http://localhost.evil.example:7860", "localhost:7860", False),
        ("null", "localhost:7860", False),
        ("", "localhost:7860", False),
        ("http://[", "localhost:7860", False),
        ("file://", "localhost:7860", False),
    ],
)
def test_another_website_cannot_ask(origin: str, host: str, allowed: bool) -> None:
    for path in ("/component_server", "/run/classify", "/queue/join", "/cancel"):
        body = CALL | {"fn_index": 3}
        got = status(API + path, body=body, headers={"origin": origin, "host": host})
        assert got == (200 if allowed else 403)


def test_behind_a_proxy_the_outer_name_is_the_site() -> None:
    names = {"host": "127.0.0.1:7860", "x-forwarded-host": "demo.example", "origin": "https://demo.example"}
    assert status(API + "/run/classify", headers=names) == 200


def test_a_name_that_the_owner_gives_is_the_site_too() -> None:
    door = {"sites": known_sites("me-bert.hf.space, school.example:8443")}
    for origin, expected in (
        ("https://me-bert.hf.space", 200),
        ("https://school.example:8443", 200),
        ("https://hf.space", 403),
        ("https://me-bert.hf.space.evil.example", 403),
        ("null", 403),
        ("", 403),
    ):
        assert status(API + "/run/classify", headers={"origin": origin}, door=door) == expected


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("localhost", True),
        ("localhost.:7860", True),
        ("127.0.0.1:9", True),
        ("[::1]:7860", True),
        ("evil.example", False),
        ("evil.example:7860", False),
        ("127.0.0.1.evil.example", False),
        ("", False),
    ],
)
def test_on_loopback_a_strange_name_is_a_trick(host: str, allowed: bool) -> None:
    assert status("/", "GET", headers={"host": host}) == (200 if allowed else 403)


def test_a_server_that_is_reachable_from_elsewhere_has_any_name() -> None:
    assert status("/", "GET", headers={"host": "x.example"}, door={"hosts": None}) == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]
)
def test_a_body_that_is_no_json_is_refused(kind: str) -> None:
    for path in ("/component_server", "/run/classify", "/queue/join", "/call/classify"):
        assert status(API + path, headers={"content-type": kind}) == 415
    assert status(API + "/run/classify", headers={"content-type": "application/json; charset=utf-8"}) == 200


def test_a_body_that_is_too_large_is_not_read() -> None:
    assert status(API + "/run/classify", headers={"content-length": "99999999999"}) == 413
    assert status(API + "/component_server", body=b"x" * 5000, door={"most_bytes": 1000}) == 413


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/run/classify", {"data": ["only one"]}, 422),
        ("/run/classify", {"data": "text"}, 422),
        ("/run/classify", {}, 422),
        ("/run/none", {}, 200),
        ("/run/classify", [1], 422),
        ("/run/classify", b"{", 422),
        ("/run/classify", b"[" * 100_000, 422),
        ("/run/nothing", CALL, 404),
        ("/run/nothing", CALL | {"fn_index": 3}, 200),
        ("/run/classify", CALL | {"fn_index": [1]}, 404),
        ("/queue/join", CALL, 404),
        ("/queue/join", CALL | {"fn_index": 3}, 200),
        ("/queue/join", {"data": [1], "fn_index": 3}, 422),
        ("/call/classify", {"data": [1]}, 422),
        ("/call/v2/classify", {"text": "a"}, 200),
        ("/call/v2/classify", {"text": "a", "task": "b"}, 200),
        ("/call/v2/classify", {}, 422),
        ("/call/v2/classify", {"text": "a", "nope": 1}, 422),
        ("/call/v2/nothing", {"text": "a"}, 404),
        ("/queue/join", {"data": [1, 2], "fn_index": 3, "session_hash": ""}, 422),
        ("/queue/join", {"data": [1, 2], "fn_index": 3}, 422),
        ("/component_server", {"component_id": 9, "fn_name": "look"}, 404),
        ("/component_server", {"component_id": -1}, 404),
        ("/component_server", {"data": {"component_id": 7}}, 200),
        ("/component_server", {}, 404),
        ("/run/classify", {"data": ["a", {"path": "/etc/hosts", "meta": {"_type": "gradio.FileData"}}]}, 422),
        ("/run/classify", {"data": [[{"x": {"path": "http://a", "meta": {}}}], 1]}, 422),
        ("/queue/join", CALL | {"fn_index": 3, "data": [1, {"meta": 1, "path": "x"}]}, 422),
        ("/call/classify", {"data": [1, json.loads("[" * 80 + "]" * 80)]}, 422),
    ],
)
def test_a_call_that_cannot_be_one_never_reaches_the_log(path: str, body: Any, expected: int) -> None:
    assert status(API + path, body=body) == expected


def test_the_body_arrives_whole_and_the_visitor_is_known() -> None:
    async def ask(path: str, body: Any, **headers: str) -> dict[str, Any]:
        asked = Asked(API + path, body=body, headers=headers)
        asked.answer.set()
        assert await asked.go() == 200
        assert asked.seen is not None
        session = {} if path == "/queue/join" else {"session_hash": "shared"}
        assert json.loads(asked.seen["body"]) == body | session
        return asked.seen

    for path in ("/component_server", "/run/classify"):
        typed = CALL | {"data": ['"session_hash": "other"', "é"]}
        assert run(ask(path, typed))["caller"].visitor == "s1"
        alone = {"data": ["a", "b"], "component_id": 7}
        assert run(ask(path, alone))["caller"].visitor == "from 10.1.2.3"
        proxied = run(ask(path, alone, **{"x-forwarded-for": "9.9.9.9, 1.1.1.1"}))
        assert proxied["caller"].visitor == "from 9.9.9.9"
    assert run(ask("/queue/join", CALL | {"fn_index": 3}))["caller"].visitor == ""
    assert caller.get().visitor == ""


def test_it_is_seen_when_the_asker_leaves() -> None:
    async def ask() -> None:
        asked = Asked(API + "/component_server", body=CALL)
        going = asyncio.create_task(asked.go())
        while asked.seen is None:
            await asyncio.sleep(0)
        assert not asked.seen["caller"].gone()
        asked.leave.set()
        await asyncio.wait_for(going, 1)
        assert asked.seen["gone"]

    run(ask())


def test_half_a_character_is_none() -> None:
    body = rb'{"data": ["a\ud800b", {"\uDC00": "\ud83d\ude42 \u00e9"}], "text": "ok"}'
    assert json.loads(web._whole(body)) == {"data": ["a\ufffdb", {"\ufffd": "\U0001f642 é"}], "text": "ok"}
    for other in (b'{"data": ["plain"]}', rb'{"data": "\ud800"'):
        assert web._whole(other) == other


def test_what_is_answered_in_its_own_request_makes_no_session() -> None:
    bodies: list[dict[str, Any]] = [
        {},
        {"data": []},
        {"data": [], "session_hash": "s9"},
        {"session_hash": "s9", "data": ["x"]},
    ]
    for body in bodies:
        shared = web._shared(json.dumps(body).encode())
        assert json.loads(shared) == body | {"session_hash": "shared"}
    assert json.loads(web._shared(b"  {  }")) == {"session_hash": "shared"}


def test_newcomers_are_let_in_one_after_another_and_delay_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(web, "PAUSE", 0.05)
    order: list[str] = []

    async def join(door: Door, visitor: str) -> None:
        asked = Asked(API + "/queue/join", body={"data": [1, 2], "fn_index": 3, "session_hash": visitor})
        asked.answer.set()
        door.app = asked.app
        await door(asked.scope, asked.receive, asked.send)
        order.append(visitor)

    async def crowd() -> float:
        door = Asked("/").door
        await join(door, "known")
        began = asyncio.get_running_loop().time()
        newcomers = [asyncio.create_task(join(door, f"n{i}")) for i in range(5)]
        await asyncio.sleep(0.001)
        await join(door, "known")
        assert "n4" not in order and order.count("known") == 2, "the known one waits behind newcomers"
        await asyncio.gather(*newcomers)
        return asyncio.get_running_loop().time() - began

    assert run(crowd()) >= 5 * 0.05
    assert order[-1] == "n4"


def test_the_stream_of_a_page_that_closes_is_seen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    listeners = Listeners()
    monkeypatch.setattr(web, "listeners", listeners)

    async def ask(path: str) -> None:
        assert await Asked(API + path.replace("s1", "s2"), "GET").go() == 404, "nothing was asked there"
        listeners.asked("s1")
        asked = Asked(API + path, "GET")
        going = asyncio.create_task(asked.go())
        while asked.seen is None:
            await asyncio.sleep(0)
        assert listeners._open["s1"] == 1
        asked.leave.set()
        await asyncio.wait_for(going, 1)
        assert not listeners._open

    run(ask("/queue/data?session_hash=s1"))
    run(ask("/call/classify/s1"))


def test_a_call_without_a_session_is_known_by_its_event(monkeypatch: pytest.MonkeyPatch) -> None:
    listeners = Listeners()
    monkeypatch.setattr(web, "listeners", listeners)
    assert status(API + "/call/classify", body={"data": [1, 2]}) == 200
    assert not listeners.gone("e1") and listeners.gone("e2")


def test_a_file_is_given_by_its_key_only(tmp_path: Path) -> None:
    (tmp_path / "bert.zip").write_bytes(b"zip")
    door = {"file_of": {"k1": tmp_path / "bert.zip", "k2": tmp_path / "gone.zip"}.get}

    async def fetch(key: str) -> tuple[int, bytes, dict[str, str]]:
        asked = Asked(f"/bertdemo/file/{key}", "GET", door=door)
        got = await asked.go()
        assert asked.seen is None
        headers = {k.decode(): v.decode() for k, v in asked.sent[0]["headers"]}
        return got, b"".join(m.get("body", b"") for m in asked.sent[1:]), headers

    got, body, headers = run(fetch("k1"))
    assert (got, body) == (200, b"zip") and "bert.zip" in headers["content-disposition"]
    for key in ("k2", "k3", "../k1", "", "bert.zip"):
        assert run(fetch(key))[0] == 404
