"""README and the documents that it points to are true: pins, settings, endpoints, commands, folders, figures, licences."""

from __future__ import annotations

import importlib.util
import inspect
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from transformers import BertForPreTraining

from bertdemo.api.endpoints import endpoints
from bertdemo.page.modellist import HUB
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED, cached
from bertdemo.serving.hub import ALLOWED
from bertdemo.settings import Settings
from bertdemo.training.report import FLOORS
from bertdemo.training.stored import read_figures
from tests.conftest import tiny_config, tiny_tokenizer

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = [
    ROOT / name
    for name in (
        "README.md",
        "assets/models/README.md",
        "bertdemo/CHANGELOG.md",
        "bertdemo/api/README.md",
        "bertdemo/serving/README.md",
        "bertdemo/training/README.md",
        "tests/benchmarks/RESULTS.md",
    )
]
TOP = {"app.py", "requirements.txt", "README.md", "bertdemo", "assets", "tests"}
IGNORED = {"data", "runs", "venv"}  # by git, on top
BETWEEN_MODULES = {"__pycache__", "node_modules"}


def front_matter() -> dict[str, str]:
    block = README.split("---\n")[1]
    return dict(line.split(": ", 1) for line in block.splitlines() if re.match(r"\w+: ", line))


def section(title: str, document: str = README) -> str:
    return document.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def tree() -> Iterator[tuple[str, str]]:
    """(path, description) of every line: two spaces a level, folders end with a slash."""
    folders: list[str] = []
    for line in section("Where things are").split("```")[1].splitlines()[1:]:
        name, _, words = line.strip().partition(" ")
        level = (len(line) - len(line.lstrip())) // 2
        del folders[level:]
        yield "".join(folders) + name, words.strip()
        if name.endswith("/"):
            folders.append(name)


def ours(path: Path) -> bool:
    """Is a file the project's, not one that a tool left behind?"""
    return path.is_file() and not BETWEEN_MODULES & set(path.parts)


def folders(path: str) -> set[str]:
    """Names of the folders directly in a folder that hold files of the project."""
    return {one.name for one in (ROOT / path).iterdir() if one.is_dir() and any(map(ours, one.rglob("*")))}


def test_a_newcomer_is_done_in_180_lines() -> None:
    assert len(README.splitlines()) <= 180


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
    assert set(HUB) <= set(front_matter()["models"].strip("[]").split(", "))
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


def test_the_tree_names_every_folder_and_no_other() -> None:
    lines = dict(tree())
    named = set(lines)
    assert all((ROOT / path).exists() for path in named), [p for p in named if not (ROOT / p).exists()]
    assert all(lines.values()), "a line says nothing about its folder"
    assert {f"bertdemo/{name}/" for name in folders("bertdemo")} == {
        path for path in named if path.startswith("bertdemo/") and path.count("/") == 2
    }
    assert folders("assets") == set(lines["assets/"].split(": ")[1].split())
    steps = lines["bertdemo/steps/"].split(": ")[1].split()
    assert folders("bertdemo/steps") == set(steps)
    assert folders("assets/page") <= {*steps, "shared"}
    own = {part.split()[0] for part in lines["tests/"].split(": ")[1].split(", ")}
    assert own <= folders("tests") <= own | folders("bertdemo")


