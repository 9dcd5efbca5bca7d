"""Chinese, phone, dark: nothing left in English, nothing beside the screen, nothing that axe-core finds."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bertdemo.steps.table import INSTRUMENTS, STEPS
from tests.browser.conftest import PATIENCE, STEP_OF, on_stage, tokens

FIRST_OF_STEPS = [step.instruments[0].name for step in STEPS]
ROLES: tuple[Any, ...] = (
    *("heading", "button", "combobox", "checkbox", "slider"),
    *("textbox", "list", "grid", "application", "region"),
)
HEADS = {"/": 6 * 12, "/zh": 12 * 12}  # of the model with which each page opens
# Names, signs and BERT's own words, which Chinese readers see in English everywhere.
NO_CHINESE_NEEDED = re.compile(
    r"^(English|BertViz|id|logit|A → A|A → B|B → A|B → B|\[(?:CLS|SEP|MASK)\]|[\W\d]*)$"
)

# What a control is called, and whether it shows the text itself (English on either page) or is Gradio's footer.
NAMES_OF_CONTROLS = """controls => controls.map((control) => [
    (control.getAttribute("aria-label") || (control.labels && control.labels[0] && control.labels[0].innerText)
        || control.title || control.innerText || control.placeholder || "").trim(),
    Boolean(control.closest(".bd-term, .bd-choices, .bd-wp-words, .bd-matrix, .bd-arcs-column, footer, .bd-compare ol"))
        || control.matches(".bd-mono"),
])"""
FITS = """([width, height]) => [...document.querySelectorAll(".bd-page, .bd-toolbar, .bd-bar-end, .bd-foot, .bd-side")]
    .map((element) => element.getBoundingClientRect())
    .every(({ right, bottom }) => right <= width + 1 && bottom <= height + 1)"""
WAITS = '#stage > .bd-on [aria-busy="true"], #stage > .bd-on .bd-waiting:not([hidden]), body.bd-stale'
ALL_CHINESE = """selector => {
    const shown = [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility() && element.offsetHeight);
    return shown.length > 0 && shown.every((element) => /[\\u4e00-\\u9fff]/.test(element.innerText));
}"""


def each_instrument(page: Page, path: str, names: Iterable[str] = INSTRUMENTS) -> Iterator[str]:
    """Every instrument of every step on the stage, one after another."""
    for name in names:
        on_stage(page, name)
        if name == "grid":
            grid = page.get_by_role("grid")
            expect(grid.get_by_role("gridcell")).to_have_count(HEADS[path])
            expect(grid).not_to_have_attribute("aria-busy", "true")
        yield name


@pytest.mark.parametrize(("path", "word"), [("/zh", ""), ("/zh?text=My+dog+is+sad", "dog")])
def test_every_chinese_instrument_is_chinese_and_filled(
    open_page: Callable[..., Page], path: str, word: str
) -> None:
    page = open_page(path)
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    on_stage(page, "tokens")
    expect(tokens(page).filter(has_text=word).first).to_be_visible()  # it draws when it is on the stage
    pieces = {
        said.split("\n")[0] for said in tokens(page).all_inner_texts()
    }  # of the text, whatever its language
    left = []
    for name in each_instrument(page, "/zh", INSTRUMENTS if path == "/zh" else FIRST_OF_STEPS):
        for shown in (
            f"#stage > .bd-on .bd-is-{name}",
            "[data-finding]",
            "[data-speaker]",
            '[data-instrument][aria-pressed="true"]',
        ):
            page.wait_for_function(ALL_CHINESE, arg=shown, timeout=PATIENCE)
        for role in ROLES:
            # All at once: an answer that comes meanwhile takes a control away.
            controls = page.get_by_role(role).filter(visible=True)
            for said, excused in controls.evaluate_all(NAMES_OF_CONTROLS):
                if (
                    not excused
                    and said not in pieces
                    and not re.search(r"[\u4e00-\u9fff]", said)
                    and not NO_CHINESE_NEEDED.match(said)
                ):
                    left.append((name, role, said))
    assert not left


LONG_WORD = "?text=Antidisestablishmentarianism+" + "x" * 90 + "&pair=On+the+table."


def test_on_a_phone_the_table_of_a_matrix_covers_nothing(open_page: Callable[..., Page]) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = open_page("/?step=heads&on=attention", wait=False, **phone)
    table = page.locator("#stage .bd-on .bd-table")
    table.locator("summary").click()
    expect(table.locator("table")).to_be_visible()
    boxes = page.evaluate(
        """() => [...document.querySelectorAll("#stage .bd-on .bd-attention-side > *")]
            .filter((one) => one.getClientRects().length && one.getBoundingClientRect().height)
            .map((one) => one.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom]).sort((a, b) => a[0] - b[0])"""
    )
    assert len(boxes) > 2
    for (_, bottom), (top, _) in itertools.pairwise(boxes):
        assert bottom <= top + 2, boxes


def test_a_frame_that_scrolls_fades_where_there_is_more(open_page: Callable[..., Page]) -> None:
    """A phone shows no bar before one scrolls; where all is in sight nothing fades."""
    text = "The+boys+loved+their+mother+because+she+laughed+so+much."
    path = f"/?step=depth&on=lens&text={text}"
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = open_page(path, wait=False, **phone)
    frame = page.locator("#stage .bd-on .bd-lens-frame")
    expect(frame).to_have_attribute("data-more", re.compile("left|right"))  # it begins at the hidden word
    frame.evaluate("(frame) => frame.scrollTo(0, 0)")
    expect(frame).to_have_attribute("data-more", re.compile("right"))
    assert "linear-gradient" in frame.evaluate("(frame) => getComputedStyle(frame).maskImage")
    frame.evaluate("(frame) => frame.scrollTo(frame.scrollWidth, frame.scrollHeight)")
    expect(frame).to_have_attribute("data-more", "left")
    assert frame.evaluate("(frame) => getComputedStyle(frame).maskImage") == "none"
    page.locator("#sentence textarea").fill("Yes.")
    expect(frame).to_have_attribute("data-more", "")


@pytest.mark.parametrize("path", [f"/{LONG_WORD}", "/zh"])
def test_a_phone_never_scrolls_sideways(open_page: Callable[..., Page], path: str) -> None:
    page = open_page(path, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    found = []
    for name in each_instrument(page, path.split("?")[0]):
        page.wait_for_timeout(300)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            found.append(f"{name}: {width} px, from {widest(page)}")
        gaps = page.evaluate(r"document.body.innerText.match(/\{[a-z_]+\}/g)")
        if gaps:
            found.append(f"{name}: {gaps} are not filled")
        squeezed = page.evaluate(SQUEEZED)
        if squeezed:
            found.append(f"{name}: words run out of {squeezed}")
        current = page.locator(f'[data-step="{STEP_OF[name]}"]')
        assert current.evaluate(
            "e => { const r = e.getBoundingClientRect(); return r.left >= 0 && r.right <= 390; }"
        )
    assert not found, "\n".join(found)


def widest(page: Page) -> object:
    return page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
            && !e.closest('.bd-matrix, .bd-heads-frame, .bd-table-frame'))
            .slice(0, 5).map(e => `${e.tagName}.${e.className} ${e.getBoundingClientRect().right}`)"""
    )


