"""Checkpoints: what may be opened, where it lies, and whether it is whole. Safetensors only, never remote code."""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from safetensors import safe_open

from bertdemo.settings import ASSETS, Settings
from bertdemo.text import UserError

BUNDLED = ASSETS / "models"
HEADS = {  # what the name of an architecture ends in, and what its head is for
    "PreTraining": "pretraining",
    "MaskedLM": "pretraining",
    "SequenceClassification": "classification",
    "TokenClassification": "entities",
    "QuestionAnswering": "answers",
}
ENCODERS = ("bert", "distilbert", "roberta", "electra")
HUB_ID = re.compile(r"(?:[A-Za-z0-9][\w.-]{0,95}/)?[A-Za-z0-9][\w.-]{0,95}")


@dataclass(frozen=True)
class Checkpoint:
    """A folder with a model in it, read no further than its config and the headers of its weights."""

    key: str  # what the page and the endpoints call it
    folder: Path
    task: str  # "pretraining", "encoder", or a task of the bundled adapters
    layers: int
    heads: int
    hidden: int
    vocab: int
    parameters: int
    languages: tuple[str, ...]
    base: str  # key of the encoder that an adapter or a decoder is for, else ""

    def describe(self) -> dict[str, Any]:
        """The entry of the `/models` endpoint; nothing about where it lies."""
        shown = {name: value for name, value in asdict(self).items() if name not in ("folder", "base")}
        return {**shown, "languages": list(self.languages), "here": True}


def bundled(models_folder: Path = BUNDLED) -> list[Checkpoint]:
    """What lies in assets/models: encoders first, then what was trained for a task on top of one."""
    folders = sorted(p for p in models_folder.iterdir() if p.is_dir()) if models_folder.is_dir() else []
    tasks = [p for p in folders if (p / "task.json").is_file()]
    encoders = {p.name: read(p, p.name) for p in folders if (p / "config.json").is_file() and p not in tasks}
    return [*encoders.values(), *(_for_task(p, encoders) for p in tasks)]


def local(settings: Settings) -> list[Checkpoint]:
    """Checkpoints in the folders that the owner of the server opened to visitors; broken ones are left out."""
    found = []
    for root in _roots(settings):
        for folder in [root, *sorted(root.iterdir())]:
            if (folder / "config.json").is_file():
                try:
                    found.append(read(folder, str(folder)))
                except UserError:
                    continue
    return found


def find(key: str, settings: Settings, models_folder: Path = BUNDLED) -> Checkpoint:
    """The checkpoint for a key of a bundled one or for a folder below those in settings.

    Raises UserError when there is none, when the folder is not open to visitors, or when it is not usable.
    """
    key = key or settings.model
    for checkpoint in bundled(models_folder):
        if checkpoint.key == key:
            return checkpoint
    snapshot = cached(key, settings)
    if snapshot is not None:
        return read(snapshot, key)
    try:
        folder = Path(key).expanduser().resolve()
        is_open = folder.is_dir() and any(
            folder == root or root in folder.parents for root in _roots(settings)
        )
    except (ValueError, OSError, RuntimeError):  # a null byte, a name too long, a user who does not exist
        is_open = False
    if not is_open:
        raise UserError("error.no_such_model", model=key[:80])
    return read(folder, str(folder))


@dataclass(frozen=True)
class Shape:
    """What a config.json says of a model."""

    kind: str  # model_type
    task: str
    layers: int
    heads: int
    hidden: int
    vocab: int


def shape_of(config: Any, name: str) -> Shape:
    """The figures of a config. Raises UserError when it is no BERT, needs code of its own, or is out of any range."""
    if not isinstance(config, dict):
        raise UserError("error.broken_config", model=name)
    kind = str(config.get("model_type", "?"))
    if config.get("auto_map"):
        raise UserError("error.remote_code", model=name)
    heads = " ".join(map(str, config.get("architectures") or []))
    task = next((task for ending, task in HEADS.items() if ending in heads), "encoder")
    if kind == "encoder-decoder":
        parts = [config.get("encoder") or {}, config.get("decoder") or {}]
        if any(not isinstance(part, dict) or part.get("model_type") != "bert" for part in parts):
            raise UserError("error.not_a_bert", model=name, kind=kind, kinds=", ".join(ENCODERS))
        config, task = parts[0], "translation"
    elif kind not in ENCODERS:
        raise UserError("error.not_a_bert", model=name, kind=kind[:40], kinds=", ".join(ENCODERS))
    if task == "classification" and (
        config.get("problem_type") in ("multi_label_classification", "regression")
        or len(config.get("id2label") or {"0": "", "1": ""}) < 2
    ):
        raise UserError("error.not_one_label", model=name)
    numbers = [
        config.get("num_hidden_layers", config.get("n_layers", 0)),
        config.get("num_attention_heads", config.get("n_heads", 0)),
        config.get("hidden_size", config.get("dim", 0)),
        config.get("vocab_size", 0),
    ]
    if any(
        type(n) is not int or not 0 < n <= most
        for n, most in zip(numbers, (200, 256, 16_384, 2**22), strict=True)
    ):
        raise UserError("error.broken_config", model=name)
    return Shape(kind, task, *numbers)


