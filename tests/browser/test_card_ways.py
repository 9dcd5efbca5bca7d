"""Ways through the cards: keys after a guess, the panel from its top, the code left out, cards that were closed, odd links."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from bertdemo.steps.cards import CARDS
from bertdemo.text import Text
from tests.browser.conftest import finding

NARROW: dict[str, Any] = {"viewport": {"width": 1366, "height": 768}}


def card(page: Page) -> Locator:
    return page.locator("[data-card]")


def expect_clear(page: Page) -> None:
    """The picture is seen, and so is what is found."""
    expect(finding(page)).to_be_visible()
    expect(finding(page)).not_to_be_empty()
    expect(page.locator("#stage > .bd-on").first).to_have_css("filter", "none")


@pytest.mark.parametrize("key", [" ", "ArrowRight"])
def test_after_a_guess_a_key_goes_on(page: Page, key: str) -> None:
    first, second = CARDS["en"][:2]
    expect(card(page)).to_have_attribute("data-card", first.name)
    page.locator(f'[data-guess="{first.choices[0]}"]').click()
    expect(page.locator("[data-reveal]")).not_to_be_empty()
    page.keyboard.press(key)
    expect(card(page)).to_have_attribute("data-card", second.name)
    page.locator(f'[data-guess="{second.choices[0]}"]').focus()
    page.keyboard.press(" ")  # a guess that was not made yet is made
    expect(page.locator(f'[data-guess="{second.choices[0]}"]')).to_have_attribute("aria-pressed", "true")
    expect(card(page)).to_have_attribute("data-card", second.name)
    page.keyboard.press("ArrowLeft")
    expect(card(page)).to_have_attribute("data-card", first.name)


def test_a_new_card_is_seen_from_its_top(open_page: Callable[..., Page]) -> None:
    page = open_page("/?card=stops", wait=False, **NARROW)
    page.locator("[data-guess]").first.click()
    expect(page.locator("[data-reveal]")).not_to_be_empty()
    side = page.locator(".bd-side")
    side.evaluate("side => side.scrollTo(0, side.scrollHeight)")
    assert side.evaluate("side => side.scrollTop") > 20, "the panel is longer than the screen"
    page.locator("[data-card-next]").click()
    expect(card(page)).not_to_have_attribute("data-card", "stops")
    expect(page.locator(".bd-card-number")).to_be_in_viewport()
    assert side.evaluate("side => side.scrollTop") == 0


@pytest.mark.parametrize("path", ["/", "/zh"])
def test_who_reads_no_code_goes_on_behind_it(open_page: Callable[..., Page], path: str) -> None:
    cards = CARDS["zh" if path == "/zh" else "en"]
    names = [one.name for one in cards]
    behind = next(one for one in cards[names.index("stops") :] if not one.lines)
    page = open_page(f"{path}?card=stops", wait=False)
    page.get_by_role("button", name=re.compile("^(Skip the code|跳过代码)$")).click()
    expect(card(page)).to_have_attribute("data-card", behind.name)
    expect(page.locator(".bd-card-skip")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_card_says_which_head_it_looks_at(open_page: Callable[..., Page], language: str) -> None:
    text = Text("zh" if language == "zh" else "en")
    cards = [one for one in CARDS[text.language] if one.layer and one.head][:2]
    for one in cards:
        page = open_page(f"{'/zh' if language == 'zh' else '/'}?card={one.name}", wait=False)
        place = text("page.cards.at_head", layer=one.layer, head=one.head)
        expect(page.locator(".bd-card-number")).to_contain_text(place)


def test_who_has_guessed_and_reloads_still_sees_the_answer(open_page: Callable[..., Page]) -> None:
    page = open_page("/?card=alike", wait=False)
    made = page.locator("[data-guess]").first
    made.click()
    told = page.locator("[data-reveal]")
    expect(told).not_to_have_text("")
    said = told.inner_text()
    page.reload()
    expect(told).to_have_text(said)
    expect(page.locator("[data-guess]").first).to_have_attribute("aria-pressed", "true")
    expect_clear(page)
    other = page.context.new_page()  # somebody else's turn: a tab of its own knows nothing of it
    other.goto(page.url)
    expect(other.locator("body")).to_have_class(re.compile("bd-guessing"))
    other.close()


def test_closed_cards_cover_nothing_and_a_link_to_one_opens_them(open_page: Callable[..., Page]) -> None:
    page = open_page("/?card=alike", wait=False)
    expect(page.locator("body")).to_have_class(re.compile("bd-guessing"))
    page.get_by_role("button", name="Close the cards").click()
    expect_clear(page)
    page.wait_for_function("!new URLSearchParams(location.search).has('card')")
    page.reload()
    expect_clear(page)
    expect(card(page)).not_to_be_visible()
    other = page.context.new_page()
    other.goto(page.url.split("?")[0] + "?card=hidden")
    expect(card(other)).to_be_visible()
    expect(card(other)).to_have_attribute("data-card", "hidden")
    expect(other.locator("[data-guess]").first).to_be_visible()
    other.close()


@pytest.mark.parametrize("link", ["step=head&on=head&text=The+red+ball.", "step=glance&on=overview"])
def test_a_link_to_a_card_of_another_step_covers_nothing(open_page: Callable[..., Page], link: str) -> None:
    page = open_page(f"/?{link}&card=alike", wait=False)
    expect_clear(page)


def test_behind_the_last_card_no_key_is_promised(open_page: Callable[..., Page]) -> None:
    page = open_page(f"/?card={CARDS['en'][-1].name}", wait=False)
    page.locator("[data-card-next]").click()
    expect(page.locator("[data-tour-end]")).to_be_visible()
    expect(page.get_by_text("space or → goes on")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("start again", re.IGNORECASE))).to_have_count(1)


def test_the_way_back_to_an_own_sentence_is_in_sight(open_page: Callable[..., Page]) -> None:
    page = open_page("/", viewport={"width": 1280, "height": 800})
    own = "Penguins eat fish in winter."
    page.locator("#sentence textarea").fill(own)
    page.wait_for_function("text => window.bertdemo?.state.run?.key.text === text", arg=own)
    page.locator("[data-card-next]").click()
    back = page.get_by_role("button", name="Your sentence again")
    expect(back).to_be_in_viewport()
    back.click()
    expect(page.locator("#sentence textarea")).to_have_value(own)


def test_back_and_forward_never_show_what_is_still_to_be_guessed(open_page: Callable[..., Page]) -> None:
    page = open_page("/?step=heads&card=nurse", wait=False)
    for _ in range(4):
        name = card(page).get_attribute("data-card")
        page.locator("[data-card-next]").click()
        expect(card(page)).not_to_have_attribute("data-card", str(name))
        page.wait_for_function("name => new URLSearchParams(location.search).get('card') !== name", arg=name)
    for way in (-1, -1, -1, 1, 1, -1, 1, -1, -1, 1):
        page.evaluate("way => history.go(way)", way)
        page.wait_for_timeout(90)
    page.wait_for_timeout(800)
    (shown,) = [one for one in CARDS["en"] if one.name == card(page).get_attribute("data-card")]
    assert shown.choices and not (shown.flip or shown.lines), "the test ends where nothing is to be covered"
    expect(page.locator("body")).to_have_class(re.compile("bd-guessing"))
    expect(page.locator("#stage > .bd-on")).to_have_css("filter", re.compile("blur"))
    page.get_by_role("button", name=Text("en")("page.cards.show"), exact=True).click()
    expect_clear(page)


def test_the_space_bar_leads_to_a_question_and_not_past_it(open_page: Callable[..., Page]) -> None:
    page = open_page("/?card=rest", wait=False)
    expect(page.locator("[data-guess]").first).to_be_visible()
    page.keyboard.press(" ")
    expect(card(page)).to_have_attribute("data-card", "rest")
    expect(page.locator("[data-guess]").first).to_be_focused()
    page.keyboard.press(" ")
    expect(page.locator("[data-reveal]")).not_to_be_empty()
    page.keyboard.press(" ")
    expect(card(page)).not_to_have_attribute("data-card", "rest")


def test_two_tabs_of_a_browser_have_one_score(page: Page) -> None:
    first, second = CARDS["en"][:2]
    other = page.context.new_page()
    other.goto(page.url.split("?")[0] + f"?card={second.name}")
    expect(card(other)).to_have_attribute("data-card", second.name)
    page.locator(f'[data-guess="{first.choices[0]}"]').click()
    score = re.compile("^[01]/1$")
    expect(page.locator("[data-score]")).to_have_attribute("data-score", score)
    other.locator(f'[data-guess="{second.choices[0]}"]').click()
    both = re.compile("^[012]/2$")
    expect(other.locator("[data-score]")).to_have_attribute("data-score", both)
    page.locator("[data-card-next]").click()
    expect(page.locator("[data-score]")).to_have_attribute("data-score", both)


def test_behind_an_empty_box_no_card_asks_about_the_picture_that_stays(page: Page) -> None:
    box = page.locator("#sentence textarea")
    box.fill("a" * 2000)
    expect(finding(page)).to_have_text(Text("en")("page.foot.unreadable"))
    box.fill("")
    expect(page.locator("body")).to_have_class(re.compile("bd-stale"))
    expect(page.locator(".bd-card-away")).to_be_visible()
    expect(page.locator("[data-guess]").first).not_to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_closed_cards_say_where_they_come_from_again(open_page: Callable[..., Page], width: int) -> None:
    page = open_page("/", viewport={"width": width, "height": 844})
    again = page.get_by_role("button", name=Text("en")("page.tools.cards"), exact=True)
    expect(again).to_have_count(0)
    page.get_by_role("button", name=Text("en")("page.cards.close"), exact=True).click()
    expect(card(page)).not_to_be_visible()
    again.click()
    expect(card(page)).to_be_visible()
    expect(again).to_have_count(0)
    expect_clear(page)


def test_what_a_card_asks_stands_nowhere_else(open_page: Callable[..., Page]) -> None:
    """How large the model is: the bar says so as soon as the guess is made."""
    page = open_page("/?card=who", wait=False)
    expect(finding(page)).not_to_be_empty()
    size = page.locator(".bd-who")
    expect(size).not_to_be_empty()
    expect(size).not_to_be_visible()
    page.locator("[data-guess]").first.click()
    expect(size).to_be_visible()


def test_who_changes_the_word_without_a_guess_is_told(page: Page) -> None:
    reveal = page.locator("[data-reveal]")
    expect(reveal).to_be_empty()
    page.locator("[data-flip]").click()
    expect(reveal).to_contain_text("they")
    expect(page.locator(".bd-show")).to_have_count(0)
