"""What a component's script asks for is handed to it, and what is handed on is shown by somebody: read off the real page."""

from __future__ import annotations

import posixpath
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
# A function, class or value of a script, from its first line to that of the next.
DEFINITION = re.compile(r"^(?:export )?(?:default )?(?:async )?(?:function|class|const) (\w+)", re.MULTILINE)
IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]*)";', re.MULTILINE)
OF_A_LIST = {"map", "replace"}  # `words` is also a list of words, and a string
Place = tuple[str, str]  # a script below SCRIPTS, and what it defines


def script(name: str) -> str:
    code = (SCRIPTS / name).read_text("utf-8")
    return re.sub(r"/\*.*?\*/|^\s*//.*?$", "", code, flags=re.MULTILINE | re.DOTALL)


def definitions() -> dict[Place, str]:
    found = {}
    for path in sorted(SCRIPTS.glob("*/*.js")):
        name = path.relative_to(SCRIPTS).as_posix()
        code = script(name)
        starts = [*DEFINITION.finditer(code)]
        for start, end in zip(starts, [*starts[1:], None], strict=bool(starts)):
            found[name, start[1]] = code[start.end() : end.start() if end else None]
    return found


def imports(name: str) -> dict[str, Place]:
    """What a script imports: by the name that it has there, where it comes from."""
    found = {}
    for names, path in IMPORT.findall(script(name)):
        source = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        for one in names.split(","):
            original, _, local = one.strip().partition(" as ")
            found[local or original] = source, original
    return found


CODE = definitions()
IMPORTS = {name: imports(name) for name, _ in CODE}


def reached(place: Place, seen: set[Place] | None = None) -> set[Place]:
    """A definition and those that it hands its words to."""
    seen = {place} if seen is None else seen | {place}
    name, _ = place
    for called in re.findall(
        r"\b(\w+)(?=\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*?\bwords\b(?![.\[]))", CODE[place]
    ):
        other = IMPORTS[name].get(called, (name, called))
        if other in CODE and other not in seen:
            seen |= reached(other, seen)
    return seen


def asked(component: str) -> tuple[set[str], set[str]]:
    """Names that a component's code asks for, and patterns of those that are put together as it runs."""
    names: set[str] = set()
    patterns: set[str] = set()
    for place in reached((f"{component}.js", component.rpartition("/")[2])):
        code = CODE[place]
        names |= set(re.findall(r"(?:(?<![\w.])|(?<=\.\.\.)|this\.)words\.(\w+)", code)) - OF_A_LIST
        for start, end in re.findall(r"\bwords\[`(\w*)\$\{[^}]*\}(\w*)`\]", code):
            patterns.add(f"{start}\\w+{end}")
        names |= set(re.findall(r'\bwords\["(\w+)"\]', code))
        if re.search(r"\bwords\[\w+\]", code):  # a variable: one of the strings in this code
            patterns.add("|".join(sorted(set(re.findall(r'"(\w+)"', script(place[0]))))))
        names |= {
            name.strip()
            for group in re.findall(r"\{([\w ,]+)\} = (?:this\.)?words(?![.\[\w])", code)
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
            mounted = re.match(r'bertdemo\.mount\("(\w+/\w+)"', str(config["js_on_load"]))
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
    assert len(NAMES) > 25 and len(CODE) > 150
    names, patterns = asked("finetuning/lab")
    assert {"pause", "source_paste", "use", "worst"} <= names, "through training.js, labdata.js, labcharts.js"
    assert any(re.fullmatch(pattern, "field_epochs") for pattern in patterns)
    assert sum(len(words) for _, words in COMPONENTS["en"]) > 200
    assert all(isinstance(pair, tuple) for pair in WORDS.values())
