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
VOCABULARIES = ("tokenizer.json", "vocab.txt", "vocab.json")  # one of them is a tokenizer
LARGEST = {  # of a config, and of its names in DistilBERT's; more would be an attack, or a slip
    ("num_hidden_layers", "n_layers"): 200,
    ("num_attention_heads", "n_heads"): 256,
    ("hidden_size", "dim"): 16_384,
    ("vocab_size", "vocab_size"): 2**22,
    ("intermediate_size", "hidden_dim"): 2**17,
    ("max_position_embeddings", "max_position_embeddings"): 2**17,
    ("type_vocab_size", "type_vocab_size"): 2**12,
}
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

    @property
    def bundled(self) -> bool:
        """Whether it came with the app; such models stay in memory, and count toward no limit."""
        return BUNDLED in self.folder.parents

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
        on_hub = "/" in key and is_hub_id(key) and hub_allows(key, settings)
        raise UserError("error.not_here" if on_hub else "error.no_such_model", model=key[:80])
    # The cache of the Hub is made of links, all into its own folder of blobs.
    allowed = (
        [*_roots(settings), folder.parent.parent / "blobs"]
        if folder.parent.name == "snapshots"
        else _roots(settings)
    )
    for path in folder.iterdir():
        if path.is_symlink() and not any(root in path.resolve().parents for root in allowed):
            raise UserError("error.leads_elsewhere", model=folder.name, file=path.name)
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
    if config.get("quantization_config"):
        raise UserError("error.quantized", model=name)
    given = config.get("architectures")
    heads = " ".join(map(str, given)) if isinstance(given, list) else ""
    task = next((task for ending, task in HEADS.items() if ending in heads), "encoder")
    parts = [config]
    if kind == "encoder-decoder":
        parts = [config.get("encoder") or {}, config.get("decoder") or {}]
        if any(not isinstance(part, dict) or part.get("model_type") != "bert" for part in parts):
            raise UserError("error.not_a_bert", model=name, kind=kind, kinds=", ".join(ENCODERS))
        task = "translation"
    elif kind not in ENCODERS:
        raise UserError("error.not_a_bert", model=name, kind=kind[:40], kinds=", ".join(ENCODERS))
    labels = config.get("id2label") or {"0": "", "1": ""}
    if task == "classification" and (
        config.get("problem_type") in ("multi_label_classification", "regression")
        or not isinstance(labels, dict)
        or len(labels) < 2
    ):
        raise UserError("error.not_one_label", model=name)
    figures = [_figures(part, name) for part in parts]
    return Shape(kind, task, *figures[0])


def _figures(config: dict[str, Any], model: str) -> list[int]:
    """Layers, heads, width, vocabulary. Raises UserError for a number that no BERT has."""
    found = []
    for names, most in LARGEST.items():
        optional = names[0] in ("intermediate_size", "max_position_embeddings", "type_vocab_size")
        name = next((name for name in names if name in config), names[0])
        number = config.get(name, 1 if optional else None)
        if type(number) is not int or not 0 < number <= most:
            raise UserError(
                "error.odd_config", model=model, name=name, value=str(number)[:20], most=f"{most:,}"
            )
        found.append(number)
    if found[2] % found[1]:
        raise UserError(
            "error.odd_config", model=model, name="num_attention_heads", value=found[1], most=f"{found[2]:,}"
        )
    return found[:4]


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
    if (folder / "adapter_config.json").is_file():  # transformers would go where it points
        raise UserError("error.is_adapter", model=folder.name)
    tensors = shapes(folder, folder.name)
    deep = [int(number) for name in tensors for number in re.findall(r"\.layer\.(\d{1,9})\.", name)]
    width = config.get("embedding_size", shape.hidden) if shape.kind == "electra" else shape.hidden
    if [shape.vocab, width] not in tensors.values() or max(deep, default=-1) + 1 < shape.layers:
        raise UserError("error.weights_do_not_fit", model=folder.name)
    if not any((folder / name).is_file() for name in VOCABULARIES):
        raise UserError("error.no_tokenizer", model=folder.name)
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
        names = sorted(set(json.loads(index.read_text("utf-8"))["weight_map"].values()))
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
    return {name: size for file in weight_files(folder, model) for name, size in _header(file, model).items()}


def too_large(model: str, size: int, most: int) -> UserError:
    """What is said of bytes beyond a limit in MB."""
    return UserError("error.too_large", model=model, megabytes=f"{size / 2**20:,.0f}", most=f"{most:,}")


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
    snapshots = hub_folder(settings) / f"models--{key.replace('/', '--')}" / "snapshots"
    found = [folder for folder in snapshots.glob("*") if _whole(folder)]
    return max(found, key=lambda folder: folder.stat().st_mtime, default=None)


def _whole(folder: Path) -> bool:
    """Whether all files of a checkpoint are there; a download that broke off leaves some."""
    try:
        weight_files(folder, "")
    except UserError:
        return False
    return (folder / "config.json").is_file() and any((folder / name).is_file() for name in VOCABULARIES)


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
