"""Models that visitors trained, as safetensors in a folder that several processes share, or that outlives one.

Every process that is given the folder (BERTDEMO_KEPT_FOLDER) opens them by their key. The key, which only its visitor has, is in no
name and no file: a model lies under the key's SHA-256. One that nobody asked for during a visit goes; so do those used
longest ago when all of them take more than BERTDEMO_KEPT_MB.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.model import Model
from bertdemo.errors import UserError
from bertdemo.serving.scratch import MARK, disk_told, held, is_held
from bertdemo.serving.shapes import read
from bertdemo.settings import Settings

log = logging.getLogger(__name__)
NAME = re.compile(r"kept-[0-9a-f]{64}")
PART = "part-"  # of a model that is being written
FACTS = "kept.json"  # what a config does not hold; a folder without it was not made here

_STARTED = time.time() - time.monotonic()


def write(model: Model, settings: Settings) -> None:
    """Keep a visitor's model, whole or not at all. Raises UserError when the disk is full."""
    root = Path(settings.kept_folder).expanduser()
    with disk_told(model.checkpoint.key):
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        sweep(settings)
        with tempfile.TemporaryDirectory(prefix=PART, dir=root) as made, held(Path(made) / MARK):
            inside = Path(made) / "model"
            model.module.save_pretrained(inside)
            model.tokenizer.save_pretrained(inside)
            facts = {"task": model.checkpoint.task, "languages": model.checkpoint.languages}
            (inside / FACTS).write_text(json.dumps(facts), "utf-8")
            os.utime(inside / FACTS, (_now(),) * 2)
            inside.rename(folder_of(model.checkpoint.key, settings))


def find(key: str, settings: Settings) -> Checkpoint:
    """The checkpoint of a visitor's model. Raises UserError when it is gone, or was never kept."""
    folder = folder_of(key, settings)
    if not settings.kept_folder or not touch(key, settings):
        raise UserError("error.model_gone")
    try:
        facts = json.loads((folder / FACTS).read_text("utf-8"))
        return replace(read(folder, key), task=facts["task"], languages=tuple(facts["languages"]))
    except FileNotFoundError:  # swept this very moment
        raise UserError("error.model_gone") from None


def touch(key: str, settings: Settings) -> bool:
    """Whether a model is kept; that it was asked for is noted."""
    with suppress(OSError):
        if settings.kept_folder:
            os.utime(folder_of(key, settings) / FACTS, (_now(),) * 2)
            return True
    return False


def folder_of(key: str, settings: Settings) -> Path:
    """Where the model of a key lies, or would lie."""
    name = f"kept-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}"
    return Path(settings.kept_folder).expanduser() / name


def sweep(settings: Settings) -> None:
    """Remove what nobody asked for during a visit, then what was used longest ago until the rest fits.

    A model that a killed process has begun to write goes too.
    """
    root = Path(settings.kept_folder).expanduser()
    if not settings.kept_folder or not root.is_dir():
        return
    used: dict[Path, float] = {}
    for folder in root.iterdir():
        with suppress(OSError):
            if NAME.fullmatch(folder.name) and not folder.is_symlink():
                used[folder] = (folder / FACTS).stat().st_mtime
            elif folder.name.startswith(PART) and (folder / MARK).is_file() and not is_held(folder / MARK):
                shutil.rmtree(folder, ignore_errors=True)
    left = settings.kept_mb * 2**20
    for folder in sorted(used, key=used.__getitem__, reverse=True):
        with suppress(OSError):  # another process sweeps too
            left -= sum(file.stat().st_size for file in folder.iterdir())
        if left < 0 or _now() - used[folder] > 60 * settings.visit_minutes:
            log.info("a visitor's model is kept no longer")
            shutil.rmtree(folder, ignore_errors=True)


def _now() -> float:
    """Seconds since 1970, by a clock that nobody sets: when the system's jumps, no visit ends."""
    return _STARTED + time.monotonic()
