"""The zip that a visitor takes home: it opens, tells nothing of the server, and is whole or not there."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from transformers import BertForPreTraining

from bertdemo.bert.model import Model
from bertdemo.errors import UserError
from bertdemo.serving import export
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.export import write_zip
from bertdemo.serving.served import ServedModel
from bertdemo.settings import Settings
from tests.conftest import tiny_config, tiny_tokenizer


@pytest.fixture
def model(tmp_path: Path) -> Model:
    """A visitor's model on top of a checkpoint in one of the owner's folders."""
    BertForPreTraining(tiny_config()).save_pretrained(tmp_path / "secret" / "tiny")
    tiny_tokenizer().save_pretrained(tmp_path / "secret" / "tiny")
    config = json.loads((tmp_path / "secret" / "tiny" / "config.json").read_text("utf-8"))
    config |= {"_name_or_path": str(tmp_path), "name_or_path": str(tmp_path)}
    (tmp_path / "secret" / "tiny" / "config.json").write_text(json.dumps(config), "utf-8")
    bank = ModelBank(Settings(device="cpu", folders=str(tmp_path / "secret")))
    base = bank("secret/tiny")
    bank.add(
        ServedModel(
            replace(base.checkpoint, key="mine-a", folder=Path()),
            base.tokenizer,
            base.module,
            bank.settings,
            bank.cache,
        )
    )
    model = bank("mine-a")
    model.folder = bank.folder_of("mine-a")  # type: ignore[attr-defined]
    model.bank = bank  # type: ignore[attr-defined]  # the folder goes with it
    return model


def test_nothing_in_it_tells_where_it_was_made(model: Any, tmp_path: Path) -> None:
    path = write_zip(model, "A card.", model.folder, "bert-tiny")
    assert path == model.folder / "bert-tiny.zip" and list(model.folder.iterdir()) == [path]
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert {name.split("/")[1] for name in names} >= {
            "config.json",
            "model.safetensors",
            "tokenizer.json",
        }
        for name in names:
            content = archive.read(name)
            for word in (str(tmp_path), "secret", str(model.folder), "bertdemo-", str(Path.cwd()), "mine-a"):
                assert word.encode() not in content, f"{word} in {name}"
        archive.extractall(tmp_path / "home")
    BertForPreTraining.from_pretrained(tmp_path / "home" / "bert-tiny")


@pytest.mark.parametrize("place", ["weights", "tokenizer", "zip"])
def test_a_full_disk_is_told_and_nothing_is_left(
    place: str, model: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any, **options: Any) -> None:
        raise OSError(28, "No space left on device")

    def full_in_words(*args: Any, **options: Any) -> None:
        raise Exception("I/O error: No space left on device (os error 28)")  # as safetensors does

    if place == "weights":
        monkeypatch.setattr(model.module, "save_pretrained", full_in_words)
    elif place == "tokenizer":
        monkeypatch.setattr(model.tokenizer, "save_pretrained", full)
    else:
        monkeypatch.setattr(export.zipfile.ZipFile, "write", full)
    with pytest.raises(UserError) as error:
        write_zip(model, "A card.", model.folder, "bert-tiny")
    assert error.value.key == "error.disk_full"
    assert not list(model.folder.iterdir())
