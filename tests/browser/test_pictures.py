"""Pictures of pieces and heads, each on the stage of its step: WordPiece, tokenizers, every head, arcs, BertViz."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from bertdemo.page.said import say_attention
from bertdemo.serving.bank import ModelBank
from bertdemo.steps.heads.bertviz import bertviz_view, say_bertviz
from bertdemo.text import Text
from tests.browser.conftest import finding, link_to, on_stage, tokens

ENGLISH = Text("en")
TEXT = "The animal didn't cross the street because it was too tired."


def sentence_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your sentence", exact=True)


def picked(page: Page, label: str) -> Locator:
    """A list of the bar."""
    return page.locator(".bd-is-bar").get_by_role("combobox", name=label, exact=True)


@pytest.fixture
def heads(open_page: Callable[..., Page]) -> Page:
    """The grid of all heads, of a sentence with sixteen tokens."""
    page = open_page(link_to("grid", TEXT, layer=4, head=2), wait=False)
    grid = page.get_by_role("grid", name=re.compile("^All heads of all layers"))
    expect(grid.get_by_role("gridcell")).to_have_count(72)
    expect(grid).not_to_have_attribute("aria-busy", "true")
    return page


def test_wordpiece_shows_the_pieces(page: Page) -> None:
    on_stage(page, "tokens")
    sentence_box(page).fill("electroencephalography")
    shown = tokens(page).locator(".bd-token-text")
    expect(shown.nth(1)).to_have_text(re.compile("^electro"))
    pieces = shown.all_inner_texts()[1:-1]
    assert len(pieces) > 2
    assert all(piece.startswith("##") for piece in pieces[1:])
    on_stage(page, "wordpiece")
    shown = page.get_by_role("list", name="Pieces with their ids").get_by_role("listitem")
    expect(shown).to_have_count(len(pieces))
    for item, piece in zip(shown.all(), pieces, strict=True):
        expect(item).to_contain_text(piece)
    tries = page.get_by_role("list", name="Look-ups in the vocabulary")
    expect(tries.get_by_text(re.compile(r"^in the vocabulary: $"))).to_have_count(len(pieces))
    # Typing goes on while this instrument is on the stage.
    sentence_box(page).fill("Unhappiness")
    expect(page.get_by_role("button", name=re.compile("^unhappiness:"))).to_be_visible()
    first = page.get_by_role("button", name="First look-up", exact=True)
    first.click()
    expect(page.get_by_role("status").filter(has_text=re.compile(r"look-up 1 of \d+"))).to_be_visible()


def test_two_tokenizers_side_by_side(page: Page) -> None:
    sentence_box(page).fill("Hello, my dog is cute")
    on_stage(page, "tokenizers")
    right = page.get_by_role("combobox", name=re.compile("compared with"))
    right.select_option(label="capitals kept")
    expect(page.get_by_text(re.compile(r"capitals kept: 8 tokens, 1 unknown"))).to_be_visible()
    right.select_option(label="characters")
    expect(page.get_by_text(re.compile(r"characters: 19 tokens, 0 unknown"))).to_be_visible()


def test_a_tokenizer_picked_while_the_next_sentence_is_on_its_way(page: Page) -> None:
    """Its part of the new run has not come yet, and nothing breaks: the choice is drawn when it does."""
    on_stage(page, "tokenizers")
    right = page.get_by_role("combobox", name=re.compile("compared with"))
    expect(right.get_by_role("option", name="characters")).to_be_attached()
    right.evaluate(
        """(select) => {
            const { tokenizers, ...run } = bertdemo.state.run;
            bertdemo.show(run);
            select.selectedIndex = [...select.options].findIndex((option) => option.text === "characters");
            select.dispatchEvent(new Event("change"));
        }"""
    )
    expect(page.get_by_text(re.compile(r"characters: \d+ tokens, 0 unknown"))).to_be_visible()


def test_a_head_picked_in_the_grid_is_picked_everywhere(heads: Page, models: ModelBank) -> None:
    grid = heads.get_by_role("grid", name=re.compile("^All heads of all layers"))
    head = grid.get_by_role("button", name="Layer 5, head 9", exact=True)
    painted = head.locator("canvas").evaluate(
        "c => new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size"
    )
    assert painted > 3, "the thumbnail is blank"
    head.click()
    expect(head).to_have_attribute("aria-pressed", "true")
    expect(picked(heads, "Layer")).to_have_value("5")
    expect(picked(heads, "Head")).to_have_value("9")
    on_stage(heads, "attention")
    expect(finding(heads)).to_have_text(say_attention(ENGLISH, models().run(TEXT), 5, 9))
    on_stage(heads, "tokens")
    expect(picked(heads, "Layer")).to_have_value("5")
    expect(picked(heads, "Head")).to_have_value("9")


def test_the_grid_by_keyboard(heads: Page, models: ModelBank) -> None:
    grid = heads.get_by_role("grid", name=re.compile("^All heads of all layers"))
    grid.get_by_role("button", name="Layer 3, head 2", exact=True).focus()
    heads.keyboard.press("ArrowDown")
    heads.keyboard.press("ArrowRight")
    heads.keyboard.press("Enter")
    expect(grid.get_by_role("button", name="Layer 4, head 3", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    on_stage(heads, "attention")
    expect(finding(heads)).to_have_text(say_attention(ENGLISH, models().run(TEXT), 4, 3))


def test_arcs_offer_pairs_only_for_two_sentences(page: Page) -> None:
    on_stage(page, "arcs")
    pairs = page.get_by_role("combobox", name="Pairs", exact=True)
    drawn = page.locator(".bd-main").get_by_text(re.compile("links are drawn|strongest links"))
    expect(drawn).to_be_visible()
    expect(pairs).to_be_hidden()
    sentence_box(page).fill("Where is it?")
    page.get_by_role("button", name=re.compile("second sentence", re.IGNORECASE)).click()
    page.get_by_role("textbox", name="Second sentence (optional)", exact=True).fill("On the table.")
    expect(pairs).to_be_visible()
    # [CLS] where is it ? [SEP] on the table . [SEP]: 6 tokens of A, 5 of B, one head on.
    expect(drawn).to_contain_text(re.compile(r"121 links|strongest links"))
    pairs.select_option(label="A → B")
    count = drawn.inner_text()
    numbers = [int(n) for n in re.findall(r"\d+", count)]
    assert sum(numbers) == 6 * 5, count


@pytest.mark.parametrize("view", ["Head view", "Model view"])
def test_bertviz_draws_lines(open_page: Callable[..., Page], models: ModelBank, view: str) -> None:
    text = "Hello, my dog is cute"
    page = open_page(link_to("bertviz", text, layer=4, head=2), wait=False)
    expect(picked(page, "Token").get_by_role("option")).to_have_count(9)  # none, and eight tokens
    page.get_by_role("button", name=view, exact=True).click()
    frame = page.frame_locator("iframe[title='BertViz picture of this sentence']")
    expect(frame.locator("svg line, svg path").first).to_be_attached()
    if view == "Head view":
        expect(frame.get_by_text("dog", exact=True).first).to_be_visible()
    assert frame.locator("svg line").count() >= 64
    run, name = models().run(text), view.split()[0].lower()
    drawn = bertviz_view(run, name, 4, False)
    assert (drawn.tokens_shown, drawn.tokens_total) == (8, 8)
    expect(finding(page)).to_have_text(say_bertviz(ENGLISH, drawn, run, name))


def test_an_address_that_names_an_instrument_alone_opens_its_step(open_page: Callable[..., Page]) -> None:
    page = open_page("/?on=paths", wait=False)
    expect(page.locator('[data-step="depth"]')).to_have_attribute("aria-current", "step")
    expect(page.locator("[data-stage]")).to_have_attribute("data-stage", "paths")
    page.locator('[data-step="glance"]').click()
    expect(page.locator("[data-stage]")).not_to_have_attribute("data-stage", "paths")
    page.locator('[data-step="depth"]').click()
    expect(page.locator("[data-stage]")).to_have_attribute("data-stage", "paths")
