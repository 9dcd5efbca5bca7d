"""Signing in and pushing over the web, behind the door, at a small Hub on loopback."""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import torch
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from transformers import BertForSequenceClassification

from bertdemo.errors import UserError
from bertdemo.serving import push_routes
from bertdemo.serving.cache import ByteCache
from bertdemo.serving.gate import Caller, caller
from bertdemo.serving.jobs import Job, Jobs
from bertdemo.serving.push_routes import COOKIE, LONGEST_QUERY, Made, Pushes
from bertdemo.serving.served import ServedModel
from bertdemo.serving.sign_in import CALLBACK, LOGIN, PUSH, Provider
from bertdemo.serving.web import Door
from bertdemo.settings import Language, Settings
from bertdemo.text import Text
from tests.conftest import tiny_checkpoint, tiny_config, tiny_tokenizer
from tests.hub_accounts import CLIENT, SECRET, without_waiting
from tests.hub_server import Hub, hub_that_is_asked

HERE = "https://bert.example"
JSON = {"content-type": "application/json"}


class Server:
    """The door, the pushes, and one visitor's browser. Beyond them everything is answered "beyond"."""

    def __init__(self, hub: Hub, folder: Path, host: str = "") -> None:
        self.hub = hub
        self.trainings = Jobs()
        self.training = self.trainings.start(lambda: iter([1]))
        self.folder = folder
        self.asked: list[Caller] = []
        self.language: Language = "en"
        beyond = Starlette(
            routes=[
                Route(
                    "/{path:path}", lambda request: PlainTextResponse("beyond", 404), methods=["GET", "POST"]
                )
            ]
        )
        provider = Provider(CLIENT, SECRET, hub.address, host=host)
        said = lambda error, language: Text(language).message(error)  # noqa: E731
        pushes = Pushes(beyond, provider, self.trainings, self.made, said)  # type: ignore[arg-type]
        self.door = Door(pushes)
        self.browser = TestClient(self.door, base_url=HERE, follow_redirects=False)  # type: ignore[arg-type]

    def made(self, key: str, data: str, language: Language) -> Made:
        self.trainings(key)
        self.language = language
        torch.manual_seed(1)
        module = BertForSequenceClassification(tiny_config()).eval()
        checkpoint, cache = tiny_checkpoint("mine-a", module.config), ByteCache(2**20)
        settings = Settings(device="cpu")
        model = ServedModel(checkpoint, tiny_tokenizer(), module, settings, cache, ("a", "b"))
        return Made(model, f"# A classifier of {data}", self.folder)

    def login(self, **fields: str) -> Any:
        asked = {
            "training": self.training.key,
            "language": "en",
            "query": "?step=finetuning&on=lab",
            **fields,
        }
        return self.browser.post(LOGIN, data=asked, headers={"origin": HERE})

    def sign_in(self, **fields: str) -> Any:
        """All the way: out by the form, at the Hub, and back."""
        there = httpx.get(self.login(**fields).headers["location"])
        way = urlsplit(there.headers["location"])
        assert f"{way.scheme}://{way.netloc}{way.path}" == HERE + CALLBACK
        return self.browser.get(f"{way.path}?{way.query}")

    def ask(self, act: str, question: Any = None, **headers: str) -> tuple[int, dict[str, Any]]:
        response = self.browser.post(
            PUSH + act, content=json.dumps(question or {}), headers={**JSON, "origin": HERE, **headers}
        )
        return response.status_code, response.json()

    def send(self, **changes: Any) -> tuple[int, dict[str, Any]]:
        question = {"training": self.training.key, "data": "影评", "name": "my-bert", "private": True}
        return self.ask("send", question | changes)

    def cookie(self) -> str:
        return next((one.value or "" for one in self.browser.cookies.jar if one.name == COOKIE), "")


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    without_waiting(monkeypatch)
    with hub_that_is_asked(monkeypatch) as running:
        yield running


@pytest.fixture
def server(hub: Hub, tmp_path: Path) -> Server:
    return Server(hub, tmp_path)


def test_signed_in_pushed_and_signed_out(server: Server, tmp_path: Path) -> None:
    assert server.ask("account") == (200, {"name": "", "training": "", "problem": ""})
    back = server.sign_in(query="?step=finetuning&on=lab&text=Hello")
    assert back.status_code == 303 and back.headers["location"] == "/?step=finetuning&on=lab&text=Hello"
    told = {"name": "anna", "training": server.training.key, "problem": ""}
    assert server.ask("account") == (200, told)
    assert server.ask("account") == (200, told | {"training": ""}), "a training is told once"
    status, answer = server.send()
    assert (status, answer) == (
        200,
        {"address": f"{server.hub.address}/anna/my-bert", "name": "anna/my-bert"},
    )
    there = server.hub.repositories["anna/my-bert"]
    names = {path.name for path in there.iterdir()} - {".gitattributes"}
    assert names >= {"config.json", "model.safetensors", "tokenizer.json", "README.md"}
    assert not [name for name in names if not name.endswith((".json", ".safetensors", ".md", ".txt"))]
    card = (there / "README.md").read_text("utf-8")
    assert card.startswith("---\nlibrary_name: transformers\n") and "# A classifier of 影评" in card
    assert 'from_pretrained("anna/my-bert")' in card
    assert server.hub.accounts.private["anna/my-bert"] is True
    assert not list(tmp_path.iterdir()), "nothing of it stays here"
    assert server.ask("logout") == (200, {}) and not server.cookie()
    assert server.ask("account")[1]["name"] == ""
    assert server.send()[0] == 401