def modules() -> list[Path]:
    """Every module, script and style of our own; snippets are code for visitors to read, vendored scripts are not ours."""
    found = [ROOT / "app.py"]
    found += [*(ROOT / "bertdemo").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    found += [path for folder in ("assets", "tests") for path in (ROOT / folder).rglob("*.js")]
    found += [*(ROOT / "assets").rglob("*.css")]
    made = {ROOT / "assets" / "page.bundle.js"}
    return sorted(
        path
        for path in found
        if ours(path) and path not in made and ROOT / "assets" / "vendor" not in path.parents
    )


def first_line(path: Path) -> str:
    """What a file says of itself before anything else, up to its first line end."""
    lines = path.read_text("utf-8").splitlines()
    if path.suffix == ".py":
        return lines[0].removeprefix('"""') if lines and lines[0].startswith('"""') else ""
    # switches of tools may stand above it
    told = [
        line for line in lines[:5] if not re.match(r"//\s*@ts-|/\* (global|eslint)|['\"]use strict", line)
    ]
    said = re.match(r"(?://|/\*\*?)\s*(.+)", told[0]) if told else None
    return said[1] if said else ""


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_says_what_is_in_it(path: Path) -> None:
    words = first_line(path)
    assert len(words.split()) >= 3, (
        f"{path.relative_to(ROOT)} must begin with one line that says what is in it"
    )


def test_only_what_belongs_there_lies_on_top() -> None:
    visible = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert visible - IGNORED == TOP


def test_settings_are_told_with_their_defaults() -> None:
    rows = [line for line in section("Settings").splitlines() if line.startswith("|")]
    told = re.findall(r"`(BERTDEMO_\w+)=([^`]*)`", "\n".join(rows))
    assert len(told) == len(dict(told)), "one is told twice"
    assert dict(told) == {f"BERTDEMO_{f.name.upper()}": str(f.default) for f in fields(Settings)}


def test_endpoints_are_told() -> None:
    names = [function.__name__ for function in endpoints(ModelBank(Settings(device="cpu")))]
    rows = [line for line in section("Endpoints").splitlines() if line.startswith("| ")]
    assert re.findall(r"`/(\w+)`", "\n".join(rows)) == names


def test_endpoints_are_told_with_their_arguments() -> None:
    document = (ROOT / "bertdemo" / "api" / "README.md").read_text("utf-8")
    told = re.findall(r"^\| `/(\w+)` \| (?:`(.*?)`)? ?\|", document, re.MULTILINE)
    true = []
    for function in endpoints(ModelBank(Settings(device="cpu"))):
        arguments = [
            name if one.default is one.empty else f"{name}={json.dumps(one.default)}"
            for name, one in inspect.signature(function).parameters.items()
        ]
        true.append((function.__name__, ", ".join(arguments)))
    assert told == true


def commands() -> list[str]:
    found = []
    for path in DOCUMENTS:
        text = path.read_text("utf-8")
        blocks = re.findall(r"```bash\n(.*?)```", text, re.DOTALL)
        found += [line for block in blocks for line in block.splitlines()]
        found += re.findall(r"`((?:bash|python|pip|pytest) [^`]+)`", text)
    return sorted(set(found))


@pytest.mark.parametrize("command", commands())
def test_commands_name_what_is_there(command: str) -> None:
    words = shlex.split(command, comments=True)
    for word in words:
        if re.fullmatch(r"[\w./-]+\.(py|sh|txt)|\.ci/run", word):
            assert (ROOT / word).is_file(), word
    if "-m" in words:
        assert importlib.util.find_spec(words[words.index("-m") + 1]), command


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_and_pictures_are_there(document: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", document.read_text("utf-8")):
        assert target.startswith("https://") or (document.parent / target).is_file(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_that_are_named_are_there(document: Path) -> None:
    for path in re.findall(r"`((?:assets|bertdemo|tests)/[\w./-]+)`", document.read_text("utf-8")):
        assert (ROOT / path).exists(), path


def test_every_document_is_linked_from_the_first() -> None:
    linked = {(ROOT / target).resolve() for target in re.findall(r"\]\(([^)]+\.md)\)", README)}
    assert linked == set(DOCUMENTS) - {ROOT / "README.md"}
    cards = set((ROOT / "assets" / "models").glob("*/README.md"))
    lying = {path for folder in ("assets", "bertdemo", "tests") for path in (ROOT / folder).rglob("*.md")}
    assert set(filter(ours, lying)) - cards == linked, "a document that nobody finds"


def test_headline_figures_are_those_of_the_weights() -> None:
    rows = [
        line.strip("| ").split(" | ") for line in section("How good, how fast").splitlines() if " | " in line
    ]
    told = [cell for row in rows[1:] for cell in row[1:]]

    def of(folder: str, *names: str) -> str:
        scores = read_figures(BUNDLED / folder)["scores"]
        return " / ".join(f"{scores[name]:.3f}" for name in names)

    assert told == [
        of("classroom", "wikipedia_top1", "wikipedia_top5"),
        of("classroom-zh", "wikipedia_passages_top1", "wikipedia_passages_top5"),
        of("classroom", "wikipedia_pairs"),
        of("classroom-zh", "wikipedia_passages_pairs"),
        of("classroom", "facts_top1", "facts_top5"),
        of("classroom-zh", "facts_top1", "facts_top5"),
        of("classroom-answers", "qamr_f1"),
        of("classroom-zh-answers", "drcd_f1"),
    ]


def test_what_falls_short_is_said_with_numbers() -> None:
    told = section("How good, how fast").split("**Short of")[1]
    for what, folder, score, floor, _ in FLOORS:
        value = read_figures(BUNDLED / folder)["scores"][score]
        if value < floor:
            assert re.search(rf"{value:.3f} \((floor )?{floor:.3f}\)", told), what
    results = (ROOT / "tests" / "benchmarks" / "RESULTS.md").read_text("utf-8")
    missed = re.findall(r"^\| (S\d+) \| .* \| ([\d.]+) × \| ≤ [\d.]+ × \| no \|$", results, re.MULTILINE)
    assert missed, "the search has gone blind"
    for name, ratio in missed:
        assert f"({name}" in told and f"{ratio} ×" in told, (name, ratio)


def test_licences_are_there_and_told() -> None:
    """What is vendored has its licence beside it, and the same text among the others."""
    texts = {path.name for path in (ROOT / "assets" / "licenses").iterdir()}
    assert set(re.findall(r"\(assets/licenses/([^)]+)\)", section("Licences"))) == texts
    for path in (ROOT / "assets" / "licenses").iterdir():
        assert len(path.read_text("utf-8")) > 1000, path.name
    vendor = ROOT / "assets" / "vendor"
    for script in vendor.glob("*.js"):
        licence = vendor / f"{script.name.split('.')[0]}.LICENSE.txt"
        assert licence.read_text("utf-8") in {
            path.read_text("utf-8") for path in (ROOT / "assets" / "licenses").iterdir()
        }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_machine_is_named(document: Path) -> None:
    assert not re.search(r"(?<![\w.~/])/(work|home|root|tmp|Users)\b", document.read_text("utf-8"))
