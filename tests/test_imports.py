"""The arrows of the architecture: bert/ computes, figures/ draws, tabs/ lets people touch, app.py lists the tabs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = {
    path.relative_to(ROOT).as_posix(): path
    for path in [ROOT / "app.py", *sorted((ROOT / "bertdemo").rglob("*.py"))]
}


def imports(path: Path) -> set[str]:
    """Every module that a file imports, at the top or inside a function, with the names taken from it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def reaches(name: str, module: str) -> bool:
    return name == module or name.startswith(module + ".")


# folder: what nothing in it may import
FORBIDDEN = {
    "bertdemo/bert/": (
        "gradio",
        "plotly",
        "bertviz",
        "bertdemo.figures",
        "bertdemo.tabs",
        "bertdemo.training",
    ),
    "bertdemo/figures/": (
        "gradio",
        "bertdemo.tabs",
        "bertdemo.bert.models",
        "bertdemo.training",
        "transformers",
    ),
    "bertdemo/tabs/": ("bertdemo.training", "app"),
    "bertdemo/words/": (
        "gradio",
        "torch",
        "transformers",
        "bertdemo.bert",
        "bertdemo.tabs",
        "bertdemo.figures",
    ),
    "bertdemo/training/": ("gradio", "plotly", "bertdemo.tabs", "bertdemo.figures", "app"),
    "bertdemo/serving/": (
        "gradio",
        "plotly",
        "bertdemo.figures",
        "bertdemo.tabs",
        "bertdemo.training",
        "app",
    ),
    "bertdemo/settings.py": ("gradio", "torch", "transformers", "bertdemo.bert", "bertdemo.tabs"),
    "bertdemo/text.py": (
        "gradio",
        "torch",
        "transformers",
        "bertdemo.bert",
        "bertdemo.tabs",
        "bertdemo.figures",
    ),
    "app.py": ("bertdemo.training",),
}


@pytest.mark.parametrize("name", SOURCES)
def test_arrows_point_one_way(name: str) -> None:
    forbidden = [
        module for folder, modules in FORBIDDEN.items() if name.startswith(folder) for module in modules
    ]
    if name != "app.py" and not name.startswith("bertdemo/tabs/"):
        forbidden.append("gradio")
    wrong = [(i, module) for i in imports(SOURCES[name]) for module in forbidden if reaches(i, module)]
    assert not wrong


def test_every_folder_is_watched() -> None:
    folders = {"/".join(name.split("/")[:2]) + "/" for name in SOURCES if name.count("/") == 2}
    assert folders <= set(FORBIDDEN), "a new folder needs its arrows"
    assert any("gradio" in imports(path) for path in SOURCES.values()), "the search has gone blind"


@pytest.mark.parametrize("name", [name for name in SOURCES if name.startswith("bertdemo/bert/")])
def test_transformers_is_not_imported_with_the_module(name: str) -> None:
    """It takes 5 s, which the first page would wait for."""
    top = ast.parse(SOURCES[name].read_text("utf-8")).body
    for node in top:
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not any(reaches(n, "transformers") or reaches(n, "peft") for n in names)