def test_the_token_is_in_the_cookie_and_nowhere_else(
    server: Server, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    out = server.login()
    state = parse_qs(urlsplit(out.headers["location"]).query)
    assert state["client_id"] == [CLIENT] and state["scope"] == ["openid profile contribute-repos"]
    assert server.training.key not in out.headers["location"] and SECRET not in out.headers["location"]
    back = server.sign_in()
    (token,) = server.hub.accounts.tokens
    set_cookie = back.headers["set-cookie"].lower()
    assert all(word in set_cookie for word in ("httponly", "secure", "samesite=lax", "path=/bertdemo/push;"))
    assert back.headers["cache-control"] == "no-store" and back.headers["referrer-policy"] == "no-referrer"
    assert token not in back.headers["location"] and token not in back.text
    answers = [server.ask("account"), server.send(), server.send(), server.ask("account")]
    assert token not in json.dumps(answers)
    logged = "\n".join(f"{record.getMessage()} {record.exc_text}" for record in caplog.records)
    assert token not in logged and SECRET not in logged
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not [one for one in written if token.encode() in one]
    assert all(
        token.encode() not in path.read_bytes() for path in server.hub.repositories["anna/my-bert"].iterdir()
    )
    assert len(server.cookie()) < 3000, "browsers drop one of more than 4,096 bytes"


def test_another_website_cannot_push_sign_in_or_sign_out(server: Server) -> None:
    server.sign_in()
    question = {"training": server.training.key, "data": "", "name": "theirs"}
    for origin in ("https://evil.example", "null", f"{HERE}.evil.example", "http://bert.example:81"):
        assert server.ask("send", question, origin=origin)[0] == 403
        assert server.ask("logout", origin=origin)[0] == 403
        assert server.browser.post(LOGIN, data={}, headers={"origin": origin}).status_code == 403
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a"):
        # what a form of theirs can send without asking first
        assert server.ask("send", question, **{"content-type": kind})[0] == 415
    assert server.browser.get(PUSH + "send").status_code == 404
    assert not server.hub.repositories and server.ask("account")[1]["name"] == "anna"


def test_who_is_not_signed_in_is_told(server: Server) -> None:
    status, answer = server.send()
    assert status == 401 and answer["key"] == "error.push_signed_out" and "Sign in" in answer["detail"]
    status, answer = server.ask("send", {"name": "a"}, **{"accept-language": "zh-CN"})
    assert status == 401 and "登录" in answer["detail"]
    server.browser.cookies.set(
        COOKIE, "eyJhY2NvdW50Ijoge319.forged.signature", domain="bert.example", path="/bertdemo/push"
    )
    assert server.send()[1]["key"] == "error.push_signed_out"
    assert not server.hub.accounts.carried


def test_a_token_that_has_ended_is_told(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.hub.accounts.lasts = 2
    server.sign_in()
    later = time.time() + 10
    monkeypatch.setattr("bertdemo.serving.sign_in.time.time", lambda: later)
    assert server.send()[1]["key"] == "error.push_expired"
    assert not server.hub.accounts.carried


def test_one_that_the_hub_took_back_is_told_and_forgotten(server: Server) -> None:
    server.sign_in()
    server.hub.accounts.tokens.clear()
    assert server.send()[0] == 401
    assert server.ask("account")[1]["name"] == ""


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"name": "../../x"}, "error.push_name"),
        ({"name": "somebody/else"}, "error.push_name"),
        ({"name": 5}, "error.not_text"),
        ({"training": "of-somebody-else"}, "error.training_gone"),
        ({"training": None}, "error.not_text"),
        ({"data": "x" * 9000}, "error.class_body"),
    ],
)
def test_a_question_that_cannot_be_is_told(changes: dict[str, Any], key: str, server: Server) -> None:
    server.sign_in()
    assert server.send(**changes)[1]["key"] == key
    assert not server.hub.repositories


def test_taken_forbidden_and_silent_have_their_status(server: Server) -> None:
    server.sign_in()
    assert server.send()[0] == 200 and server.send()[0] == 409
    server.hub.accounts.fails = "/repos/create"
    assert server.send(name="b")[0] == 502
    server.hub.accounts.fails = ""
    server.hub.accounts.scopes = "openid profile"
    server.sign_in()
    status, answer = server.send(name="c")
    assert status == 403 and "anna" in answer["detail"]


