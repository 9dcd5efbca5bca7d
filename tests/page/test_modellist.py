"""What stands in the list of models, and what a link or a page that opens makes of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from transformers import BertForPreTraining

from bertdemo.page.modellist import HUB, choices, hub_choices, hub_names, of_hub
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES, Settings
from bertdemo.text import Text
from tests.conftest import tiny_config, tiny_tokenizer

BASE, CHINESE = HUB


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    return Settings(device="cpu", hub_folder=str(tmp_path / "cache"))


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    BertForPreTraining(tiny_config()).save_pretrained(tmp_path / "tiny")
    tiny_tokenizer().save_pretrained(tmp_path / "tiny")
    return tmp_path / "tiny"


def put(tiny: Path, key: str, settings: Settings) -> None:
    shutil.copytree(tiny, Path(settings.hub_folder) / f"models--{key.replace('/', '--')}" / "snapshots" / "1")


@pytest.mark.parametrize(
    ("hub", "keys"), [("open", [BASE, CHINESE]), (f"a/b, {CHINESE}", [CHINESE]), ("closed", [])]
)
def test_the_list_names_what_the_owner_lets_fetch(hub: str, keys: list[str], settings: Settings) -> None:
    assert of_hub(replace(settings, hub=hub)) == keys


def test_offline_the_list_names_what_is_here(
    settings: Settings, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert of_hub(settings) == []
    put(tiny, CHINESE, settings)
    assert of_hub(settings) == [CHINESE]
    assert of_hub(replace(settings, hub="closed")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_size_is_told_as_long_as_it_is_to_be_fetched(
    language: str, settings: Settings, tiny: Path
) -> None:
    text = Text(language)  # type: ignore[arg-type]
    (label, key), _ = hub_choices(text, settings)
    assert key == BASE and "12 × 12" in label and "440 MB" in label
    put(tiny, BASE, settings)
    (label, key), _ = hub_choices(text, settings)
    assert key == BASE and "12 × 12" in label and "MB" not in label


def test_the_servers_own_choice_stands_in_the_list_once(settings: Settings, tiny: Path) -> None:
    own = replace(settings, model="somebody/tiny-bert")
    text, bank = Text("en"), ModelBank(own)
    before = [key for _, key in choices(text, bank)]
    assert of_hub(own) == [BASE, CHINESE, "somebody/tiny-bert"]
    assert hub_names(text, own)["somebody/tiny-bert"]["away"] == "somebody/tiny-bert · to fetch"
    put(tiny, "somebody/tiny-bert", own)
    assert [key for _, key in choices(text, bank)] == before
    assert hub_names(text, own)["somebody/tiny-bert"]["is_here"]
    assert of_hub(replace(settings, model=BASE)) == [BASE, CHINESE]
