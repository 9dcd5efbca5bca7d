"""What config and weight headers say of the model in a folder, and whether they fit each other; no weight is read."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors import safe_open

from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.kinds import KINDS
from bertdemo.bert.parts import depth, pretraining_heads
from bertdemo.errors import UserError
from bertdemo.serving.configs import known, read_json, shown

ENCODERS = ("bert", "distilbert", "roberta", "electra")
VOCABULARIES = ("tokenizer.json", "vocab.txt", "vocab.json")  # one of them is a tokenizer
MOST_HEADER = 4 * 2**20  # bytes of a list of tensors; that of BERT-large takes 40,000
MOST_CARD = 2**16  # characters of a model card that are looked at


@dataclass(frozen=True)
class Shape:
    """What a config.json says of a model."""

    kind: str  # model_type
    task: str
    layers: int
    heads: int
    hidden: int
    vocab: int
    config: dict[str, Any]  # all of it that is known here, and nothing else


def shape_of(config: Any, name: str) -> Shape:
    """The figures of a config. Raises UserError when it is no BERT, needs code of its own, or is out of any range."""
    if not isinstance(config, dict):
        raise UserError("error.broken_config", model=name)
    kind = config.get("model_type", "?")
    kinds = ", ".join(ENCODERS)
    if config.get("auto_map"):
        raise UserError("error.remote_code", model=name)
    if config.get("quantization_config"):
        raise UserError("error.quantized", model=name)
    architectures = config.get("architectures")
    heads = " ".join(map(str, architectures)) if isinstance(architectures, list) else ""
    task = next(kind.name for kind in KINDS if kind.ending in heads)
    if kind == "encoder-decoder":
        parts = [config.get("encoder"), config.get("decoder")]
        if any(not isinstance(part, dict) or part.get("model_type") != "bert" for part in parts):
            raise UserError("error.not_a_bert", model=name, kind=kind, kinds=kinds)
        task = "translation"
    elif kind not in ENCODERS:
        raise UserError("error.not_a_bert", model=name, kind=shown(kind), kinds=kinds)
    several = config.get("problem_type") in ("multi_label_classification", "regression")
    if task == "classification" and (several or not isinstance(config.get("id2label") or {}, dict)):
        raise UserError("error.not_one_label", model=name)
    values = known(config, str(kind), task, name)
    if task == "classification" and len(values["id2label"]) < 2:
        raise UserError("error.not_one_label", model=name)
    reader = values.get("encoder", values)
    layers, heads_each, hidden = (
        reader[theirs if kind == "distilbert" else ours]
        for ours, theirs in (
            ("num_hidden_layers", "n_layers"),
            ("num_attention_heads", "n_heads"),
            ("hidden_size", "dim"),
        )
    )
    return Shape(str(kind), task, layers, heads_each, hidden, reader["vocab_size"], values)


def read(folder: Path, key: str) -> Checkpoint:
    """A checkpoint's figures from its config and weight headers.

    Raises UserError when a file is missing or broken, the weights are no safetensors or do not fit the config, or it
    is no BERT.
    """
    shape = shape_in(folder, key)
    if (folder / "adapter_config.json").is_file():  # transformers would go where it points
        raise UserError("error.is_adapter", model=key)
    tensors = shapes(folder, key)
    width = shape.config.get("embedding_size", shape.hidden)  # of ELECTRA
    if [shape.vocab, width] not in tensors.values() or depth(tensors) < shape.layers:
        raise UserError("error.weights_do_not_fit", model=key)
    if not any((folder / name).is_file() for name in VOCABULARIES):
        raise UserError("error.no_tokenizer", model=key)
    return Checkpoint(
        key=key,
        folder=folder,
        task=_pretrained_for(shape.task, tensors),
        layers=shape.layers,
        heads=shape.heads,
        hidden=shape.hidden,
        vocab=shape.vocab,
        parameters=sum(map(math.prod, tensors.values())),
        languages=_languages(folder),
        base="",
    )


def shape_in(folder: Path, key: str) -> Shape:
    """The figures of the config in a folder. Raises UserError when it is missing, broken, or as `shape_of` does."""
    try:
        config = read_json(folder / "config.json")
    except (OSError, ValueError, RecursionError):
        raise UserError("error.broken_config", model=key) from None
    return shape_of(config, key)


def weight_files(folder: Path, model: str) -> list[Path]:
    """The files with the weights: model.safetensors, or those that its index names.

    Raises UserError when there is none, or when one that is named is missing or lies elsewhere.
    """
    index = folder / "model.safetensors.index.json"
    if (folder / "model.safetensors").is_file():
        return [folder / "model.safetensors"]
    if not index.is_file():
        raise UserError("error.no_safetensors", model=model)
    try:
        names = sorted(set(read_json(index)["weight_map"].values()))
        elsewhere = [name for name in names if not re.fullmatch(r"\w[\w.-]*\.safetensors", name)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UserError("error.broken_weights", model=model, file=index.name) from None
    if elsewhere:
        raise UserError("error.leads_elsewhere", model=model, file=index.name)
    for name in names:
        if not (folder / name).is_file():
            raise UserError("error.broken_weights", model=model, file=name)
    return [folder / name for name in names]


def shapes(folder: Path, model: str) -> dict[str, list[int]]:
    """Names and shapes of all weights, from the headers. Raises UserError when a file is missing or broken."""
    return {name: size for file in weight_files(folder, model) for name, size in header(file, model).items()}


def too_large(model: str, size: int, most: int) -> UserError:
    """What is said of bytes beyond a limit in MB."""
    return UserError("error.too_large", model=model, megabytes=f"{size / 2**20:,.0f}", most=f"{most:,}")


def verify(checkpoint: Checkpoint) -> None:
    """Compare every file of a bundled checkpoint with the manifest beside it.

    Raises UserError when a file is missing, or is not the one that was trained. Folders without a
    manifest (a visitor's own) pass.
    """
    manifest = checkpoint.folder.parent / "manifest.json"
    if not manifest.is_file():
        return
    prefix = checkpoint.folder.name + "/"
    try:
        digests = dict(read_json(manifest))
    except (OSError, ValueError, TypeError, RecursionError):
        raise UserError("error.damaged_file", model=checkpoint.key, file=manifest.name) from None
    for name, digest in digests.items():
        if name.startswith(prefix):
            path = manifest.parent / name
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                raise UserError("error.damaged_file", model=checkpoint.key, file=name)


def _pretrained_for(task: str, names: Iterable[str]) -> str:
    """Of a checkpoint of pretraining, what it can by the weights that it holds; of any other its task."""
    if task not in ("pretraining", "masked_words", "next_sentence"):
        return task
    guesses, follows = pretraining_heads(names)
    if follows:
        return "pretraining" if guesses else "next_sentence"
    return "masked_words" if guesses else "encoder"


def _languages(folder: Path) -> tuple[str, ...]:
    """What the header of the model card says: `language: en`, or a list below it."""
    card = folder / "README.md"
    if not card.is_file():
        return ()
    with card.open(encoding="utf-8", errors="replace") as file:
        header = file.read(MOST_CARD).split("---")[1:2]
    match = re.search(r"^language:[ \t]*(.*(?:\n[ \t]*-.*)*)", header[0], re.MULTILINE) if header else None
    return tuple(re.findall(r"[A-Za-z]{2,}(?:-[A-Za-z]+)?", match[1])) if match else ()


def header(shard: Path, model: str) -> dict[str, list[int]]:
    """Names and shapes of the tensors in a file, without reading them."""
    try:
        with shard.open("rb") as file:
            if int.from_bytes(file.read(8), "little") > MOST_HEADER:
                raise ValueError("a list of tensors that is too long")
        with safe_open(shard, framework="pt") as tensors:
            return {name: list(tensors.get_slice(name).get_shape()) for name in tensors.keys()}  # noqa: SIM118
    except Exception:  # safetensors raises a bare Exception for a broken header
        raise UserError("error.broken_weights", model=model, file=shard.name) from None
