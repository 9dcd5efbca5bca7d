"""Who calls, and from where: names of this server, origins of pages, addresses of callers without a session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def host_name(header: str) -> str:
    """The name in a Host header or an origin's netloc, without its port."""
    return (urlsplit(f"//{header}").hostname or "").rstrip(".")


def origin_name(origin: str) -> str:
    """The name in an origin, without scheme and port; "" for none."""
    try:
        return urlsplit(origin).hostname or ""
    except ValueError:
        return ""


def same_site(origin: str, headers: Mapping[str, str]) -> bool:
    """Whether a request comes from a page of this server: its origin's name and port are those that it was sent to."""
    try:
        host = urlsplit(origin).netloc.lower()
    except ValueError:
        return False
    return bool(host) and host in {
        headers.get(name, "").split(",")[0].strip().lower() for name in ("host", "x-forwarded-host")
    }


def caller_address(scope: Mapping[str, Any]) -> str:
    """Where a caller without a session asks from: the proxy's word for it, or the connection's."""
    for name, value in scope["headers"]:
        if name.lower() == b"x-forwarded-for":
            return f"from {value.decode('latin-1').split(',')[0].strip()[:60]}"
    client = scope.get("client")
    return f"from {client[0]}" if client else ""


def known_hosts(host: str, more: str) -> frozenset[str] | None:
    """The names of this server: on loopback its own and those that its owner adds; else any."""
    if host_name(host) not in LOOPBACK and host not in LOOPBACK:
        return None
    return LOOPBACK | known_sites(more)


def known_sites(more: str) -> frozenset[str]:
    """Names with commas between, without their ports."""
    return frozenset(host_name(name.strip()) for name in more.split(",") if name.strip())
