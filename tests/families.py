"""Tiny random checkpoints of BERT, DistilBERT, RoBERTa and ELECTRA, written to disk in milliseconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers
from tokenizers import AddedToken, Tokenizer, decoders, pre_tokenizers, processors
from tokenizers import models as tokenizer_models

from bertdemo.bert.model import Model
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import local
from bertdemo.settings import Settings
from tests.conftest import WORDS, tiny_tokenizer

FAMILIES = ("bert", "distilbert", "roberta", "electra")
CLASS = {"bert": "Bert", "distilbert": "DistilBert", "roberta": "Roberta", "electra": "Electra"}
TEXT, PAIR = "my dog is cute", "she is sad"
GOOD = ["my dog is cute", "the dog is cute", "he is cute", "it is cute !", "a cute animal", "cute"]
BAD = ["she is sad", "he is sad .", "the river is sad", "it is sad", "a sad street", "sad"]
ROWS = [(text, 0) for text in GOOD] + [(text, 1) for text in BAD]


def roberta_tokenizer() -> Any:
    """Byte-level pieces, <s> and </s>, no segments: RoBERTa's own way, with a handful of words."""
    words = [word for word in WORDS.split() if not word.startswith("##")]
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = dict.fromkeys(["<s>", "<pad>", "</s>", "<unk>", "<mask>", *letters])
    merges = []
    for word in ("Ġ" + word for word in words):
        for end in range(2, len(word) + 1):
            if word[:end] not in vocabulary:
                merges.append((word[: end - 1], word[end - 1]))
            vocabulary[word[:end]] = None
    ids = {token: i for i, token in enumerate(vocabulary)}
    backend = Tokenizer(tokenizer_models.BPE(vocab=ids, merges=merges, unk_token="<unk>"))
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    backend.decoder = decoders.ByteLevel()
    backend.post_processor = processors.RobertaProcessing(("</s>", ids["</s>"]), ("<s>", ids["<s>"]))
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=backend,
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        mask_token=AddedToken("<mask>", lstrip=True, special=True),  # it takes the space in front of it
        model_input_names=["input_ids", "attention_mask"],
    )


def tokenizer_of(family: str) -> Any:
    return roberta_tokenizer() if family == "roberta" else tiny_tokenizer()


def config_of(family: str, layers: int, vocabulary: int, **changes: Any) -> Any:
    kind = getattr(transformers, f"{CLASS[family]}Config")
    sizes: dict[str, Any] = {"vocab_size": vocabulary, "max_position_embeddings": 40, "pad_token_id": 0}
    if family == "distilbert":
        sizes |= {"n_layers": layers, "n_heads": 4, "dim": 32, "hidden_dim": 64}
    else:
        sizes |= {"num_hidden_layers": layers, "num_attention_heads": 4, "hidden_size": 32}
        sizes["intermediate_size"] = 64
    if family == "roberta":
        sizes |= {"pad_token_id": 1, "type_vocab_size": 1, "max_position_embeddings": 42}
    if family == "electra":
        sizes["embedding_size"] = 16
    return kind(**(sizes | changes))


def write(folder: Path, family: str, head: str, layers: int = 2, **changes: Any) -> Path:
    """A random checkpoint on disk, sharp enough that its numbers differ from one another."""
    torch.manual_seed(layers)
    tokenizer = tokenizer_of(family)
    config = config_of(family, layers, len(tokenizer), **changes)
    module = getattr(transformers, CLASS[family] + head)(config)
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if "norm" in name.lower():
                continue
            parameter.mul_(8) if "weight" in name else parameter.normal_(0, 0.1)
    module.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def bank_of(folder: Path) -> ModelBank:
    return ModelBank(Settings(device="cpu", folders=str(folder)))


def key_of(bank: ModelBank) -> str:
    (checkpoint,) = local(bank.settings)
    return checkpoint.key


Opened = Callable[..., tuple[ModelBank, Model, Any]]


def opener(folder: Path) -> Opened:
    """Makes a checkpoint in a folder: its bank and model, and the same checkpoint as the library opens it."""

    def make(family: str, head: str, layers: int = 2, **changes: Any) -> tuple[ModelBank, Model, Any]:
        write(folder, family, head, layers, **changes)
        bank = bank_of(folder.parent)
        kind = getattr(transformers, CLASS[family] + head)
        plain = kind.from_pretrained(folder, attn_implementation="eager").eval()
        return bank, bank(key_of(bank)), plain

    return make


def inputs_of(model: Model, *texts: str) -> dict[str, Any]:
    """What the library's own tokenizer makes of a text, without what DistilBERT does not read."""
    found = dict(model.tokenizer(*texts, return_tensors="pt"))
    if model.module.config.model_type == "distilbert":
        found.pop("token_type_ids", None)
    return found


@torch.inference_mode()
def chances(plain: Any, inputs: dict[str, Any], hidden: dict[int, int] | None = None) -> torch.Tensor:
    """Probabilities of the labels by the plain library, with some ids replaced."""
    ids = inputs["input_ids"].clone()
    for place, token in (hidden or {}).items():
        ids[0, place] = token
    return plain(**{**inputs, "input_ids": ids}).logits[0].softmax(-1)  # type: ignore[no-any-return]


every_family = pytest.mark.parametrize("family", FAMILIES)
every_depth = pytest.mark.parametrize("layers", [1, 2, 3])
