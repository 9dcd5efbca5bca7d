"""The tour: every card of both languages sets the stage, takes a guess from the keyboard, and tells what the model gives."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bertdemo.serving.bank import ModelBank
from bertdemo.settings import Language
from bertdemo.steps.card import Card
from bertdemo.steps.cards import CARDS
from bertdemo.steps.table import STEPS
from bertdemo.text import Text
from tests.browser.conftest import finding
from tests.browser.test_typing import sentence_box

ALL = [(language, step) for language in ("en", "zh") for step in [*(one.name for one in STEPS), "quiz"]]


def plain(said: str) -> str:
    return re.sub(r"\s+", " ", said).strip()


def expect_set(page: Page, card: Card, text: Text) -> None:
    expect(page.locator("[data-card]")).to_have_attribute("data-card", card.name)
    expect(page.locator(f'[data-step="{card.step}"]')).to_have_attribute("aria-current", "step")
    expect(page.locator("[data-stage]")).to_have_attribute("data-stage", card.on)
    expect(page.locator("#sentence textarea")).to_have_value(card.text)
    for label, value in ((text("pick.layer"), card.layer), (text("pick.head"), card.head)):
        if value is not None:
            expect(page.get_by_role("combobox", name=label, exact=True)).to_have_value(str(value))
    if card.token is not None:
        picked = page.get_by_role("combobox", name=text("page.bar.token"), exact=True).locator(
            "option:checked"
        )
        expect(picked).to_have_text(card.token)


def expect_part(page: Page, card: Card) -> None:
    """The part of the instrument that the card is about, in a list or among buttons."""
    if not card.part:
        return
    stage = page.locator(f"#stage > .bd-on .bd-is-{card.on}")
    if card.on == "lab":
        expect(stage.locator(".bd-lab-data select").first).to_have_value(card.part)
        expect(stage.locator(".bd-lab-samples td").first).not_to_be_empty()
    else:
        expect(page).to_have_url(re.compile("[&?]part="))


def guess(page: Page, card: Card, choice: str) -> None:
    """With the keyboard alone."""
    if card.typed:
        field = page.locator(".bd-guess-word")
        field.focus()
        page.keyboard.type(choice)
    else:
        page.locator(f'[data-guess="{choice}"]').focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("language", "step"), ALL)
def test_every_card_sets_asks_and_tells(
    open_page: Callable[..., Page], models: ModelBank, language: Language, step: str
) -> None:
    text = Text(language)
    cards = [card for card in CARDS[language] if ("quiz" if card.quiz else card.step) == step]
    page = open_page(f"{'/zh' if language == 'zh' else '/'}?card={cards[0].name}", wait=False)
    for number, card in enumerate(cards):
        if number:
            page.locator("[data-card-next]").click()
        expect_set(page, card, text)
        expect_part(page, card)
        asked = text(f"card.{card.name}.question", **card.gaps) if card.choices or card.typed else ""
        above = page.locator(".bd-question-line")  # the stage, for a phone
        expect(above).to_have_text(plain(asked) if card.on != "overview" else "")
        expect(finding(page)).not_to_have_text("")
        asks = bool(card.choices or card.typed)
        is_covered = page.evaluate("document.body.classList.contains('bd-guessing')")
        assert is_covered == (asks and not card.flip and not card.lines), card.name
        expect(page.locator(".bd-show")).to_have_count(int(asks))
        reveal = page.locator("[data-reveal]")
        if not asks:
            expect(reveal).to_have_text(plain(card.reveal(text, models).said))
            continue
        expect(reveal).to_have_text("")
        choice = card.choices[number % len(card.choices)] if card.choices else "zebra"
        guess(page, card, choice)
        revealed = card.reveal(text, models, choice)
        judged = {True: "right", False: "wrong", None: ""}[revealed.right]
        before = [text(f"page.cards.{judged}")] if judged else []
        expect(reveal).to_have_text(plain((" " if language == "en" else "").join([*before, revealed.said])))
        bars = page.locator(".bd-card-bar")
        expect(bars).to_have_text([plain(f"{label}{value}") for label, _, value in revealed.bars])
        expect(page.locator(".bd-card-arrows svg")).to_have_count(int(revealed.turned is not None))


@pytest.mark.parametrize("path", ["/", "/zh"])
def test_behind_the_last_card_the_tour_ends(open_page: Callable[..., Page], path: str) -> None:
    cards = CARDS["zh" if path == "/zh" else "en"]
    page = open_page(f"{path}?card={cards[-1].name}", wait=False)
    page.locator(f'[data-guess="{cards[-1].choices[0]}"]').click()
    expect(page.locator("[data-score]")).to_have_attribute("data-score", re.compile("^[01]/1$"))
    right = str(page.locator("[data-score]").get_attribute("data-score"))[0]
    page.locator("[data-card-next]").click()
    ending = page.locator(".bd-card").filter(has=page.locator("[data-tour-end]"))
    text = Text("zh" if path == "/zh" else "en")
    expect(ending).to_contain_text(text("page.cards.end_score", right=right, of=1))
    expect(page.locator("[data-card], [data-card-next]:visible")).to_have_count(0)
    assert not page.evaluate("document.body.classList.contains('bd-guessing')")
    ending.get_by_role("button", name=text("page.cards.from_start"), exact=True).click()
    expect(page.locator("[data-card]")).to_have_attribute("data-card", cards[0].name)
    expect(page.locator("[data-score]")).to_have_attribute("data-score", "0/0")


def again(page: Page) -> Page:
    """The same visitor, who opens the page once more."""
    other = page.context.new_page()
    other.goto(page.url.split("?")[0])
    expect(finding(other)).not_to_have_text("")
    return other


def test_the_first_guess_counts_and_the_place_is_kept(page: Page) -> None:
    card = CARDS["en"][0]
    tour = page.locator("[data-score]")
    expect(tour).to_have_attribute("data-score", "0/0")
    page.locator(f'[data-guess="{card.choices[1]}"]').click()
    expect(tour).to_have_attribute("data-score", "1/1")
    page.locator(f'[data-guess="{card.choices[0]}"]').click()
    expect(page.locator("[data-reveal]")).to_contain_text("Not this time")
    expect(tour).to_have_attribute("data-score", "1/1")
    page.locator("[data-card-next]").click()
    expect(page.locator("[data-card]")).to_have_attribute("data-card", CARDS["en"][1].name)
    page = again(page)
    expect(page.locator("[data-card]")).to_have_attribute("data-card", card.name)
    page.get_by_role("button", name=re.compile("^go on at")).click()
    expect(page.locator("[data-card]")).to_have_attribute("data-card", CARDS["en"][1].name)
    page.get_by_role("button", name="start again").click()
    expect(page.locator("[data-card]")).to_have_attribute("data-card", card.name)
    expect(page.locator("[data-score]")).to_have_attribute("data-score", "0/0")


def test_a_card_that_is_opened_again_has_its_guess(page: Page) -> None:
    first, card = CARDS["en"][0], next(one for one in CARDS["en"] if one.name == "hidden")
    page.locator('[data-scene="hidden"]').click()
    expect(page.locator("body")).to_have_class(re.compile("bd-guessing"))
    if card.typed:
        guess(page, card, "zebra")
    else:
        page.locator(f'[data-guess="{card.choices[1]}"]').click()
    reveal = page.locator("[data-reveal]")
    expect(reveal).not_to_have_text("")
    said = reveal.inner_text()
    page.locator("[data-card-next]").click()
    expect(reveal).not_to_have_text(said)
    page.locator(".bd-card-before").click()
    expect(page.locator("[data-card]")).to_have_attribute("data-card", "hidden")
    expect(reveal).to_have_text(said)
    expect(page.locator("body")).not_to_have_class(re.compile("bd-guessing"))
    page.get_by_role("button", name="start again").click()
    expect(page.locator("[data-card]")).to_have_attribute("data-card", first.name)
    page.locator('[data-scene="hidden"]').click()
    expect(page.locator("body")).to_have_class(re.compile("bd-guessing"))
    expect(reveal).to_have_text("")


def test_a_card_has_a_link_and_back_returns_to_the_card_before(open_page: Callable[..., Page]) -> None:
    first, later = CARDS["en"][0], next(card for card in CARDS["en"] if card.step == "heads")
    page = open_page(f"/?card={first.name}")
    expect(page.locator("[data-card]")).to_have_attribute("data-card", first.name)
    page.locator('[data-step="heads"]').click()
    page.locator(f'[data-scene="{later.name}"]').click()
    page.wait_for_function(
        "name => new URLSearchParams(location.search).get('card') === name", arg=later.name
    )
    expect(finding(page)).not_to_have_text("")
    page.reload()
    expect(page.locator("[data-card]")).to_have_attribute("data-card", later.name)
    expect(sentence_box(page)).to_have_value(later.text)
    page.go_back()  # to the step, as it opened without a card
    expect(page.locator("[data-card]")).to_have_count(0)
    expect(page.locator('[data-step="heads"]')).to_have_attribute("aria-current", "step")
    page.go_back()
    expect(page.locator("[data-card]")).to_have_attribute("data-card", first.name)


def test_a_comparison_that_a_card_began_ends_with_the_next_card(page: Page) -> None:
    (card,) = [card for card in CARDS["en"] if card.compare]
    later = [one for one in CARDS["en"] if one.step == "layer"][:2]
    page.locator(f'[data-step="{card.step}"]').click()
    page.locator(f'[data-scene="{card.name}"]').click()
    compare = page.locator("[data-compare]")
    expect(finding(page)).not_to_have_text("")
    page.locator(f'[data-guess="{card.choices[0]}"]').click()
    expect(compare).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-reveal]")).not_to_have_text("")
    page.locator('[data-step="layer"]').click()  # A is drawn there anew, while the card is opened
    for one in later:
        page.locator(f'[data-scene="{one.name}"]').click()
        expect(compare).to_have_attribute("aria-pressed", "false")
        expect_set(page, one, Text("en"))
    page.wait_for_timeout(4000)  # longer than A takes to be drawn
    expect_set(page, later[-1], Text("en"))


def rested(page: Page, wanted: str) -> float:
    """Where an element's upper edge stands once nothing moves it any more, in px."""
    one, before = page.locator(wanted), -1.0
    for _ in range(40):
        page.wait_for_timeout(250)
        box = one.bounding_box()
        assert box
        if box["y"] == before:
            break
        before = box["y"]
    return before


