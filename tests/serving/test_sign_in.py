"""Whether this server is a client of the Hub, and what a visitor's cookie says of them."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request

from bertdemo.serving import sign_in
from bertdemo.serving.sign_in import SCOPES, Account, Provider, account_of, keep, provider

SPACE = {
    "OAUTH_CLIENT_ID": "the-client",
    "OAUTH_CLIENT_SECRET": "the-secret",
    "OAUTH_SCOPES": "openid profile contribute-repos",
    "OPENID_PROVIDER_URL": "https://huggingface.co",
    "SPACE_HOST": "user-space.hf.space,bert.school.example",
}


def test_a_space_is_one() -> None:
    hub = provider(SPACE)
    assert hub == Provider(
        "the-client", "the-secret", "https://huggingface.co", SCOPES, "user-space.hf.space"
    )
    assert "the-secret" not in repr(hub) and "the-secret" not in hub.key and len(hub.key) == 64


@pytest.mark.parametrize("name", ["OAUTH_CLIENT_ID", "OAUTH_CLIENT_SECRET", "OPENID_PROVIDER_URL"])
@pytest.mark.parametrize("value", [None, "", " "])
def test_without_one_of_them_it_is_none(name: str, value: str | None) -> None:
    told = SPACE | {name: value or ""}
    if value is None:
        del told[name]
    assert provider(told) is None


def test_it_is_none_without_the_library(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sign_in, "find_spec", lambda name: None if name == "authlib" else name)
    assert provider(SPACE) is None and "authlib is not installed" in caplog.text
    assert provider({}) is None


def test_no_library_is_read_where_there_is_no_client() -> None:
    """The whole app, imported as its owner without a Space does, in a process of its own."""
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import app, sys; from bertdemo.serving.bank import ModelBank;"
            "assert app.pushes(ModelBank(app.SETTINGS)) == [];"
            "print([name for name in ('authlib', 'itsdangerous', 'joserfc') if name in sys.modules])",
        ],
        cwd=Path(sign_in.__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip().endswith("[]"), told.stdout


def request(session: dict[str, Any]) -> Request:
    return Request({"type": "http", "headers": [], "session": session})


def test_who_signed_in_is_known_until_the_token_ends() -> None:
    asked = request({})
    assert account_of(asked) is None
    anna = Account("anna", "hf_oauth_secret", int(time.time()) + 60)
    keep(asked, anna)
    assert account_of(asked) == anna and "hf_oauth_secret" not in repr(anna)
    keep(asked, Account("anna", "hf_oauth_secret", int(time.time()) - 1))
    assert account_of(asked) is None and asked.session == {}


@pytest.mark.parametrize(
    "kept", [None, "anna", [], {}, {"name": "anna"}, {"name": "a", "token": "b", "until": 1, "x": 2}]
)
def test_a_cookie_of_another_version_is_nobody(kept: Any) -> None:
    assert account_of(request({"account": kept})) is None
