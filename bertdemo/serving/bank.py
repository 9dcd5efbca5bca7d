"""Models in memory: loaded once, put on the best device, shared by every visitor."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

from bertdemo.bert.model import Model
from bertdemo.errors import UserError
from bertdemo.serving import kept
from bertdemo.serving.cache import ByteCache
from bertdemo.serving.checkpoints import default_key, find
from bertdemo.serving.files import Files
from bertdemo.serving.folders import is_mine
from bertdemo.serving.gate import HEAVY, give_back_memory
from bertdemo.serving.jobs import Jobs
from bertdemo.serving.loading import Load, load
from bertdemo.settings import Settings

log = logging.getLogger(__name__)


class ModelBank:
    """`bank("classroom")`: the model for a key, loaded at its first call.

    Bundled ones stay. Of all others, those of visitors among them, as many stay as `settings.models_mb` holds, those
    used last; a visitor's own goes when nobody asked for it during a visit, see kept.py for one that lies on the disk.
    """

    def __init__(self, settings: Settings, load: Load = load) -> None:
        self.settings = settings
        self.cache = ByteCache(settings.cache_mb * 2**20)
        self.trainings = Jobs(minutes=settings.training_minutes, gate=HEAVY)
        self.translations = Jobs(at_once=2, minutes=5, kind="translation", gate=HEAVY, reload=0.5)
        self.fetches = Jobs(at_once=4, minutes=60, kind="download")
        self._load = load
        self._models: dict[str, Model] = {}
        self._used: dict[str, float] = {}  # when each was asked for last
        self._loading: dict[str, threading.Lock] = {}
        self._lock = threading.RLock()
        self.files = Files()

    def __call__(self, key: str = "") -> Model:
        """The model; "" is the default one. Raises UserError when it cannot be had."""
        key = key or default_key(self.settings)
        model = self._here(key)
        if model is not None:
            return model
        checkpoint = kept.find(key, self.settings) if is_mine(key) else find(key, self.settings)
        with self._lock:
            loading = self._loading.setdefault(checkpoint.key, threading.Lock())
        with loading:
            model = self._here(checkpoint.key)
            if model is None:
                model = self._load(checkpoint, self)
                self._keep(model)
            return model

    def add(self, model: Model) -> None:
        """Serve a visitor's own model to who knows its key, and keep it where settings say so.

        Raises UserError when the disk there is full.
        """
        if self.settings.kept_folder:
            kept.write(model, self.settings)
        self._keep(model)

    def drop(self, key: str) -> None:
        """Forget a model, its runs, and the files that were made of it here; who works with it at this moment still can.

        A checkpoint stays on the disk: only folders that `folder_of` made are removed.
        """
        with self._lock:
            self._models.pop(key, None)
            self._used.pop(key, None)
        self.cache.drop(key)
        give_back_memory(cycles=True)
        self.files.drop(key)

    def folder_of(self, key: str) -> Path:
        """Where the files of a visitor's model are written; gone with the model.

        Raises UserError when no visitor's model has the key, or it is gone.
        """
        with self._lock:
            if not is_mine(key) or key not in self._models:
                raise UserError("error.model_gone")
            return self.files.folder_of(key)

    def page_left(self, key: str) -> None:
        """The page that follows a job was closed or is loaded anew."""
        for jobs in (self.trainings, self.translations, self.fetches):
            jobs.page_left(key)

    def _here(self, key: str) -> Model | None:
        now = time.monotonic()
        with self._lock:
            for other, used in list(self._used.items()):
                if is_mine(other) and now - used > 60 * self.settings.visit_minutes:
                    self.drop(other)
            if key in self._models:
                self._used[key] = now
                if is_mine(key):
                    kept.touch(key, self.settings)
            return self._models.get(key)

    def _keep(self, model: Model) -> None:
        key = model.checkpoint.key
        with self._lock:
            self._models[key] = model
            self._used[key] = time.monotonic()
            while self._nbytes() > self.settings.models_mb * 2**20:
                others = [other for other in self._others() if other != key]
                if not others:
                    return
                oldest = min(others, key=self._used.__getitem__)
                log.info("%s makes room", "a visitor's model" if is_mine(oldest) else oldest)
                self.drop(oldest)

    def _others(self) -> list[str]:
        """Keys of the models that are not bundled."""
        return [key for key, model in self._models.items() if not model.checkpoint.bundled]

    def _nbytes(self) -> int:
        """Memory of the models that are not bundled; what several share is counted once, what a bundled one has not."""
        others = self._others()
        seen = {part for key in self._models if key not in others for part in _memory(self._models[key])}
        total = 0
        for key in others:
            for place, size in _memory(self._models[key]).items():
                total += size if place not in seen else 0
                seen.add(place)
        return total


def _memory(model: Model) -> dict[int, int]:
    """Where the weights of a model lie, and how many bytes each piece is."""
    storages = (p.untyped_storage() for p in (*model.module.parameters(), *model.module.buffers()))
    return {storage.data_ptr(): storage.nbytes() for storage in storages}
