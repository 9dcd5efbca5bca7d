"""What a component's script asks for is handed to it, and what is handed on is shown by somebody: read off the real page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from bertdemo.page.page import build_page
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES, Language, Settings
from bertdemo.steps.tabs import TABS
from bertdemo.text import WORDS, Text
from tests.test_text import ERRORS, KEYS

SCRIPTS = Path(__file__).resolve().parents[1] / "assets" / "page"
# A function of the page, from its first line to that of the next: `bertdemo.components.x = (element, words) => {`.
DEFINITION = re.compile(r"^bertdemo\.((?:components\.)?\w+) = ", re.MULTILINE)
OF_A_LIST = {"map", "replace"}  # `words` is also a list of words, and a string


def functions() -> dict[str, str]:
    """The code of every function of the page by its name; what stands in bus.js asks for no words."""
    found = {}
    for path in sorted(SCRIPTS.glob("*/*.js")):
        code = re.sub(r"^\s*//.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
        starts = [*DEFINITION.finditer(code)]
        for start, end in zip(starts, [*starts[1:], None], strict=bool(starts)):
            found[start[1]] = code[start.end() : end.start() if end else None]
    return found


CODE = functions()


def reached(name: str, seen: set[str] | None = None) -> set[str]:
    """A component's function and those of the page that it hands its words to."""
    seen = {name} if seen is None else seen | {name}
    for called in re.findall(r"bertdemo\.(\w+)\((?:[^()]|\([^()]*\))*?\bwords\b(?![.\[])", CODE[name]):
        if called in CODE and called not in seen and "words" in CODE[called].split("=>")[0]:
            seen |= reached(called, seen)
    return seen


def asked(component: str) -> tuple[set[str], set[str]]:
    """Names that a component's code asks for, and patterns of those that are put together as it runs."""
    names: set[str] = set()
    patterns: set[str] = set()
    for function in reached(f"components.{component}"):
        code = CODE[function]
        names |= set(re.findall(r"(?<![\w)]\.)(?<!\w)words\.(\w+)", code)) - OF_A_LIST
        for start, end in re.findall(r"\bwords\[`(\w*)\$\{[^}]*\}(\w*)`\]", code):
            patterns.add(f"{start}\\w+{end}")
        names |= set(re.findall(r'\bwords\["(\w+)"\]', code))
        if re.search(r"\bwords\[\w+\]", code):  # a variable: one of the strings in this code
            patterns.add("|".join(sorted(set(re.findall(r'"(\w+)"', code)))))
        names |= {
            name.strip()
            for group in re.findall(r"\{([\w ,]+)\} = words(?![.\[\w])", code)
            for name in group.split(",")
        }
    return names, patterns


def handed(language: Language) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every component of the page in one language, with its words and data."""
    with gr.Blocks() as demo:
        build_page(Text(language), ModelBank(Settings(device="cpu")), TABS)
    for block in demo.blocks.values():
        if isinstance(block, gr.HTML):
            config = block.get_config()
            mounted = re.match(r'bertdemo\.mount\("(\w+)"', str(config["js_on_load"]))
            if mounted:
                yield mounted[1], config["props"]["words"]


COMPONENTS = {language: [*handed(language)] for language in LANGUAGES}
NAMES = sorted({name for name, _ in COMPONENTS["en"]})


@pytest.mark.parametrize("component", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_component_is_handed_every_word_that_it_asks_for(component: str, language: Language) -> None:
    names, patterns = asked(component)
    for name, words in COMPONENTS[language]:
        if name == component:
            assert not names - set(words)
            for pattern in patterns:
                assert any(re.fullmatch(pattern, word) for word in words), pattern


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_is_handed_on_is_shown_by_somebody(language: Language) -> None:
    shown: dict[tuple[str, str], bool] = {}
    for component, words in COMPONENTS[language]:
        names, patterns = asked(component)
        for name, value in words.items():
            used = name in names or any(re.fullmatch(pattern, name) for pattern in patterns)
            key = name, str(value)
            shown[key] = shown.get(key, False) or used
    # The same words may be handed to several components, of which some need a part only; others are said in Python.
    column = LANGUAGES.index(language)
    said = {
        (key.split(".", parts)[parts], words[column])
        for key, words in WORDS.items()
        for parts in range(1, key.count(".") + 1)
        if any(re.fullmatch(pattern, key) for _, pattern in KEYS + ERRORS)
    }
    assert not sorted(key for key, used in shown.items() if not used and key not in said)


def test_the_search_sees() -> None:
    assert len(NAMES) > 25 and len(CODE) > 50
    names, patterns = asked("lab")
    assert {"pause", "source_paste", "use", "plane"} <= names, "through training, labData, labCharts"
    assert any(re.fullmatch(pattern, "field_epochs") for pattern in patterns)
    assert sum(len(words) for _, words in COMPONENTS["en"]) > 200
    assert all(isinstance(pair, tuple) for pair in WORDS.values())