def test_on_a_phone_the_question_comes_before_the_covered_picture(open_page: Callable[..., Page]) -> None:
    page = open_page("/?card=no_review", wait=False, viewport={"width": 390, "height": 844}, is_mobile=True)
    expect(page.locator("body")).to_have_class(re.compile("bd-guessing"))
    expect(finding(page)).not_to_have_text("")
    expect(page.locator(".bd-map-answer").first).not_to_be_visible()  # nor does the map give it away
    card, stage = rested(page, ".bd-card"), rested(page, "#stage")
    assert card < 300 < stage
    page.locator("[data-guess]").first.click()
    expect(page.locator("body")).not_to_have_class(re.compile("bd-guessing"))
    expect(page.locator("[data-reveal]")).to_contain_text("%")
    after = rested(page, ".bd-card")
    assert abs(after - card) < 4, "what is read stays where it is"
    assert rested(page, "#stage") > after
    page.locator("[data-card-next]").click()  # the next one asks too, and is brought into sight
    expect(page.locator("body")).to_have_class(re.compile("bd-guessing"))
    page.wait_for_function("document.querySelector('.bd-card').getBoundingClientRect().top < 300")


def test_on_a_phone_what_is_told_stands_above_the_picture_too(open_page: Callable[..., Page]) -> None:
    """Of a card with a word to change, which lies below it."""
    card = next(card for card in CARDS["en"] if card.flip and card.on != "overview" and card.choices)
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True}
    page = open_page(f"/?card={card.name}", wait=False, **phone)
    above = page.locator(".bd-question-line")
    expect(above).to_have_text(plain(Text("en")(f"card.{card.name}.question", **card.gaps)))
    guess(page, card, card.choices[0])
    reveal = page.locator("[data-reveal]")
    expect(reveal).to_contain_text(re.compile(r"\w"))
    expect(above).to_have_text(reveal.inner_text())
    expect(above).to_be_visible()
    assert rested(page, ".bd-question-line") < rested(page, "#stage") < rested(page, ".bd-card")


