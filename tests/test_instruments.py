"""One instrument, one name on every floor: its Python, its script, its words, its tests, its code to take away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bertdemo.page.snippets import SNIPPETS
from bertdemo.steps.table import INSTRUMENTS as BY_NAME
from bertdemo.steps.table import STEPS as TABLE
from bertdemo.text import WORDS

ROOT = Path(__file__).resolve().parent.parent
# Beside the instruments of a step: its cards, and what they are made of.
NO_INSTRUMENTS = ("__init__", "cards", "card_outcomes", "article_code")
SOURCES = {
    f"{path.parent.name}/{path.stem}": path
    for path in sorted((ROOT / "bertdemo" / "steps").glob("*/*.py"))
    if path.stem not in NO_INSTRUMENTS
}
# `lab_data.py` is a part of `lab.py`, and not an instrument.
INSTRUMENTS = sorted(name for name in SOURCES if not any(name.startswith(f"{other}_") for other in SOURCES))


STEPS = tuple(step.name for step in TABLE)


def test_the_steps_are_those_of_the_rail() -> None:
    """Links, lessons and checks outside the project know them by these names, in BERT's own order."""
    rail = "glance pieces vectors head heads layer depth pretraining finetuning using doubt"
    assert tuple(rail.split()) == STEPS
    assert len(INSTRUMENTS) == 31, "an instrument came or went: say so in README and CHANGELOG"


def test_the_rail_has_exactly_the_instruments_of_the_files() -> None:
    table = [f"{step.name}/{one.name}" for step in TABLE for one in step.instruments]
    assert sorted(table) == INSTRUMENTS, "each once, in the step of its folder"
    assert {name.split("/")[0] for name in table} == set(STEPS), "each step has one at least"
    assert len(BY_NAME) == len(table), "a name is of one instrument alone: links and tests say only that"


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_an_instrument_has_one_name_on_every_floor(name: str) -> None:
    step, instrument = name.split("/")
    assert (ROOT / "assets" / "page" / step / f"{instrument}.js").is_file()
    assert (ROOT / "tests" / "steps" / step / f"test_{instrument}.py").is_file()
    code = SOURCES[name].read_text("utf-8")
    assert re.search(rf'component\(\s*"{instrument}"', code)
    assert any(key.startswith((f"{step}.{instrument}.shows.", f"{step}.{instrument}.says.")) for key in WORDS)
    assert {f"{step}.{instrument}.title", f"page.step.{step}"} <= set(WORDS)
    assert BY_NAME[instrument].build.__module__ == f"bertdemo.steps.{step}.{instrument}"
    snippet = BY_NAME[instrument].code
    assert snippet in ("", instrument, SHARED.get(name))
    assert not snippet or (SNIPPETS / f"{snippet}.py").is_file()
    assert (snippet == instrument) == (SNIPPETS / f"{instrument}.py").is_file(), "its own code is shown"


# Instruments that look at the same numbers have the same code to take away.
SHARED = {"glance/overview": "attention", "pieces/wordpiece": "tokens", "using/classify": "scores"}


def test_nothing_is_called_as_no_instrument_is() -> None:
    scripts = {
        f"{path.parent.name}/{path.stem}"
        for path in (ROOT / "assets" / "page").glob("*/*.js")
        if path.parent.name != "shared"
    }
    parts = {name for name in scripts if any(name.startswith(f"{one}_") for one in INSTRUMENTS)}
    assert scripts - parts == set(INSTRUMENTS)
    tests = {
        f"{path.parent.name}/{path.stem.removeprefix('test_')}"
        for path in (ROOT / "tests" / "steps").glob("*/test_*.py")
        if path.stem.removeprefix("test_") not in NO_INSTRUMENTS
    }
    assert tests <= set(SOURCES)
    snippets = {path.stem for path in (ROOT / "assets" / "snippets").glob("*.py")}
    assert snippets <= {name.split("/")[1] for name in INSTRUMENTS}
    keys = {tuple(key.split(".")[:2]) for key in WORDS if key.split(".")[0] in STEPS}
    assert {"/".join(key) for key in keys} - {"using/says", "glance/attention"} == set(INSTRUMENTS)


@pytest.mark.parametrize("key", [key for key in WORDS if key.split(".")[0] in STEPS])
def test_a_key_says_who_says_it(key: str) -> None:
    """The frame, Python in an answer, or the component."""
    parts = key.split(".")
    assert parts[1] == "says" or parts[2] in ("title", "how", "says", "shows")
