"""Every word of the page: in both languages, with the same gaps, used, and there when it is asked for."""

from __future__ import annotations

import ast
import json
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from bertdemo.errors import UserError
from bertdemo.settings import LANGUAGES
from bertdemo.text import WORDS, Text, digits, gaps

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [ROOT / "app.py", *sorted((ROOT / "bertdemo").rglob("*.py"))]
RAISES = {"UserError": 0, "whole": 3}  # which argument is the key of what the visitor is told
KEY = re.compile(r"[a-z_]+(\.[A-Za-z0-9_/{}]+)+")
# Without a Chinese character on purpose: the other language's name, terms that Chinese readers know in English.
NOT_CHINESE = {
    "page.glossary.other_language",
    "page.tools.other_language",
    "page.tools.other_language_name",
    "pieces.wordpiece.shows.id",
    "using.translate.shows.view_bertviz",
    "heads.arcs.shows.pairs_aa",
    "using.says.between",  # a comma
    "heads.arcs.shows.pairs_ab",
    "heads.arcs.shows.pairs_ba",
    "heads.arcs.shows.pairs_bb",
}


def calls() -> Iterator[tuple[Path, ast.Call]]:
    for path in SOURCES:
        if "words" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    yield path, node


def pattern(node: ast.expr) -> list[str]:
    """What a string in the source can be, as regular expressions: a literal, an f-string, a choice of both."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [re.escape(node.value)]
    if isinstance(node, ast.JoinedStr):
        parts = [
            inner(part.value) if isinstance(part, ast.FormattedValue) else pattern(part)[0]
            for part in node.values
        ]
        return ["".join(parts)]
    if isinstance(node, ast.IfExp):
        return pattern(node.body) + pattern(node.orelse)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = pattern(node.left), pattern(node.right)
        return [f"{a or '.+'}{b or '.+'}" for a in left or [""] for b in right or [""]]
    return []


def inner(node: ast.expr) -> str:
    """A gap of an f-string: the choice that stands in it, or anything without a further part."""
    choices = pattern(node)
    return f"(?:{'|'.join(choices)})" if choices else r"[^.]+"


def name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def asked() -> tuple[list[tuple[str, str]], list[str], list[tuple[str, str]]]:
    """(place, key) of every text(...), prefixes of every part(...), (place, key) of every UserError, as patterns."""
    keys: list[tuple[str, str]] = []
    prefixes: list[str] = []
    errors: list[tuple[str, str]] = []
    for path, call in calls():
        name = name_of(call.func)
        place = f"{path.relative_to(ROOT)}:{call.lineno}"
        if name == "part" and call.args:
            prefixes += pattern(call.args[0])
        elif name == "Finding" and call.args:
            keys += [(place, p) for p in pattern(call.args[0])]
        elif name == "Outcome":
            keys += [(place, p) for one in call.args[2:3] for p in pattern(one)]
        elif name in RAISES:
            errors += [(place, p) for p in pattern(call.args[RAISES[name]])]
        elif name in ("text", "TEXT") and call.args:
            keys += [(place, p) for p in pattern(call.args[0])]
    return keys, prefixes, errors


KEYS, PREFIXES, ERRORS = asked()


def constants() -> set[str]:
    """Whole keys that stand in a floor without words: what it finds is told by its key."""
    return {
        str(node.value)
        for path in SOURCES
        if path.parent.name in ("bert", "rows", "serving")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
    }


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_say_it_with_the_same_gaps(key: str) -> None:
    assert KEY.fullmatch(key), "keys are words.with.points"
    words = WORDS[key]
    assert len(words) == len(LANGUAGES) == 2
    assert all(word.strip() for word in words)
    assert gaps(words[0]) == gaps(words[1])
    for word in words:  # braces of LaTeX are doubled, so that filling the gaps leaves them alone
        filled = word.format_map(dict.fromkeys(gaps(word), "7"))
        assert filled.count("$") % 2 == 0
        assert filled.count("{") == filled.count("}")
        for _, name, spec, conversion in string.Formatter().parse(word):
            assert name is None or (name.isidentifier() and not spec and not conversion)
    letters = re.sub(r"\{\w+\}", "", words[1])  # without gaps; signs between them are of no language
    is_spelling = key.startswith("glossary.") and key.endswith(
        ".spellings"
    )  # "softmax" is one in Chinese too
    in_chinese = is_spelling or key in NOT_CHINESE or re.search(r"[\u4e00-\u9fff]", words[1])
    assert in_chinese or not re.search(r"\w", letters), words[1]
    assert re.match(r"page\.(tools|glossary)\.other_language", key) or not re.search(
        r"[\u4e00-\u9fff]", words[0]
    ), words[0]


def test_nothing_is_written_twice() -> None:
    from bertdemo import words

    folder = Path(words.__file__).parent
    written = [
        str(key.value)
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    ]
    assert sorted(written) == sorted(WORDS)


def test_every_key_that_the_code_asks_for_is_there() -> None:
    missing = [
        (place, key) for place, key in KEYS + ERRORS if not any(re.fullmatch(key, known) for known in WORDS)
    ]
    assert not missing
    assert not [prefix for prefix in PREFIXES if not any(below(prefix, key) for key in WORDS)]
    assert len(KEYS) > 30, "the search has gone blind"
    assert len(ERRORS) > 10


def test_no_key_is_left_over() -> None:
    """Those of a component are held by test_words_of_components.py: it knows the scripts."""
    used = {key for _, wanted in KEYS + ERRORS for key in WORDS if re.fullmatch(wanted, key)}
    used |= set(WORDS) & constants()
    of_components = {key for key in WORDS if any(below(prefix, key) for prefix in NAMED)}
    assert not sorted(set(WORDS) - used - of_components)
    assert not [prefix for prefix in NAMED if not (prefix.endswith(r"\.shows") or prefix in KNOWN)]


def below(prefix: str, key: str) -> bool:
    return bool(re.match(rf"{prefix}\.", key))


HANDED = {"pick", "focus", "plot", "training", "fetching"}  # parts that instruments share
OF_FRAME = {
    f"page.{part}"
    for part in ("tools", "room", "rail", "bar", "map.shows", "foot", "folds", "cards", "save", "notice")
}
KNOWN = {re.escape(prefix) for prefix in HANDED | OF_FRAME} | {r"card\.[^.]+", "glossary"}
# `explain` looks whether an instrument is there in any of its words, and shows none of them.
NAMED = [prefix for prefix in PREFIXES if prefix != r"[^.]+\.[^.]+"]


def test_every_gap_of_an_error_is_filled_where_it_is_raised() -> None:
    for path, call in calls():
        name = name_of(call.func)
        key = call.args[RAISES[name]] if name in RAISES else None
        if isinstance(key, ast.Constant):
            expected = gaps(WORDS[str(key.value)][0])
            given = {word.arg for word in call.keywords}
            told = {"given", "least", "most"} if name == "whole" else set()
            assert given <= expected <= given | told, f"{path.name}:{call.lineno} {key.value!s}"


@pytest.mark.parametrize("key", sorted(key for key in WORDS if any(re.fullmatch(p, key) for _, p in ERRORS)))
def test_an_error_speaks_both_languages(key: str) -> None:
    error = UserError(key, **dict.fromkeys(gaps(WORDS[key][0]), "<7>"))
    said = Text("en").message(error)
    assert "{" not in said and said.count("<7>") == len(gaps(WORDS[key][0]))
    assert str(error).startswith(f"{key}(") and str(error).count("=<7>") == len(gaps(WORDS[key][0]))
    assert re.search(r"[\u4e00-\u9fff]", Text("zh").message(error))


def test_an_unknown_key_or_gap_is_a_bug() -> None:
    with pytest.raises(KeyError):
        Text("en")("page.nothing")
    with pytest.raises(KeyError):
        Text("en")("error.busy")
    assert Text("zh").part("pick")["layer"] == "层"


@pytest.mark.parametrize(("share", "written"), json.loads((ROOT / "tests/page/digits.json").read_text()))
def test_a_share_is_written_as_in_the_scripts(share: float, written: str) -> None:
    assert digits(share) == written


@pytest.mark.parametrize(("share", "written"), json.loads((ROOT / "tests/page/percent.json").read_text()))
def test_a_share_in_a_sentence_has_two_digits(share: float, written: str) -> None:
    assert Text("en").percent(share) == f"{written} %"
    assert Text("zh").percent(share) == f"{written}%"


@pytest.mark.parametrize(
    ("count", "said"),
    [(22_900_000, ("22.9 M", "2290 万")), (110_000_000, ("110.0 M", "1.1 亿"))],
)
def test_large_numbers_are_said_as_each_language_counts(count: int, said: tuple[str, str]) -> None:
    assert (Text("en").large(count), Text("zh").large(count)) == said
