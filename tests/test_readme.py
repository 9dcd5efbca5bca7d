"""README is true: versions, settings, endpoints, commands, and a tree that names every file and no other."""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from transformers import BertForPreTraining

from bertdemo.api.endpoints import endpoints
from bertdemo.page.page import HUB
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import cached
from bertdemo.serving.hub import ALLOWED
from bertdemo.settings import Settings
from tests.conftest import tiny_config, tiny_tokenizer

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
LISTED = {".py", ".js", ".css", ".json", ".png", ".sh", ".txt", ".md"}
TOP = {"app.py", "requirements.txt", "README.md", "bertdemo", "assets", "tests"}


def front_matter() -> dict[str, str]:
    block = README.split("---\n")[1]
    return dict(line.split(": ", 1) for line in block.splitlines() if re.match(r"\w+: ", line))


def section(title: str) -> str:
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def tree() -> Iterator[tuple[str, str]]:
    """(path, description) of every line: two spaces a level, folders end with a slash."""
    folders: list[str] = []
    for line in section("The tree").split("```")[1].splitlines()[1:]:
        name, _, words = line.strip().partition(" ")
        level = (len(line) - len(line.lstrip())) // 2
        del folders[level:]
        yield "".join(folders) + name, words.strip()
        if name.endswith("/"):
            folders.append(name)


def files() -> set[str]:
    """What the tree has to name. A folder's line stands for its `__init__.py`, a model's for all in it."""
    found = set()
    for path in ROOT.rglob("*"):
        relative = path.relative_to(ROOT)
        hidden = any(
            part.startswith(".") or part in ("__pycache__", "venv", "data", "runs") for part in relative.parts
        )
        if hidden or not path.is_file() or path.name == "__init__.py" or path.suffix not in LISTED:
            continue
        if relative.parts[:2] == ("assets", "models") and len(relative.parts) > 3:
            found.add("/".join(relative.parts[:3]) + "/")
        else:
            found.add(relative.as_posix())
    return found


def test_front_matter_is_in_step_with_the_pins() -> None:
    told = front_matter()
    pins = dict(
        line.split("==")
        for line in (ROOT / "requirements.txt").read_text().splitlines()
        if line.count("==") == 1
    )
    assert told["sdk"] == "gradio" and told["sdk_version"] == pins["gradio"]
    assert (ROOT / told["app_file"]).is_file()
    assert len(told["short_description"]) <= 60  # the Hub refuses more
    assert told["license"] == "apache-2.0"
    assert tuple(map(int, told["python_version"].strip('"').split("."))) >= (3, 10)


def test_a_space_is_built_with_what_the_list_of_models_names(tmp_path: Path) -> None:
    """Each file of `preload_from_hub` is one that the app would fetch, and all together are a checkpoint that opens."""
    block = README.split("---\n")[1].split("preload_from_hub:\n", 1)[1]
    lines = [line.removeprefix("  - ").split(" ") for line in block.splitlines() if line.startswith("  - ")][
        :2
    ]
    assert {key for key, _ in lines} == set(HUB)
    assert all(f"  - {key}\n" in README.split("---\n")[1] for key in HUB)
    BertForPreTraining(tiny_config()).save_pretrained(tmp_path / "whole")
    tiny_tokenizer().save_pretrained(tmp_path / "whole")
    (tmp_path / "whole" / "vocab.txt").write_text("\n".join(tiny_tokenizer().get_vocab()), "utf-8")
    (tmp_path / "whole" / "README.md").write_text("---\nlanguage: zh\n---\n", "utf-8")
    settings = Settings(device="cpu", hub_folder=str(tmp_path / "cache"))
    for key, names in lines:
        folder = tmp_path / "cache" / f"models--{key.replace('/', '--')}" / "snapshots" / "1"
        folder.mkdir(parents=True)
        for name in names.split(","):
            assert name in ALLOWED
            (folder / name).symlink_to(tmp_path / "whole" / name)
        assert cached(key, settings) == folder
        model = ModelBank(settings)(key)
        assert model.run("my dog").encoding.words == 2
        assert model.checkpoint.languages == ("zh",), "the card tells which adapters fit"


def test_the_tree_names_every_file_and_no_other() -> None:
    named = [path for path, _ in tree()]
    assert len(named) == len(set(named))
    assert all((ROOT / path).exists() for path in named), [p for p in named if not (ROOT / p).exists()]
    assert {
        path for path in named if not path.endswith("/") or path.startswith("assets/models/classroom")
    } == files()
    for path, words in tree():
        assert words or path.endswith("/"), f"{path} says nothing about itself"


def test_only_what_belongs_there_lies_on_top() -> None:
    visible = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert visible - {"data", "runs", "venv"} == TOP  # the last three are ignored by git


def test_settings_are_told_with_their_defaults() -> None:
    told = dict(re.findall(r"^\| `(BERTDEMO_\w+)` \| (.*?) \|", section("Settings"), re.MULTILINE))
    true = {
        f"BERTDEMO_{f.name.upper()}": f"`{f.default}`" if f.default != "" else "*(empty)*"
        for f in fields(Settings)
    }
    assert told == true


def test_endpoints_are_told() -> None:
    told = re.findall(r"^\| `/(\w+)` \|", section("Call it"), re.MULTILINE)
    assert told == [function.__name__ for function in endpoints(ModelBank(Settings(device="cpu")))]


def commands() -> list[str]:
    lines = [
        line for block in re.findall(r"```bash\n(.*?)```", README, re.DOTALL) for line in block.splitlines()
    ]
    return lines + re.findall(r"`((?:bash|python|pip) [^`]+)`", README)


@pytest.mark.parametrize("command", commands())
def test_commands_name_what_is_there(command: str) -> None:
    words = shlex.split(command, comments=True)
    for word in words:
        if re.fullmatch(r"[\w./-]+\.(py|sh|txt)|\.ci/run", word):
            assert (ROOT / word).is_file(), word
    if "-m" in words:
        assert importlib.util.find_spec(words[words.index("-m") + 1]), command


def test_links_and_pictures_are_there() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).is_file(), target


def test_no_machine_is_named() -> None:
    assert not re.search(r"(?<![\w.~/])/(work|home|root|tmp|Users)\b", README)
