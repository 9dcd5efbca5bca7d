"""The hidden files say the same as the one command: workflow, hooks before a commit, editors."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def hooks() -> list[str]:
    """What is run before a commit."""
    return re.findall(r"(?m)^ +entry: (.+)$", read(".pre-commit-config.yaml"))


def linters() -> list[str]:
    """The lines of the one command that look at style and types."""
    return [
        line.removesuffix(" .").replace("--silent ", "")
        for line in read("tests/run.sh").splitlines()
        if re.match(r"(ruff|mypy|npm --prefix tests run (--silent )?(lint|types))\b", line)
    ]


def test_the_workflow_runs_the_one_command() -> None:
    assert re.findall(r"- run: (.+)", read(".github/workflows/test.yml")) == ["bash .ci/run"]
    assert read(".ci/run").rstrip().endswith("bash tests/run.sh")


def test_hooks_are_the_linters_of_the_one_command() -> None:
    assert sorted(hook.replace("--silent ", "") for hook in hooks()) == sorted(linters())


def test_hooks_of_scripts_name_what_npm_knows() -> None:
    names = [hook.split()[-1] for hook in hooks() if hook.startswith("npm --prefix tests run")]
    assert len(names) == 2 and set(names) <= set(json.loads(read("tests/package.json"))["scripts"])


def test_editors_break_lines_where_the_formatter_does() -> None:
    length = re.search(r"max_line_length = (\d+)", read(".editorconfig"))
    assert length and f"line-length = {length[1]}\n" in read(".ruff.toml")
