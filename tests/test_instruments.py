"""One instrument, one name on every floor: its Python, its script, its words, its tests, its code to take away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bertdemo.text import WORDS

ROOT = Path(__file__).resolve().parent.parent
STEPS = (  # as the page's rail has them
    "glance",
    "pieces",
    "vectors",
    "head",
    "heads",
    "layer",
    "depth",
    "pretraining",
    "finetuning",
    "using",
    "doubt",
)
SOURCES = {
    f"{path.parent.name}/{path.stem}": path
    for path in sorted((ROOT / "bertdemo" / "steps").glob("*/*.py"))
    if path.stem != "__init__"
}
# `lab_data.py` is a part of `lab.py`, and not an instrument.
INSTRUMENTS = sorted(name for name in SOURCES if not any(name.startswith(f"{other}_") for other in SOURCES))


def test_the_steps_are_those_of_the_rail() -> None:
    assert {name.split("/")[0] for name in INSTRUMENTS} == set(STEPS)
    assert len(INSTRUMENTS) == 30, "an instrument came or went: say so in README and CHANGELOG"


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_an_instrument_has_one_name_on_every_floor(name: str) -> None:
    step, instrument = name.split("/")
    assert (ROOT / "assets" / "page" / step / f"{instrument}.js").is_file()
    assert (ROOT / "tests" / "steps" / step / f"test_{instrument}.py").is_file()
    code = SOURCES[name].read_text("utf-8")
    assert re.search(rf'component\(\s*"{instrument}"', code)
    assert re.search(rf'panel\(\s*text,\s*"{step}\.{instrument}"', code) or name == "heads/attention"
    assert any(key.startswith((f"{step}.{instrument}.shows.", f"{step}.{instrument}.says.")) for key in WORDS)
    assert f"{step}.{instrument}.title" in WORDS
    for snippet in re.findall(r'code="(\w+)"', code):
        assert (ROOT / "assets" / "snippets" / f"{snippet}.py").is_file()
        assert snippet in (instrument, *SHARED.get(name, ()))


# Instruments that look at the same numbers have the same code to take away.
SHARED = {"pieces/wordpiece": ("tokens",), "using/classify": ("scores",)}


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
    }
    assert tests <= set(SOURCES)
    snippets = {path.stem for path in (ROOT / "assets" / "snippets").glob("*.py")}
    assert snippets <= {name.split("/")[1] for name in INSTRUMENTS}
    keys = {tuple(key.split(".")[:2]) for key in WORDS if key.split(".")[0] in STEPS}
    assert {"/".join(key) for key in keys} - {"using/says", "glance/attention"} == set(INSTRUMENTS)


@pytest.mark.parametrize("key", [key for key in WORDS if key.split(".")[0] in STEPS])
def test_a_key_says_who_says_it(key: str) -> None:
    """The frame of the panel, Python in an answer, or the component."""
    parts = key.split(".")
    assert parts[1] == "says" or parts[2] in ("title", "how", "says", "shows")
