"""The app on Ray Serve: the same numbers as in one process; a replica that is killed costs nobody an answer or a model.

Ray is optional (`pip install "ray[serve]"`): without it everything here is skipped, and nothing else changes.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bertdemo.api import endpoints
from bertdemo.bert.stopping import Gone, between_batches
from bertdemo.errors import UserError
from bertdemo.page.questions import OfHead
from bertdemo.serving import elsewhere
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.turns import in_turn
from bertdemo.settings import ASSETS, Settings
from tests.browser.conftest import free_port
from tests.serving.test_elsewhere import same, untimed

ray = pytest.importorskip("ray", reason="Ray is optional and not installed")
front = pytest.importorskip("bertdemo.serving.ray_front")
replica = pytest.importorskip("bertdemo.serving.ray_replica")

ROOT = Path(__file__).resolve().parents[2]
TEXT = "The animal didn't cross the street because it was too tired."
LONG = "the film was not as good as i had hoped but the actors were kind and funny and sad " * 4
ASKED: dict[str, dict[str, Any]] = {
    "tokenize": {"text": TEXT},
    "wordpiece": {"word": "unbelievably"},
    "attention": {"text": TEXT, "layer": 2, "head": 3},
    "classify": {"text": TEXT, "task": "topic"},
    "embeddings": {"text": TEXT},
    "self_attention": {"text": TEXT, "layer": 1, "head": 2},
    "layer": {"text": TEXT, "layer": 2},
    "heads": {"text": TEXT},
    "ablate": {"text": TEXT, "heads": [[1, 2], [3, 4]]},
    "attribute": {"text": TEXT, "method": "integrated_gradients"},
    "lens": {"text": TEXT},
    "cost": {"text": TEXT},
    "fill_mask": {"text": "The animal was too [MASK].", "candidates": ["tired"]},
    "next_sentence": {"first": TEXT, "second": "It slept."},
    "entities": {"text": "Angela Merkel lives in Berlin."},
    "answer": {"question": "Where does she live?", "context": "Angela lives in Berlin."},
    "translate": {"text": "The dog sleeps."},
}
WITHIN = 10.0  # seconds after which a killed replica is not felt any more


@dataclass
class App:
    """The app in a process of its own, and its replicas in theirs."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def ask(self, name: str, timeout: float = 60, **given: Any) -> Any:
        """The answer of an endpoint, whose arguments all have names."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            body = json.dumps({"data": endpoint_arguments(name, given)})
            connection.request("POST", f"/gradio_api/run/{name}", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            told = json.loads(answer.read())
            assert answer.status == 200, told
            return told["data"][0]
        finally:
            connection.close()

    def replicas(self) -> list[int]:
        """Process ids of its replicas."""
        return [pid for pid in descendants(self.process.pid) if b"ServeReplica" in command(pid)]


def endpoint_arguments(name: str, given: dict[str, Any]) -> list[Any]:
    """In the order of the endpoint, with its defaults, for a call by place."""
    import inspect

    parameters = list(inspect.signature(endpoints.ENDPOINTS[name]).parameters.values())[1:]
    return [given.get(one.name, None if one.default is one.empty else one.default) for one in parameters]


def descendants(pid: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        parents.setdefault(parent, []).append(int(folder.name))
    below = parents.get(pid, [])
    return below + [one for child in below for one in descendants(child)]


def command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def seconds_of(pid: int) -> float:
    """Computing time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def until_it_serves(port: int, process: subprocess.Popen[bytes], log: Path, patience: float = 300) -> None:
    """A cluster and two replicas start before the first page: half a minute, some minutes beside other work."""
    end = time.monotonic() + patience
    while True:
        assert process.poll() is None and time.monotonic() < end, log.read_text("utf-8", "replace")[-4000:]
        with suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}", timeout=5).close()
            return
        time.sleep(0.5)