# Choices whose words do not fit in them, or that lie beside the screen where only a hidden scrollbar leads.
SQUEEZED = """() => [...document.querySelectorAll('#stage .bd-segments button, #stage .bd-chip, #stage .bd-small-chip')]
    .filter(e => e.getClientRects().length && (e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > innerWidth))
    .map(e => e.textContent)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/zh"])
def test_axe_finds_nothing(open_page: Callable[..., Page], path: str, scheme: str) -> None:
    page = open_page(path, color_scheme=scheme, reduced_motion="reduce")  # no colour is looked at half way
    if scheme == "dark":
        page.get_by_role("button", name=re.compile("^(Dark or light|深色或浅色)$")).click()
        if not page.evaluate("document.body.classList.contains('dark')"):  # it followed the system already
            page.get_by_role("button", name=re.compile("^(Dark or light|深色或浅色)$")).click()
    assert page.evaluate("document.body.classList.contains('dark')") is (scheme == "dark")
    found = []
    # Every instrument light and dark, in English and in Chinese; every step in all four.
    whole = (path, scheme) in (("/", "light"), ("/zh", "dark"))
    for name in each_instrument(page, path, INSTRUMENTS if whole else FIRST_OF_STEPS):
        page.mouse.move(0, 0)
        expect(page.locator(WAITS)).to_have_count(0)  # what waits is dimmed
        # What stands around the stage is the same on all instruments of a step.
        part = {} if name in FIRST_OF_STEPS else {"include": [["#stage"], [".bd-foot"]]}
        results = Axe().run(
            page, context={**part, "exclude": [["iframe"]]}, options={"resultTypes": ["violations"]}
        )
        found += [
            f"{name}: {fault['id']} ({fault['impact']}): {node['target']} {node['html'][:200]} "
            f"{(node['any'] or node['all'] or [{}])[0].get('message', '')}"
            for fault in results.response["violations"]
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
    expect(page.locator("[data-finding]")).not_to_be_empty()
    assert page.evaluate("document.body.classList.contains('dark')") is not before, "the choice was not kept"
    title = page.get_by_role("heading", level=1)
    small = title.evaluate("e => e.getBoundingClientRect().height")
    page.get_by_role("button", name="Projector size", exact=True).click()
    assert title.evaluate("e => e.getBoundingClientRect().height") >= 1.1 * small
    for name in ("glance", "heads", "finetuning"):
        page.locator(f'[data-step="{name}"]').click()
        page.wait_for_function(FITS, arg=[1280, 900])
        label = page.locator(f'[data-step="{name}"] .bd-step-name').text_content()
        expect(page.locator(".bd-step-open")).to_have_text(str(label))
    how = page.locator("#how")
    expect(how).to_be_hidden()
    page.locator(".bd-main").get_by_role("button", name=re.compile("How it is computed$")).click()
    expect(how).to_be_visible()  # folds open on demand
    page.reload()
    expect(page.get_by_role("button", name="Projector size", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    assert title.evaluate("e => e.getBoundingClientRect().height") >= 1.1 * small, "the choice was not kept"
