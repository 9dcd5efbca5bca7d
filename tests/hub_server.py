"""A small Hub on loopback that speaks as much of the Hub's download protocol as huggingface_hub asks for.

Accounts, and what is pushed to them: hub_accounts.py.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import huggingface_hub.constants
import pytest

from tests.hub_accounts import KINDS, Accounts, Signing

SHA = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Hub:
    """Repositories by id, each a folder; what was asked; and what goes wrong on purpose."""

    address: str = ""
    repositories: dict[str, Path] = field(default_factory=dict)
    gated: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)  # told instead of the true size, by file name
    breaks: int = 0  # so many downloads of weights break off in the middle
    pause: float = 0.0  # seconds between two pieces of a file
    login: bool = False  # every answer is the page of a network that wants a login first
    sent: int = 0  # bytes of files
    accounts: Accounts = field(default_factory=Accounts)

    def files_sent(self) -> set[str]:
        return {
            line.split("/resolve/", 1)[1].split("/", 1)[1]
            for line in self.asked
            if line.startswith("GET") and "/resolve/" in line
        }


@contextmanager
def hub_on_loopback() -> Iterator[Hub]:
    hub = Hub()

    class Handler(Signing, BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        accounts, repositories = hub.accounts, hub.repositories

        def log_message(self, *_: object) -> None:
            pass

        def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def refuse(self, status: int, code: str) -> None:
            self.answer(status, b"{}", {"X-Error-Code": code, "X-Error-Message": code})

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            hub.asked.append(f"{self.command} {path}")
            if hub.login:
                self.answer(200, b"<html>Please sign in</html>", {"Content-Type": "text/html"})
            elif self.signs_in(path):
                pass
            elif found := re.fullmatch(rf"/api/{KINDS}/((?:[^/]+/)?[^/]+)/tree/[^/]+", path):
                self.tree(found[1])
            elif found := re.fullmatch(rf"/api/{KINDS}/((?:[^/]+/)?[^/]+?)(?:/revision/.+)?", path):
                self.info(found[1])
            elif found := re.fullmatch(r"/((?:[^/]+/)?[^/]+)/resolve/[^/]+/(.+)", path):
                self.file(found[1], found[2])
            else:
                self.refuse(404, "EntryNotFound")

        def known(self, name: str) -> Path | None:
            if name in hub.gated:
                self.refuse(403, "GatedRepo")
            elif name not in hub.repositories:
                self.refuse(401, "RepoNotFound")
            else:
                return hub.repositories[name]
            return None

        def info(self, name: str) -> None:
            folder = self.known(name)
            if folder is None:
                return
            siblings = [
                {
                    "rfilename": path.relative_to(folder).as_posix(),
                    "size": hub.sizes.get(path.name, path.stat().st_size),
                }
                for path in sorted(folder.rglob("*"))
                if path.is_file()
            ]
            told = {
                "id": name,
                "modelId": name,
                "sha": hub.accounts.commits.get(name, SHA),
                "private": hub.accounts.private.get(name, False),
                "siblings": siblings,
                "tags": [],
            }
            self.answer(200, json.dumps(told).encode(), {"Content-Type": "application/json"})

        def tree(self, name: str) -> None:
            if (folder := self.known(name)) is not None:
                told = [
                    {
                        "type": "file",
                        "path": path.relative_to(folder).as_posix(),
                        "size": path.stat().st_size,
                        "oid": SHA,
                    }
                    for path in sorted(folder.rglob("*"))
                    if path.is_file()
                ]
                self.answer(200, json.dumps(told).encode(), {"Content-Type": "application/json"})

        def file(self, name: str, file: str) -> None:
            folder = self.known(name)
            if folder is None:
                return
            path = folder / file
            if not path.is_file():
                self.refuse(404, "EntryNotFound")
                return
            data = path.read_bytes()
            headers = {
                "ETag": f'"{hashlib.sha256(data).hexdigest()}"',
                "X-Repo-Commit": SHA,
                "Accept-Ranges": "bytes",
            }
            wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range") or "")
            start = int(wanted[1]) if wanted else 0
            part = data[start:]
            if start:
                headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
            self.send_response(206 if start else 200)
            for key, value in {**headers, "Content-Length": str(len(part))}.items():
                self.send_header(key, value)
            self.end_headers()
            if self.command == "HEAD":
                return
            broken = file.endswith(".safetensors") and hub.breaks > 0
            if broken:
                hub.breaks -= 1
                part = part[: len(part) // 2]
            for at in range(0, len(part), 20_000):
                try:
                    self.wfile.write(part[at : at + 20_000])
                except OSError:  # who asked has gone
                    self.close_connection = True
                    return
                hub.sent += len(part[at : at + 20_000])
                if hub.pause:
                    time.sleep(hub.pause)
            if broken:
                self.close_connection = True
                self.connection.close()

    folder = tempfile.TemporaryDirectory()
    Handler.folder = Path(folder.name)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hub.address = hub.accounts.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        folder.cleanup()


@contextmanager
def hub_that_is_asked(patch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A Hub on loopback that huggingface_hub asks in place of the real one, though the tests run offline."""
    patch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", False)
    patch.setattr(huggingface_hub.constants, "HF_HUB_DISABLE_XET", False)  # put back what fetch() sets
    patch.setattr(huggingface_hub.constants, "DOWNLOAD_CHUNK_SIZE", 10 * 2**20)
    patch.delenv("HF_HUB_OFFLINE", raising=False)
    with hub_on_loopback() as running:
        patch.setenv("HF_ENDPOINT", running.address)
        yield running
