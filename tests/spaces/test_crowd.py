"""Every Gradio Space installs the package `spaces`; visitors share forward passes there as anywhere else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STUB = """
decorated = 0


def GPU(task=None, **options):
    global decorated
    if task is None:
        return lambda task: GPU(task, **options)
    decorated += 1
    return task
"""


@pytest.mark.parametrize("setting", [None, "false"])
def test_visitors_share_passes_where_no_gpu_is_lent(tmp_path: Path, setting: str | None) -> None:
    (tmp_path / "spaces.py").write_text(STUB)
    environment = {name: value for name, value in os.environ.items() if name != "SPACES_ZERO_GPU"}
    environment["PYTHONPATH"] = os.pathsep.join([str(tmp_path), str(ROOT)])
    if setting is not None:
        environment["SPACES_ZERO_GPU"] = setting
    done = subprocess.run(
        [sys.executable, "-m", "tests.spaces.crowd"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["answers"] == 64
    assert seen["passes"] <= 8
    assert seen["decorated"] == 0, "nothing asks for a GPU that is not lent"
