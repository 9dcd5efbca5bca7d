"""What the world does to a server: a kill in the midst of work, a full disk, a port that is taken, a clock that jumps.

Each with processes of its own. Weights that are broken: test_loading.py, test_hub.py and tests/test_start.py. A browser
that sleeps: tests/browser/test_asleep.py.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from gradio_client import Client
from transformers import BertModel

from bertdemo.serving import fetched, kept
from bertdemo.serving.checkpoints import cached
from bertdemo.serving.hub import fetch, look
from bertdemo.settings import Settings
from tests.browser.conftest import OFFLINE, ROOT, launched, started
from tests.conftest import TinyBank, tiny_config, tiny_tokenizer
from tests.hub_server import Hub, hub_that_is_asked

ROWS = [
    [f"{'a fine film' if i % 2 else 'a dull film'} number {i}", "good" if i % 2 else "bad"] for i in range(40)
]
ID = "somebody/tiny-bert"
PYTHON = [sys.executable]


@contextmanager
def process(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Another Python with our code; killed at the end."""
    running = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        env={
            **os.environ,
            "HF_HUB_OFFLINE": "0",
            "TRANSFORMERS_OFFLINE": "0",
        },  # the Hub that is asked is on loopback
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait(20)
        assert running.stdout
        running.stdout.close()


def said(running: subprocess.Popen[str], line: str) -> None:
    """Wait until it has printed a line."""
    assert running.stdout
    for one in running.stdout:
        if one.strip() == line:
            return
    raise AssertionError(f"it ended before it said {line}")


SAVES = """
import sys, time
from bertdemo.settings import Settings
from tests.conftest import TinyBank, visitors_model
bank = TinyBank(Settings(device="cpu", kept_folder=sys.argv[1]))
model = visitors_model(bank, "mine-a")
def slowly(folder):
    print("the weights are written", flush=True)
    time.sleep(60)
model.tokenizer.save_pretrained = slowly
bank.add(model)
"""


def test_killed_while_a_model_is_saved(tmp_path: Path) -> None:
    settings = Settings(device="cpu", kept_folder=str(tmp_path))
    with process(SAVES, tmp_path) as saving:
        said(saving, "the weights are written")
        kept.sweep(settings)
        (part,) = tmp_path.iterdir()
        assert list(part.rglob("*.safetensors")), "what a living process writes is left to it"
        saving.kill()
        saving.wait(20)
    assert part.is_dir()
    kept.sweep(settings)
    assert not list(tmp_path.iterdir())


FETCHES = """
import sys
from bertdemo.serving.hub import fetch, look
from bertdemo.settings import Settings
settings = Settings(device="cpu", hub_folder=sys.argv[1])
for progress in fetch(look(sys.argv[2], settings), settings):
    if progress.done > 150_000:
        print("in the midst", flush=True)
"""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hub]:
    folder = tmp_path / "repository"
    BertModel(tiny_config(hidden_size=256, intermediate_size=2048)).save_pretrained(folder)
    tiny_tokenizer().save_pretrained(folder)
    with hub_that_is_asked(monkeypatch) as running:
        running.repositories[ID] = folder
        yield running


def test_killed_while_a_checkpoint_is_fetched(hub: Hub, tmp_path: Path) -> None:
    settings = Settings(device="cpu", hub_folder=str(tmp_path / "cache"))
    hub.pause = 0.05
    with process(FETCHES, tmp_path / "cache", ID) as fetching:
        said(fetching, "in the midst")
        fetching.kill()
        fetching.wait(20)
    hub.pause = 0.0
    assert list((tmp_path / "cache").rglob("*.incomplete"))
    assert cached(ID, settings) is None, "a half is no checkpoint"
    fetched.sweep(settings)  # as each server does when it starts
    assert not list((tmp_path / "cache").rglob("*.incomplete"))
    list(fetch(look(ID, settings), settings))
    model = TinyBank(settings)(ID)
    assert model.run("my dog is cute").hidden_states.shape[-1] == 256


@pytest.mark.bundled
def test_killed_in_a_training_it_starts_again_and_leaves_nothing(tmp_path: Path) -> None:
    temporary, models = tmp_path / "tmp", tmp_path / "kept"
    temporary.mkdir()
    settings = {**OFFLINE, "TMPDIR": str(temporary), "BERTDEMO_KEPT_FOLDER": str(models)}
    with started(tmp_path / "one.txt", settings, [*PYTHON, "app.py"]) as (address, app):
        done = list(Client(address, verbose=False).submit(rows=ROWS, epochs=1, api_name="/finetune"))[-1]
        training = Client(address, verbose=False).submit(
            rows=ROWS, method="full", epochs=50, api_name="/finetune"
        )
        while len(training.outputs()) < 3:
            assert not training.done(), training.outputs()
            time.sleep(0.05)
        app.send_signal(signal.SIGKILL)
        app.wait(20)
    assert list(temporary.glob(f"bertdemo-{app.pid}-*"))
    with launched(tmp_path / "two.txt", settings) as (address, again):
        client = Client(address, verbose=False)
        assert {name.name.split("-")[1] for name in temporary.glob("bertdemo-*")} == {str(again.pid)}
        assert (
            client.predict("A good film.", model=done["model"], api_name="/classify")["labels"]
            == done["labels"]
        )
        assert list(client.submit(rows=ROWS, epochs=1, api_name="/finetune"))[-1]["model"]


