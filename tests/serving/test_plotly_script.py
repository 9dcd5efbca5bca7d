"""Plotly's own script: at an address that names its content, compressed, kept for ever; nothing else below it."""

from __future__ import annotations

import gzip
import hashlib

import pytest

from bertdemo.serving.plotly_script import FOLDER, address, compressed, plotly_script, script
from tests.serving.test_web import Asked, run


async def _answer(path: str, accepted: str) -> tuple[int, dict[str, str], bytes]:
    headers = [(b"accept-encoding", accepted.encode())]
    response = await plotly_script({"path": path, "headers": headers})
    return response.status_code, dict(response.headers), bytes(response.body)


def test_compressed_for_who_takes_it() -> None:
    status, headers, body = run(_answer("/zh" + address(), "br, gzip"))
    assert status == 200 and headers["content-encoding"] == "gzip"
    assert "immutable" in headers["cache-control"] and headers["vary"] == "Accept-Encoding"
    assert headers["content-type"].startswith("text/javascript")
    assert gzip.decompress(body) == script().read_bytes()
    assert len(body) < 1_600_000
    assert compressed() is compressed(), "made once"


def test_as_it_is_for_who_does_not() -> None:
    status, headers, body = run(_answer(address(), "identity"))
    assert status == 200 and "content-encoding" not in headers
    assert body.startswith(b"/**\n* plotly.js v")


@pytest.mark.parametrize("path", [FOLDER, f"{FOLDER}0123456789abcdef.js", f"{FOLDER}../web.py"])
def test_nothing_else_is_there(path: str) -> None:
    assert run(_answer(path, "gzip"))[0] == 404


def test_the_address_names_the_content() -> None:
    assert hashlib.sha256(script().read_bytes()).hexdigest().startswith(address().split("/")[-1][:-3])


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_door_answers_it_and_gradio_is_not_asked(method: str) -> None:
    async def ask() -> Asked:
        asked = Asked(address(), method)
        assert await asked.go() == 200
        return asked

    asked = run(ask())
    assert asked.seen is None
    assert dict(asked.sent[0]["headers"])[b"content-length"] == str(script().stat().st_size).encode()