def read(folder: Path, key: str) -> Checkpoint:
    """A checkpoint's figures from its config and weight headers.

    Raises UserError when a file is missing or broken, the weights are no safetensors or do not fit the config, or it
    is no BERT.
    """
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        raise UserError("error.broken_config", model=folder.name) from None
    shape = shape_of(config, folder.name)
    shards = sorted(folder.glob("*.safetensors"))
    if not shards:
        raise UserError("error.no_safetensors", model=folder.name)
    tensors = {name: size for shard in shards for name, size in _header(shard, folder.name).items()}
    words = [size for name, size in tensors.items() if name.endswith("embeddings.word_embeddings.weight")]
    deep = [
        int(found[1])
        for name in tensors
        if (found := re.search(r"encoder.*?\.layer\.(\d+)\.|transformer\.layer\.(\d+)\.", name)) and found[1]
    ]
    width = config.get("embedding_size", shape.hidden) if shape.kind == "electra" else shape.hidden
    if (words and [shape.vocab, width] not in words) or (deep and max(deep) + 1 < shape.layers):
        raise UserError("error.weights_do_not_fit", model=folder.name)
    return Checkpoint(
        key=key,
        folder=folder,
        task=shape.task,
        layers=shape.layers,
        heads=shape.heads,
        hidden=shape.hidden,
        vocab=shape.vocab,
        parameters=sum(map(math.prod, tensors.values())),
        languages=_languages(folder),
        base="",
    )


def is_hub_id(key: str) -> bool:
    """Whether a key can name a repository of the Hub: owner/name, or a name alone."""
    return bool(HUB_ID.fullmatch(key)) and ".." not in key and "--" not in key and not key.endswith(".git")


def hub_folder(settings: Settings) -> Path:
    """Where files of the Hub lie."""
    if settings.hub_folder:
        return Path(settings.hub_folder).expanduser()
    home = (
        os.environ.get("HF_HOME")
        or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "huggingface"
    )
    return Path(os.environ.get("HF_HUB_CACHE") or Path(home) / "hub")


def cached(key: str, settings: Settings) -> Path | None:
    """The folder of a Hub checkpoint that was fetched before, the newest one; nothing is asked of the network."""
    if not is_hub_id(key) or not hub_allows(key, settings):
        return None
    found = [
        folder
        for folder in (hub_folder(settings) / f"models--{key.replace('/', '--')}" / "snapshots").glob("*")
        if (folder / "config.json").is_file() and any(folder.glob("*.safetensors"))
    ]
    return max(found, key=lambda folder: folder.stat().st_mtime, default=None)


def hub_allows(key: str, settings: Settings) -> bool:
    """Whether the owner of the server lets visitors ask the Hub for a checkpoint."""
    listed = [name.strip() for name in settings.hub.split(",")]
    return settings.hub == "open" or key in listed


def verify(checkpoint: Checkpoint) -> None:
    """Compare every file of a bundled checkpoint with the manifest beside it.

    Raises UserError when a file is missing, or is not the one that was trained. Folders without a
    manifest (a visitor's own) pass.
    """
    manifest = checkpoint.folder.parent / "manifest.json"
    if not manifest.is_file():
        return
    prefix = checkpoint.folder.name + "/"
    for name, digest in json.loads(manifest.read_text("utf-8")).items():
        if name.startswith(prefix):
            path = manifest.parent / name
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                raise UserError("error.damaged_file", model=checkpoint.key, file=name)


def _languages(folder: Path) -> tuple[str, ...]:
    """What the header of the model card says: `language: en`, or a list below it."""
    card = folder / "README.md"
    header = card.read_text("utf-8", "replace").split("---")[1:2] if card.is_file() else []
    found = re.search(r"^language:[ \t]*(.*(?:\n[ \t]*-.*)*)", header[0], re.MULTILINE) if header else None
    return tuple(re.findall(r"[A-Za-z]{2,}(?:-[A-Za-z]+)?", found[1])) if found else ()


def _roots(settings: Settings) -> list[Path]:
    given = [settings.folders, settings.model if os.sep in settings.model else ""]
    folders = [Path(part).expanduser().resolve() for text in given for part in text.split(os.pathsep) if part]
    return [folder for folder in folders if folder.is_dir()]


def _header(shard: Path, model: str) -> dict[str, list[int]]:
    """Names and shapes of the tensors in a file, without reading them."""
    try:
        with safe_open(shard, framework="pt") as tensors:
            return {name: list(tensors.get_slice(name).get_shape()) for name in tensors.keys()}  # noqa: SIM118
    except Exception:  # safetensors raises a bare Exception for a broken header
        raise UserError("error.broken_weights", model=model, file=shard.name) from None


def _for_task(folder: Path, encoders: dict[str, Checkpoint]) -> Checkpoint:
    """An adapter, or a decoder that reads what an encoder says."""
    facts = json.loads((folder / "task.json").read_text("utf-8"))
    if (folder / "config.json").is_file():
        return replace(read(folder, folder.name), task=facts["task"], base=facts["base"])
    base = json.loads((folder / "adapter_config.json").read_text("utf-8"))["base_model_name_or_path"]
    return replace(
        encoders[base],
        key=folder.name,
        folder=folder,
        task=facts["task"],
        parameters=sum(
            math.prod(size)
            for shard in sorted(folder.glob("*.safetensors"))
            for size in _header(shard, folder.name).values()
        ),
        base=base,
    )
