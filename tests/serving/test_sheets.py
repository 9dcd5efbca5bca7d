"""The worksheet's address: what is asked reaches the function that writes it, as one visitor who may leave."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

import pytest

from bertdemo.bert.stopping import Gone
from bertdemo.serving.gate import caller
from bertdemo.serving.sheets import FIELDS, LONGEST, NOTEBOOK, WORKSHEET, File, Sheets
from tests.serving.loops import run


class Visitor:
    """Asks once, and leaves when it is told to."""

    def __init__(self, query: str, path: str = WORKSHEET, method: str = "GET") -> None:
        self.scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": [],
            "client": ("10.0.0.9", 1),
        }
        self.sent: list[dict[str, Any]] = []
        self.read = False

    async def receive(self) -> dict[str, Any]:
        if not self.read:
            self.read = True
            return {"type": "http.request", "body": b"", "more_body": False}
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)


async def behind(scope: dict[str, Any], receive: Any, send: Any) -> None:
    await send({"type": "behind"})


def note(query: Mapping[str, str]) -> tuple[int, str | File]:
    return 200, File("bert-heads.ipynb", f'{{"é": "{query["step"]}"}}', "application/x-ipynb+json")


def ask(visitor: Visitor, sheet: Any) -> list[dict[str, Any]]:
    run(Sheets(behind, {WORKSHEET: sheet, NOTEBOOK: note})(visitor.scope, visitor.receive, visitor.send))
    return visitor.sent


def test_the_question_is_read_and_the_page_is_sent_with_its_status() -> None:
    asked: list[Mapping[str, str]] = []

    def sheet(query: Mapping[str, str]) -> tuple[int, str]:
        asked.append(query)
        assert caller.get().visitor == "from 10.0.0.9"
        return 400, "é"

    start, body = ask(Visitor("step=heads&text=%E4%BD%A0+%3Cb%3E", "/deep/inside" + WORKSHEET), sheet)
    assert asked == [{"step": "heads", "text": "你 <b>"}]
    assert start["status"] == 400 and body["body"] == "é".encode()
    headers = dict(start["headers"])
    assert headers[b"content-type"] == b"text/html; charset=utf-8"
    assert headers[b"cache-control"] == b"no-store"
    assert b"default-src 'none'" in headers[b"content-security-policy"]


@pytest.mark.parametrize("query", ["text=" + "a" * LONGEST, "&".join(f"a{i}=1" for i in range(FIELDS + 1))])
def test_an_address_that_is_too_long_is_refused_unread(query: str) -> None:
    start, _ = ask(Visitor(query), lambda _: pytest.fail("asked"))
    assert start["status"] == 414


@pytest.mark.parametrize(
    "visitor", [Visitor("", "/bertdemo/worksheets"), Visitor("", method="POST"), Visitor("", "/zh")]
)
def test_every_other_request_goes_on(visitor: Visitor) -> None:
    assert ask(visitor, lambda _: pytest.fail("asked")) == [{"type": "behind"}]


def test_one_who_has_left_is_sent_nothing_and_is_known_to_have_left() -> None:
    waited = threading.Event()

    def sheet(_: Mapping[str, str]) -> tuple[int, str]:
        gone = caller.get().gone
        for _try in range(500):
            if gone():
                waited.set()
                raise Gone
            threading.Event().wait(0.01)
        return 200, "late"

    assert ask(Visitor(""), sheet) == []
    assert waited.is_set()


def test_a_file_is_saved_under_its_name() -> None:
    start, body = ask(Visitor("step=heads", NOTEBOOK), note)
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    assert start["status"] == 200 and body["body"].decode() == '{"é": "heads"}'
    assert headers["content-type"] == "application/x-ipynb+json"
    assert headers["content-disposition"] == 'attachment; filename="bert-heads.ipynb"'
    assert headers["cache-control"] == "no-store" and headers["x-content-type-options"] == "nosniff"
