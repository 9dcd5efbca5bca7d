"""Terms in running text, their list behind the "?", and the page of all terms, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from bertdemo.page.glossary import ADDRESSES, Term, terms
from bertdemo.settings import LANGUAGES, Language
from bertdemo.text import Text
from tests.browser.conftest import finding, link_to

TERMS = {language: {term.key: term for term in terms(Text(language))} for language in LANGUAGES}
PATHS: dict[Language, str] = {"en": "/", "zh": "/zh"}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def line(page: Page) -> Locator:
    return page.locator("#bd-term-line")


def of(word: Locator, language: Language) -> Term:
    """The term that a marked word is of."""
    return TERMS[language][str(word.get_attribute("data-term"))]


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_has_terms_and_a_click_shows_the_line(
    open_page: Callable[..., Page], language: Language
) -> None:
    page = open_page(PATHS[language])
    word = finding(page).locator(".bd-term").first
    expect(word).to_have_attribute("aria-expanded", "false")
    before = finding(page).text_content()
    word.click()
    expect(line(page)).to_have_text(f"{of(word, language).name} {of(word, language).line}")
    expect(word).to_have_attribute("aria-expanded", "true")
    expect(word).to_have_attribute("aria-describedby", "bd-term-line")
    assert not faults(page)
    word.click()
    expect(line(page)).to_be_empty()
    expect(word).to_have_attribute("aria-expanded", "false")
    assert finding(page).text_content() == before


def test_esc_closes_the_line_and_nothing_else(page: Page) -> None:
    pinned = page.locator('#stage [data-token][aria-pressed="true"]').first
    expect(pinned).to_be_visible()
    word = finding(page).locator(".bd-term").first
    word.focus()
    for key in ("Enter", " "):
        page.keyboard.press(key)
        expect(line(page)).not_to_be_empty()
        page.keyboard.press("Escape")
        expect(line(page)).to_be_empty()
    expect(pinned).to_be_visible()
    expect(word).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1).click()
    expect(line(page)).to_be_empty()


def test_the_line_goes_with_its_finding(page: Page) -> None:
    finding(page).locator(".bd-term").first.click()
    expect(line(page)).not_to_be_empty()
    page.locator("#sentence textarea").fill("A cat sat.")
    expect(line(page)).to_be_empty()


def test_what_a_visitor_wrote_is_no_term(open_page: Callable[..., Page]) -> None:
    page = open_page(link_to("overview", "attention attention attention", layer=1, head=1, token=2))
    expect(finding(page)).to_contain_text("“attention”")
    marked = finding(page).locator(".bd-term").all_inner_texts()
    assert marked and "attention" not in marked
    assert page.evaluate(
        """() => { const said = document.querySelector("[data-finding]").cloneNode(true);
            for (const word of said.querySelectorAll(".bd-term")) word.remove();
            return said.textContent.includes("“attention”"); }"""
    )


@pytest.mark.parametrize("zoomed", [False, True])
def test_the_line_is_beside_its_word_and_whole(open_page: Callable[..., Page], zoomed: bool) -> None:
    options = {"viewport": {"width": 1280, "height": 720}} if zoomed else PHONE
    page = open_page(link_to("layer", projector=1) if zoomed else link_to("layer"), wait=False, **options)
    expect(finding(page).locator(".bd-term").nth(2)).to_be_visible()
    for word in finding(page).locator(".bd-term").all():
        word.press("Enter")
        expect(line(page)).to_contain_text(of(word, "en").line)
        gap = page.evaluate(
            """() => { const word = document.querySelector('[aria-describedby="bd-term-line"]').getClientRects()[0];
                const box = document.getElementById("bd-term-line").getBoundingClientRect();
                const inside = box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
                const beside = box.left <= word.right && box.right >= word.left;
                return inside && beside ? Math.max(box.top - word.bottom, word.top - box.bottom) : null; }"""
        )
        assert gap is not None and 0 <= gap <= 10
        page.keyboard.press("Escape")


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_it_is_computed_has_terms_outside_its_formulas(
    open_page: Callable[..., Page], language: Language
) -> None:
    page = open_page(link_to("layer").replace("/", PATHS[language], 1), wait=False)
    page.locator(".bd-foot-folds button").first.click()
    how = page.locator("#how")
    residual = how.locator('[data-term="residual"]')
    expect(residual).to_have_count(1)
    expect(how.locator(".katex").first).to_be_visible()
    expect(how.locator(".katex .bd-term, a .bd-term, code .bd-term")).to_have_count(0)
    residual.click()
    expect(line(page)).to_contain_text(TERMS[language]["residual"].line)
    page.keyboard.press("Escape")
    page.locator('[data-instrument="cost"]').click()
    expect(how.locator(".bd-term").first).to_be_visible()
    expect(residual).to_have_count(0)  # the text has changed under it


def test_a_card_has_terms(open_page: Callable[..., Page]) -> None:
    page = open_page("/?step=heads", wait=False)
    question = page.locator(".bd-card-question")
    page.locator('[data-scene="rest"]').click()
    expect(question.locator(".bd-term").first).to_be_visible()
    expect(question).to_have_text(Text("en")("card.rest.question"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_is_searched_and_leads_to_the_page(
    open_page: Callable[..., Page], language: Language
) -> None:
    page = open_page(PATHS[language])
    words = Text(language).part("page.folds")
    page.get_by_role("button", name=words["terms_title"], exact=True).click()
    entries = page.locator(".bd-terms dt")
    expect(entries).to_have_text([term.name for term in TERMS[language].values()])
    search = page.get_by_role("searchbox", name=words["filter"])
    search.fill("SOFTMAX")
    shown = entries.filter(visible=True)
    expect(shown.filter(has_text="softmax")).to_have_count(1)
    expect(shown.filter(has_text=TERMS[language]["beam_search"].name)).to_have_count(0)
    search.fill("xyzzy")
    expect(shown).to_have_count(0)
    expect(page.get_by_text(words["no_term"])).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=words["all_terms"]).click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(Text(language)("page.glossary.title"))
    assert opened.value.url.endswith(f"/{ADDRESSES[language]}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_all_terms(open_page: Callable[..., Page], language: Language, scheme: str) -> None:
    page = open_page(f"/{ADDRESSES[language]}#softmax", wait=False, color_scheme=scheme, **PHONE)
    expect(page.locator("dt")).to_have_text([term.name for term in TERMS[language].values()])
    expect(page.locator("#softmax")).to_be_in_viewport()
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") is (scheme == "light")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert not faults(page)
    page.get_by_role("link", name=Text(language)("page.glossary.other_language"), exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en" if language == "zh" else "zh-CN")
    page.go_back()
    page.get_by_role("link", name=Text(language)("page.glossary.back"), exact=True).click()
    expect(finding(page)).not_to_be_empty()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN" if language == "zh" else "en")
