"""Cards and the table are what the code writes from the figures beside the weights."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bertdemo.serving.checkpoints import BUNDLED
from bertdemo.training import cards, report
from bertdemo.training.about import ABOUT
from bertdemo.training.stored import read_figures

pytestmark = pytest.mark.bundled
FOLDERS = sorted(path.parent for path in BUNDLED.glob("*/figures.json"))


def without_numbers(text: str) -> str:
    """Processors differ in the last digits of what the model writes for a [MASK], and in speed."""
    return re.sub(r"\d+\.\d+|\d+ (?=ms|CPU)", "", text)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_card_is_what_its_figures_say(folder: Path) -> None:
    told, written = cards.card(folder), (folder / "README.md").read_text("utf-8")
    if folder.name in ABOUT:
        told, written = without_numbers(told), without_numbers(written)
    assert told == written


def test_the_table_holds_the_scores_and_what_was_measured() -> None:
    told, written = report.table(BUNDLED), (BUNDLED / "README.md").read_text("utf-8")
    assert without_numbers(told) == without_numbers(written)
    for folder in FOLDERS:
        assert f"| `{folder.name}` |" in written
    encoder = read_figures(BUNDLED / "classroom")["scores"]
    entities = read_figures(BUNDLED / "classroom-entities")["scores"]
    for text in (told, written):
        assert f"| {encoder['wikipedia_top1']:.3f} / {encoder['wikipedia_top5']:.3f} |" in text
        assert f"| {entities['WikiANN_f1']:.3f} |" in text
        for mark in re.findall(r"\[\^(\w)\]", text):
            assert f"\n[^{mark}]: " in text, f"source {mark} is missing"
        (speed,) = re.findall(r"measured here \| ([\d.]+) × \| 1 × \(\d+ ms\) \|", text)
        assert float(speed) > 3  # a tenth of BERT-base's multiplications
        (together,) = re.findall(r"\| together \| ([\d.]+) MB \|", text)
        assert 100 < float(together) <= 160


def test_what_falls_short_of_a_floor_is_said() -> None:
    scores = {path.name: read_figures(path)["scores"] for path in FOLDERS}
    folder, score = report.FLOORS[0][1:3]
    for value, word in ((0.6, "aim"), (0.45, "floor"), (0.4, r"\*\*short of the floor by 0\.030\*\*")):
        first_row = report.floors_table(scores | {folder: scores[folder] | {score: value}}).splitlines()[6]
        assert re.fullmatch(rf"\| masked word, .* \| {value:.3f} \| 0\.430 \| 0\.520 \| {word} \|", first_row)


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    shutil.copytree(BUNDLED / "classroom", tmp_path / "classroom")
    with pytest.raises(FileNotFoundError, match="classroom-sentiment is missing: train it first"):
        report.write(tmp_path)


def test_every_encoder_and_its_adapters_get_a_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["sentiment", "topic", "entities", "answers"]
    every = [
        base + end for base in ("classroom", "classroom-zh") for end in ("", *(f"-{name}" for name in names))
    ]
    monkeypatch.setattr(cards, "card", lambda folder: f"card of {folder.name}")
    monkeypatch.setattr(report, "table", lambda models: "table")
    for name in [*every, report.TRANSLATOR]:
        with pytest.raises(FileNotFoundError, match=rf"/{name} is missing: train it first"):
            report.write(tmp_path)
        (tmp_path / name).mkdir()
        (tmp_path / name / "figures.json").touch()
    report.write(tmp_path)
    for name in [*every, report.TRANSLATOR]:
        assert (tmp_path / name / "README.md").read_text() == f"card of {name}"
    assert (tmp_path / "README.md").read_text() == "table"


def test_parameters_of_the_shapes() -> None:
    """110, 66 and 22 M in the papers, which count a pooler or heads that are left out here."""
    from transformers import BertConfig, BertModel

    config = BertConfig(num_hidden_layers=6, hidden_size=384, intermediate_size=1536)
    counted, spent = report.forward_seconds(6, 384, 1536, tokens=4)
    assert counted == pytest.approx(BertModel(config, add_pooling_layer=False).num_parameters() / 1e6)
    assert 0 < spent < 5
