"""What visitors call the checkpoints in the owner's folders: names, never a path."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from transformers import BertForPreTraining

from bertdemo.errors import UserError
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled, default_key, find, hub_default, listed, local, shipped
from bertdemo.serving.folders import folders_by_key, roots
from bertdemo.settings import Settings
from bertdemo.text import Text
from tests.conftest import tiny_config, tiny_tokenizer


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "tiny"
    BertForPreTraining(tiny_config()).save_pretrained(folder)
    tiny_tokenizer().save_pretrained(folder)
    return folder


@pytest.fixture
def put(made: Path, tmp_path: Path) -> Callable[[str], Path]:
    return lambda place: Path(shutil.copytree(made, tmp_path / place))


def opened(*folders: Path | str, model: str = "classroom") -> Settings:
    return Settings(device="cpu", folders=os.pathsep.join(map(str, folders)), model=model)


def keys(settings: Settings) -> list[str]:
    return [checkpoint.key for checkpoint in local(settings)]


def test_a_checkpoint_is_called_by_its_folder_and_its_name(
    put: Callable[[str], Path], tmp_path: Path
) -> None:
    for place in ("a/models/one", "a/models/two", "b/models/one", "c/models-2/one", "alone"):
        put(place)
    settings = opened(*(tmp_path / place for place in ("a/models", "c/models-2", "b/models", "alone")))
    assert keys(settings) == ["models/one", "models/two", "models-2/one", "models-3/one", "alone"]
    assert find("models-3/one", settings).folder == tmp_path / "b/models/one"
    assert find("alone", settings).folder == tmp_path / "alone"
    assert ModelBank(settings)("models-3/one").run("my dog").encoding.words == 2


def test_a_folder_that_is_opened_twice_is_there_once(put: Callable[[str], Path], tmp_path: Path) -> None:
    one = put("models/one")
    (tmp_path / "link").symlink_to(tmp_path / "models")
    settings = opened(tmp_path / "models", f"{tmp_path}/models/", tmp_path / "link", one, model=str(one))
    assert keys(settings) == ["models/one"] and default_key(settings) == "models/one"


def test_names_of_others_are_not_taken(put: Callable[[str], Path], tmp_path: Path) -> None:
    for name in ("classroom", "classroom-topic", "mine-x", "mine-y/z"):
        put(f"opened/{name}")
    names = [tmp_path / "opened" / name for name in ("classroom", "classroom-topic", "mine-x", "mine-y")]
    assert keys(opened(*names)) == ["classroom-2", "classroom-topic-2", "local-mine-x", "mine-y/z"]
    bank = ModelBank(opened(*names))
    assert bank("classroom-2").checkpoint.layers == 3 and bank("mine-y/z").checkpoint.layers == 3
    assert bank("local-mine-x").checkpoint.layers == 3
    if "classroom" in {c.key for c in bundled()}:
        assert find("classroom", opened(*names)).bundled, "what comes with the app comes first"


def test_a_folder_comes_before_the_hub(put: Callable[[str], Path], tmp_path: Path) -> None:
    put("somebody/tiny-bert")
    put("cache/models--somebody--tiny-bert/snapshots/1")
    settings = replace(opened(tmp_path / "somebody"), hub_folder=str(tmp_path / "cache"))
    assert find("somebody/tiny-bert", settings).folder == tmp_path / "somebody/tiny-bert"
    settings = replace(settings, folders="")
    assert find("somebody/tiny-bert", settings).folder.parent.name == "snapshots"


@pytest.mark.parametrize("form", ["{}", "{}/", "{}/../one", "~/one", "one", "./one", "./one/."])
def test_the_default_may_be_a_folder(
    form: str, put: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = put("one")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    settings = opened(model=form.format(one))
    assert default_key(settings) == "one" and find("", settings).folder == one
    bank = ModelBank(settings)
    assert bank().checkpoint.key == "one" and bank() is bank("one")


@pytest.mark.bundled
def test_the_default_may_be_of_the_hub_and_until_it_is_here_it_is_the_bundled_one(
    put: Callable[[str], Path], tmp_path: Path
) -> None:
    settings = replace(opened(model="somebody/tiny-bert"), hub_folder=str(tmp_path / "cache"))
    assert hub_default(settings) == "somebody/tiny-bert"
    assert default_key(settings) == "classroom" and find("", settings).bundled
    snapshot = put("cache/models--somebody--tiny-bert/snapshots/1")
    assert default_key(settings) == "somebody/tiny-bert" and find("", settings).folder == snapshot
    assert [c.key for c in listed(settings)][-1] == "somebody/tiny-bert"
    assert default_key(replace(settings, hub="closed")) == "classroom"
    (snapshot / "model.safetensors").write_bytes(b"0" * 50)
    assert default_key(settings) == "classroom", "one that does not open is none"
    assert "somebody/tiny-bert" not in {c.key for c in listed(settings)}


def test_a_folder_goes_before_the_hub_as_the_default_too(put: Callable[[str], Path], tmp_path: Path) -> None:
    put("somebody/tiny-bert")
    settings = opened(tmp_path / "somebody", model="somebody/tiny-bert")
    assert hub_default(settings) == "" and default_key(settings) == "somebody/tiny-bert"
    assert [hub_default(opened(model=model)) for model in ("classroom", str(tmp_path), "a/b/c", "/a/b")] == [
        ""
    ] * 4


@pytest.mark.bundled
def test_a_folder_of_the_same_name_does_not_replace_what_ships(
    put: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("classroom")
    monkeypatch.chdir(tmp_path)
    assert default_key(opened()) == "classroom" and find("", opened()).bundled
    assert keys(opened()) == [], "nor is it opened because the app was started beside it"


def test_names_that_no_page_can_show(put: Callable[[str], Path], tmp_path: Path) -> None:
    put("odd/plain")
    for name in (b"\xff\xfe", b"a\nb", b"\x1b[31m"):
        put(f"odd/{os.fsdecode(name)}")
    found = keys(opened(tmp_path / "odd"))
    # The first is left out: safetensors opens no name whose bytes are no text.
    assert sorted(found) == ["odd/_[31m", "odd/a_b", "odd/plain"]
    assert all(find(key, opened(tmp_path / "odd")).key == key for key in found)
    json.dumps(found).encode("utf-8")


@pytest.mark.parametrize(
    "place", ["", "/", "{}", "{}/one", "{}/one/../one", "~/one", "file://{}/one", "one", "../models/one"]
)
def test_a_path_is_no_key(
    place: str, put: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("models/one")
    monkeypatch.setenv("HOME", str(tmp_path / "models"))
    monkeypatch.chdir(tmp_path / "models")
    asked = place.format(tmp_path / "models")
    if asked:
        with pytest.raises(UserError) as error:
            ModelBank(opened(tmp_path / "models"))(asked)
        assert error.value.key == "error.no_such_model"


def test_what_cannot_be_looked_into_is_left_out(
    put: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("models/one")
    (tmp_path / "models" / "loop").symlink_to("loop")
    assert keys(opened(tmp_path / "models", tmp_path / "missing", "\0", "~nobody-at-all/x")) == ["models/one"]
    real = Path.iterdir

    def shut(path: Path) -> Any:
        if path.name == "shut":
            raise PermissionError(13, "Permission denied")
        return real(path)

    (tmp_path / "shut").mkdir()
    monkeypatch.setattr(Path, "iterdir", shut)
    assert keys(opened(tmp_path / "shut", tmp_path / "models")) == ["models/one"]


def test_roots_without_a_name_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert list(roots(opened("."))) == [tmp_path.name]
    assert list(roots(opened("/"))) == ["root"]
    assert folders_by_key(opened(tmp_path), shipped()) == {}


def test_no_visitor_learns_where_a_folder_lies(put: Callable[[str], Path], tmp_path: Path) -> None:
    """Nor does what is said of a broken one."""
    from bertdemo.api.endpoints import endpoints

    for name in ("whole", "config", "weights", "tokenizer", "link", "wide"):
        put(f"secret/models/{name}")
    folder = tmp_path / "secret" / "models"
    settings = opened(folder, model=str(folder / "whole"))
    api = {function.__name__: function for function in endpoints(ModelBank(settings))}
    assert "models/whole" in {model["key"] for model in api["models"]()["models"]}
    assert "secret" not in json.dumps(api["models"]())
    (folder / "config" / "config.json").write_text("{")
    (folder / "weights" / "model.safetensors").write_bytes(b"\0" * 20)
    (folder / "tokenizer" / "tokenizer.json").write_text("{")
    (folder / "link" / "tokenizer.json").unlink()
    (folder / "link" / "tokenizer.json").symlink_to("/etc/hostname")
    config = json.loads((folder / "wide" / "config.json").read_text("utf-8"))
    (folder / "wide" / "config.json").write_text(json.dumps(config | {"hidden_size": 64}))
    bank = ModelBank(settings)
    told = set()
    for name in ("config", "weights", "tokenizer", "link", "wide"):
        with pytest.raises(UserError) as error:
            bank(f"models/{name}")
        said = Text("en").message(error.value) + Text("zh").message(error.value)
        assert f"models/{name}" in said and "secret" not in said
        told.add(error.value.key)
    assert len(told) == 5, "each for its own reason"


def test_the_folders_own_name_goes_before_that_of_a_link(put: Callable[[str], Path], tmp_path: Path) -> None:
    put("good/bert")
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "alias").symlink_to(tmp_path / "good" / "bert")
    assert keys(opened(tmp_path / "two", tmp_path / "good")) == ["good/bert"]
