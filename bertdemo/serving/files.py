"""Files that were made here for visitors: those of their own models, and what they may fetch by a key."""

from __future__ import annotations

import logging
import secrets
import shutil
import tempfile
import threading
from pathlib import Path

from bertdemo.serving.scratch import disk_told, own_folder

log = logging.getLogger(__name__)


class Files:
    """Gone with the app; nothing is removed but folders that were made here."""

    def __init__(self) -> None:
        self._root = tempfile.TemporaryDirectory(prefix="models-", dir=own_folder())
        self._given: dict[str, Path] = {}  # files that visitors may fetch, by a key that only one of them has
        self._folders: dict[str, Path] = {}  # of visitors' models, each made here
        self._lock = threading.RLock()

    @property
    def root(self) -> Path:
        """Where they lie."""
        return Path(self._root.name)

    def folder_of(self, key: str) -> Path:
        """Where the files of a model are written. Raises UserError when the disk is full."""
        with self._lock:
            if key not in self._folders or not self._folders[key].is_dir():
                with disk_told(key):
                    # A cleaner of old files may have been there.
                    self.root.mkdir(parents=True, exist_ok=True)
                    self._folders[key] = Path(tempfile.mkdtemp(dir=self.root))
            return self._folders[key]

    def drop(self, key: str) -> None:
        """Remove what was written of a model."""
        with self._lock:
            folder = self._folders.pop(key, None)
        if folder is not None and folder.resolve().parent == self.root.resolve():
            try:
                shutil.rmtree(folder)
            except OSError:
                log.warning("cannot remove %s", folder, exc_info=True)

    def give(self, path: Path) -> str:
        """The key under which a visitor fetches a file that was made here; it tells nothing of where the file lies."""
        with self._lock:
            self._given = {
                key: other for key, other in self._given.items() if other.exists() and other != path
            }
            key = secrets.token_urlsafe(16)
            self._given[key] = path
            return key

    def given(self, key: str) -> Path | None:
        """The file of such a key; None when there is none, or when it went with its model."""
        with self._lock:
            return self._given.get(key)
