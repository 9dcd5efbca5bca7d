"""Which checkpoints may be opened, and where each lies. Safetensors only, never remote code."""

from __future__ import annotations

import logging
import math
import os
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.kinds import TASKS
from bertdemo.errors import UserError
from bertdemo.serving.configs import read_json, shown
from bertdemo.serving.folders import check_links, folders_by_key, named_folder
from bertdemo.serving.shapes import VOCABULARIES, header, read, weight_files
from bertdemo.settings import ASSETS, Language, Settings

log = logging.getLogger(__name__)
BUNDLED = ASSETS / "models"
BUNDLED_FOR: dict[Language, str] = {"en": "classroom", "zh": "classroom-zh"}  # the encoder of each language
_left_out: set[Path] = set()  # damaged folders of which the log has told
HUB_ID = re.compile(r"(?:[A-Za-z0-9][\w.-]{0,95}/)?[A-Za-z0-9][\w.-]{0,95}")


def bundled(models_folder: Path = BUNDLED) -> list[Checkpoint]:
    """What lies in assets/models: encoders first, then what was trained for a task on top of one.

    What is damaged is left out; the log says so once, and `find` says so to who asks for it.
    """
    folders = sorted(p for p in models_folder.iterdir() if p.is_dir()) if models_folder.is_dir() else []
    tasks = [p for p in folders if (p / "task.json").is_file()]
    encoders: dict[str, Checkpoint] = {}
    checkpoints = []
    for folder in [p for p in folders if p not in tasks] + tasks:
        try:
            if folder in tasks:
                checkpoints.append(_for_task(folder, encoders))
            elif (folder / "config.json").is_file():
                checkpoints.append(encoders.setdefault(folder.name, read(folder, folder.name)))
        except (UserError, OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            if folder not in _left_out:
                _left_out.add(folder)
                log.error("%s is damaged and left out, fetch it again: %r", folder.name, error)
    return checkpoints


def local(settings: Settings) -> list[Checkpoint]:
    """Checkpoints in the folders that the owner of the server opened to visitors; broken ones are left out."""
    checkpoints = []
    for key, folder in folders_by_key(settings, shipped()).items():
        try:
            checkpoints.append(_read_local(folder, key, settings))
        except UserError:
            continue
    return checkpoints


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
    whole = [folder for folder in snapshots.glob("*") if _whole(folder)]
    return max(whole, key=lambda folder: folder.stat().st_mtime, default=None)


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


def _for_task(folder: Path, encoders: dict[str, Checkpoint]) -> Checkpoint:
    """An adapter, or a decoder that reads what an encoder says."""
    facts = read_json(folder / "task.json")
    task = str(facts["task"])
    if task not in TASKS:
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
        parameters=sum(math.prod(size) for shard in shards for size in header(shard, folder.name).values()),
        base=base,
    )