@contextmanager
def running(log: Path, **settings: str) -> Iterator[App]:
    port = free_port()
    usual = {"BERTDEMO_PORT": str(port), "BERTDEMO_HOST": "127.0.0.1", "BERTDEMO_DEVICE": "cpu"}
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "bertdemo.serving.ray"],
            cwd=ROOT,
            env={**os.environ, **usual, **settings},
            stdout=written,
            stderr=written,
        )
        try:
            until_it_serves(port, process, log)
            yield App(port, process, log)
            assert process.poll() is None, log.read_text("utf-8", "replace")[-4000:]
        finally:
            process.terminate()
            process.wait(60)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    folder = tmp_path_factory.mktemp("ray")
    with running(folder / "log.txt", BERTDEMO_REPLICAS="2", BERTDEMO_KEPT_FOLDER=str(folder / "kept")) as app:
        app.ask("attention", text="warm")
        yield app


@pytest.fixture(scope="module")
def models() -> ModelBank:
    """The same weights in this process."""
    return ModelBank(Settings(device="cpu"))


@pytest.mark.bundled
@pytest.mark.parametrize("name", ASKED)
def test_an_endpoint_gives_the_same_numbers(app: App, models: ModelBank, name: str) -> None:
    (function,) = [f for f in endpoints.endpoints(models) if f.__name__ == name]
    here = json.loads(json.dumps(function(**ASKED[name])))
    assert same(untimed(here), untimed(app.ask(name, **ASKED[name]))), name


@pytest.mark.bundled
def test_replicas_compute_and_the_front_does_not(app: App) -> None:
    def spent() -> dict[int, float]:
        return {pid: seconds_of(pid) for pid in [app.process.pid, *app.replicas()]}

    assert len(app.replicas()) == 2
    mine = os.getpriority(os.PRIO_PROCESS, app.process.pid)
    assert all(os.getpriority(os.PRIO_PROCESS, pid) == mine for pid in app.replicas())
    before = spent()
    for number in range(4):
        app.ask("attribute", text=f"{LONG} {number}", method="occlusion")
    used = {pid: now - before[pid] for pid, now in spent().items()}
    assert used.pop(app.process.pid) < 0.2 * sum(used.values())


@pytest.mark.bundled
def test_a_mistake_is_told_as_by_one_process(app: App) -> None:
    with pytest.raises(AssertionError, match="layers"):
        app.ask("attention", text=TEXT, layer=99)


@pytest.mark.bundled
def test_a_killed_replica_costs_no_answer_and_no_model(app: App, models: ModelBank) -> None:
    both_rest(app)
    rows = [[line, label] for line, label in reviews()]
    trained = learn(app, rows)
    assert trained.startswith("mine-")
    said = app.ask("classify", text="a wonderful film", model=trained)
    (attribute,) = [f for f in endpoints.endpoints(models) if f.__name__ == "attribute"]
    asked: dict[str, Any] = {"text": LONG, "method": "occlusion"}
    right = json.loads(json.dumps(attribute(**asked)))

    for _ in range(2):  # each of them, one after the other
        answers: list[Any] = []
        before = {pid: seconds_of(pid) for pid in app.replicas()}
        asking = threading.Thread(target=lambda: answers.append(app.ask("attribute", **asked)))  # noqa: B023
        asking.start()
        time.sleep(0.3)
        busy = max(before, key=lambda pid: seconds_of(pid) - before[pid])
        assert asking.is_alive(), "it is killed in the middle of a question"
        os.kill(busy, signal.SIGKILL)
        began = time.monotonic()
        assert app.ask("attention", text=f"{TEXT} {busy}")["tokens"]
        assert time.monotonic() - began < WITHIN
        asking.join(60)  # computed anew, beside a replica that starts
        assert answers and same(answers[0], right)
        assert app.ask("classify", text="a wonderful film", model=trained) == said
        both_rest(app)


