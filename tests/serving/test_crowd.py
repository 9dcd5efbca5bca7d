"""The real app under sixty rude requests at once, and what it does when those who asked have left."""

from __future__ import annotations

import http.client
import json
import socket
import statistics
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from tests.running import App, quiet_since, running

WORDS = "the film was not as good as i had hoped but the actors were kind and funny and sad "
LONG = WORDS * 12  # 230 tokens
pytestmark = pytest.mark.bundled


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with running(tmp_path_factory.mktemp("crowd") / "log.txt") as here:
        yield here


def explain(app: App, number: int) -> tuple[str, Any]:
    question = {"text": f"{LONG} {number}", "text_pair": "", "model": "classroom", "task": "sentiment"}
    return "/gradio_api/component_server", app.body("explain", question, f"rude{number}")


def attribute(app: App, number: int) -> tuple[str, Any]:
    data = [f"{LONG} {number}", "integrated_gradients", "sentiment", "", ""]
    return "/gradio_api/run/attribute", {"data": data}


class Rude(threading.Thread):
    """One rude request, which may be broken off."""

    def __init__(self, app: App, path: str, body: Any) -> None:
        super().__init__(daemon=True)
        self.connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=120)
        self.path, self.body = path, body
        self.answer = ""

    def run(self) -> None:
        with suppress(OSError, http.client.HTTPException, AttributeError):
            self.connection.request(
                "POST", self.path, json.dumps(self.body), {"Content-Type": "application/json"}
            )
            self.answer = self.connection.getresponse().read().decode()

    def leave(self) -> None:
        with suppress(OSError, AttributeError):
            self.connection.sock.shutdown(socket.SHUT_RDWR)
        self.connection.close()


@pytest.mark.parametrize("rude", [explain, attribute])
def test_sixty_rude_requests_take_nothing_from_others(
    app: App, rude: Callable[[App, int], tuple[str, Any]]
) -> None:
    at_rest = app.megabytes()
    quiet = statistics.median(app.sentence(i) for i in range(25))
    crowd = [Rude(app, *rude(app, number)) for number in range(60)]
    for one in crowd:
        one.start()
    waited: list[float] = []
    most = 0.0
    end = time.monotonic() + 8
    while any(one.is_alive() for one in crowd) and time.monotonic() < end:
        waited.append(app.sentence(len(waited)))
        most = max(most, app.megabytes())
        with urllib.request.urlopen(f"http://127.0.0.1:{app.port}/", timeout=5) as page:
            assert page.status == 200
        time.sleep(0.02)
    assert sum("wait already" in one.answer for one in crowd) >= 45, "the others are told, and at once"
    assert not any("Something broke" in one.answer for one in crowd)
    assert statistics.median(waited) < max(4 * quiet, 0.1), (statistics.median(waited), quiet)
    assert most < 2048
    for one in crowd:
        one.leave()
    assert quiet_since(app, 1.0, 60) < 3, "it goes on for those who have left"
    assert app.megabytes() < 1.2 * at_rest + 20, "memory does not come back"


def leave(app: App, path: str, body: Any) -> None:
    """Ask for something long, and break the connection in the middle of it."""
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=30)
    connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
    before = app.seconds()
    until = time.monotonic() + 10
    while app.seconds() - before < 0.5:
        assert time.monotonic() < until, "it does not compute"
        time.sleep(0.02)
    connection.sock.close()
    connection.close()


LONG_TEXT = "She sat on the river bank and read a very long book about the sea and the wind. " * 20


def test_what_nobody_waits_for_is_stopped_within_a_second(app: App) -> None:
    question = {"text": LONG, "text_pair": "", "model": "classroom", "task": "sentiment"}
    each = {"text": LONG + " x", "text_pair": "", "model": "classroom", "task": "sentiment"}
    for path, body in (
        ("/gradio_api/component_server", app.body("explain", question, "leaver")),
        ("/gradio_api/component_server", app.body("each_head", each, "leaver")),
        ("/gradio_api/run/attribute", {"data": [LONG, "integrated_gradients", "sentiment", "", ""]}),
        ("/gradio_api/run/translate", {"data": [LONG_TEXT, 8, ""]}),
    ):
        quiet_since(app, 0.5, 30)
        leave(app, path, body)
        assert quiet_since(app, 1.0, 30) < 2, path  # a second of both cores


