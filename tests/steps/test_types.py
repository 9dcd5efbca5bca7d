"""The types of the wire, as the scripts read them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

import pytest

from bertdemo.page import jobs, live
from bertdemo.page.questions import OfToken
from bertdemo.page.wire import sent
from bertdemo.steps.heads import finder
from bertdemo.steps.types import TYPES, function_interface, interface, script_type, travelling, written


def test_what_the_scripts_read_is_fresh() -> None:
    assert TYPES.read_text("utf-8") == written(), "run `python -m bertdemo.steps.types`"


def test_the_search_sees() -> None:
    names = {kind.__name__ for kind in travelling()}
    assert {"OfToken", "HeadPayload", "LensPayload"} <= names and len(names) > 60


@dataclass(frozen=True)
class Inner:
    name: str


@dataclass(frozen=True)
class Outer:
    """What is shown.

    And more.
    """

    count: int
    share: float | None
    rows: tuple[Inner, ...]
    pair: tuple[str, float]
    by_name: dict[str, list[float]]
    kind: Literal["a", "b"]
    some: list[str | int]


def test_a_dataclass_as_an_interface() -> None:
    assert interface(Outer).splitlines() == [
        "/** What is shown. */",
        "interface Outer {",
        "  count: number;",
        "  share: number | null;",
        "  rows: Inner[];",
        "  pair: [string, number];",
        "  by_name: Record<string, number[]>;",
        '  kind: "a" | "b";',
        "  some: (string | number)[];",
        "}",
    ]
    assert "  token: number | null;" in interface(OfToken).splitlines()


def test_the_functions_of_a_module_as_an_interface() -> None:
    assert function_interface(finder).splitlines()[1:] == [
        "interface FinderFunctions {",
        "  head_kinds: (question: OfText) => Promise<KindsPayload | ErrorPayload>;",
        "  head_grammar: (question: OfModel) => Promise<GrammarPayload | ErrorPayload>;",
        "}",
    ]
    methods = function_interface(live)
    assert "  attention_map: (question: OfHead) => Promise<AttentionMap | ErrorPayload>;" in methods
    assert "analyse" not in methods  # Gradio calls it, no script
    assert function_interface(jobs) == ""


@pytest.mark.parametrize("kind", [bytes, set[int], object])
def test_what_does_not_travel(kind: Any) -> None:
    with pytest.raises(TypeError):
        script_type(kind)


def test_a_payload_travels_as_plain_values() -> None:
    outer = Outer(1, None, (Inner("x"), Inner("y")), ("p", 0.5), {"a": [1.0]}, "b", ["s", 1])
    assert json.loads(json.dumps(sent(outer))) == {
        "count": 1,
        "share": None,
        "rows": [{"name": "x"}, {"name": "y"}],
        "pair": ["p", 0.5],
        "by_name": {"a": [1.0]},
        "kind": "b",
        "some": ["s", 1],
    }
