"""Checkpoints: what may be opened, where it lies, and whether it is whole. Safetensors only, never remote code."""

from __future__ import annotations

import hashlib
import logging
import math
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from safetensors import safe_open

from bertdemo.bert.configs import known, read_json, shown
from bertdemo.bert.folders import check_links, folders_by_key, named_folder
from bertdemo.settings import ASSETS, Settings
from bertdemo.text import Language, UserError

log = logging.getLogger(__name__)
BUNDLED = ASSETS / "models"
BUNDLED_FOR: dict[Language, str] = {"en": "classroom", "zh": "classroom-zh"}  # the encoder of each language
HEADS = {  # what the name of an architecture ends in, and what its head is for
    "ElectraForPreTraining": "discriminator",  # it spots words that were replaced, and guesses none
    "PreTraining": "pretraining",
    "MaskedLM": "masked_words",
    "NextSentencePrediction": "next_sentence",
    "SequenceClassification": "classification",
    "TokenClassification": "entities",
    "QuestionAnswering": "answers",
}
GUESSES = (  # the first weight of the head that guesses hidden words, in each kind
    "cls.predictions.transform.dense.weight",
    "vocab_transform.weight",
    "lm_head.dense.weight",
    "generator_predictions.dense.weight",
)
ENCODERS = ("bert", "distilbert", "roberta", "electra")
VOCABULARIES = ("tokenizer.json", "vocab.txt", "vocab.json")  # one of them is a tokenizer
MOST_HEADER = 4 * 2**20  # bytes of a list of tensors; that of BERT-large takes 40,000
MOST_CARD = 2**16  # characters of a model card that are looked at
ADAPTED = ("sentiment", "topic", "entities", "answers", "translation")  # tasks of what comes with the app
_left_out: set[Path] = set()  # damaged folders of which the log has told
HUB_ID = re.compile(r"(?:[A-Za-z0-9][\w.-]{0,95}/)?[A-Za-z0-9][\w.-]{0,95}")


@dataclass(frozen=True)
class Checkpoint:
    """A folder with a model in it, read no further than its config and the headers of its weights."""

    key: str  # what the page and the endpoints call it
    folder: Path
    # What it is for: "pretraining" (hidden words and next sentence), one of the two ("masked_words", "next_sentence"),
    # "discriminator", "encoder", or a task that it was fine-tuned for.
    task: str
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
        facts = {name: value for name, value in asdict(self).items() if name not in ("folder", "base")}
        return {**facts, "languages": list(self.languages), "here": True}


