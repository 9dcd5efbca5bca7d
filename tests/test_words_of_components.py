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
from bertdemo.steps.cards import CARDS
from bertdemo.steps.table import STEPS
from bertdemo.text import WORDS, Text
from tests.test_text import HANDED, KEYS, OF_FRAME

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
        build_page(Text(language), ModelBank(Settings(device="cpu")), STEPS, CARDS)
    for block in demo.blocks.values():
        if isinstance(block, gr.HTML):
            config = block.get_config()
            mounted = re.match(r'bertdemo\.mount\("(\w+/\w+)"', str(config["js_on_load"]))
            if mounted:
                yield mounted[1], config["props"]["words"]


COMPONENTS = {language: [*handed(language)] for language in LANGUAGES}
NAMES = sorted({name for name, _ in COMPONENTS["en"]})
ASKED = {name: asked(name) for name in NAMES}


@pytest.mark.parametrize("component", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_component_is_handed_every_word_that_it_asks_for(component: str, language: Language) -> None:
    names, patterns = asked(component)
    for name, words in COMPONENTS[language]:
        if name == component:
            assert not names - set(words)
            for pattern in patterns:
                assert any(re.fullmatch(pattern, word) for word in words), pattern


def shows(component: str, name: str) -> bool:
    names, patterns = ASKED[component]
    return name in names or any(re.fullmatch(pattern, name) for pattern in patterns)


@pytest.mark.parametrize("component", [name for name in NAMES if not name.startswith("shared/")])
def test_an_instrument_gets_exactly_what_it_shows(component: str) -> None:
    """Its own words are all shown by its own script, and it gets no words of another instrument."""
    prefix = component.replace("/", ".") + ".shows."
    own = {key.removeprefix(prefix) for key in WORDS if key.startswith(prefix)}
    assert not sorted(name for name in own if not shows(component, name))
    for name, words in COMPONENTS["en"]:
        if name == component:
            assert own <= set(words)
            shared = {part for prefix in HANDED for part in below(prefix)}
            for extra in set(words) - own - shared:
                assert shows(component, extra), f"{extra} is handed on and shown by nobody"


def test_the_menu_of_a_picture_shows_what_it_is_handed() -> None:
    """The words of `save` are handed on as one thing, to the scripts that make its files; those of columns to every table."""
    makers = "".join(script(f"shared/{name}.js") for name in ("save", "offline", "embed", "copying"))
    tables = "".join(script(path.relative_to(SCRIPTS).as_posix()) for path in SCRIPTS.glob("*/*.js"))
    for name in below("page.save"):
        if name.startswith("column_"):
            assert f'column("{name.removeprefix("column_")}")' in tables, name
        else:
            assert re.search(rf'\bwords\.{name}\b|"{name}"', makers), name


@pytest.mark.parametrize("prefix", sorted(OF_FRAME - {"page.save"}))
def test_a_part_of_the_frame_shows_what_it_is_handed(prefix: str) -> None:
    own = below(prefix)
    takers = {name for name, words in COMPONENTS["en"] if name.startswith("shared/") and own <= set(words)}
    assert own and takers
    assert not sorted(name for name in own if not any(shows(taker, name) for taker in takers))


@pytest.mark.parametrize("prefix", sorted(HANDED))
def test_a_part_that_components_share_is_shown_by_somebody(prefix: str) -> None:
    assert below(prefix)
    for name in below(prefix):
        said = any(re.fullmatch(pattern, f"{prefix}.{name}") for _, pattern in KEYS)
        # The words of a chart are handed on as one thing, to the script that draws it.
        drawn = prefix == "plot" and any(
            re.search(rf"\bwords\.{name}\b", script(f"shared/{path}.js"))
            for path in ("plot", "plottable", "large")
        )
        assert said or drawn or any(shows(component, name) for component in NAMES), f"{prefix}.{name}"


def below(prefix: str) -> set[str]:
    return {key.removeprefix(prefix + ".") for key in WORDS if key.startswith(prefix + ".")}


def test_the_search_sees() -> None:
    assert len(NAMES) > 25 and len(CODE) > 150
    names, patterns = asked("finetuning/lab")
    assert {"pause", "source_paste", "use", "worst"} <= names, (
        "through training.js, lab_data.js, lab_charts.js"
    )
    assert any(re.fullmatch(pattern, "field_epochs") for pattern in patterns)
    assert sum(len(words) for _, words in COMPONENTS["en"]) > 200
    assert all(isinstance(pair, tuple) for pair in WORDS.values())
