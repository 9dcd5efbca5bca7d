"""Which folders are found, and what each of the others is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from transformers import (
    BertForPreTraining,
)

from bertdemo.errors import UserError
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED, bundled, find, local
from bertdemo.settings import Settings
from tests.conftest import tiny_config
from tests.refusals import refusal
from tests.serving.strangers import refused


@pytest.fixture
def opened(folder: Path) -> Settings:
    return Settings(device="cpu", folders=str(folder.parent))


def test_figures_come_from_the_files(folder: Path, opened: Settings) -> None:
    shown = [c.describe() for c in local(opened)]
    saved = BertForPreTraining(tiny_config()).num_parameters()
    assert [(c["layers"], c["heads"], c["hidden"], c["task"]) for c in shown] == [(3, 4, 32, "pretraining")]
    assert shown[0]["parameters"] == saved
    assert "folder" not in shown[0] and shown[0]["languages"] == []


@pytest.mark.parametrize(
    "key", ["../secret", "/etc", "mine/../../x", "\x00", "~nobody/x", "a" * 5000, "nobody"]
)
def test_only_opened_folders_are_found(key: str, opened: Settings) -> None:
    with refusal("no model"):
        find(key, opened)


def test_a_folder_beside_an_opened_one_stays_shut(folder: Path, opened: Settings) -> None:
    shut = folder.parent.parent / "shut"
    (folder.parent.parent / "link").symlink_to(folder)
    shut.mkdir()
    for key in (str(shut), f"{folder}/../../shut"):
        with refusal("no model"):
            find(key, opened)


def test_a_link_out_of_an_opened_folder_stays_shut(folder: Path, tmp_path: Path) -> None:
    folder.rename(tmp_path / "shut")
    folder.symlink_to(tmp_path / "shut")
    assert refused(folder, hub="closed").key == "error.no_such_model"


def test_the_cache_of_the_hub_is_made_of_links_and_opens(folder: Path, tmp_path: Path) -> None:
    snapshot = tmp_path / "models--a--b" / "snapshots" / "1"
    blobs = tmp_path / "models--a--b" / "blobs"
    snapshot.mkdir(parents=True)
    blobs.mkdir()
    for number, path in enumerate(folder.iterdir()):
        path.rename(blobs / str(number))
        (snapshot / path.name).symlink_to(blobs / str(number))
    bank = ModelBank(Settings(device="cpu", folders=str(snapshot)))
    assert bank(snapshot.name).run("my dog").encoding.words == 2


@pytest.fixture
def shipped_here(tmp_path: Path) -> Path:
    """What comes with the app: the small files copied, the weights linked."""
    for path in BUNDLED.rglob("*"):
        target = tmp_path / "models" / path.relative_to(BUNDLED)
        if path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(path) if path.suffix == ".safetensors" else shutil.copyfile(path, target)
    return tmp_path / "models"


def damage(folder: Path, how: str) -> None:
    weights = folder / "adapter_model.safetensors"
    if how == "missing":
        shutil.rmtree(folder)
    elif how == "no weights":
        weights.unlink()
    elif how == "cut off":
        whole = weights.read_bytes()
        weights.unlink()
        weights.write_bytes(whole[: len(whole) // 2])
    elif how == "pointer":  # what lies there when large files were not fetched
        weights.unlink()
        weights.write_text("version https://git-lfs.github.com/spec/v1")
    else:
        name, _, text = how.partition(": ")
        (folder / name).write_text(text)


@pytest.mark.bundled
@pytest.mark.parametrize("key", ["classroom-topic", "classroom-translate-en-zh"])
@pytest.mark.parametrize(
    "how",
    [
        "missing",
        "task.json: {",
        "task.json: []",
        "task.json: {}",
        'task.json: {"task": "cooking", "base": "classroom", "labels": [], "temperature": 1.0}',
        'task.json: {"task": "topic", "base": "nosuch", "labels": 5, "temperature": 1.0}',
        "task.json: " + "[" * 100_000,
        "no weights",
        "cut off",
        "pointer",
        "adapter_config.json: {}",
        'adapter_config.json: {"base_model_name_or_path": "elsewhere"}',
        'adapter_config.json: {"base_model_name_or_path": ["classroom"]}',
    ],
)
def test_a_damaged_adapter_leaves_the_rest_alone(
    key: str, how: str, shipped_here: Path, caplog: pytest.LogCaptureFixture
) -> None:
    if key == "classroom-translate-en-zh" and (
        "adapter" in how or how in ("no weights", "cut off", "pointer")
    ):
        for path in (shipped_here / key).glob("*.safetensors"):
            path.unlink()
    else:
        damage(shipped_here / key, how)
    for _ in range(3):
        rest = {c.key for c in bundled(shipped_here)}
    assert rest == {c.key for c in bundled()} - {key} and len(rest) > 3
    said = [record.getMessage() for record in caplog.records if "left out" in record.getMessage()]
    assert len(said) == (how != "missing") and all(key in line for line in said), "once, by its name"
    with pytest.raises(UserError) as error:
        find(key, Settings(device="cpu"), shipped_here)
    assert error.value.key == "error.damaged_model" and error.value.values["model"] == key
    assert find("classroom-sentiment", Settings(device="cpu"), shipped_here).layers == 6
