"""The start of the app: what would break later is told at once, in one sentence; what killed processes left is swept."""

from __future__ import annotations

import errno
import logging
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bertdemo.errors import UserError
from bertdemo.settings import Settings
from bertdemo.text import Text

log = logging.getLogger(__name__)
GRADIO_NUMBERS = ("GRADIO_SERVER_PORT", "GRADIO_NUM_PORTS")  # that Gradio reads when it is imported


@contextmanager
def one_sentence() -> Iterator[None]:
    """In place of a ValueError: its words on stderr, and the end of the process with the code 2."""
    try:
        yield
    except ValueError as error:
        sys.stderr.write(f"{' '.join(str(error).split())}\n")
        sys.exit(2)


def environment() -> Settings:
    """The settings, before Gradio is imported: it reads numbers of the environment then, and an empty one breaks it.

    Raises ValueError, naming the variable, for a number that is none or out of range.
    """
    for name in GRADIO_NUMBERS:
        if os.environ.get(name) == "":
            del os.environ[name]
    settings = Settings.from_environment()
    ports = os.environ.get("GRADIO_NUM_PORTS", "1")
    if not ports.isdecimal() or not 1 <= int(ports[:6]) <= 65_535:
        raise ValueError(f"GRADIO_NUM_PORTS must be a whole number from 1 to 65,535, not {ports[:40]!r}.")
    return settings


def check(settings: Settings) -> None:
    """Raises ValueError, naming the variable and the cure, for settings with which nothing would work."""
    from bertdemo.serving.checkpoints import is_hub_id
    from bertdemo.serving.devices import pick_device

    _check_address(settings.host, settings.port)
    _check_encoder()
    _check_temporary_folder()
    pick_device(settings.device)
    _check_model(settings)
    for name in settings.hub.split(","):
        if name.strip() and not is_hub_id(name.strip()):
            raise ValueError(
                f"BERTDEMO_HUB must be open, closed, or ids with commas between, not {name[:80]!r}."
            )


def sweep(settings: Settings) -> None:
    """Remove what processes left that were killed: temporary folders, files half fetched, models half written."""
    from bertdemo.serving import fetched, scratch
    from bertdemo.serving.folders import directory

    for text in settings.folders.split(os.pathsep):
        if text and directory(text) is None:
            log.warning("BERTDEMO_FOLDERS names %s, which is no folder here", text)
    try:
        for folder in scratch.sweep():
            log.info("removed %s, whose process is gone", folder)
        fetched.sweep(settings)
        if settings.kept_folder:  # its imports are large
            from bertdemo.serving import kept

            kept.sweep(settings)
    except OSError:
        log.warning("cannot sweep", exc_info=True)


def fetch_default(settings: Settings) -> None:
    """Fetch the checkpoint of the Hub that BERTDEMO_MODEL names, unless it is here; what goes wrong is a warning."""
    from bertdemo.serving.checkpoints import BUNDLED_FOR, cached, default_key, hub_default
    from bertdemo.serving.hub import fetch, look

    key = hub_default(settings)
    if not key or cached(key, settings) is not None:
        return
    log.info("fetching %s; pages open with the bundled model until it is here", key)
    try:
        preview = look(key, settings)
        if preview.task == "translation":
            raise UserError("error.decoder", model=key, base=BUNDLED_FOR["en"])
        for _ in fetch(preview, settings):
            pass
    except UserError as error:
        log.warning(
            "BERTDEMO_MODEL=%s is not here, pages open with the bundled model: %s",
            key,
            Text("en").message(error),
        )
    except Exception:
        log.warning("BERTDEMO_MODEL=%s is not here, pages open with the bundled model", key, exc_info=True)
    else:
        log.info("%s is here, pages open with %s", key, default_key(settings))


def free_port(host: str) -> int:
    """A port of this machine on which nothing listens at this moment."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.bind((host.strip("[]"), 0))
        return int(tried.getsockname()[1])


def leave_on_signals() -> None:
    """End as at a normal exit when the machine or the terminal asks for it, so that temporary files are removed."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # nohup ignores the second
            signal.signal(number, lambda *_: sys.exit(0))


def _check_address(host: str, port: int) -> None:
    """Bind the address for a moment, and as Gradio does the one of this machine."""
    for name in dict.fromkeys([host, os.environ.get("GRADIO_SERVER_NAME") or "127.0.0.1"]):
        try:
            found = socket.getaddrinfo(
                name.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )
            family, kind, protocol, _, address = found[0]
            with socket.socket(family, kind, protocol) as tried:
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                tried.bind(address)
        except (OSError, UnicodeError) as error:
            raise ValueError(_said_of_address(name, port, error)) from error


def _said_of_address(host: str, port: int, error: Exception) -> str:
    code = getattr(error, "errno", None)
    if code == errno.EADDRINUSE:
        return f"Port {port} is in use: end what listens there, or choose another one with BERTDEMO_PORT."
    if code in (errno.EACCES, errno.EPERM):
        return f"Port {port} needs rights that this user has not: choose one from 1024 on with BERTDEMO_PORT."
    return (
        f"BERTDEMO_HOST must be an address of this machine, such as 127.0.0.1 or 0.0.0.0, not {host[:80]!r}."
    )


def _check_encoder() -> None:
    from bertdemo.serving.checkpoints import BUNDLED
    from bertdemo.serving.shapes import read

    folder = BUNDLED / "classroom"
    try:
        read(folder, "classroom")
    except (UserError, OSError) as error:
        raise ValueError(
            f"The bundled BERT in {folder} is missing or damaged: fetch this project again, with all of its large files."
        ) from error


def _check_model(settings: Settings) -> None:
    from bertdemo.serving.checkpoints import bundled, cached, find, hub_default, local
    from bertdemo.serving.hub import may_ask

    given = settings.model[:200]
    key = hub_default(settings)
    if key and may_ask(key, settings) and cached(key, settings) is None:
        return  # fetch_default sees to it
    try:
        checkpoint = find(key, settings)
    except UserError as error:
        keys = ", ".join(c.key for c in [*bundled(), *local(settings)] if not c.base)
        reason = Text("en").message(error).split(". ")[0].rstrip(".")
        raise ValueError(
            f"BERTDEMO_MODEL={given} cannot be opened ({reason}): name the folder of a checkpoint, or one of {keys}."
        ) from error
    if checkpoint.base or checkpoint.task == "translation":
        raise ValueError(
            f"BERTDEMO_MODEL={given} reads no text by itself: name an encoder, such as {checkpoint.base or 'classroom'}."
        )


def _check_temporary_folder() -> None:
    from bertdemo.serving.scratch import own_folder

    try:
        own_folder()
    except OSError as error:
        raise ValueError(
            f"No temporary folder can be written ({error.strerror}): name one with TMPDIR, or make room."
        ) from error
