"""What config and headers of a folder say before a weight is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from safetensors.torch import load_file
from transformers import (
    BertModel,
)

from bertdemo.errors import UserError
from bertdemo.serving.shapes import read, verify
from tests.conftest import tiny_config
from tests.refusals import refusal
from tests.serving.strangers import open_it, refused


@pytest.mark.parametrize(
    ("card", "languages"),
    [
        ("---\nlicense: mit\nlanguage: en\n---\nlanguage: fr\n", ("en",)),
        ("---\nlanguage:\n- en\n- zh\ntags:\n- x\n---\n", ("en", "zh")),
        ("no header\nlanguage: en", ()),
    ],
)
def test_languages_come_from_the_card(card: str, languages: tuple[str, ...], folder: Path) -> None:
    (folder / "README.md").write_text(card)
    assert read(folder, "x").languages == languages


def test_broken_folders_are_told_apart(folder: Path) -> None:
    weights = folder / "model.safetensors"
    config = json.loads((folder / "config.json").read_text())
    whole = weights.read_bytes()
    weights.write_bytes(whole[:50])
    with refusal("damaged or cut off"):
        read(folder, "x")
    weights.rename(folder / "pytorch_model.bin")
    with refusal("no weights in safetensors"):
        read(folder, "x")
    (folder / "config.json").write_text(json.dumps(config | {"model_type": "gpt2"}))
    with refusal("gpt2"):
        read(folder, "x")
    (folder / "config.json").write_text("{")
    with refusal(r"config\.json"):
        read(folder, "x")


def test_weights_that_do_not_fit_their_config_are_refused(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"hidden_size": 64}))
    with refusal("do not fit its config"):
        open_it(folder)


@pytest.mark.parametrize("changes", [{"hidden_size": 64}, {"vocab_size": 999}, {"num_hidden_layers": 12}])
def test_weights_of_another_shape_are_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    BertModel(tiny_config()).save_pretrained(tmp_path)
    config = json.loads((tmp_path / "config.json").read_text("utf-8"))
    (tmp_path / "config.json").write_text(json.dumps(config | changes), "utf-8")
    with pytest.raises(UserError) as error:
        read(tmp_path, "tiny")
    assert error.value.key == "error.weights_do_not_fit"


def test_manifest_finds_a_changed_byte(folder: Path) -> None:
    import hashlib

    path = folder / "model.safetensors"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder.parent / "manifest.json").write_text(json.dumps({"mine/model.safetensors": digest}))
    verify(read(folder, "mine"))
    changed = bytearray(path.read_bytes())
    changed[-1] ^= 1
    path.write_bytes(changed)
    with refusal(r"mine/model\.safetensors"):
        verify(read(folder, "mine"))


def test_a_manifest_that_is_none_is_told(folder: Path) -> None:
    for said in ("{", "5", "[1]"):
        (folder.parent / "manifest.json").write_text(said)
        with pytest.raises(UserError) as error:
            verify(read(folder, "mine"))
        assert error.value.key == "error.damaged_file"


def test_nothing_outside_of_a_folder_is_opened(folder: Path) -> None:
    outside = folder.parent.parent / "outside.safetensors"
    (folder / "model.safetensors").rename(outside)
    names = list(load_file(outside))
    index = folder / "model.safetensors.index.json"
    for place in ("../../outside.safetensors", str(outside), "..\\x.safetensors"):
        index.write_text(json.dumps({"metadata": {}, "weight_map": dict.fromkeys(names, place)}), "utf-8")
        assert refused(folder).key == "error.leads_elsewhere"
    index.write_text(json.dumps({"weight_map": dict.fromkeys(names, "model-1.safetensors")}), "utf-8")
    assert refused(folder).key == "error.broken_weights"
    index.write_text('{"weight_map": [1]}', "utf-8")
    assert refused(folder).key == "error.broken_weights"
    index.unlink()
    (folder / "model.safetensors").symlink_to(outside)
    assert refused(folder).key == "error.leads_elsewhere"
    (folder / "model.safetensors").unlink()
    outside.rename(folder / "model.safetensors")
    (folder / "adapter_config.json").write_text('{"base_model_name_or_path": "/"}', "utf-8")
    assert refused(folder).key == "error.is_adapter"
    (folder / "adapter_config.json").unlink()
    (folder / "vocab.txt").symlink_to("tokenizer.json")
    assert open_it(folder).run("my dog").encoding.words == 2, "a link within it is none of that"


def test_a_list_of_tensors_without_end_is_not_read(folder: Path) -> None:
    whole = (folder / "model.safetensors").read_bytes()
    header = whole[8 : 8 + int.from_bytes(whole[:8], "little")].ljust(5 * 2**20)
    body = whole[8 + int.from_bytes(whole[:8], "little") :]
    (folder / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + body)
    assert refused(folder).key == "error.broken_weights"
