"""Models of visitors on disk: another process has them, what nobody asks for goes, and the key is written nowhere."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch.testing import assert_close

from bertdemo.errors import UserError
from bertdemo.serving import kept
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.served import ServedModel
from bertdemo.settings import Settings
from tests.conftest import TinyBank, tiny_model, visitors_model
from tests.refusals import refusal

TEXT = "my dog is cute"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(device="cpu", kept_folder=str(tmp_path / "kept"), visit_minutes=1)


def classifier_of_a_visitor(bank: ModelBank, key: str) -> ServedModel:
    model = tiny_model("classroom-topic", bank)
    model.module.config.id2label = dict(enumerate(model.labels))
    model.module.config.label2id = {label: number for number, label in enumerate(model.labels)}
    checkpoint = replace(model.checkpoint, key=key, task="classification", languages=("zh",))
    return ServedModel(checkpoint, model.tokenizer, model.module, bank.settings, bank.cache, model.labels)


def folders(settings: Settings) -> list[Path]:
    return sorted(Path(settings.kept_folder).iterdir())


def test_another_process_answers_with_the_same_numbers(settings: Settings) -> None:
    first, second = TinyBank(settings), TinyBank(settings)
    first.add(classifier_of_a_visitor(first, "mine-a"))
    first.add(visitors_model(first, "mine-b"))
    here, there = first("mine-a"), second("mine-a")
    assert here is not there and here.labels == there.labels
    assert there.checkpoint.task == "classification" and there.checkpoint.languages == ("zh",)
    one, other = here.run(TEXT), there.run(TEXT)
    assert one.logits is not None and other.logits is not None
    for key, weights in here.module.state_dict().items():
        assert torch.equal(weights, there.module.state_dict()[key]), key
    # Weights that are read from a file may begin at another place in memory, and are then summed in another order.
    assert_close(one.logits, other.logits, atol=1e-6, rtol=1e-5)
    assert_close(one.attentions, other.attentions, atol=1e-6, rtol=1e-5)
    pair = (bank("mine-b").run(TEXT).hidden_states for bank in (first, second))
    assert_close(*pair, atol=1e-5, rtol=1e-5)
    assert second("mine-b").checkpoint.task == "pretraining"


def test_the_key_is_written_nowhere_and_leads_nowhere(settings: Settings) -> None:
    bank = TinyBank(settings)
    bank.add(visitors_model(bank, "mine-secret"))
    for path in Path(settings.kept_folder).rglob("*"):
        assert "mine-secret" not in path.name
        assert path.is_dir() or b"mine-secret" not in path.read_bytes()
    for key in ("mine-other", "mine-", "mine-..", "mine-\ud800"):
        with refusal("gone"):
            bank(key)


def test_what_nobody_asks_for_goes(settings: Settings) -> None:
    bank = TinyBank(settings)
    bank.add(visitors_model(bank, "mine-a"))
    bank.add(visitors_model(bank, "mine-b"))
    facts = {key: kept.folder_of(key, settings) / "kept.json" for key in ("mine-a", "mine-b")}
    for path in facts.values():
        os.utime(path, (time.time() - 70,) * 2)
    assert bank("mine-b").run(TEXT)  # is in memory, and counts as used
    foreign = Path(settings.kept_folder) / "photos"
    foreign.mkdir()
    kept.sweep(settings)
    assert folders(settings) == sorted([facts["mine-b"].parent, foreign])
    with refusal("gone"):
        TinyBank(settings)("mine-a")


def test_what_was_used_longest_ago_makes_room(settings: Settings) -> None:
    bank = TinyBank(settings)
    for age, key in ((30, "mine-a"), (20, "mine-b"), (10, "mine-c")):
        bank.add(visitors_model(bank, key))
        os.utime(kept.folder_of(key, settings) / "kept.json", (time.time() - age,) * 2)
    size = sum(file.stat().st_size for file in kept.folder_of("mine-a", settings).iterdir())
    object.__setattr__(settings, "kept_mb", 2.5 * size / 2**20)
    kept.sweep(settings)
    assert folders(settings) == sorted(kept.folder_of(key, settings) for key in ("mine-b", "mine-c"))


def test_without_the_setting_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    bank = TinyBank(Settings(device="cpu"))
    bank.add(visitors_model(bank, "mine-a"))
    assert bank("mine-a") and not list(tmp_path.iterdir())
    with refusal("gone"):
        TinyBank(Settings(device="cpu"))("mine-a")


def test_a_model_is_kept_whole_or_not_at_all(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    bank = TinyBank(settings)
    model = visitors_model(bank, "mine-a")
    monkeypatch.setattr(model.tokenizer, "save_pretrained", full)
    with pytest.raises(UserError, match="disk_full"):
        bank.add(model)
    assert not folders(settings)