def bundled(models_folder: Path = BUNDLED) -> list[Checkpoint]:
    """What lies in assets/models: encoders first, then what was trained for a task on top of one.

    What is damaged is left out; the log says so once, and `find` says so to who asks for it.
    """
    folders = sorted(p for p in models_folder.iterdir() if p.is_dir()) if models_folder.is_dir() else []
    tasks = [p for p in folders if (p / "task.json").is_file()]
    encoders: dict[str, Checkpoint] = {}
    found = []
    for folder in [p for p in folders if p not in tasks] + tasks:
        try:
            if folder in tasks:
                found.append(_for_task(folder, encoders))
            elif (folder / "config.json").is_file():
                found.append(encoders.setdefault(folder.name, read(folder, folder.name)))
        except (UserError, OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            if folder not in _left_out:
                _left_out.add(folder)
                log.error("%s is damaged and left out, fetch it again: %r", folder.name, error)
    return found


def local(settings: Settings) -> list[Checkpoint]:
    """Checkpoints in the folders that the owner of the server opened to visitors; broken ones are left out."""
    found = []
    for key, folder in folders_by_key(settings, shipped()).items():
        try:
            found.append(_read_local(folder, key, settings))
        except UserError:
            continue
    return found


def hub_default(settings: Settings) -> str:
    """The id of the Hub that BERTDEMO_MODEL is; "" where it names a bundled checkpoint or one of a folder."""
    key = settings.model
    if "/" not in key or not is_hub_id(key) or named_folder(settings) is not None:
        return ""
    return "" if key in folders_by_key(settings, shipped()) else key


def default_key(settings: Settings) -> str:
    """The key of the checkpoint that BERTDEMO_MODEL names, which may be a folder.

    As long as one of the Hub is not here, or opens as nothing that reads a text, it is the bundled encoder's.
    """
    key = hub_default(settings)
    if key:
        return key if _is_reader(key, settings) else BUNDLED_FOR["en"]
    folder = named_folder(settings)
    if folder is None:
        return settings.model
    keys = folders_by_key(settings, shipped())
    return next((key for key, other in keys.items() if other == folder), folder.name)


def opening_key(settings: Settings, language: Language) -> str:
    """What a page opens with: what the owner chose; where that is the bundled encoder, the one of the page's language."""
    chosen, own = default_key(settings), BUNDLED_FOR[language]
    return own if chosen == BUNDLED_FOR["en"] and any(c.key == own for c in bundled()) else chosen


def _is_reader(key: str, settings: Settings) -> bool:
    snapshot = cached(key, settings)
    try:
        return snapshot is not None and read(snapshot, key).task != "translation"
    except (UserError, OSError):
        return False


def listed(settings: Settings) -> list[Checkpoint]:
    """What may be asked for by name: bundled ones, those of opened folders, and the default one if it is of the Hub."""
    checkpoints = bundled() + local(settings)
    if default_key(settings) not in {checkpoint.key for checkpoint in checkpoints}:
        with suppress(UserError):  # it went while the app runs
            checkpoints.append(find("", settings))
    return checkpoints


def find(key: str, settings: Settings, models_folder: Path = BUNDLED) -> Checkpoint:
    """The checkpoint for a key: a bundled one, one of the opened folders, or one of the Hub that is here, in this order.

    Raises UserError when there is none, when it is not open to visitors, or when it is not usable.
    """
    key = key or default_key(settings)
    for checkpoint in bundled(models_folder):
        if checkpoint.key == key:
            return checkpoint
    if key in shipped(models_folder):
        raise UserError("error.damaged_model", model=key)
    folder = folders_by_key(settings, shipped()).get(key)
    if folder is not None:
        return _read_local(folder, key, settings)
    snapshot = cached(key, settings)
    if snapshot is not None:
        return read(snapshot, key)
    on_hub = "/" in key and is_hub_id(key) and hub_allows(key, settings)
    raise UserError("error.not_here" if on_hub else "error.no_such_model", model=shown(key, 80))


def shipped(models_folder: Path = BUNDLED) -> set[str]:
    """Keys of what comes with the app, whether it is here and whole or not."""
    here = {p.name for p in models_folder.iterdir() if p.is_dir()} if models_folder.is_dir() else set()
    try:
        return here | {
            name.split("/")[0] for name in read_json(models_folder / "manifest.json") if "/" in name
        }
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return here


def _read_local(folder: Path, key: str, settings: Settings) -> Checkpoint:
    try:
        check_links(folder, key, settings)
        return read(folder, key)
    except OSError:
        log.warning("cannot read %s", folder, exc_info=True)
        raise UserError("error.broken_config", model=key) from None


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
    given = config.get("architectures")
    heads = " ".join(map(str, given)) if isinstance(given, list) else ""
    task = next((task for ending, task in HEADS.items() if ending in heads), "encoder")
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
    deep = [int(number) for name in tensors for number in re.findall(r"\.layer\.(\d{1,9})\.", name)]
    width = shape.config.get("embedding_size", shape.hidden)  # of ELECTRA
    if [shape.vocab, width] not in tensors.values() or max(deep, default=-1) + 1 < shape.layers:
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
    """Of a checkpoint of pretraining, what it can by the weights that it holds; of any other its task.

    Names of classes do not tell: the first BERT calls itself a MaskedLM, and holds both heads.
    """
    if task not in ("pretraining", "masked_words", "next_sentence"):
        return task
    held = set(names)
    guesses = not held.isdisjoint(GUESSES)
    pooled = any(name.endswith("pooler.dense.weight") for name in held)
    if pooled and "cls.seq_relationship.weight" in held:
        return "pretraining" if guesses else "next_sentence"
    return "masked_words" if guesses else "encoder"


def _languages(folder: Path) -> tuple[str, ...]:
    """What the header of the model card says: `language: en`, or a list below it."""
    card = folder / "README.md"
    if not card.is_file():
        return ()
    with card.open(encoding="utf-8", errors="replace") as file:
        header = file.read(MOST_CARD).split("---")[1:2]
    found = re.search(r"^language:[ \t]*(.*(?:\n[ \t]*-.*)*)", header[0], re.MULTILINE) if header else None
    return tuple(re.findall(r"[A-Za-z]{2,}(?:-[A-Za-z]+)?", found[1])) if found else ()


def _header(shard: Path, model: str) -> dict[str, list[int]]:
    """Names and shapes of the tensors in a file, without reading them."""
    try:
        with shard.open("rb") as file:
            if int.from_bytes(file.read(8), "little") > MOST_HEADER:
                raise ValueError("a list of tensors that is too long")
        with safe_open(shard, framework="pt") as tensors:
            return {name: list(tensors.get_slice(name).get_shape()) for name in tensors.keys()}  # noqa: SIM118
    except Exception:  # safetensors raises a bare Exception for a broken header
        raise UserError("error.broken_weights", model=model, file=shard.name) from None


def _for_task(folder: Path, encoders: dict[str, Checkpoint]) -> Checkpoint:
    """An adapter, or a decoder that reads what an encoder says."""
    facts = read_json(folder / "task.json")
    task = str(facts["task"])
    if task not in ADAPTED:
        raise ValueError(f"there is no task {task!r}")
    if (folder / "config.json").is_file():
        return replace(read(folder, folder.name), task=task, base=encoders[facts["base"]].key)
    base = read_json(folder / "adapter_config.json")["base_model_name_or_path"]
    shards = sorted(folder.glob("*.safetensors"))
    if (
        not shards
        or not all(isinstance(label, str) for label in facts["labels"])
        or not facts["temperature"] > 0
    ):
        raise ValueError("no weights, labels or temperature")
    return replace(
        encoders[base],
        key=folder.name,
        folder=folder,
        task=task,
        parameters=sum(math.prod(size) for shard in shards for size in _header(shard, folder.name).values()),
        base=base,
    )
