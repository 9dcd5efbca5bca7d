"""What the list of checkpoints shows of those that lie here, and of one of the Hub before it is fetched."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled
from bertdemo.serving.hub import Preview
from bertdemo.settings import LANGUAGES, Language
from bertdemo.steps.using.checkpoints import here, previewed
from bertdemo.text import Text

BASE = Preview(
    id="google-bert/bert-base-uncased",
    revision="1",
    kind="bert",
    task="pretraining",
    layers=12,
    heads=12,
    hidden=768,
    vocab=30_522,
    parameters=110_000_000,
    files=(("config.json", 570), ("model.safetensors", 440_000_000)),
    bytes=440_000_570,
    memory=420 * 2**20,
    here=False,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_checkpoint_before_it_is_fetched(models: ModelBank, language: Language) -> None:
    payload = previewed(Text(language), models, BASE)
    assert json.loads(json.dumps(sent(payload)))["id"] == payload.id == BASE.id and payload.here is False
    kind, *values = [value for _, value in payload.rows]
    assert kind.startswith("bert · ")
    assert values[:4] == ["12 × 12 × 768", "30,522", "110.0 M", "440 MB"]
    assert "420" in values[4] and f"{models.settings.models_mb:,}" in values[4]
    assert values[5] == "config.json, model.safetensors"
    assert len({name for name, _ in payload.rows}) == 7


def test_one_that_is_here_needs_no_download(models: ModelBank) -> None:
    payload = previewed(Text("en"), models, replace(BASE, here=True))
    assert payload.here and "MB" not in dict(payload.rows)[Text("en")("using.checkpoints.says.row_download")]


def test_every_checkpoint_that_lies_here_has_a_row(models: ModelBank) -> None:
    rows = here(Text("en"), models)
    assert [row[0] for row in rows][: len(bundled())] == [checkpoint.key for checkpoint in bundled()]
    assert {len(row) for row in rows} == {5}