def test_a_notice_waits_for_the_guess_that_it_would_answer(open_page: Callable[..., Page]) -> None:
    page = open_page("/zh?card=unread", wait=False)
    expect(page.locator("body")).to_have_class(re.compile("bd-guessing"))
    notice = page.locator(".bd-is-notice")
    expect(notice).to_contain_text(re.compile(r"\w"))
    expect(notice).not_to_be_visible()
    page.locator("[data-guess]").first.click()
    expect(page.locator("[data-reveal]")).to_contain_text(re.compile(r"\w"))
    expect(notice).to_be_visible()


def test_back_is_the_card_before(page: Page) -> None:
    box = page.locator("#sentence textarea")
    names, texts = [], []
    for _ in range(6):  # the last is of the next step
        names.append(page.locator("[data-card]").get_attribute("data-card"))
        texts.append(box.input_value())
        page.locator("[data-card-next]").click()
        expect(page.locator("[data-card]")).not_to_have_attribute("data-card", str(names[-1]))
    for name, text in zip(names[::-1], texts[::-1], strict=True):
        page.go_back()
        expect(page.locator("[data-card]")).to_have_attribute("data-card", str(name))
        expect(box).to_have_value(text)


def test_an_own_sentence_is_no_card_s_and_comes_back(page: Page) -> None:
    """A card does not ask about a sentence that it does not know, and what a card writes over is not lost."""
    page.locator('[data-scene="hidden"]').click()
    expect(page.locator("body")).to_have_class(re.compile("bd-guessing"))
    box = page.locator("#sentence textarea")
    box.fill("I like tea with milk.")
    away = page.locator(".bd-card-away")
    expect(away).to_be_visible()
    expect(page.locator(".bd-card .bd-guesses")).not_to_be_visible()
    expect(page.locator("[data-finding]")).to_be_visible()
    assert page.locator("#stage > .bd-on").evaluate("e => getComputedStyle(e).filter") == "none", (
        "it is not covered"
    )
    page.locator('[data-scene="flip"]').click()
    expect(away).not_to_be_visible()
    own = page.get_by_role("button", name="Your sentence again")
    own.click()
    expect(box).to_have_value("I like tea with milk.")
    expect(own).not_to_be_visible()
    page.get_by_role("button", name="This card’s sentence again").click()
    expect(away).not_to_be_visible()
    expect(page.locator(".bd-card .bd-guesses")).to_be_visible()


@pytest.mark.parametrize("name", ["root", "grammar"])
def test_a_card_opens_its_part_of_an_instrument(open_page: Callable[..., Page], name: str) -> None:
    (card,) = [card for card in CARDS["en"] if card.name == name]
    page = open_page(f"/?card={name}", wait=False)
    pressed = page.locator("#stage .bd-segments [aria-pressed='true']").filter(visible=True)
    expect(pressed).to_have_text("÷ √d" if name == "root" else Text("en")("heads.finder.shows.view_grammar"))
    assert card.part
