"""Checkpoints of strangers, written once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.serving.strangers import KINDS, saved


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("strangers")
    for kind in KINDS:
        saved(kind, root)
    return root


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """A stranger's BERT that may be changed; its key is `open/mine`."""
    return Path(shutil.copytree(root / "bert", tmp_path / "open" / "mine"))