def test_only_what_is_said_to_be_open_is_open(server: Server) -> None:
    server.sign_in()
    for name, private in (("a", None), ("b", "false"), ("c", 0), ("d", False)):
        server.send(name=name, private=private)
    assert server.hub.accounts.private == {"anna/a": True, "anna/b": True, "anna/c": True, "anna/d": False}


def test_who_says_no_at_the_hub_comes_back_and_is_told(server: Server) -> None:
    server.hub.accounts.denies = True
    back = server.sign_in(language="zh", query="")
    assert back.headers["location"] == "/zh?step=finetuning&on=lab"
    told = server.ask("account", **{"accept-language": "zh-CN"})[1]
    assert (
        told["name"] == "" and told["training"] == server.training.key and "没有同意授权" in told["problem"]
    )
    assert server.ask("account")[1]["problem"] == "", "told once"


def test_a_way_back_that_began_elsewhere_signs_nobody_in(server: Server, tmp_path: Path) -> None:
    """Else somebody could sign a visitor in with an account of their own."""
    other = Server(server.hub, tmp_path)
    location = urlsplit(httpx.get(other.login().headers["location"]).headers["location"])
    back = server.browser.get(f"{location.path}?{location.query}")
    assert back.status_code == 303
    told = server.ask("account")[1]
    assert told["name"] == "" and "Allow cookies" in told["problem"]
    assert server.browser.get(CALLBACK).status_code == 303


@pytest.mark.parametrize("silent", ["/oauth/token", "login"])
def test_a_silent_hub_is_told(silent: str, server: Server) -> None:
    if silent == "login":
        server.hub.login = True  # a network that lets nobody out answers in its place
        back = server.login()
    else:
        server.hub.accounts.fails = silent
        back = server.sign_in()
    assert back.status_code == 303 and back.headers["location"].startswith("/?")
    assert "Try again" in server.ask("account")[1]["problem"]


@pytest.mark.parametrize(
    "query",
    ["//evil.example", "https://evil.example/", "?next=https://evil.example", "\r\nset-cookie: a=b", "?" + "x" * (LONGEST_QUERY + 5), "?文=字"],
)  # fmt: skip
def test_nobody_is_sent_elsewhere(query: str, server: Server) -> None:
    location = server.sign_in(query=query, language="https://evil.example").headers["location"]
    assert location.startswith("/?") and "\n" not in location and not urlsplit(location).netloc
    assert len(location) < LONGEST_QUERY + 50


def test_a_space_goes_by_its_own_name(hub: Hub, tmp_path: Path) -> None:
    server = Server(hub, tmp_path, host="user-space.hf.space")
    asked = parse_qs(urlsplit(server.login().headers["location"]).query)
    assert asked["redirect_uri"] == [f"https://user-space.hf.space{CALLBACK}"]


def test_a_training_waits_for_who_signs_in(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    while not server.training.ended:
        time.sleep(0.005)
    server.login()
    server.trainings.page_left(server.training.key)
    now = time.monotonic()
    monkeypatch.setattr("bertdemo.serving.jobs.time.monotonic", lambda: now + 600)
    server.trainings.start(lambda: iter([1]))  # which forgets what nobody asks for
    assert server.trainings(server.training.key) is server.training
    monkeypatch.setattr("bertdemo.serving.jobs.time.monotonic", lambda: now + 2000)
    server.trainings.start(lambda: iter([1]))
    with pytest.raises(UserError):
        server.trainings(server.training.key)


def test_one_that_is_gone_is_told_before_anybody_leaves(server: Server) -> None:
    back = server.login(training=secrets.token_urlsafe(12))
    assert back.headers["location"].startswith("/?") and server.ask("account")[1]["problem"]


def test_a_push_has_an_end(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.sign_in()
    monkeypatch.setattr(push_routes, "LONGEST", 0.2)

    def endless(*_: Any) -> str:
        while not caller.get().gone():
            time.sleep(0.01)
        server.asked.append(caller.get())
        return ""

    monkeypatch.setattr(push_routes, "push", endless)
    status, answer = server.send()
    assert status == 504 and answer["key"] == "error.push_late"
    wait_for(lambda: bool(server.asked))
    assert server.asked[0].visitor == "account anna", "its thread was told to end, and who it worked for"


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_bug_is_told_without_what_was_sent(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    server.sign_in()

    def broken(*_: Any) -> str:
        raise TypeError("with the word geh" + "eim in it")

    monkeypatch.setattr(push_routes, "push", broken)
    status, answer = server.send()
    assert status == 500 and answer["key"] == "error.bug"
    assert "TypeError" in caplog.text and "geheim" not in caplog.text


def test_what_is_no_act_goes_on(server: Server) -> None:
    assert server.browser.get(PUSH).status_code == 404
    assert server.browser.post(PUSH + "other", content="{}", headers=JSON).text == "beyond"
    assert isinstance(server.training, Job)