def both_rest(app: App, patience: float = 180) -> None:
    """Wait until there are two replicas again, and neither computes: a new one has read its weights."""
    end = time.monotonic() + patience
    rested = 0.0
    before: dict[int, float] = {}
    while len(before) != 2 or rested < 3:
        assert time.monotonic() < end, "a new one takes the place of one that died"
        time.sleep(0.5)
        now = {pid: seconds_of(pid) for pid in app.replicas()}
        still = set(now) == set(before) and sum(now.values()) - sum(before.values()) < 0.1
        before, rested = now, rested + 0.5 if still else 0.0


def reviews() -> list[tuple[str, str]]:
    lines = (ASSETS / "datasets" / "spam.en.tsv").read_text("utf-8").splitlines()[1:41]
    return [tuple(line.split("\t")[:2]) for line in lines]  # type: ignore[misc]


def learn(app: App, rows: list[list[str]]) -> str:
    """The key of a model that a visitor trains."""
    from gradio_client import Client

    job = Client(f"http://127.0.0.1:{app.port}", verbose=False).submit(
        rows=rows, epochs=2, api_name="/finetune"
    )
    *steps, last = list(job)
    assert len(steps) > 3 and "findings" in steps[0]
    return str(last["model"])


class Response:
    """What a handle returns: each time `result` is asked for, the next of what is given."""

    def __init__(self, *results: Any) -> None:
        self.results = list(results)
        self.cancelled = False

    def result(self, timeout_s: float) -> Any:
        result = self.results.pop(0)
        if isinstance(result, Exception):
            raise result
        return result

    def cancel(self) -> None:
        self.cancelled = True


class Handle:
    """A deployment whose replicas answer with these, one call after another."""

    def __init__(self, *responses: Response) -> None:
        self.responses = list(responses)
        self.models: list[str] = []
        self.ask = self

    def remote(self, *_: Any) -> Response:
        return self.responses.pop(0)

    def options(self, multiplexed_model_id: str) -> Handle:
        self.models.append(multiplexed_model_id)
        return self


def answer(value: Any) -> Any:
    return replica.Answer(value)


def test_a_question_is_asked_once_more_when_its_replica_dies() -> None:
    replicas = front.Replicas(Handle(Response(front.RayActorError()), Response(TimeoutError(), answer(7))), 9)
    assert replicas.ask("/cost", ({},)) == 7
    with pytest.raises(front.RayActorError):
        front.Replicas(Handle(*(Response(front.RayActorError()) for _ in range(2))), 9).ask("/cost", ({},))


def test_while_no_replica_is_there_the_front_computes(monkeypatch: pytest.MonkeyPatch) -> None:
    """But not a question in the middle of which one was lost, which may be what ended it."""
    monkeypatch.setattr(front, "ALONE", -1.0)
    waiting = Response(TimeoutError(), answer(7))
    replicas = front.Replicas(Handle(waiting), 9, lambda: 0)
    monkeypatch.setattr(elsewhere, "place", replicas)
    for weight in ("light", "heavy"):
        replicas._handle = Handle(Response(TimeoutError(), answer(7)))
        assert in_turn(weight, ({"text": "x"},), lambda: "here", "/cost", ({},)) == "here"
    busy = front.Replicas(Handle(Response(TimeoutError(), answer(7))), 9, lambda: 1)
    assert busy.ask("/cost", ({},)) == 7
    lost = Handle(Response(front.RayActorError()), Response(TimeoutError(), TimeoutError(), answer(7)))
    assert front.Replicas(lost, 9, lambda: 0).ask("/cost", ({},)) == 7
    with pytest.raises(elsewhere.Nobody):
        front.Replicas(Handle(waiting), 9, lambda: 0).ask("/cost", ({},))
    assert waiting.cancelled


