"""The commands of `hf` that README and a model's card tell to type are typed: against the small Hub on loopback."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bertdemo.serving.export import PUSH
from tests.hub_accounts import SCOPES
from tests.hub_server import Hub, hub_that_is_asked

ROOT = Path(__file__).resolve().parent.parent
HF = Path(sys.executable).with_name("hf")
LARGE = bytes(range(256)) * 50_000  # more than travels by itself


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with hub_that_is_asked(monkeypatch) as running:
        running.accounts.tokens["hf_anna"] = ("anna", SCOPES)
        yield running


def typed(command: str, folder: Path, hub: Hub) -> None:
    words = shlex.split(command)
    assert words[0] == "hf"
    there = {
        "HF_ENDPOINT": hub.address,
        "HF_TOKEN": "hf_anna",
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_OFFLINE": "0",
    }
    ran = subprocess.run(
        [HF, *words[1:]],
        cwd=folder,
        env={**os.environ, **there, "HF_HOME": str(folder.parent / "home")},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, f"{command}\n{ran.stdout}\n{ran.stderr}"


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_space_gets_what_it_runs_on_and_nothing_else(hub: Hub, tmp_path: Path) -> None:
    wanted = {"app.py", "requirements.txt", "README.md", "bertdemo/bert/run.py", "assets/page.bundle.js"}
    wanted |= {"assets/models/classroom/model.safetensors"}
    others = {
        ".git/config",
        ".git/objects/ab/cd",
        ".venv/bin/python",
        "tests/test_run.py",
        "tests/bert/test_run.py",
    }
    others |= {"bertdemo/__pycache__/a.pyc", "bertdemo/bert/__pycache__/run.cpython-311.pyc"}
    folder = tmp_path / "clone"
    for name in wanted | others:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(LARGE if name.endswith("safetensors") else name.encode())
    commands = re.findall(r"^hf .+$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert [command.split()[1] for command in commands] == ["repos", "upload"]
    for command in commands:
        typed(command.replace("user/space", "anna/bert"), folder, hub)
    there = hub.repositories["anna/bert"]
    assert files(there) - {".gitattributes"} == wanted
    assert (there / "assets/models/classroom/model.safetensors").read_bytes() == LARGE
    assert hub.accounts.kits["anna/bert"] == "gradio"


def test_a_trained_model_gets_where_its_card_says(hub: Hub, tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    (folder / "bert-mine").mkdir(parents=True)
    for name, data in (("model.safetensors", LARGE), ("config.json", b"{}"), ("README.md", b"# Mine")):
        (folder / "bert-mine" / name).write_bytes(data)
    signs_in, *commands = PUSH.format(folder="bert-mine").splitlines()
    assert signs_in == "hf auth login"
    for command in commands:
        typed(command.replace("user/", "anna/"), folder, hub)
    there = hub.repositories["anna/bert-mine"]
    assert files(there) - {".gitattributes"} == files(folder / "bert-mine")
    assert (there / "model.safetensors").read_bytes() == LARGE


def test_an_owner_s_folder_is_fetched_as_told(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    for name in ("model.safetensors", "config.json", "vocab.txt", "pytorch_model.bin"):
        (tmp_path / "there" / name).write_bytes(name.encode())
    hub.repositories["google-bert/bert-base-uncased"] = tmp_path / "there"
    told = (ROOT / "bertdemo" / "serving" / "README.md").read_text("utf-8")
    (command,) = re.findall(r"^hf .+$", told, re.MULTILINE)
    typed(command.replace("~/", f"{tmp_path}/home/"), tmp_path, hub)
    got = files(tmp_path / "home" / "bert" / "bert-base-uncased")
    assert {name for name in got if not name.startswith(".cache/")} == {
        "model.safetensors",
        "config.json",
        "vocab.txt",
    }
