"""Checkpoints of the Hugging Face Hub: looked at before anything large is fetched, fetched when a visitor wants it.

Only safetensors, configs and tokenizer files are fetched, and no code. HF_ENDPOINT names another hub.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from bertdemo.bert.checkpoints import cached, hub_allows, hub_folder, is_hub_id, read, shape_of
from bertdemo.settings import Settings
from bertdemo.text import UserError

ALLOWED = (
    "*.safetensors",
    "*.safetensors.index.json",
    "config.json",
    "generation_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.txt",
    "vocab.json",
    "merges.txt",
    "README.md",
)
PICKLED = ("*.bin", "*.pt", "*.pth", "*.h5", "*.msgpack", "*.ckpt")
TIMEOUT = 10.0  # seconds


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
    """Ask the Hub what a checkpoint is. Nothing but its config is fetched.

    Raises UserError for an id that is none, a closed list, no network, a checkpoint that is missing, private, pickled,
    no BERT, or too large.
    """
    _check(key, settings)
    from huggingface_hub import HfApi, hf_hub_download

    with _told(key):
        found = HfApi(endpoint=_endpoint(), token=False).model_info(key, files_metadata=True, timeout=TIMEOUT)
        files = [
            (file.rfilename, int(file.size or 0))
            for file in found.siblings or []
            if "/" not in file.rfilename and any(fnmatch(file.rfilename, name) for name in ALLOWED)
        ]
        names = {name for name, _ in files}
        if not any(name.endswith(".safetensors") for name in names):
            every = [file.rfilename for file in found.siblings or []]
            pickled = any(fnmatch(name, pattern) for name in every for pattern in PICKLED)
            raise UserError("error.only_pickled" if pickled else "error.no_safetensors", model=key)
        if "config.json" not in names:
            raise UserError("error.broken_config", model=key)
        if sum(size for _, size in files) > settings.hub_mb * 2**20:
            megabytes = f"{sum(size for _, size in files) / 2**20:,.0f}"
            raise UserError("error.too_large", model=key, megabytes=megabytes, most=f"{settings.hub_mb:,}")
        path = hf_hub_download(
            key, "config.json", revision=found.sha, cache_dir=hub_folder(settings), endpoint=_endpoint(),
            etag_timeout=TIMEOUT, token=False,
        )  # fmt: skip
    try:
        config: Any = json.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        raise UserError("error.broken_config", model=key) from None
    shape = shape_of(config, key)
    weights = sum(size for name, size in files if name.endswith(".safetensors"))
    counted = getattr(found.safetensors, "total", None)
    parameters = int(counted or weights // 4)
    if 4 * parameters > settings.models_mb * 2**20:
        megabytes = f"{4 * parameters / 2**20:,.0f}"
        raise UserError("error.too_large", model=key, megabytes=megabytes, most=f"{settings.models_mb:,}")
    return Preview(
        id=key,
        revision=str(found.sha),
        kind=shape.kind,
        task=shape.task,
        layers=shape.layers,
        heads=shape.heads,
        hidden=shape.hidden,
        vocab=shape.vocab,
        parameters=parameters,
        files=tuple(files),
        bytes=sum(size for _, size in files),
        memory=4 * parameters,
        here=cached(key, settings) is not None,
    )


def fetch(preview: Preview, settings: Settings) -> Iterator[Fetched]:
    """Fetch the files of a preview, some progress five times a second; who iterates may stop between two files.

    Raises UserError when the network fails on the way; what is here stays, and the next try goes on from there.
    """
    folder = hub_folder(settings) / f"models--{preview.id.replace('/', '--')}" / "blobs"
    began = _size(folder)
    config = next(size for name, size in preview.files if name == "config.json")
    done = config
    for name, size in sorted(preview.files, key=lambda file: file[1]):
        if name == "config.json":
            continue
        failed: list[Exception] = []

        def get(name: str = name, failed: list[Exception] = failed) -> None:
            from huggingface_hub import hf_hub_download

            try:
                hf_hub_download(
                    preview.id, name, revision=preview.revision, cache_dir=hub_folder(settings), endpoint=_endpoint(),
                    etag_timeout=TIMEOUT, token=False,
                )  # fmt: skip
            except Exception as wrong:  # told below, on the visitor's thread
                failed.append(wrong)

        thread = threading.Thread(target=get, name="download", daemon=True)
        thread.start()
        while thread.is_alive():
            thread.join(0.2)
            yield Fetched(min(preview.bytes, max(done, config + _size(folder) - began)), preview.bytes, name)
        with _told(preview.id):
            for error in failed:
                raise error
        done += size
    found = cached(preview.id, settings)
    if found is None:
        raise UserError("error.download_broken", model=preview.id)
    read(found, preview.id)  # whole, and as its config says
    yield Fetched(preview.bytes, preview.bytes, "")


def ensure(key: str, settings: Settings) -> None:
    """Fetch a checkpoint if its key is an id of the Hub that is not here; wait until it is. Raises as `look` does."""
    if is_hub_id(key) and "/" in key and cached(key, settings) is None and not Path(key).exists():
        for _ in fetch(look(key, settings), settings):
            pass


def _check(key: str, settings: Settings) -> None:
    if not is_hub_id(key):
        raise UserError("error.no_hub_id", model=key[:80])
    if not hub_allows(key, settings):
        known = settings.hub if settings.hub not in ("closed", "") else "–"
        raise UserError("error.hub_closed", model=key, known=known[:300])
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "TRUE", "YES", "ON"):
        raise UserError("error.offline", model=key)


def _endpoint() -> str | None:
    return os.environ.get("HF_ENDPOINT") or None


@contextmanager
def _told(key: str) -> Iterator[None]:
    """What the network and the Hub say, in words for a visitor."""
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
        raise UserError(
            "error.not_on_hub" if code in (401, 403, 404) else "error.offline", model=key
        ) from None
    except (httpx.HTTPError, OSError, errors.OfflineModeIsEnabled):
        raise UserError("error.offline", model=key) from None


def _size(folder: Path) -> int:
    total = 0
    for path in folder.glob("*") if folder.is_dir() else ():
        try:
            total += path.stat().st_size
        except OSError:  # renamed between the two lines
            continue
    return total
