"""What the list of checkpoints shows of those that lie here, and of one of the Hub before it is fetched."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled
from bertdemo.serving.hub import Preview
from bertdemo.settings import LANGUAGES, Language, Settings
from bertdemo.steps.using.checkpoints import finding, here, here_said, previewed
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
    weights = {"en": "110.0 M", "zh": "1.1 亿"}[language]
    assert values[:4] == ["12 × 12 × 768", "30,522", weights, "440 MB"]
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


@pytest.mark.bundled
@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        (110_000_000, "4.8 times the weights of classroom, 12 layers against 6: larger ones"),
        (1_500_000_000, "66 times the weights of classroom"),
        (24_000_000, "About as large as classroom (12 layers against 6)"),
        (4_000_000, "5.7 times fewer weights than classroom, 12 layers against 6: quicker"),
    ],
)
def test_a_checkpoint_is_compared_with_the_one_that_answers(parameters: int, said: str) -> None:
    models = ModelBank(Settings(device="cpu"))
    assert finding(Text("en"), models, replace(BASE, parameters=parameters)).startswith(said)


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ("pretraining", "every step can ask it"),
        ("masked_words", "cannot say what follows what"),
        ("next_sentence", "guesses no hidden words"),
        ("discriminator", "its vectors and attention can be seen"),
        ("encoder", "It has no head for a task"),
        ("classification", "It was fine-tuned for one task (classification)"),
        ("entities", "It was fine-tuned for one task (names)"),
        ("answers", "It was fine-tuned for one task (answers)"),
        ("translation", "It was fine-tuned for one task (translation)"),
    ],
)
def test_what_the_page_can_ask_of_a_checkpoint(models: ModelBank, task: str, said: str) -> None:
    assert said in finding(Text("en"), models, replace(BASE, task=task))


def test_what_lies_here_is_counted() -> None:
    ours = [one for one in bundled() if one.key in ("classroom", "classroom-sentiment", "classroom-answers")]
    said = here_said(Text("en"), ours)
    assert said.startswith("3 checkpoints lie here, none above 22.9 M weights (")
    assert "1 guess hidden words" in said and "the other 2 know one task at most" in said
