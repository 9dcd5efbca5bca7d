"""The worksheet: opened from the menu with the sentence on screen, printed to PDF with the answers on pages of their own."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bertdemo.settings import LANGUAGES, Language
from bertdemo.text import Text
from tests.browser.conftest import finding, link_to

SENTENCES: dict[Language, str] = {"en": "The dog <i>chased</i> the cat.", "zh": "小狗在院子里跑得很快。"}
PATHS: dict[Language, str] = {"en": "/", "zh": "/zh"}


def pages_of(page: Page, size: str, hidden: str = "none") -> int:
    """How many sheets are printed; `hidden` is what is left out."""
    style = page.add_style_tag(content=f"@media print {{ {hidden} {{ display: none; }} }}")
    count = len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=size)))
    style.evaluate("one => one.remove()")
    return count


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_from_the_menu_with_the_sentence_on_screen(
    open_page: Callable[..., Page], language: Language
) -> None:
    text = Text(language)
    page = open_page(PATHS[language] + link_to("lab", SENTENCES[language]).lstrip("/"), wait=False)
    expect(finding(page)).not_to_be_empty()
    page.get_by_title(text("page.tools.more"), exact=True).click()
    entry = page.get_by_role("link", name=text("page.tools.worksheet_step"))
    with page.context.expect_page() as opened:
        entry.click()
    sheet = opened.value
    expect(sheet.get_by_role("heading", level=1)).to_have_text(text("worksheet.title"))
    steps = sheet.locator(".questions h2")
    expect(steps).to_have_text([text("worksheet.own"), text("page.step.finetuning")])
    expect(sheet.locator("blockquote").first).to_have_text(SENTENCES[language])
    expect(sheet.locator("html")).to_have_attribute("lang", "zh-CN" if language == "zh" else "en")
    questions, answers = sheet.locator(".questions article"), sheet.locator(".answers article")
    assert questions.count() == answers.count() > 6
    expect(answers.filter(has_text="zero_grad")).to_have_count(1)
    assert not Axe().run(sheet, options={"resultTypes": ["violations"]}).response["violations"]
    sheet.close()
    tour = page.get_by_role("link", name=text("page.tools.worksheet_tour"))
    tour.focus()
    assert "step=" not in str(tour.get_attribute("href"))


@pytest.mark.parametrize(("language", "size"), [("en", "Letter"), ("zh", "A4")])
def test_on_paper_the_answers_have_the_last_pages_to_themselves(
    open_page: Callable[..., Page], language: Language, size: str
) -> None:
    page = open_page(f"/bertdemo/worksheet?step=finetuning&language={language}", wait=False)
    expect(page.locator(".answers h2")).to_have_text(Text(language)("worksheet.answers"))
    whole = pages_of(page, size)
    questions = pages_of(page, size, hidden=".answers")
    answers = pages_of(page, size, hidden=".questions, header")
    assert questions >= 2 and answers >= 1
    assert whole == questions + answers, "a page break stands between them"
    assert page.evaluate("document.querySelector('main').lastElementChild.className") == "answers"


def test_a_phone_shows_it_whole(open_page: Callable[..., Page]) -> None:
    page = open_page(
        "/bertdemo/worksheet?step=finetuning", wait=False, viewport={"width": 390, "height": 844}
    )
    expect(page.locator(".answers")).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
