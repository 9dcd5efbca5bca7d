"""Names of this server, origins of pages, and where a caller without a session asks from."""

from __future__ import annotations

from typing import Any

import pytest

from bertdemo.serving.addresses import caller_address, host_name, known_hosts, origin_name, same_site


def test_names_of_the_server() -> None:
    assert known_hosts("0.0.0.0", "") is None, "reachable from elsewhere, it has names that it does not know"
    assert known_hosts("localhost", "") == frozenset({"localhost", "127.0.0.1", "::1"})
    assert known_hosts("::1", " demo.example:80 ,b.example") == frozenset({
        "localhost", "127.0.0.1", "::1", "demo.example", "b.example"
    })  # fmt: skip


def test_names_without_their_ports() -> None:
    assert host_name("Demo.example.:7860") == "demo.example" and host_name("[::1]:80") == "::1"
    assert origin_name("https://demo.example:443") == "demo.example"
    assert origin_name("null") == origin_name("http://[") == ""


@pytest.mark.parametrize(
    ("origin", "headers", "same"),
    [
        ("http://demo.example:7860", {"host": "demo.example:7860"}, True),
        ("http://demo.example:7860", {"host": "demo.example"}, False),
        ("http://demo.example", {"host": "inside", "x-forwarded-host": "Demo.example, proxy"}, True),
        ("null", {"host": ""}, False),
        ("http://[", {"host": "["}, False),
    ],
)
def test_a_page_of_this_server(origin: str, headers: dict[str, str], same: bool) -> None:
    assert same_site(origin, headers) is same


def test_the_word_of_the_proxy_goes_before_the_connection() -> None:
    scope: dict[str, Any] = {"headers": [], "client": ("10.0.0.1", 5)}
    assert caller_address(scope) == "from 10.0.0.1"
    scope["headers"] = [(b"X-Forwarded-For", b"1.2.3.4, 10.0.0.2")]
    assert caller_address(scope) == "from 1.2.3.4"
    assert caller_address({"headers": []}) == ""
