"""The sheets of the page: what Gradio's own way with them would silently drop."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bertdemo.settings import ASSETS

SHEETS = sorted((ASSETS / "page").rglob("*.css"))
OUTSIDE = {"worksheet.css", "glossary.css"}  # of pages that are not Gradio's


def in_media(sheet: str) -> list[str]:
    """What stands inside @media blocks."""
    inside, depth, start = [], 0, 0
    for found in re.finditer(r"@media[^{]*\{|[{}]", sheet):
        if found[0].startswith("@media"):
            depth, start = 1, found.end()
        elif depth:
            depth += 1 if found[0] == "{" else -1
            if not depth:
                inside.append(sheet[start : found.start()])
    return inside


@pytest.mark.parametrize(
    "path", [path for path in SHEETS if path.name not in OUTSIDE], ids=lambda one: one.name
)
def test_no_rule_in_a_media_query_depends_on_body_or_html(path: Path) -> None:
    """Of those Gradio writes one copy, below its own container, where neither is."""
    rules = "\n".join(in_media(path.read_text("utf-8")))
    assert not re.findall(r"(?:^|[\s,}])(?:body|html)[.\[:][^{]*\{", rules)


@pytest.mark.parametrize("path", SHEETS, ids=lambda one: one.name)
def test_no_rule_asks_what_an_element_has(path: Path) -> None:
    """With `:has()` each change on the page asks about everything around it: at 128 tokens that was half of all styling."""
    assert ":has(" not in re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)


def test_the_search_sees() -> None:
    assert in_media("a{} @media (x) { b { c } body.d e { f } } g{}") == [" b { c } body.d e { f } "]
