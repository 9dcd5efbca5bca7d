"""The folders that the owner of the server opened, and what visitors call the checkpoints in them: never by a path.

A checkpoint directly below an opened folder is called `folder/name`; an opened folder that is a checkpoint itself, `name`.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from bertdemo.errors import UserError
from bertdemo.settings import ASSETS, Settings

log = logging.getLogger(__name__)
MINE = "mine-"  # how the key of a model begins that a visitor trained


def is_mine(key: str) -> bool:
    """Whether a key is that of a model which a visitor trained."""
    return key.startswith(MINE) and "/" not in key


def folders_by_key(settings: Settings, taken: Collection[str]) -> dict[str, Path]:
    """Where the checkpoints in opened folders lie, by what they are called; `taken` names others before them.

    A folder is there once, and what leads out of the opened folders is not there.
    """
    opened = roots(settings)
    folders: dict[str, Path] = {}
    every = [candidate for name, root in opened.items() for candidate in _candidates(name, root)]
    every.sort(key=lambda candidate: candidate[2])  # the folder's own name goes before that of a link to it
    for folder, called, _ in every:
        inside = any(other == folder or other in folder.parents for other in opened.values())
        if inside and folder not in folders.values():
            key = f"local-{called}" if is_mine(called) else called
            folders[_unused(key, {*taken, *folders})] = folder
    return folders


def roots(settings: Settings) -> dict[str, Path]:
    """The folders that settings open to visitors, by their own names; a second one of the same name is `name-2`."""
    by_name: dict[str, Path] = {}
    for text in [*settings.folders.split(os.pathsep), settings.model if named_folder(settings) else ""]:
        folder = directory(text)
        if folder is not None and folder not in by_name.values():
            name = Path(text).expanduser().name
            by_name[_unused(_printable(name if name.strip(".") else folder.name) or "root", by_name)] = folder
    return by_name


def named_folder(settings: Settings) -> Path | None:
    """The folder that BERTDEMO_MODEL names, if it names one, and none of the models that come with the app."""
    bare = os.sep not in settings.model and not settings.model.startswith(".")
    ships = bare and directory(str(ASSETS / "models" / settings.model)) is not None
    return None if ships else directory(settings.model)


def directory(text: str) -> Path | None:
    """The folder that the owner of the server wrote, with every link followed; None where none is."""
    try:
        folder = Path(text).expanduser().resolve()
        return folder if text and folder.is_dir() else None
    except (ValueError, OSError, RuntimeError):  # a null byte, a name too long, a user who does not exist
        return None


def check_links(folder: Path, key: str, settings: Settings) -> None:
    """Raises UserError when a file of a checkpoint is a link to a place that is not open."""
    allowed = list(roots(settings).values())
    if (
        folder.parent.name == "snapshots"
    ):  # the cache of the Hub is made of links, all into its own folder of blobs
        allowed.append(folder.parent.parent / "blobs")
    for path in folder.iterdir():
        if path.is_symlink() and not any(root in _real(path).parents for root in allowed):
            raise UserError("error.leads_elsewhere", model=key, file=_printable(path.name))


def _candidates(name: str, root: Path) -> Iterator[tuple[Path, str, bool]]:
    """The folder and those directly in it, of which each may be a checkpoint; what it is called; whether it is a link."""
    try:
        children = sorted(root.iterdir())
    except OSError:
        log.warning("cannot look into %s", root, exc_info=True)
        return
    inside = ((_real(c), f"{name}/{_printable(c.name)}", c.is_symlink()) for c in children)
    for folder, key, link in [(root, name, False), *inside]:
        try:
            if (folder / "config.json").is_file():
                yield folder, key, link
        except OSError:  # one that is not for us hides none of the others
            log.warning("cannot look into %s", folder)


def _real(path: Path) -> Path:
    """With every link followed, as far as one leads somewhere."""
    return Path(os.path.realpath(path))


def _unused(name: str, taken: Collection[str]) -> str:
    number = 1
    while (name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return name if number == 1 else f"{name}-{number}"


def _printable(name: str) -> str:
    """Without what no page and no JSON can hold: bytes that are no letters, line breaks."""
    return "".join(letter if letter.isprintable() else "_" for letter in name)
