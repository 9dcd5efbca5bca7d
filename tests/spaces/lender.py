"""What ZeroGPU's own server answers to the package `spaces`, on loopback; it keeps what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

NOTHING_LEFT = "visitor-without-quota"
LENT = {"idle": False, "nvidiaIndex": 0, "nvidiaUUID": "GPU-0", "allowToken": "allowed"}


class Lender(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.asked: list[tuple[str, dict[str, str]]] = []  # path and parameters

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def schedules(self, token: str) -> list[dict[str, str]]:
        """How a visitor's GPU was asked for."""
        return [told for path, told in self.asked if path == "/schedule" and told.get("token") == token]


class Answers(BaseHTTPRequestHandler):
    server: Lender

    def do_POST(self) -> None:
        address = urlsplit(self.path)
        told = dict(parse_qsl(address.query))
        self.server.asked.append((address.path, told))
        refused = address.path == "/schedule" and told.get("token") == NOTHING_LEFT
        content = json.dumps(LENT).encode()
        self.send_response(503 if refused else 200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def lending() -> Iterator[Lender]:
    with Lender() as lender:
        threading.Thread(target=lender.serve_forever, daemon=True).start()
        yield lender
        lender.shutdown()