@pytest.mark.bundled
def test_a_second_server_on_one_port_says_so_and_the_first_goes_on(tmp_path: Path) -> None:
    with launched(tmp_path / "log.txt", OFFLINE) as (address, _):
        port = address.rpartition(":")[2]
        usual = {"BERTDEMO_PORT": port, "BERTDEMO_HOST": "127.0.0.1", "BERTDEMO_DEVICE": "cpu", **OFFLINE}
        second = subprocess.run(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env={**os.environ, **usual},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert second.returncode and "Traceback" not in second.stderr
        assert f"Port {port} is in use: end what listens there" in second.stderr
        with urllib.request.urlopen(f"{address}/config", timeout=60) as told:
            assert json.load(told)["components"]


CLOCK = """
import os, runpy, sys, time
from pathlib import Path
true, shift = time.time, Path(os.environ["SHIFT"])
time.time = lambda: true() + float(shift.read_text() or 0)
sys.argv[:] = ["app.py"]
sys.path.insert(0, "")
runpy.run_path("app.py", run_name="__main__")
"""


@pytest.mark.bundled
def test_a_clock_that_jumps_ends_no_visit_and_no_training(tmp_path: Path) -> None:
    """The clock of Python: of what is written into files by the system itself, the true time stays."""
    shift = tmp_path / "shift.txt"
    shift.write_text("0")
    settings = {**OFFLINE, "BERTDEMO_KEPT_FOLDER": str(tmp_path / "kept"), "SHIFT": str(shift)}

    def trained(client: Client, jumps: str = "") -> dict[str, Any]:
        training = client.submit(rows=ROWS, epochs=3, api_name="/finetune")
        if jumps:
            while not training.outputs():
                time.sleep(0.02)
            shift.write_text(jumps)
        last: dict[str, Any] = list(training)[-1]
        return last

    with launched(tmp_path / "log.txt", settings, ["-c", CLOCK]) as (address, _):
        client = Client(address, verbose=False)
        first = trained(client)
        for days in (3, -3, 400):
            second = trained(client, str(86_400 * days))  # a model that is kept sweeps those of before
            for one in (first, second):
                answer = client.predict("A good film.", model=one["model"], api_name="/classify")
                assert answer["labels"] == one["labels"]


FULL = """
import os, sys
from pathlib import Path
from bertdemo.errors import UserError
from bertdemo.settings import Settings
from tests.conftest import TinyBank, visitors_model
folder = Path(sys.argv[1])
bank = TinyBank(Settings(device="cpu", kept_folder=str(folder)))
bank.add(visitors_model(bank, "mine-a"))
taken = os.statvfs(folder)
(folder / "filler").write_bytes(bytes(taken.f_bavail * taken.f_bsize - 20_000))
try:
    bank.add(visitors_model(bank, "mine-b"))
except UserError as error:
    print(error.key)
print(sorted(path.name[:5] for path in folder.iterdir()))
(folder / "filler").unlink()
bank.add(visitors_model(bank, "mine-c"))
print(bank("mine-a").run("my dog").logits is not None, len(list(folder.iterdir())))
"""
FILLS = 'mount -t tmpfs -o size=2m small "$1" && exec "$2" -c "$3" "$1"'
UNSHARE = shutil.which("unshare")


def may_mount() -> bool:
    return (
        bool(UNSHARE) and not subprocess.run([str(UNSHARE), "-Urm", "true"], capture_output=True).returncode
    )


@pytest.mark.skipif(not may_mount(), reason="mounting a small disk is not allowed here")
def test_a_disk_that_is_really_full_is_told_and_the_rest_stays(tmp_path: Path) -> None:
    ran = subprocess.run(
        [str(UNSHARE), "-Urm", "sh", "-c", FILLS, "sh", str(tmp_path), sys.executable, FULL],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    refused, left, again = ran.stdout.splitlines()
    assert refused == "error.disk_full"
    assert left == "['fille', 'kept-']", "nothing of what did not fit"
    assert again == "True 2"
