"""Servers in processes of their own: the app, and an empty Gradio page that echoes a sentence."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def serving(*command: str) -> Iterator[str]:
    """`python command…` until its first page answers, config included; gives the address, stops it after."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "BERTDEMO_PORT": str(port),
        "GRADIO_SERVER_PORT": str(port),
        "BERTDEMO_HOST": "127.0.0.1",
    }
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        server = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=environment, stdout=said, stderr=said
        )
        try:
            while not _answers(address):
                if server.poll() is not None:
                    said.seek(0)
                    raise RuntimeError(f"{command} ended before it answered: {said.read()[-2000:]}")
                time.sleep(0.02)
            yield address
        finally:
            if server.poll() is not None:
                said.seek(0)
                sys.stderr.write(said.read()[-2000:])
            server.terminate()
            server.wait(30)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=30) as page:
            whole = page.status == 200 and b"gradio_config" in page.read()
        with urllib.request.urlopen(f"{address}/config", timeout=30) as config:
            return whole and config.status == 200
    except (urllib.error.URLError, ConnectionError):
        return False
