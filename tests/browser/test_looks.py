"""Chinese, phone, dark: nothing left in English, nothing beside the screen, nothing that axe-core finds serious."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE

TABS = {
    "/": ("Explore", "Text to numbers", "Attention", "Inside"),
    "/zh": ("总览", "文本变数字", "注意力", "内部"),
}
HEADS = {"/": 6 * 12, "/zh": 12 * 12}  # of the model with which each page opens
# Names, signs and BERT's own words, which Chinese readers see in English everywhere.
NO_CHINESE_NEEDED = re.compile(r"^(English|BertViz|id|logit|A → A|A → B|B → A|B → B|[\W\d]*)$")

# What a control is called, and whether it shows the text itself (English on either page) or is Gradio's footer.
NAMES_OF_CONTROLS = """controls => controls.map((control) => [
    (control.getAttribute("aria-label") || (control.labels && control.labels[0] && control.labels[0].innerText)
        || control.title || control.innerText || control.placeholder || "").trim(),
    Boolean(control.closest(".bd-choices, .bd-wp-words, .bd-matrix, .bd-arcs-column, footer, .bd-compare ol"))
        || control.matches(".bd-mono"),
])"""
ALL_CHINESE = """selector => {
    const shown = [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility() && element.offsetHeight);
    return shown.length > 0 && shown.every((element) => /[\\u4e00-\\u9fff]/.test(element.innerText));
}"""


def each_tab(page: Page, path: str) -> Any:
    for name in TABS[path]:
        tab = page.get_by_role("tab", name=name, exact=True)
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")
        expect(page.locator(".bd-panel").filter(visible=True).first).to_be_visible()
        if name in ("Attention", "注意力"):
            grid = page.get_by_role("grid")
            expect(grid.get_by_role("gridcell")).to_have_count(HEADS[path])
            expect(grid).not_to_have_attribute("aria-busy", "true")
        yield name


def test_the_chinese_page_is_chinese(open_page: Callable[..., Page]) -> None:
    page = open_page("/zh")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    left = []
    for name in each_tab(page, "/zh"):
        for role in (
            "heading",
            "tab",
            "button",
            "combobox",
            "checkbox",
            "slider",
            "textbox",
            "list",
            "grid",
            "application",
        ):
            # All at once: an answer that comes meanwhile takes a control away.
            controls = page.get_by_role(role).filter(visible=True)
            for said, excused in controls.evaluate_all(NAMES_OF_CONTROLS):
                if (
                    not excused
                    and not re.search(r"[\u4e00-\u9fff]", said)
                    and not NO_CHINESE_NEEDED.match(said)
                ):
                    left.append((name, role, said))
    assert not left


def test_every_chinese_panel_is_filled(open_page: Callable[..., Page]) -> None:
    page = open_page("/zh?text=My+dog+is+sad")
    for _ in each_tab(page, "/zh"):
        for shown in (".bd-component", ".bd-said"):
            page.wait_for_function(ALL_CHINESE, arg=f".bd-panel {shown}", timeout=PATIENCE)


@pytest.mark.parametrize("path", ["/", "/zh"])
@pytest.mark.parametrize(
    "text", ["", "?text=Antidisestablishmentarianism+" + "x" * 90 + "&pair=On+the+table."]
)
def test_a_phone_never_scrolls_sideways(open_page: Callable[..., Page], path: str, text: str) -> None:
    page = open_page(path + text, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    for name in each_tab_of_phone(page, path):
        page.wait_for_timeout(300)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, f"{name}: {width} px, from {widest(page)}"


def each_tab_of_phone(page: Page, path: str) -> Any:
    """On a narrow screen Gradio may hide the last tabs in a menu."""
    for name in TABS[path]:
        tab = page.get_by_role("tab", name=name, exact=True)
        if not tab.is_visible():
            page.locator(".overflow-menu > button").click()
            page.get_by_role("button", name=name, exact=True).click()
        else:
            tab.click()
        expect(page.locator(".bd-panel").filter(visible=True).first).to_be_visible()
        yield name


def widest(page: Page) -> object:
    return page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
            && !e.closest('.bd-matrix, .bd-heads-frame, .bd-table-frame'))
            .slice(0, 5).map(e => `${e.tagName}.${e.className} ${e.getBoundingClientRect().right}`)"""
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/zh"])
def test_axe_finds_nothing_serious(open_page: Callable[..., Page], path: str, scheme: str) -> None:
    page = open_page(path, color_scheme=scheme)
    if scheme == "dark":
        page.get_by_role("button", name=re.compile("^(Dark or light|深色或浅色)$")).click()
        if not page.evaluate("document.body.classList.contains('dark')"):  # it followed the system already
            page.get_by_role("button", name=re.compile("^(Dark or light|深色或浅色)$")).click()
    assert page.evaluate("document.body.classList.contains('dark')") is (scheme == "dark")
    found = []
    for name in each_tab(page, path):
        page.mouse.move(0, 0)
        page.wait_for_timeout(300)  # colours fade in
        results = Axe().run(page, context={"exclude": [["iframe"]]}, options={"resultTypes": ["violations"]})
        found += [
            f"{name}: {fault['id']} ({fault['impact']}): {node['target']} {node['html'][:200]} "
            f"{(node['any'] or node['all'] or [{}])[0].get('message', '')}"
            for fault in results.response["violations"]
            if fault["impact"] in ("serious", "critical")
            for node in fault["nodes"][:3]
        ]
    assert not found, "\n".join(found)


def test_dark_and_projector_are_switches(page: Page) -> None:
    dark = page.get_by_role("button", name="Dark or light", exact=True)
    before = page.evaluate("document.body.classList.contains('dark')")
    dark.click()
    expect(dark).to_have_attribute("aria-pressed", str(not before).lower())
    assert page.evaluate("document.body.classList.contains('dark')") is not before
    page.reload()
    expect(page.locator(".bd-is-tokens li").first).to_be_visible()
    assert page.evaluate("document.body.classList.contains('dark')") is not before, "the choice was not kept"
    title = page.get_by_role("heading", level=1)
    small = title.evaluate("e => e.getBoundingClientRect().height")
    page.get_by_role("button", name="Projector size", exact=True).click()
    assert title.evaluate("e => e.getBoundingClientRect().height") >= 1.4 * small
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    expect(
        page.get_by_role("button", name=re.compile("^How it is computed")).filter(visible=True)
    ).to_have_count(0)
