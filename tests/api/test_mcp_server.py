"""The tools as assistants meet them: a real client of the protocol over HTTP, the door in front, a tiny BERT behind."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

import httpx
import pytest
import uvicorn
from mcp import ClientSession, McpError
from mcp.client.streamable_http import streamable_http_client
from starlette.responses import PlainTextResponse

from bertdemo.api import mcp_server
from bertdemo.api.mcp_server import MODELS, PROMPT, Assistants
from bertdemo.serving.addresses import known_hosts
from bertdemo.serving.gate import HEAVY, caller
from bertdemo.serving.web import Door
from bertdemo.settings import Settings
from tests.conftest import TinyBank, own_records
from tests.serving.loops import run

Result = TypeVar("Result")
TEXT = "hello , my dog is cute"
MOST_BYTES = 200_000
ROWS = [
    [
        f"{'dog' if i < 10 else 'bank'} {'abcde'[i // 2 % 5]} {'cute' if i % 2 else 'sad'}",
        "good" if i % 2 else "bad",
    ]
    for i in range(20)
]
GOOD: dict[str, dict[str, Any]] = {
    "models": {},
    "tokenize": {"text": TEXT, "text_pair": "she is sad"},
    "wordpiece": {"word": "Sadly"},
    "attention": {"text": TEXT, "layer": 2, "head": "3"},
    "classify": {"text": TEXT, "task": "topic"},
    "embeddings": {"text": TEXT},
    "self_attention": {"text": TEXT, "layer": 1, "head": 1},
    "layer": {"text": TEXT, "layer": 3},
    "heads": {"text": TEXT},
    "ablate": {"text": TEXT, "heads": [[1, 2]]},
    "attribute": {"text": TEXT, "method": "rollout"},
    "lens": {"text": TEXT},
    "cost": {"text": TEXT},
    "fill_mask": {"text": "my [MASK] is cute", "candidates": ["dog"]},
    "next_sentence": {"first": TEXT, "second": "she is sad"},
    "finetune": {"rows": ROWS, "epochs": 1},
    # their bundled models are no tiny ones: what is told of one that cannot do it
    "entities": {"text": TEXT, "model": "classroom"},
    "answer": {"question": "who ?", "context": TEXT, "model": "classroom"},
    "translate": {"text": TEXT, "model": "classroom"},
}
REFUSED = {"entities", "answer", "translate"}
NASTY = [
    "\x00<script>alert(1)</script>",
    "🙂" * 3000,
    {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}},
    [[[1]]],
    1e300,
    None,
    True,
]


@pytest.fixture(scope="module")
def models() -> TinyBank:
    return TinyBank(Settings(device="cpu"))


@pytest.fixture(scope="module")
def url(models: TinyBank) -> Iterator[str]:
    """A server as the app's, with nothing behind the tools."""
    behind: Any = PlainTextResponse("behind", 418)
    app: Any = Assistants(behind, models)
    config = uvicorn.Config(
        Door(app, hosts=known_hosts("127.0.0.1", ""), most_bytes=MOST_BYTES),
        "127.0.0.1",
        0,
        log_level="warning",
        lifespan="off",
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/gradio_api/mcp/"
    server.should_exit = True
    thread.join(10)


def as_client(url: str, do: Callable[[ClientSession], Awaitable[Result]]) -> Result:
    async def visit() -> Result:
        async with (
            streamable_http_client(url) as (reading, writing, _),
            ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            return await do(session)

    return run(visit())


def called(url: str, name: str, given: dict[str, Any]) -> tuple[str, bool]:
    """What a tool says, and whether it is an error."""
    told = as_client(url, lambda session: session.call_tool(name, given))
    (content,) = told.content
    assert content.type == "text"
    return content.text, bool(told.isError)


def post(url: str, body: Any, **headers: str) -> httpx.Response:
    usual = {"accept": "application/json, text/event-stream", "content-type": "application/json"}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return httpx.post(url, content=content, headers={**usual, **headers}, timeout=30)


def request(method: str, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}


def test_each_tool_is_listed_with_a_mark_of_what_it_leaves(url: str) -> None:
    listed = as_client(url, lambda session: session.list_tools()).tools
    assert [tool.name for tool in listed] == list(GOOD) and len(listed) >= 19
    marks: dict[str, Any] = {tool.name: tool.annotations for tool in listed}
    assert all(marks[name].readOnlyHint == (name != "finetune") for name in GOOD)
    assert listed[3].inputSchema["properties"]["layer"] == {
        "type": "integer",
        "description": "from 1; 0 is the mean over layers",
        "default": 0,
    }


def test_hugging_face_finds_them_without_the_protocol(url: str) -> None:
    listed = httpx.get(f"{url}schema").json()
    assert [tool["name"] for tool in listed] == list(GOOD)
    assert not any(tool["meta"]["file_data_present"] for tool in listed)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_question_is_answered_in_json(url: str, name: str) -> None:
    said, wrong = called(url, name, GOOD[name])
    assert wrong == (name in REFUSED), said
    if wrong:
        assert said.startswith(("The model “classroom", "“classroom")), said
    else:
        assert isinstance(json.loads(said), dict)


def test_an_answer_is_the_endpoints_own(url: str, models: TinyBank) -> None:
    run_ = models().run(TEXT)
    weights = json.loads(called(url, "attention", GOOD["attention"])[0])["weights"]
    assert weights == [[round(x, 3) for x in row] for row in run_.attentions[1, 2].tolist()]
    vector = json.loads(called(url, "embeddings", {"text": TEXT, "token": 4, "decimals": 2})[0])
    assert len(vector["sum"]) == 32 and vector["tokens"][4] == "dog"


@pytest.mark.parametrize("name", [name for name in GOOD if name != "models"])
def test_an_empty_question_is_told_in_a_sentence(url: str, name: str) -> None:
    said, wrong = called(url, name, {})
    assert wrong and said.startswith(f"“{name}” takes ") and "needed: " in said
    empty = {key: "" if isinstance(value, str) else [] for key, value in GOOD[name].items()}
    said, wrong = called(url, name, empty)
    assert "broke" not in said and "Traceback" not in said and "logged" not in said
    assert wrong == (name not in ("tokenize", "wordpiece")), said


@pytest.mark.parametrize("name", GOOD)
def test_a_nasty_question_is_told_in_a_sentence(url: str, name: str) -> None:
    async def all_of_them(session: ClientSession) -> list[tuple[str, bool]]:
        told = []
        for nasty in NASTY:
            given = dict.fromkeys(GOOD[name], nasty) or {"text": nasty}
            answer = await session.call_tool(name, given)
            told.append((answer.content[0].text, bool(answer.isError)))  # type: ignore[union-attr]
        return told

    for said, wrong in as_client(url, all_of_them):
        assert len(said) < 20_000 and "Traceback" not in said and "logged" not in said, said[:300]
        assert wrong or isinstance(json.loads(said), dict)
        assert "root:" not in said


def test_a_training_tells_how_it_goes_and_its_model_answers(url: str) -> None:
    steps: list[tuple[float, float | None]] = []

    async def see(progress: float, total: float | None, message: str | None) -> None:
        steps.append((progress, total))

    async def train(session: ClientSession) -> dict[str, Any]:
        told = await session.call_tool("finetune", GOOD["finetune"], progress_callback=see)
        end: dict[str, Any] = json.loads(told.content[0].text)  # type: ignore[union-attr]
        judged = await session.call_tool("classify", {"text": TEXT, "model": end["model"]})
        return {**end, "judged": json.loads(judged.content[0].text)}  # type: ignore[union-attr]

    end = as_client(url, train)
    assert end["labels"] == ["bad", "good"] == sorted(end["judged"]["labels"]) and end["findings"] == []
    assert steps and all(0 < step <= (of or 0) for step, of in steps)


def test_the_list_of_models_can_be_read(url: str) -> None:
    async def read(session: ClientSession) -> Any:
        (one,) = (await session.list_resources()).resources
        assert str(one.uri) == MODELS and one.description
        with pytest.raises(McpError, match="There is no resource file:///etc/passwd"):
            await session.read_resource("file:///etc/passwd")  # type: ignore[arg-type]
        return await session.read_resource(one.uri)

    (content,) = as_client(url, read).contents
    told = {model["key"]: model for model in json.loads(content.text)["models"]}
    assert told["classroom"]["layers"] == 6 and told["classroom-zh"]["languages"] == ["zh"]


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Explain to a class"), ("zh", "全班"), ("", "Explain to a class")]
)
def test_a_teacher_is_given_a_prompt(url: str, language: str, word: str) -> None:
    async def ask(session: ClientSession) -> Any:
        (one,) = (await session.list_prompts()).prompts
        assert one.name == PROMPT and one.arguments and [a.required for a in one.arguments] == [True, False]
        with pytest.raises(McpError, match="There is no sentence to explain"):
            await session.get_prompt(PROMPT, {"sentence": " "})
        with pytest.raises(McpError, match="There is no prompt other"):
            await session.get_prompt("other")
        return await session.get_prompt(PROMPT, {"sentence": "{My} dog.", "language": language})

    (message,) = as_client(url, ask).messages
    assert word in message.content.text and "{My} dog." in message.content.text
    assert all(name in message.content.text for name in ("tokenize", "attention", "fill_mask"))


def test_the_door_stands_in_front(url: str) -> None:
    call = request("tools/list")
    assert post(url, call).status_code == 200
    assert post(url.rstrip("/"), call).status_code == post(f"{url}http", call).status_code == 200
    assert post(url, call, host="evil.example").status_code == 403
    assert post(url, call, origin="https://evil.example").status_code == 403
    assert post(url, call, **{"content-type": "text/plain"}).status_code == 415
    assert post(url, b'{"a": "' + b"x" * MOST_BYTES + b'"}').status_code == 413
    assert post(url, b"{").status_code == 422
    assert post(url, b"[" * 100 + b"]" * 100).status_code == 422
    assert post(url, b"[" * 90_000 + b"]" * 90_000).status_code == 422
    assert post(f"{url}messages/", call).status_code == 404
    assert httpx.delete(url).status_code == 404


def test_a_browser_reads_what_this_is_and_nobody_listens_for_ever(url: str) -> None:
    said = httpx.get(url)
    assert said.status_code == 200 and url in said.text and "mcpServers" in said.text
    assert httpx.get(url, headers={"accept": "text/event-stream"}).status_code == 405
    assert httpx.get(url.replace("mcp/", "info")).status_code == 418, "the rest is Gradio's"


def test_a_wrong_call_is_answered_and_nothing_typed_is_in_the_log(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    mcp_server.is_there()
    with caplog.at_level(logging.INFO):
        for body in (
            request("tools/call", name="tokenize", arguments="typed-by-somebody"),
            request("tools/call", name=["typed-by-somebody"]),
            request("typed-by-somebody"),
            {"typed-by-somebody": 1},
            ["typed-by-somebody"],
        ):
            answer = post(url, body)
            assert answer.status_code in (200, 400) and "error" in answer.text
            assert "Traceback" not in answer.text
        called(url, "tokenize", {"text": "typed-by-somebody"})
    ours = [
        record for record in caplog.records if not record.name.startswith(("httpcore", "httpx", "asyncio"))
    ]
    assert not [(one.name, one.levelname) for one in ours if "typed-by-somebody" in one.getMessage()]


def test_who_leaves_is_not_computed_for_and_nothing_stays(
    url: str, models: TinyBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, ended = threading.Event(), threading.Event()

    def slow(*_: Any, **__: Any) -> Any:
        began.set()
        until = time.monotonic() + 20
        while not caller.get().gone() and time.monotonic() < until:
            time.sleep(0.01)
        if caller.get().gone():
            ended.set()
        raise AssertionError("nobody reads it")

    monkeypatch.setattr("bertdemo.api.inside.attribution.attribute", slow)

    async def leave() -> None:
        async with httpx.AsyncClient() as client:
            headers = {"accept": "application/json, text/event-stream"}
            body = request("tools/call", name="attribute", arguments=GOOD["attribute"])
            asked = asyncio.create_task(client.post(url, json=body, headers=headers, timeout=30))
            await asyncio.to_thread(began.wait, 10)
            asked.cancel()

    run(leave())
    assert began.is_set() and ended.wait(10)
    until = time.monotonic() + 10
    while not HEAVY.quiet and time.monotonic() < until:
        time.sleep(0.02)
    assert HEAVY.quiet


def test_without_the_package_one_line_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert mcp_server.is_there() and not own_records(caplog)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert not mcp_server.is_there()
    (record,) = own_records(caplog)
    assert "the package mcp is not installed" in record.getMessage()
