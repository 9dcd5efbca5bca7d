"""The tabs beside Explore: WordPiece, every head at a glance, arcs, BertViz."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import tokens
from tests.browser.test_typing import attention_said, expect_tokens, second_box, sentence_box


def open_tab(page: Page, name: str) -> None:
    tab = page.get_by_role("tab", name=name, exact=True)
    tab.click()
    expect(tab).to_have_attribute("aria-selected", "true")


def test_wordpiece_shows_the_pieces(page: Page) -> None:
    sentence_box(page).fill("electroencephalography")
    expect(tokens(page)).not_to_have_count(16)
    pieces = tokens(page).locator(".bd-token-text").all_inner_texts()[1:-1]
    assert len(pieces) > 2
    assert all(piece.startswith("##") for piece in pieces[1:])
    open_tab(page, "Text to numbers")
    shown = page.get_by_role("list", name="Pieces with their ids").get_by_role("listitem")
    expect(shown).to_have_count(len(pieces))
    for item, piece in zip(shown.all(), pieces, strict=True):
        expect(item).to_contain_text(piece)
    tries = page.get_by_role("list", name="Look-ups in the vocabulary")
    expect(tries.get_by_text(re.compile(r"^in the vocabulary: $"))).to_have_count(len(pieces))
    # Typing goes on while this tab is open.
    sentence_box(page).fill("Unhappiness")
    expect(page.get_by_role("button", name=re.compile("^unhappiness:"))).to_be_visible()
    first = page.get_by_role("button", name="First look-up", exact=True)
    first.click()
    expect(page.get_by_role("status").filter(has_text=re.compile(r"look-up 1 of \d+"))).to_be_visible()


def test_two_tokenizers_side_by_side(page: Page) -> None:
    sentence_box(page).fill("Hello, my dog is cute")
    open_tab(page, "Text to numbers")
    right = page.get_by_role("combobox", name=re.compile("compared with"))
    right.select_option(label="capitals kept")
    expect(page.get_by_text(re.compile(r"capitals kept: 8 tokens, 1 unknown"))).to_be_visible()
    right.select_option(label="characters")
    expect(page.get_by_text(re.compile(r"characters: 19 tokens, 0 unknown"))).to_be_visible()


def test_a_tokenizer_picked_while_the_next_sentence_is_on_its_way(page: Page) -> None:
    """Its part of the new run has not come yet, and nothing breaks: the choice is drawn when it does."""
    open_tab(page, "Text to numbers")
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


def test_a_head_picked_in_the_grid_is_picked_everywhere(page: Page) -> None:
    open_tab(page, "Attention")
    grid = page.get_by_role("grid", name=re.compile("^All heads of all layers"))
    expect(grid.get_by_role("gridcell")).to_have_count(72)
    expect(grid).not_to_have_attribute("aria-busy", "true")
    head = grid.get_by_role("button", name="Layer 5, head 9", exact=True)
    painted = head.locator("canvas").evaluate(
        "c => new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size"
    )
    assert painted > 3, "the thumbnail is blank"
    head.click()
    expect(head).to_have_attribute("aria-pressed", "true")
    expect(attention_said(page)).to_contain_text("In layer 5, head 9,")
    open_tab(page, "Explore")
    expect(page.get_by_role("combobox", name="Layer", exact=True)).to_have_value("5")
    expect(page.get_by_role("combobox", name="Head", exact=True)).to_have_value("9")
    expect(attention_said(page)).to_contain_text("In layer 5, head 9,")


def test_the_grid_by_keyboard(page: Page) -> None:
    open_tab(page, "Attention")
    grid = page.get_by_role("grid", name=re.compile("^All heads of all layers"))
    grid.get_by_role("button", name="Layer 3, head 2", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(grid.get_by_role("button", name="Layer 4, head 3", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(attention_said(page)).to_contain_text("In layer 4, head 3,")


def test_arcs_offer_pairs_only_for_two_sentences(page: Page) -> None:
    open_tab(page, "Attention")
    pairs = page.get_by_role("combobox", name="Pairs", exact=True)
    drawn = page.get_by_text(re.compile("links are drawn|strongest links"))
    expect(drawn).to_be_visible()
    expect(pairs).to_be_hidden()
    sentence_box(page).fill("Where is it?")
    second_box(page).fill("On the table.")
    expect(pairs).to_be_visible()
    # [CLS] where is it ? [SEP] on the table . [SEP]: 6 tokens of A, 5 of B, one head on.
    expect(drawn).to_contain_text(re.compile(r"121 links|strongest links"))
    pairs.select_option(label="A → B")
    count = drawn.inner_text()
    numbers = [int(n) for n in re.findall(r"\d+", count)]
    assert sum(numbers) == 6 * 5, count


@pytest.mark.parametrize("view", ["Head view", "Model view"])
def test_bertviz_draws_lines(page: Page, view: str) -> None:
    sentence_box(page).fill("Hello, my dog is cute")
    expect_tokens(page, ["[CLS]", "hello", ",", "my", "dog", "is", "cute", "[SEP]"])
    open_tab(page, "Attention")
    page.get_by_role("button", name=view, exact=True).click()
    frame = page.frame_locator("iframe[title='BertViz picture of this sentence']")
    expect(frame.locator("svg line, svg path").first).to_be_attached()
    if view == "Head view":
        expect(frame.get_by_text("dog", exact=True).first).to_be_visible()
    assert frame.locator("svg line").count() >= 64
    expect(page.get_by_text("All 8 tokens are drawn.")).to_be_visible()
