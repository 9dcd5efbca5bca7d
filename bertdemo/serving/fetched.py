"""What visitors fetched from the Hub: marked as such, so that the one used longest ago makes room for the next.

Only files that the app fetched are removed. What the owner of the server had in the cache before carries no mark, and
neither does what he puts beside: his own revisions and files stay.
"""

from __future__ import annotations

import json
import logging
import os
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bertdemo.errors import UserError
from bertdemo.serving.checkpoints import hub_folder
from bertdemo.serving.configs import read_json
from bertdemo.serving.scratch import is_held
from bertdemo.serving.shapes import too_large
from bertdemo.settings import Settings

log = logging.getLogger(__name__)
MARK = ".bertdemo.json"  # {revision: [names of files]}; the time of its last change is that of the last use
_lock = threading.Lock()
_under_way: dict[Path, list[int]] = {}  # bytes of each download of a repository


def repository(key: str, settings: Settings) -> Path:
    """The folder of a repository in the cache; `key` is an id of the Hub (`is_hub_id`)."""
    return hub_folder(settings) / f"models--{key.replace('/', '--')}"


@contextmanager
def room_for(key: str, revision: str, files: Sequence[tuple[str, int]], settings: Settings) -> Iterator[None]:
    """Room for a download while it is under way, which is marked as the app's.

    Others make room until all together take at most `settings.hub_total_mb`. Raises UserError when that is too little,
    or when downloads that are under way at this moment fill it; OSError when the disk cannot be written.
    """
    folder, size = repository(key, settings), sum(size for _, size in files)
    with _lock:
        _make_room(key, folder, size, settings)
        if not folder.exists() or (folder / MARK).is_file():
            folder.mkdir(parents=True, exist_ok=True)
            marked = _marked(folder) | {revision: [name for name, _ in files]}
            (folder / MARK).write_text(json.dumps(marked), "utf-8")
        _under_way.setdefault(folder, []).append(size)
    try:
        yield
    finally:
        with _lock:
            _under_way[folder].remove(size)
            if not _under_way[folder]:
                del _under_way[folder]


def touch(key: str, settings: Settings) -> None:
    """Note that a checkpoint was used now."""
    mark = repository(key, settings) / MARK
    if mark.is_file():
        try:
            os.utime(mark)
        except OSError:  # a cache that is read-only loses nothing either
            log.debug("cannot mark %s as used", key)


def remove(folder: Path) -> None:
    """Remove what the app fetched into the folder of a repository, and the folder if nothing else is in it."""
    blobs = folder / "blobs"
    for revision, names in _marked(folder).items():
        for place in (folder / "snapshots" / revision, folder / ".no_exist" / revision):
            for name in names:
                target = (place / name).resolve()
                (place / name).unlink(missing_ok=True)
                if target.parent == blobs.resolve() and not _is_linked(target, folder):
                    target.unlink(missing_ok=True)
            _remove_empty(place)
    _remove_incomplete(folder)
    (folder / MARK).unlink(missing_ok=True)
    for place in (folder / "snapshots", folder / ".no_exist", folder / "refs", blobs, folder):
        _remove_empty(place)


def sweep(settings: Settings) -> None:
    """Remove what downloads left half done that ended with their process."""
    for folder in _all(settings):
        _remove_incomplete(folder)


def _make_room(key: str, folder: Path, size: int, settings: Settings) -> None:
    most = settings.hub_total_mb * 2**20
    if size > most:
        raise too_large(key, size, settings.hub_total_mb)
    sizes = {other: _size(other) for other in _all(settings) if other != folder}
    for other, reserved in _under_way.items():
        if other != folder:
            sizes[other] = max(sizes.get(other, 0), *reserved)
    while size + sum(sizes.values()) > most:
        idle = [other for other in sizes if other not in _under_way]
        if not idle:
            raise UserError("error.hub_full", model=key, most=f"{settings.hub_total_mb:,}")
        oldest = min(idle, key=lambda other: (other / MARK).stat().st_mtime)
        log.info("%s makes room on the disk", oldest.name)
        remove(oldest)
        del sizes[oldest]


def _all(settings: Settings) -> list[Path]:
    """The repositories that the app fetched."""
    return [mark.parent for mark in hub_folder(settings).glob(f"models--*/{MARK}")]


def _marked(folder: Path) -> dict[str, list[str]]:
    """Names of the files that were fetched, by revision; no name leads out of the folder."""
    try:
        said = read_json(folder / MARK)
        return {
            revision: [name for name in names if re.fullmatch(r"\w[\w.-]*", name)]
            for revision, names in said.items()
            if re.fullmatch(r"\w{1,64}", revision)
        }
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _size(folder: Path) -> int:
    """Bytes of all files; a link counts nothing."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _is_linked(blob: Path, folder: Path) -> bool:
    return any(path.is_symlink() and path.resolve() == blob for path in (folder / "snapshots").glob("*/*"))


def _remove_incomplete(folder: Path) -> None:
    """Remove the parts of files that nobody is fetching; the Hub's library locks those that somebody is."""
    locks = folder.parent / ".locks" / folder.name
    for part in (folder / "blobs").glob("*.incomplete"):
        lock = locks / f"{part.name.split('.')[0]}.lock"
        if not lock.is_file() or not is_held(lock):
            part.unlink(missing_ok=True)


def _remove_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
