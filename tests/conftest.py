"""A tiny random BERT, made here in milliseconds: tests of the code need no weights and no network."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from accelerate.state import AcceleratorState
from playwright.sync_api import Browser, sync_playwright
from transformers import BertConfig, BertForPreTraining, BertForSequenceClassification, BertTokenizer

from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.model import Model
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.served import ServedModel
from bertdemo.settings import ASSETS, Settings

WORDS = (
    "hello , my dog is cute the animal street bank river ##s ##ness ##ly un sad he she it ' t . ! a b c d e"
)
VOCAB = {t: i for i, t in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS.split()])}
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LABELS = {"sentiment": ("negative", "positive"), "topic": ("World", "Sports", "Business", "Sci/Tech")}


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module", autouse=True)
def frozen_heap() -> Iterator[None]:
    """What a file's tests leave is not looked through again with every later collection: a third of all the time."""
    yield
    gc.collect()
    gc.freeze()


def own_records(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """What this thread has logged: what an earlier test left running logs too."""
    return [record for record in caplog.records if record.thread == threading.get_ident()]


def tiny_tokenizer() -> BertTokenizer:
    return BertTokenizer(vocab=VOCAB, do_lower_case=True)


def tiny_config(**changes: int) -> BertConfig:
    sizes = {"num_hidden_layers": 3, "num_attention_heads": 4, "hidden_size": 32, "intermediate_size": 64}
    return BertConfig(vocab_size=len(VOCAB), max_position_embeddings=40, **(sizes | changes))


def tiny_checkpoint(key: str, config: BertConfig) -> Checkpoint:
    task = "pretraining" if key == "classroom" else key.removeprefix("classroom-")
    return Checkpoint(
        key=key,
        folder=Path(key),
        task=task,
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        hidden=config.hidden_size,
        vocab=config.vocab_size,
        parameters=0,
        languages=("en",),
        base="",
    )


class TinyBank(ModelBank):
    """The bank with random models in place of the bundled ones; everything else is the real thing."""

    def __call__(self, key: str = "") -> ServedModel:
        key = key or self.settings.model
        tiny = key in ("classroom", "classroom-sentiment", "classroom-topic")
        if tiny and key not in self._models:
            self._models[key] = tiny_model(key, self)
        model = self._models[key] if tiny else super().__call__(key)
        assert isinstance(model, ServedModel)
        return model


def tiny_model(key: str, bank: ModelBank) -> ServedModel:
    torch.manual_seed(len(key))
    labels = LABELS.get(key.removeprefix("classroom-"), ())
    config = tiny_config()
    if labels:
        config.num_labels = len(labels)
    kind = BertForSequenceClassification if labels else BertForPreTraining
    module = kind._from_config(config, attn_implementation="eager")
    with torch.no_grad():  # the usual start is so small that every attention row comes out flat
        for name, parameter in module.named_parameters():
            if "weight" in name and "LayerNorm" not in name:
                parameter.mul_(8)
    return ServedModel(
        tiny_checkpoint(key, config), tiny_tokenizer(), module, bank.settings, bank.cache, labels
    )


def visitors_model(bank: ModelBank, key: str) -> ServedModel:
    """One that a visitor trained, not yet in the bank."""
    model = tiny_model("classroom", bank)
    return ServedModel(
        replace(model.checkpoint, key=key), model.tokenizer, model.module, bank.settings, bank.cache
    )


def library_says(models: ModelBank, text: str, pair: str = "") -> Any:
    """The library's own forward pass of the tiny BERT."""
    model = models()
    with torch.inference_mode():
        return model.module(
            **model.tokenizer(text, pair or None, return_tensors="pt"),
            output_attentions=True,
            output_hidden_states=True,
        )


def judged(model: Model, ids: list[int]) -> Any:
    """Probabilities of the labels by the library's own forward pass."""
    with torch.inference_mode():
        logits = model.module(torch.tensor([ids])).logits[0]
    return (logits.double() / model.temperature).softmax(-1).float()


@pytest.fixture
def models() -> ModelBank:
    return TinyBank(Settings(device="cpu"))


@pytest.fixture
def chinese(models: ModelBank) -> ServedModel:
    """A tiny random BERT that reads Chinese as BERT does: a character is a token."""
    torch.manual_seed(7)
    folder = ASSETS / "examples"
    characters = {c for path in folder.glob("*.zh.*") for c in path.read_text("utf-8") if c.isalpha()}
    words = [*list(VOCAB)[:5], *"。，？", *sorted(characters), "##ly", "the"]
    vocabulary = {token: i for i, token in enumerate(words)}
    config = tiny_config()
    config.vocab_size, config.max_position_embeddings = len(vocabulary), 64
    module = BertForPreTraining._from_config(config, attn_implementation="eager")
    checkpoint = replace(tiny_checkpoint("classroom", config), key="tiny-zh", languages=("zh",))
    tokenizer = BertTokenizer(vocab=vocabulary, do_lower_case=True)
    return ServedModel(checkpoint, tokenizer, module, models.settings, models.cache)


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Any]:
    """Opens a tiny random checkpoint of any family and head; it is written to `open/tiny`."""
    from tests.families import opener  # which needs this file

    return opener(tmp_path / "open" / "tiny")


@pytest.fixture(autouse=True)
def own_accelerator() -> Iterator[None]:
    """accelerate keeps one precision a process; the app's trainings and the weights' pretraining want different ones."""
    yield
    AcceleratorState._reset_state(True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, once for all tests; each opens a page or a context of its own."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()
