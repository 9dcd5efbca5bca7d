"""The real app in a process of its own, spoken to as a page and as a plain client, and what that costs it."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.browser.conftest import launched


@dataclass
class App:
    """The app in a process of its own, spoken to as a page and as a plain client."""

    port: int
    process: subprocess.Popen[bytes]
    components: dict[str, int]
    log: Path

    def post(self, path: str, body: Any, timeout: float = 120) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def ask(self, function: str, question: Any, visitor: str, timeout: float = 120) -> tuple[int, Any]:
        """A server function of the page."""
        return self.post("/gradio_api/component_server", self.body(function, question, visitor), timeout)

    def body(self, function: str, question: Any, visitor: str) -> dict[str, Any]:
        wanted = {"data": question, "component_id": self.components[function], "fn_name": function}
        return {**wanted, "session_hash": visitor}

    def sentence(self, number: int) -> float:
        """Seconds until a new sentence of a normal visitor is answered."""
        began = time.perf_counter()
        text = f"The cat number {number} of {time.perf_counter_ns()} sat."
        question = {"text": text, "text_pair": "", "model": "classroom", "layer": 1, "head": 1}
        status, answer = self.ask("attention_map", question, "normal")
        assert status == 200 and "weights" in answer, answer
        return time.perf_counter() - began

    def megabytes(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def open(self) -> int:
        """Files and sockets that the process holds open."""
        return sum(1 for _ in Path(f"/proc/{self.process.pid}/fd").iterdir())

    def seconds(self) -> float:
        """Computing time of the process so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running(log: Path) -> Iterator[App]:
    """Once it has fallen silent; at the end it must still run, and have logged no traceback."""
    with launched(log, {}) as (address, process):
        with urllib.request.urlopen(address + "/config") as told:
            config = json.load(told)
        functions = {
            name: component["id"]
            for component in reversed(config["components"])  # the English page comes first
            for name in component["props"].get("server_fns") or ()
        }
        here = App(int(address.rpartition(":")[2]), process, functions, log)
        quiet_since(here, 1.0, 90)
        yield here


def quiet_since(app: App, still: float, patience: float) -> float:
    """Wait until the app computes next to nothing for `still` seconds, on busy cores too.

    Returns the computing time that it spent until then, in seconds.
    """
    first = app.seconds()
    began = silent = time.monotonic()
    quiet = first
    while time.monotonic() - silent < still:
        assert time.monotonic() - began < patience, "it goes on computing"
        time.sleep(0.05)
        now = app.seconds()
        if now - quiet > 0.05 * still:  # a server at rest needs a hundredth of that
            silent, quiet = time.monotonic(), now
    return quiet - first