def ask_the_queue(app: App, name: str, data: list[Any]) -> http.client.HTTPConnection:
    """A question for the queue, and the stream on which its answer would come."""
    with urllib.request.urlopen(f"http://127.0.0.1:{app.port}/config") as told:
        calls = {call["api_name"]: call["id"] for call in json.load(told)["dependencies"]}
    visitor = f"queued-{name}-{time.monotonic_ns()}"
    body = {"data": data, "fn_index": calls[name], "session_hash": visitor}
    assert app.post("/gradio_api/queue/join", body)[0] == 200
    stream = http.client.HTTPConnection("127.0.0.1", app.port, timeout=30)
    stream.request("GET", f"/gradio_api/queue/data?session_hash={visitor}")
    return stream


ROWS = [
    [f"{'good' if i % 2 else 'bad'} film number {i} " + "and so on " * 20, "ab"[i % 2]] for i in range(1200)
]


@pytest.mark.parametrize(
    ("name", "data"),
    [("translate", [LONG_TEXT, 8, ""]), ("finetune", [ROWS, "full", 5, None, None, 0, ""])],
)
def test_who_asks_the_queue_and_listens_no_more_is_not_computed_for(
    app: App, name: str, data: list[Any]
) -> None:
    quiet_since(app, 1.0, 60)
    stream = ask_the_queue(app, name, data)
    before = app.seconds()
    until = time.monotonic() + 20
    while app.seconds() - before < 1.5:
        assert time.monotonic() < until, "it does not compute"
        time.sleep(0.02)
    stream.sock.close()
    assert quiet_since(app, 1.0, 30) < 3  # a pass of training is longer


def test_answers_that_nobody_takes_are_not_kept(app: App) -> None:
    quiet_since(app, 1.0, 60)
    before = app.megabytes()
    with urllib.request.urlopen(f"http://127.0.0.1:{app.port}/config") as told:
        calls = {call["api_name"]: call["id"] for call in json.load(told)["dependencies"]}
    for number in range(15):
        data = [f"{number} " + "word " * 500, "", "", 0, -1]
        joined = {"data": data, "fn_index": calls["embeddings"], "session_hash": f"never{number}"}
        assert app.post("/gradio_api/queue/join", joined)[0] == 200
        assert app.post("/gradio_api/call/embeddings", {"data": data})[0] == 200
    quiet_since(app, 2.0, 90)
    assert app.megabytes() < before + 250, "19 MB of each answer"
    assert app.post("/gradio_api/run/embeddings", {"data": ["My dog is cute.", "", "", 0, -1]})[0] == 200


def test_a_visitor_fills_neither_the_lab_nor_the_translation_for_others(app: App) -> None:
    story = {"source": "en", "text": "", "steps": 5000, "seed": 0, "sentence": "The [MASK].", "second": ""}
    told = [app.ask("start_born", story, "rude")[1] for _ in range(45)]
    assert sum("training" in answer for answer in told) <= 3
    assert all("training" in answer["error"] for answer in told if "error" in answer)
    words = {"text": LONG_TEXT, "model": "classroom", "beams": 8}
    spoken = [app.ask("start_translation", words, "rude")[1] for _ in range(45)]
    assert sum("training" in answer for answer in spoken) <= 3
    assert all("translation" in answer["error"] for answer in spoken if "error" in answer)
    status, mine = app.ask(
        "start_translation", {"text": "Hello.", "model": "classroom", "beams": 2}, "normal"
    )
    assert status == 200 and "error" not in mine
    until = time.monotonic() + 60
    while True:
        follow = {"training": mine["training"], "since": 0, "model": "classroom"}
        answer = app.ask("follow_translation", follow, "normal")[1]
        assert "error" not in answer
        if answer["ended"]:
            break
        assert time.monotonic() < until, answer
        time.sleep(0.1)
    assert answer["state"] == "finished"
    assert "training" in app.ask("start_born", story, "normal")[1]
    quiet_since(app, 1.0, 60)  # what nobody asked about is gone


def test_nothing_typed_is_in_the_log(app: App) -> None:
    secret = "typed-by-somebody-and-nobody-else"
    for path in ("run/classify", "run/attribute", "run/nothing", "run/fill_mask"):
        for data in ([secret], [secret] * 9, {"a": secret}, [[secret], {"x": secret}, secret]):
            app.post(f"/gradio_api/{path}", {"data": data})
    for function in app.components:
        for odd in (secret, [secret], {"text": secret}, {"text": [secret], "model": {secret: 1}}):
            app.ask(function, odd, "rude")
    assert secret not in app.log.read_text()
