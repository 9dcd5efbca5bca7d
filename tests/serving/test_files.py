"""Folders of visitors' models: theirs alone, and removed by no other name."""

from __future__ import annotations

import pytest

from bertdemo.settings import Settings
from tests.conftest import TinyBank, visitors_model
from tests.refusals import refusal


@pytest.mark.parametrize("key", ["classroom", "mine-unknown", "..", "/", "", "mine-/../x"])
def test_only_models_of_visitors_have_a_folder(key: str) -> None:
    bank = TinyBank(Settings(device="cpu"))
    bank("classroom")
    with refusal("gone"):
        bank.folder_of(key)
    assert not list(bank.files.root.iterdir())


def test_a_folder_is_not_named_by_what_a_visitor_knows() -> None:
    bank = TinyBank(Settings(device="cpu"))
    bank.add(visitors_model(bank, "mine-.."))
    folder = bank.folder_of("mine-..")
    assert folder.parent == bank.files.root and folder == bank.folder_of("mine-..")
    outside = bank.files.root.parent / "outside"
    outside.mkdir(exist_ok=True)
    bank.files._folders["mine-.."] = outside
    bank.drop("mine-..")
    assert outside.is_dir() and folder.is_dir(), "only what lies in the folder of downloads is removed"
    outside.rmdir()
