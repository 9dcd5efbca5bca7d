"""The arrows of the architecture: bert/ computes, figures/ draws, steps/ let people touch, serving/ keeps it standing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = {
    path.relative_to(ROOT).as_posix(): path
    for path in [ROOT / "app.py", *sorted((ROOT / "bertdemo").rglob("*.py"))]
}
MODULES = {
    name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path
    for name, path in SOURCES.items()
}
# Every floor, and the ones of this project that it stands on; what is not named is above it, or beside it.
STANDS_ON: dict[str, tuple[str, ...]] = {
    "bertdemo.errors": (),
    "bertdemo.numbers": ("errors",),
    "bertdemo.settings": ("numbers",),
    "bertdemo.words": (),
    "bertdemo.text": ("errors", "numbers", "settings", "words"),
    "bertdemo.rows": ("errors", "numbers", "settings"),
    "bertdemo.bert": ("errors", "numbers", "settings"),
    "bertdemo.figures": ("settings", "bert"),
    "bertdemo.serving.ray": ("settings", "serving", "start", "app"),
    "bertdemo.serving": ("errors", "numbers", "settings", "bert", "rows"),
    "bertdemo.api": ("errors", "numbers", "settings", "text", "rows", "bert", "serving"),
    "bertdemo.page": ("errors", "numbers", "settings", "text", "bert", "figures", "serving"),
    "bertdemo.steps": ("errors", "numbers", "settings", "text", "rows", "bert", "figures", "serving", "page"),
    "bertdemo.start": ("errors", "settings", "text", "serving"),
    "bertdemo.training": ("errors", "settings", "bert", "serving"),
    "bertdemo.notebook": ("errors", "settings", "text", "bert", "figures", "serving"),
    "app": ("errors", "settings", "text", "serving", "api", "page", "steps", "start"),
}
# What of other packages a floor does without; gradio is the page's alone.
DOES_WITHOUT = {
    "bertdemo.errors": ("gradio", "torch", "transformers"),
    "bertdemo.numbers": ("gradio", "torch", "transformers"),
    "bertdemo.settings": ("gradio", "torch", "transformers"),
    "bertdemo.words": ("gradio", "torch", "transformers"),
    "bertdemo.text": ("gradio", "torch", "transformers"),
    "bertdemo.rows": ("gradio", "torch", "transformers"),
    "bertdemo.bert": ("gradio", "plotly", "bertviz"),
    "bertdemo.figures": ("gradio", "transformers"),
    "bertdemo.serving": ("gradio", "bertviz"),
    "bertdemo.start": ("gradio",),
    "bertdemo.notebook": ("gradio",),
    "bertdemo.training": ("gradio", "plotly"),
}


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that code imports, at the top, inside a function or for types only; `a.b.c` of `from a.b import c`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_of(name: str) -> str:
    """The module of this project in which an imported name lies, or the name itself."""
    return (
        name if name in MODULES else name.rpartition(".")[0] if name.rpartition(".")[0] in MODULES else name
    )


ARROWS = {
    module: sorted({module_of(name) for name in imported(ast.parse(path.read_text("utf-8")))})
    for module, path in MODULES.items()
}


def floor_of(module: str) -> str:
    return next((floor for floor in STANDS_ON if reaches(module, floor)), module)


def reaches(name: str, module: str) -> bool:
    return name == module or name.startswith(module + ".")


@pytest.mark.parametrize("module", MODULES)
def test_arrows_point_one_way(module: str) -> None:
    floor = floor_of(module)
    if module == "bertdemo":
        return
    allowed = {floor, *(name if name in STANDS_ON else f"bertdemo.{name}" for name in STANDS_ON[floor])}
    ours = [name for name in ARROWS[module] if reaches(name, "bertdemo") or name == "app"]
    assert not [name for name in ours if floor_of(name) not in allowed]
    others = DOES_WITHOUT.get(floor, ())
    assert not [name for name in ARROWS[module] if any(reaches(name, other) for other in others)]


def test_nothing_goes_round_in_a_circle() -> None:
    """Those for types only too: who reads one file would have to read the other first."""
    done: set[str] = set()

    def walk(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " → ".join([*path[path.index(module) :], module])
        if module not in done:
            for name in ARROWS.get(module, ()):
                walk(name, (*path, module))
            done.add(module)

    for module in MODULES:
        walk(module, ())
    assert done >= set(MODULES)


# The cards of a step know its instruments, and what they are made of.
CARDS = ("cards", "card_outcomes", "article_code")
# A file of a step → its instrument: itself, or `lab` of a `lab_data` beside it.
INSTRUMENTS = {
    module: next((one for one in MODULES if module.startswith(one + "_")), module)
    for module in MODULES
    if module.count(".") == 3 and reaches(module, "bertdemo.steps") and module.split(".")[3] not in CARDS
}


def test_an_instrument_knows_no_other() -> None:
    """What two of them need lies below both; only the table of the steps knows them all."""
    assert len(set(INSTRUMENTS.values())) >= 28
    assert not [
        (module, name)
        for module, instrument in INSTRUMENTS.items()
        for name in ARROWS[module]
        if INSTRUMENTS.get(name, instrument) != instrument
    ]


def test_a_part_is_known_by_its_instrument_alone() -> None:
    parts = {module for module, instrument in INSTRUMENTS.items() if module != instrument}
    assert "bertdemo.steps.finetuning.lab_data" in parts
    knowing = {
        INSTRUMENTS.get(module, module) for module in MODULES for name in ARROWS[module] if name in parts
    }
    assert knowing <= {INSTRUMENTS[part] for part in parts}


def test_every_floor_is_watched_and_the_search_sees() -> None:
    assert {floor_of(module) for module in MODULES} - {"bertdemo"} == set(STANDS_ON)
    assert "bertdemo.text" in ARROWS["bertdemo.page.live"] and "gradio" in ARROWS["app"]
    assert "transformers" in ARROWS["bertdemo.serving.loading"], "inside a function"


@pytest.mark.parametrize(
    "module", [m for m in MODULES if reaches(m, "bertdemo.bert") or reaches(m, "bertdemo.serving")]
)
def test_transformers_is_not_imported_with_the_module(module: str) -> None:
    """It takes 5 s, which the first page would wait for."""
    for node in ast.parse(MODULES[module].read_text("utf-8")).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            assert not [
                name
                for name in imported(ast.Module([node], []))
                if name.split(".")[0] in ("transformers", "peft")
            ]
