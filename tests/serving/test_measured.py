"""Measured rates: those of the bundled models as their file has them, and none where nothing was measured."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import bertdemo.bert.checkpoint
from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.serving.checkpoints import BUNDLED, bundled
from bertdemo.serving.measured import measured

BY_KEY = {checkpoint.key: checkpoint for checkpoint in bundled()}


@pytest.mark.parametrize("key", sorted(BY_KEY))
def test_every_score_of_the_file_is_found(key: str) -> None:
    scores = json.loads((BUNDLED / key / "figures.json").read_text())["scores"]
    assert scores
    assert {name: measured(BY_KEY[key], name) for name in scores} == pytest.approx(scores)


def test_nothing_is_made_up() -> None:
    assert measured(BY_KEY["classroom"], "accuracy") is None


def test_a_file_of_another_folder_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "figures.json").write_text('{"scores": {"facts_top1": 0.99}}')
    assert measured(replace(BY_KEY["classroom"], folder=tmp_path), "facts_top1") is None


@pytest.mark.parametrize(
    "content", [None, "", "[]", "{}", '{"scores": 1}', '{"scores": {"facts_top1": "0.9"}}', "[" * 10_000]
)
def test_no_rate_where_the_file_is_absent_or_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    monkeypatch.setattr(bertdemo.bert.checkpoint, "ASSETS", tmp_path)
    folder = tmp_path / "models" / "classroom"
    folder.mkdir(parents=True)
    checkpoint: Checkpoint = replace(BY_KEY["classroom"], folder=folder)
    assert checkpoint.bundled
    if content is not None:
        (folder / "figures.json").write_text(content)
    assert measured(checkpoint, "facts_top1") is None
