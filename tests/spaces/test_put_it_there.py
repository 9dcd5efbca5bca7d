"""What README says of a Space is true: the front matter is whole, the commands send what is needed and nothing else."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import RepoCard

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
DOCKERFILE = (ROOT / "assets" / "Dockerfile").read_text("utf-8").splitlines()
COLOURS = {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"}


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    matter: dict[str, Any] = RepoCard(README, ignore_metadata_errors=False).data.to_dict()
    return matter


def test_the_front_matter_is_whole(told: dict[str, Any]) -> None:
    assert {"title", "emoji", "license", "pinned", "startup_duration_timeout"} <= set(told)
    assert {told["colorFrom"], told["colorTo"]} <= COLOURS
    assert told["header"] in ("mini", "default") and isinstance(told["python_version"], str)
    assert {"bert", "mcp-server"} <= set(told["tags"])
    for key in (*told["models"], *told["datasets"]):
        assert re.fullmatch(r"[\w-]+/[\w.-]+", key), key
    picture = re.fullmatch(r"https://huggingface\.co/spaces/user/space/resolve/main/(.+)", told["thumbnail"])
    assert picture and (ROOT / picture[1]).stat().st_size < 200_000


def test_the_paper_is_linked_so_that_the_hub_finds_it() -> None:
    assert "https://arxiv.org/abs/1810.04805" in README


def test_the_image_has_all_that_the_app_reads_and_is_nobody_s_root() -> None:
    assert len(DOCKERFILE) <= 15
    copied = {word for line in DOCKERFILE if line.startswith("COPY") for word in shlex.split(line)[2:-1]}
    assert copied == {"requirements.txt", "app.py", "README.md", "bertdemo", "assets"}
    assert all((ROOT / name).exists() for name in copied)
    user = DOCKERFILE.index("USER user")
    assert "--uid 1000" in DOCKERFILE[user - 1] and not any("pip" in line for line in DOCKERFILE[:user])
    torch = next(line for line in DOCKERFILE if "torch" in line and line.startswith("RUN"))
    assert 'pip install "torch<=2.13.0" --index-url https://download.pytorch.org/whl/cpu' in README
    assert '"torch<=2.13.0" --index-url https://download.pytorch.org/whl/cpu' in torch
    python = re.search(r"FROM python:([\d.]+)-slim", "\n".join(DOCKERFILE))
    assert python and f'python_version: "{python[1]}"' in README
