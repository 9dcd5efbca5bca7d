"""Temporary folders of real processes: gone at an ordinary end, swept after a kill, and nothing else is touched."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bertdemo.errors import UserError
from bertdemo.serving import scratch
from bertdemo.serving.scratch import disk_told, is_full, own_folder, sweep
from tests.conftest import own_records

ROOT = Path(__file__).resolve().parents[2]
CHILD = """
import sys
from bertdemo.start import leave_on_signals
from bertdemo.serving.scratch import own_folder
leave_on_signals()
(own_folder() / "a visitor's.zip").write_text("x")
print(own_folder(), flush=True)
sys.stdin.read()
"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="no locks, no sweeping")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(scratch.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(scratch, "_own", None)
    yield tmp_path
    if scratch._own is not None:
        scratch._remove(scratch._own)


def child(temporary: Path) -> tuple[subprocess.Popen[str], Path]:
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    folder = Path(process.stdout.readline().strip())
    assert folder.parent == temporary and folder.name.startswith(f"bertdemo-{process.pid}-")
    return process, folder


@pytest.mark.parametrize("how", ["end", "SIGTERM", "SIGHUP"])
def test_a_process_that_ends_leaves_nothing(how: str, temporary: Path) -> None:
    process, folder = child(temporary)
    if how == "end":
        assert process.stdin is not None
        process.stdin.close()
    else:
        process.send_signal(getattr(signal, how))
    assert process.wait(20) == 0
    assert not folder.exists()


def test_what_a_killed_process_leaves_is_swept_and_that_of_others_is_not(temporary: Path) -> None:
    running, kept = child(temporary)
    killed, left = child(temporary)
    killed.kill()
    killed.wait(20)
    names = (
        f"bertdemo-{killed.pid}-pictures",  # without the mark: somebody's own
        "bertdemo-",
        "bertdemo-notes",
        f"bertdemo-{killed.pid}",
        f"other-{killed.pid}-abcdefgh",
    )
    for name in names:
        (temporary / name).mkdir()
        (temporary / name / "file").write_text("keep")
    outside = temporary / "outside"
    outside.mkdir()
    (outside / scratch.MARK).touch()
    (temporary / f"bertdemo-{killed.pid}-linklink").symlink_to(outside)
    (temporary / f"bertdemo-{killed.pid}-filefile").write_text("keep")
    (temporary / f"bertdemo-{killed.pid}-diedatonce").mkdir()
    mine = own_folder()
    assert set(sweep()) == {left, temporary / f"bertdemo-{killed.pid}-diedatonce"}
    assert not left.exists() and mine.is_dir() and (kept / "a visitor's.zip").is_file()
    assert all((temporary / name / "file").read_text() == "keep" for name in names)
    assert (outside / scratch.MARK).is_file()
    running.kill()
    running.wait(20)
    assert sweep() == [kept]


@pytest.mark.parametrize("gone", ["folder", "mark"])
def test_two_servers_that_start_together_sweep_the_same(
    temporary: Path, gone: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    left = temporary / f"bertdemo-{os.getpid()}-abcdefgh"
    left.mkdir()
    (left / scratch.MARK).touch()
    (left / "file").touch()
    remove = shutil.rmtree

    def beside_another(folder: Path, ignore_errors: bool) -> None:
        shutil.rmtree = remove
        remove(folder) if gone == "folder" else (folder / scratch.MARK).unlink()
        remove(folder, ignore_errors)

    monkeypatch.setattr(shutil, "rmtree", beside_another)
    sweep()
    assert not left.exists() and not own_records(caplog)


def test_what_cannot_be_removed_is_told(
    temporary: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    left = temporary / f"bertdemo-{os.getpid()}-abcdefgh"
    left.mkdir()
    (left / scratch.MARK).touch()
    monkeypatch.setattr(shutil, "rmtree", lambda folder, ignore_errors: None)
    assert sweep() == []
    assert [record.getMessage() for record in own_records(caplog)] == [f"cannot remove {left}"]


def test_a_number_that_a_process_has_again_protects_nothing_of_before(temporary: Path) -> None:
    """The first process of a container is always number 1; so is the next one's."""
    left = temporary / f"bertdemo-{os.getpid()}-abcdefgh"
    left.mkdir()
    (left / scratch.MARK).touch()
    assert sweep() == [left]
    taken = temporary / f"bertdemo-{os.getppid()}-abcdefgh"  # another one's number: nobody knows
    taken.mkdir()
    (taken / scratch.MARK).touch()
    assert sweep() == [] and taken.is_dir()


def test_a_folder_that_was_cleaned_away_is_made_again(temporary: Path) -> None:
    first = own_folder()
    assert own_folder() == first
    scratch.shutil.rmtree(first)
    assert own_folder() != first and own_folder().is_dir()


def test_a_full_disk_is_known_by_number_cause_and_words() -> None:
    full = OSError(28, "No space left on device")
    with pytest.raises(UserError) as error, disk_told("tiny"):
        raise RuntimeError("could not write") from full
    assert error.value.key == "error.disk_full" and error.value.values == {"model": "tiny"}
    assert is_full(Exception("I/O error: No space left on device (os error 28)"))
    assert not is_full(OSError(2, "No such file")) and not is_full(None)
    with pytest.raises(FileNotFoundError), disk_told("tiny"):
        raise FileNotFoundError(2, "No such file")
