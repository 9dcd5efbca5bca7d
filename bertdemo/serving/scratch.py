"""The temporary folder of this process, for all that it writes; what processes that were killed left behind is swept.

A folder is called `bertdemo-<pid>-…` and holds a mark that its process keeps locked (flock(2)) as long as it lives: a
process number alone would not do, since a container starts its processes with the same few numbers again.
"""

from __future__ import annotations

import atexit
import errno
import logging
import os
import re
import shutil
import stat
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bertdemo.errors import UserError

log = logging.getLogger(__name__)
NAME = re.compile(r"bertdemo-(\d{1,10})-[a-z0-9_]+")
MARK = ".bertdemo"
FULL = (errno.ENOSPC, errno.EDQUOT)
_lock = threading.Lock()


@dataclass(frozen=True)
class _Own:
    folder: Path
    process: int


_own: _Own | None = None


def own_folder() -> Path:
    """The temporary folder of this process, made when it is first asked for and removed at exit.

    Raises OSError when it cannot be written, with ENOSPC on a full disk.
    """
    global _own
    with _lock:
        # A cleaner of old files may have taken it; a forked process needs one of its own.
        if _own is None or _own.process != os.getpid() or not _own.folder.is_dir():
            folder = Path(tempfile.mkdtemp(prefix=f"bertdemo-{os.getpid()}-"))
            hold(folder / MARK)
            _own = _Own(folder, os.getpid())
            atexit.register(_remove, _own)
        return _own.folder


def sweep() -> list[Path]:
    """Remove such folders of this user whose process is gone. Returns them."""
    if os.name != "posix":  # without locks nobody can tell
        return []
    mine = _own.folder if _own else None
    swept = []
    for folder in Path(tempfile.gettempdir()).iterdir():
        name = NAME.fullmatch(folder.name)
        try:
            if name and folder != mine and _is_own(folder) and _is_left(folder, int(name[1])):
                shutil.rmtree(
                    folder, ignore_errors=True
                )  # another server that starts may sweep beside this one
                if folder.exists():
                    log.warning("cannot remove %s", folder)
                else:
                    swept.append(folder)
        except FileNotFoundError:  # it has swept it
            continue
        except OSError:
            log.warning("cannot look into %s", folder, exc_info=True)
    return swept


def hold(mark: Path) -> int | None:
    """Make a file and lock it until the number that is returned is closed, at the latest at the end of the process.

    None where there are no locks, or where another process holds it.
    """
    if os.name != "posix":
        mark.touch()
        return None
    import fcntl

    opened = os.open(mark, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # held, or a file system that has no locks
        os.close(opened)
        return None
    return opened


@contextmanager
def held(mark: Path) -> Iterator[None]:
    """Hold a mark meanwhile: nobody takes what lies beside it for what a killed process has left."""
    opened = hold(mark)
    try:
        yield
    finally:
        if opened is not None:
            os.close(opened)


def is_held(mark: Path) -> bool:
    """Whether another process, or this one, holds a mark; yes where that cannot be known."""
    opened = hold(mark)
    if opened is None:
        return True
    os.close(opened)
    return False


@contextmanager
def disk_told(model: str) -> Iterator[None]:
    """Raises UserError in place of whatever says that a disk is full."""
    try:
        yield
    except Exception as error:  # safetensors and tokenizers have errors of their own
        if is_full(error):
            raise UserError("error.disk_full", model=model) from error
        raise


def is_full(error: BaseException | None) -> bool:
    """Whether an error says, or was raised while another said, that a disk is full; safetensors says it in words only."""
    while error is not None:
        if getattr(error, "errno", None) in FULL or f"os error {errno.ENOSPC}" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _remove(folder: _Own) -> None:
    if folder.process == os.getpid():
        shutil.rmtree(folder.folder, ignore_errors=True)


def _is_own(folder: Path) -> bool:
    facts = folder.lstat()
    return stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.getuid()


def _is_left(folder: Path, process: int) -> bool:
    """Whether nobody writes there any more. A folder without the mark is not known to be the app's, unless it is empty."""
    if process != os.getpid() and _is_running(process):
        return False
    mark = folder / MARK
    return not is_held(mark) if mark.is_file() else not any(folder.iterdir())


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it is another user's
        return True
    return True
