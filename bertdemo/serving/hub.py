"""Checkpoints of the Hugging Face Hub: looked at before anything large is fetched, fetched when a visitor wants it.

Only safetensors, configs and tokenizer files are fetched, and no code. HF_ENDPOINT names another hub.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from bertdemo.bert.stopping import breathe
from bertdemo.errors import UserError
from bertdemo.serving import configs, fetched
from bertdemo.serving.checkpoints import cached, hub_allows, hub_folder, is_hub_id, shipped
from bertdemo.serving.folders import folders_by_key
from bertdemo.serving.hub_ids import endpoint
from bertdemo.serving.opening import MOST_VOCABULARY
from bertdemo.serving.scratch import is_full, own_folder
from bertdemo.serving.shapes import VOCABULARIES, read, shape_of, too_large
from bertdemo.settings import Settings

ALLOWED = (
    "model.safetensors",
    "model-*-of-*.safetensors",
    "model.safetensors.index.json",
    "config.json",
    "generation_config.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    *VOCABULARIES,
    "merges.txt",
    "README.md",
)
LARGER = (*VOCABULARIES, "merges.txt")  # files that may be larger than those of settings
PICKLED = ("*.bin", "*.pt", "*.pth", "*.h5", "*.msgpack", "*.ckpt")
TIMEOUT = 10.0  # seconds
SPARE = 100 * 2**20  # bytes of the disk that a download leaves free
NOT_WRITTEN = (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST)


@dataclass(frozen=True)
class Preview:
    """What a checkpoint is, before it is fetched."""

    id: str
    revision: str
    kind: str  # model_type
    task: str
    layers: int
    heads: int
    hidden: int
    vocab: int
    parameters: int
    files: tuple[tuple[str, int], ...]  # name and bytes of what would be fetched
    bytes: int  # of them together
    memory: int  # bytes of the weights in float32
    here: bool


@dataclass(frozen=True)
class Fetched:
    """Progress of a download; the last one has all bytes."""

    done: int
    of: int
    file: str


def look(key: str, settings: Settings) -> Preview:
    """Ask the Hub what a checkpoint is. Nothing but its config is fetched, and nothing is kept.

    Raises UserError for an id that is none, a closed list, no network, a checkpoint that is missing, private, pickled,
    no BERT, or too large for the limits or the disk.
    """
    _check(key, settings)
    from huggingface_hub import HfApi

    with _told(key):
        info = HfApi(endpoint=endpoint(), token=False).model_info(key, files_metadata=True, timeout=TIMEOUT)
        files = [
            (file.rfilename, int(file.size or 0))
            for file in info.siblings or []
            if "/" not in file.rfilename and any(fnmatch(file.rfilename, name) for name in ALLOWED)
        ]
        names = {name for name, _ in files}
        if not any(name.endswith(".safetensors") for name in names):
            every = [file.rfilename for file in info.siblings or []]
            pickled = any(fnmatch(name, pattern) for name in every for pattern in PICKLED)
            raise UserError("error.only_pickled" if pickled else "error.no_safetensors", model=key)
        if "config.json" not in names:
            raise UserError("error.broken_config", model=key)
        if not names & set(VOCABULARIES):
            raise UserError("error.no_tokenizer", model=key)
        for name, size in files:
            most = MOST_VOCABULARY if name in LARGER else configs.MOST_BYTES
            if not name.endswith(".safetensors") and size > most:
                raise too_large(f"{key}/{name}", size, most // 2**20)
        total = sum(size for _, size in files)
        most_megabytes = min(settings.hub_mb, settings.hub_total_mb)
        if total > most_megabytes * 2**20:
            raise too_large(key, total, most_megabytes)
        shape = shape_of(_config(key, str(info.sha), settings), key)
    weights = sum(size for name, size in files if name.endswith(".safetensors"))
    counted = getattr(info.safetensors, "total", None)
    parameters = int(counted or weights // 4)
    memory = 4 * max(parameters, configs.parameters(shape.config))
    if memory > settings.models_mb * 2**20:
        raise too_large(key, memory, settings.models_mb)
    here = cached(key, settings) is not None
    free = shutil.disk_usage(_existing(hub_folder(settings))).free
    if not here and total + SPARE > free:
        raise UserError(
            "error.no_space", model=key, megabytes=f"{total / 2**20:,.0f}", free=f"{free / 2**20:,.0f}"
        )
    return Preview(
        id=key,
        revision=str(info.sha),
        kind=shape.kind,
        task=shape.task,
        layers=shape.layers,
        heads=shape.heads,
        hidden=shape.hidden,
        vocab=shape.vocab,
        parameters=parameters,
        files=tuple(files),
        bytes=total,
        memory=memory,
        here=here,
    )


def _config(key: str, revision: str, settings: Settings) -> Any:
    """The config.json of a revision: from the cache, or fetched into a folder that goes at once."""
    from huggingface_hub import hf_hub_download, try_to_load_from_cache

    here = try_to_load_from_cache(key, "config.json", cache_dir=hub_folder(settings), revision=revision)
    with tempfile.TemporaryDirectory(prefix="config-", dir=own_folder()) as folder:
        if not isinstance(here, str):
            here = hf_hub_download(
                key, "config.json", revision=revision, cache_dir=folder, endpoint=endpoint(),
                etag_timeout=TIMEOUT, token=False,
            )  # fmt: skip
        try:
            return configs.read_json(Path(here))
        except (ValueError, RecursionError):
            raise UserError("error.broken_config", model=key) from None


def _existing(folder: Path) -> Path:
    """The folder, or the next one above it that is there."""
    return next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())


def fetch(preview: Preview, settings: Settings) -> Iterator[Fetched]:
    """Fetch the files of a preview, some progress five times a second; who stops iterating stops the download.

    What visitors fetched longest ago makes room. Weights come last, so that a checkpoint is whole once they are here.
    Raises UserError when there is no room, or when the network fails on the way: whole files stay then, so that the
    next try has less to fetch; but not on a disk that is full.
    """
    if cached(preview.id, settings) is not None:
        yield Fetched(preview.bytes, preview.bytes, "")
        return
    with ExitStack() as stack:
        with _told(preview.id):
            stack.enter_context(fetched.room_for(preview.id, preview.revision, preview.files, settings))
        try:
            yield from _fetch(preview, settings)
        except UserError as error:
            if error.key == "error.disk_full":
                fetched.remove(fetched.repository(preview.id, settings))
            raise


def _fetch(preview: Preview, settings: Settings) -> Iterator[Fetched]:
    from huggingface_hub import constants, hf_hub_download

    constants.HF_HUB_DISABLE_XET = True  # its downloads cannot be stopped, and go past HF_ENDPOINT
    constants.DOWNLOAD_CHUNK_SIZE = (
        2**18
    )  # instead of 10 MB: on a slow line nothing would move for many seconds
    done = furthest = 0
    arrived = 0  # bytes of the file under way
    stopped = threading.Event()

    def count(more: int) -> None:
        nonlocal arrived
        if stopped.is_set():
            raise InterruptedError
        arrived += more

    try:
        for name, size in sorted(preview.files, key=lambda file: (file[0].endswith(".safetensors"), file[1])):
            arrived = 0
            failed: list[Exception] = []

            def get(name: str = name, failed: list[Exception] = failed) -> None:
                try:
                    hf_hub_download(
                        preview.id, name, revision=preview.revision, cache_dir=hub_folder(settings),
                        endpoint=endpoint(), etag_timeout=TIMEOUT, token=False, tqdm_class=_counter(count),
                    )  # fmt: skip
                except Exception as wrong:  # told below, on the visitor's thread
                    failed.append(wrong)

            thread = threading.Thread(target=get, name="download", daemon=True)
            thread.start()
            while thread.is_alive():
                thread.join(0.2)
                furthest = max(furthest, done + min(size, arrived))  # a second try counts anew
                yield Fetched(furthest, preview.bytes, name)
            with _told(preview.id, "error.download_broken"):
                for error in failed:
                    raise error
            done += size
    finally:
        stopped.set()
    snapshot = cached(preview.id, settings)
    if snapshot is None:
        raise UserError("error.download_broken", model=preview.id)
    read(snapshot, preview.id)  # whole, and as its config says
    yield Fetched(preview.bytes, preview.bytes, "")


def _counter(count: Callable[[int], None]) -> Any:
    """A progress bar that draws nothing and hands on the bytes that arrive."""
    from huggingface_hub.utils import tqdm

    class Counter(tqdm):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options | {"disable": True})  # type: ignore[no-untyped-call]

        def update(self, n: float | None = 1) -> None:
            count(int(n or 0))

    return Counter


def ensure(key: str, settings: Settings) -> None:
    """Fetch a checkpoint if its key is an id of the Hub that is not here; wait until it is. Raises as `look` does."""
    if is_missing(key, settings):
        for _ in fetch(look(key, settings), settings):
            breathe()


def is_missing(key: str, settings: Settings) -> bool:
    """Whether a key is an id of the Hub, and what it names is not here."""
    if not is_hub_id(key) or "/" not in key or key in folders_by_key(settings, shipped()):
        return False
    return cached(key, settings) is None


def is_offline() -> bool:
    """Whether the environment tells the Hub's library to stay off the network."""
    return os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "TRUE", "YES", "ON")