@pytest.mark.bundled
def test_a_lone_replica_that_is_killed_is_not_felt(tmp_path: Path) -> None:
    with running(
        tmp_path / "log.txt", BERTDEMO_REPLICAS="1", BERTDEMO_KEPT_FOLDER=str(tmp_path / "kept")
    ) as app:
        right = app.ask("attention", text=TEXT, layer=2, head=3)
        (lone,) = app.replicas()
        os.kill(lone, signal.SIGKILL)
        began = time.monotonic()
        assert same(app.ask("attention", text=TEXT, layer=2, head=3), right)
        assert time.monotonic() - began < WITHIN
        assert app.ask("attribute", text=TEXT, method="occlusion")["scores"]
        end = time.monotonic() + 120
        while not (now := app.replicas()) or now == [lone]:
            assert time.monotonic() < end, "another one takes its place"
            time.sleep(0.5)
        assert same(app.ask("attention", text=TEXT, layer=2, head=3), right)


def test_too_many_that_wait_are_told_that_the_server_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    full = front.BackPressureError(num_queued_requests=9, max_queued_requests=9)
    with pytest.raises(UserError, match="busy") as busy:
        front.Replicas(Handle(Response(full)), 9).ask("/cost", ({},))
    assert busy.value.values == {"waiting": 9}
    slow = Response(TimeoutError())
    monkeypatch.setattr(front, "PATIENCE", -1.0)
    with pytest.raises(UserError, match="busy"):
        front.Replicas(Handle(slow), 9).ask("/cost", ({},))
    assert slow.cancelled


def test_the_work_of_who_has_left_is_cancelled() -> None:
    def leave() -> None:
        raise Gone

    slow = Response(TimeoutError())
    token = between_batches.set(leave)
    try:
        with pytest.raises(Gone):
            front.Replicas(Handle(slow), 9).ask("/cost", ({},), heavy=True)
    finally:
        between_batches.reset(token)
    assert slow.cancelled


def test_models_that_are_not_bundled_choose_their_replica() -> None:
    handle = Handle(*(Response(answer(1)) for _ in range(4)))
    replicas = front.Replicas(handle, 9)
    replicas.ask("/cost", ({"text": "x", "model": "mine-a"},))
    replicas.ask("/cost", ({"text": "x", "model": "classroom"},))
    replicas.ask("/cost", ({"text": "x", "model": ""},))
    replicas.ask("Live.attention_map en", (OfHead("folder/tiny", "x", "", 1, 1),))
    assert handle.models == ["mine-a", "folder/tiny"]


def test_mistakes_and_bugs_come_back_as_what_they_are() -> None:
    refused = replica.answer_of(UserError("error.no_layer", layer=9, layers=6), "x")
    with pytest.raises(UserError) as error:
        front.told(refused)
    assert error.value.values == {"layer": 9, "layers": 6}
    with pytest.raises(Gone):
        front.told(replica.answer_of(Gone(), "x"))
    with pytest.raises(RuntimeError, match="ValueError") as bug:
        front.told(replica.answer_of(ValueError("what somebody typed"), "x"))
    assert "typed" not in str(bug.value)


def test_a_stream_is_computed_a_few_events_ahead_and_no_more() -> None:
    made: list[int] = []
    closed = threading.Event()

    def events() -> Iterator[int]:
        try:
            for number in range(1000):
                made.append(number)
                yield number
        finally:
            closed.set()

    async def follow() -> None:
        stream = replica.Stream(events())
        answers = stream.answers()
        for number in range(replica.AHEAD):
            assert (await anext(answers)).value == number
        await settled(lambda: len(made) == replica.AHEAD + 1 or len(made) == replica.AHEAD)
        before = len(made)
        await asyncio.sleep(0.2)  # a pause: nothing more is computed
        assert len(made) == before <= replica.AHEAD + 1
        stream.taken(4)
        await settled(lambda: len(made) == before + 4)
        stream.end()
        await settled(closed.is_set)
        assert len(made) <= before + 6

    asyncio.run(follow())


async def settled(true: Callable[[], bool]) -> None:
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("never")
