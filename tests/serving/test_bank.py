"""Models in memory: those of visitors while they are there, and room for all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from transformers import (
    BertForPreTraining,
)

from bertdemo.errors import UserError
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import Settings
from tests.conftest import TinyBank, tiny_config, tiny_model, tiny_tokenizer, visitors_model
from tests.refusals import refusal


def test_a_visitors_model_answers_by_its_key_until_the_visit_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    bank = TinyBank(Settings(device="cpu", visit_minutes=1))
    now = 1000.0
    monkeypatch.setattr("bertdemo.serving.bank.time.monotonic", lambda: now)
    bank.add(visitors_model(bank, "mine-a"))
    folder = bank.folder_of("mine-a")
    (folder / "x.zip").write_text("x")
    for _ in range(3):
        now += 50
        assert bank("mine-a").checkpoint.key == "mine-a"
        bank("mine-a").run("my dog")
    kept = bank("mine-a")
    assert len(bank.cache) == 1
    now += 61
    with refusal("gone"):
        bank("mine-a")
    assert kept.run("my dog").encoding.words == 2, "who works with it still can"
    assert not folder.exists() and bank.files.root.is_dir()
    assert len(bank.cache) == 0 and bank.cache.nbytes == 0, "what it reads now is nobody's any more"
    with refusal("gone"):
        bank("mine-unknown")


def test_models_that_are_not_bundled_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    bank = TinyBank(Settings(device="cpu"))
    now = 0.0
    monkeypatch.setattr("bertdemo.serving.bank.time.monotonic", lambda: now)
    size = sum(p.numel() * 4 for p in tiny_model("classroom", bank).module.parameters())
    object.__setattr__(bank.settings, "models_mb", 3.5 * size / 2**20)
    for key in ("mine-a", "mine-b", "mine-c"):
        now += 1
        bank.add(visitors_model(bank, key))
    now += 1
    assert bank("mine-a").run("my dog")
    now += 1
    bank.add(visitors_model(bank, "mine-d"))
    with pytest.raises(UserError):
        bank("mine-b")  # used longest ago
    assert all(bank(key) for key in ("mine-a", "mine-c", "mine-d"))
    shared = visitors_model(bank, "mine-e")
    for own, base in zip(shared.module.parameters(), bank("mine-a").module.parameters(), strict=True):
        own.data = base.data
    bank.add(shared)
    assert all(bank(key) for key in ("mine-a", "mine-c", "mine-d", "mine-e")), "shared memory counts once"


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("opened", ["two below one folder", "a folder that is one", "BERTDEMO_MODEL"])
def test_making_room_in_memory_leaves_the_disk_alone(opened: str, tmp_path: Path) -> None:
    """It removed the owner's checkpoint: a key that was a path was joined to the folder of downloads."""
    sizes = {"hidden_size": 96, "intermediate_size": 128}  # 0.8 MB
    for name in ("one", "two"):
        BertForPreTraining(tiny_config(**sizes)).save_pretrained(tmp_path / "bert" / name)
        tiny_tokenizer().save_pretrained(tmp_path / "bert" / name)
    (tmp_path / "bert" / "one" / "notes").mkdir()
    (tmp_path / "bert" / "one" / "notes" / "of the owner").write_text("keep")
    folder = str(tmp_path / "bert")
    choices = {
        "two below one folder": Settings(folders=folder),
        "a folder that is one": Settings(folders=f"{folder}/one:{folder}/two"),
        "BERTDEMO_MODEL": Settings(folders=f"{folder}/two", model=f"{folder}/one"),
    }
    bank = ModelBank(replace(choices[opened], device="cpu", models_mb=1))
    before = files(tmp_path)
    keys = ["bert/one", "bert/two"] if opened == "two below one folder" else ["one", "two"]
    for key in [*keys, "" if opened == "BERTDEMO_MODEL" else keys[0], *keys]:
        assert bank(key).run("my dog").encoding.words == 2
        assert len([other for other in keys if other in bank._models]) == 1, "the other one made room"
    for key in (*keys, str(tmp_path / "bert"), folder, "..", ".", "", "one/../..", str(bank.files.root)):
        bank.drop(key)
    assert files(tmp_path) == before and bank.files.root.is_dir()


@pytest.mark.bundled
def test_bundled_models_count_toward_no_limit() -> None:
    bank = ModelBank(Settings(device="cpu", models_mb=1))
    assert bank("classroom").checkpoint.bundled and bank("classroom-sentiment").labels
    assert bank("classroom") is bank("classroom"), "nor do they make room"