def may_ask(key: str, settings: Settings) -> bool:
    """Whether the Hub may be asked for a checkpoint, as far as can be known without a network."""
    return is_hub_id(key) and hub_allows(key, settings) and not is_offline()


def _check(key: str, settings: Settings) -> None:
    if not is_hub_id(key):
        raise UserError("error.no_hub_id", model=key[:80])
    if not hub_allows(key, settings):
        known = settings.hub if settings.hub not in ("closed", "") else "–"
        raise UserError("error.hub_closed", model=key, known=known[:300])
    if is_offline():
        raise UserError("error.offline", model=key)


@contextmanager
def _told(key: str, no_answer: str = "error.offline") -> Iterator[None]:
    """What the network, the Hub and the disk say, in words for a visitor; `no_answer` is the key for all else."""
    from huggingface_hub import errors
    from huggingface_hub.utils import httpx  # the one it uses itself: its name changes with versions

    try:
        yield
    except errors.GatedRepoError:
        raise UserError("error.gated", model=key) from None
    except (errors.RepositoryNotFoundError, errors.EntryNotFoundError, errors.RevisionNotFoundError) as error:
        if isinstance(error, errors.LocalEntryNotFoundError):
            raise UserError("error.offline", model=key) from None
        raise UserError("error.not_on_hub", model=key) from None
    except errors.HFValidationError:
        raise UserError("error.no_hub_id", model=key[:80]) from None
    except errors.HfHubHTTPError as error:
        code = getattr(getattr(error, "response", None), "status_code", None)
        raise UserError("error.not_on_hub" if code in (401, 403, 404) else no_answer, model=key) from None
    except (
        httpx.HTTPError,
        OSError,
        ValueError,
    ) as error:  # no JSON: the page of a network that wants a login
        if is_full(error):
            raise UserError("error.disk_full", model=key) from None
        written = getattr(error, "errno", None) not in NOT_WRITTEN
        raise UserError(no_answer if written else "error.not_written", model=key) from None
