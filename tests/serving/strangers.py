"""Checkpoints of strangers: random ones of every kind, changed, opened, and refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import (
    BertForPreTraining,
    BertForSequenceClassification,
    BertLMHeadModel,
    BertModel,
    DistilBertConfig,
    DistilBertForMaskedLM,
    ElectraConfig,
    ElectraForPreTraining,
    EncoderDecoderModel,
    RobertaConfig,
    RobertaForMaskedLM,
)

from bertdemo.errors import UserError
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import Settings
from tests.conftest import VOCAB, tiny_config, tiny_tokenizer

SIZES = {"vocab_size": len(VOCAB), "max_position_embeddings": 40, "pad_token_id": 0}


SHAPE = {"num_hidden_layers": 2, "num_attention_heads": 2, "hidden_size": 16, "intermediate_size": 32}


KINDS = ("bert", "labels", "roberta", "electra", "distilbert", "encoder-decoder")


def saved(kind: str, folder: Path) -> Path:
    """A random checkpoint of a kind, with its tokenizer."""
    torch.manual_seed(0)
    writing = tiny_config()
    writing.is_decoder = writing.add_cross_attention = True
    modules = {
        "bert": lambda: BertForPreTraining(tiny_config()),
        "labels": lambda: BertForSequenceClassification(tiny_config()),
        "roberta": lambda: RobertaForMaskedLM(RobertaConfig(**SIZES, **SHAPE)),
        "electra": lambda: ElectraForPreTraining(ElectraConfig(**SIZES, **SHAPE, embedding_size=8)),
        "distilbert": lambda: DistilBertForMaskedLM(
            DistilBertConfig(**SIZES, n_layers=2, n_heads=2, dim=16, hidden_dim=32)
        ),
        "encoder-decoder": lambda: EncoderDecoderModel(
            encoder=BertModel(tiny_config()), decoder=BertLMHeadModel(writing)
        ),
    }
    modules[kind]().save_pretrained(folder / kind)
    tiny_tokenizer().save_pretrained(folder / kind)
    return folder / kind


def changed(folder: Path, **values: Any) -> None:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps(config | values), "utf-8")


def open_it(folder: Path, **options: Any) -> Any:
    bank = ModelBank(Settings(device="cpu", folders=str(folder.parent), **options))
    return bank(f"{folder.parent.name}/{folder.name}")


def refused(folder: Path, **options: Any) -> UserError:
    with pytest.raises(UserError) as error:
        open_it(folder, **options)
    return error.value


def keep_weights(folder: Path, chosen: Callable[[str], bool]) -> None:
    tensors = {n: t for n, t in load_file(folder / "model.safetensors").items() if chosen(n)}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
