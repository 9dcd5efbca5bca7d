"""Room on the disk for what visitors fetch: the oldest goes, and nothing that the app did not fetch."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from transformers import BertModel

from bertdemo.errors import UserError
from bertdemo.serving import fetched
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import cached
from bertdemo.serving.fetched import MARK, repository, room_for, sweep
from bertdemo.serving.hub import fetch, look
from bertdemo.serving.scratch import hold
from bertdemo.settings import Settings
from tests.conftest import tiny_config, tiny_tokenizer
from tests.hub_server import Hub, hub_that_is_asked

IDS = ("a/one", "b/two", "c/three")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """0.8 MB: two fit into 2 MB, three do not."""
    folder = tmp_path_factory.mktemp("made")
    BertModel(tiny_config(hidden_size=96, intermediate_size=128)).save_pretrained(folder)
    tiny_tokenizer().save_pretrained(folder)
    return folder


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, made: Path, tmp_path: Path) -> Iterator[Hub]:
    with hub_that_is_asked(monkeypatch) as running:
        for key in IDS:  # files of their own, so that no blob is the same
            folder = shutil.copytree(made, tmp_path / "hub" / key)
            (folder / "README.md").write_text(key)
            running.repositories[key] = folder
        yield running


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(device="cpu", hub_folder=str(tmp_path / "cache"), hub_total_mb=2)


def get(key: str, settings: Settings) -> None:
    list(fetch(look(key, settings), settings))
    assert cached(key, settings) is not None


def aged(key: str, settings: Settings, seconds: float) -> None:
    mark = repository(key, settings) / MARK
    os.utime(mark, (mark.stat().st_atime - seconds, mark.stat().st_mtime - seconds))


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_looking_leaves_nothing_on_the_disk(hub: Hub, settings: Settings) -> None:
    for key in IDS:
        assert look(key, settings).bytes
    assert not Path(settings.hub_folder).exists()


def test_what_was_used_longest_ago_makes_room(hub: Hub, settings: Settings) -> None:
    get("a/one", settings)
    get("b/two", settings)
    aged("a/one", settings, 200)
    aged("b/two", settings, 100)
    ModelBank(settings)("a/one")  # used now
    get("c/three", settings)
    assert cached("a/one", settings) and cached("b/two", settings) is None
    assert not repository("b/two", settings).exists()
    assert ModelBank(settings)("a/one").run("my dog").encoding.words == 2


def test_what_the_owner_had_stays(hub: Hub, settings: Settings, made: Path) -> None:
    own = repository("d/own", settings) / "snapshots" / "1"
    shutil.copytree(made, own)
    (Path(settings.hub_folder) / "notes.txt").write_text("of the owner")
    half = (
        repository("a/one", settings) / "snapshots" / "2"
    )  # the owner began with one that visitors fetch too
    half.mkdir(parents=True)
    (half / "config.json").write_text("{}")
    os.utime(own.parent.parent, (0, 0))
    before = files(Path(settings.hub_folder))
    for key in (*IDS, *IDS):
        get(key, settings)
    assert before.items() <= files(Path(settings.hub_folder)).items()
    assert cached("d/own", settings) == own


def test_what_the_owner_put_beside_stays(hub: Hub, settings: Settings) -> None:
    get("a/one", settings)
    folder = repository("a/one", settings)
    snapshot = next((folder / "snapshots").iterdir())
    other = folder / "snapshots" / "his"
    other.mkdir()
    (other / "config.json").symlink_to((snapshot / "config.json").resolve())
    (snapshot / "pytorch_model.bin").write_bytes(b"his too")
    fetched.remove(folder)
    assert {path.name for path in folder.rglob("*") if path.is_file()} >= {"config.json", "pytorch_model.bin"}
    assert (other / "config.json").read_bytes() and not list(folder.rglob("*.safetensors"))


def test_a_mark_that_somebody_wrote_leads_nowhere(settings: Settings, tmp_path: Path) -> None:
    folder = repository("a/one", settings)
    (tmp_path / "secret").write_text("keep")
    for said in (
        '{"..": ["../../../secret"]}',
        '{"x": ["../../../../secret", "/etc/x"]}',
        "[1]",
        "{",
        '{"x": 1}',
    ):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).write_text(said)
        fetched.remove(folder)
    assert (tmp_path / "secret").read_text() == "keep"


def test_no_more_than_all_may_take(hub: Hub, settings: Settings) -> None:
    with pytest.raises(UserError) as error:
        look("a/one", replace(settings, hub_total_mb=0))
    assert error.value.key == "error.too_large"
    size = [("model.safetensors", 2**20 + 2**19)]
    with room_for("a/one", "1", size, settings):
        with pytest.raises(UserError) as error:
            get("b/two", settings)
        assert error.value.key == "error.hub_full", "what is under way is not removed"
        assert (repository("a/one", settings) / MARK).is_file()
    get("b/two", settings)


def test_halves_of_files_are_swept_when_nobody_fetches_them(hub: Hub, settings: Settings) -> None:
    get("a/one", settings)
    blobs = repository("a/one", settings) / "blobs"
    (blobs / "abc.12345678.incomplete").write_bytes(b"half")
    (blobs / "def.12345678.incomplete").write_bytes(b"half")
    owner = repository("d/own", settings) / "blobs" / "abc.12345678.incomplete"
    owner.parent.mkdir(parents=True)
    owner.write_bytes(b"half")
    locks = Path(settings.hub_folder) / ".locks" / "models--a--one"
    locks.mkdir(parents=True, exist_ok=True)
    held = hold(locks / "def.lock")
    assert held is not None
    sweep(settings)
    assert [path.name for path in blobs.glob("*.incomplete")] == ["def.12345678.incomplete"]
    os.close(held)
    sweep(settings)
    assert not list(blobs.glob("*.incomplete")) and owner.exists()
    assert cached("a/one", settings)
