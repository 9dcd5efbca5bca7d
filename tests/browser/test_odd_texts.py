"""What people really paste: nothing, too much, other scripts, control characters, HTML. The page lives on."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from bertdemo.serving.bank import ModelBank
from bertdemo.steps.cards import CARDS
from bertdemo.steps.heads.grid import thumbnails
from bertdemo.text import Text
from tests.browser.conftest import finding, on_stage, tokens
from tests.browser.test_typing import (
    expect_read,
    expect_tokens,
    in_bar,
    open_second,
    second_box,
    sentence_box,
)

IMAGE = '<img src=x onerror="window.hacked=1">'
SCRIPT = "<script>window.hacked=1</script>"


def notice(page: Page):
    return page.locator(".bd-is-notice")


def lives_on(page: Page) -> None:
    if second_box(page).is_visible():
        second_box(page).fill("")
    sentence_box(page).fill("my dog")
    expect_read(page, ["[CLS]", "my", "dog", "[SEP]"])
    expect(notice(page)).to_have_text("")


@pytest.mark.parametrize(
    "nothing", ["", "   ", "\u200b\u200e", "\t"], ids=["empty", "spaces", "invisible", "tab"]
)
def test_no_word_is_said_and_the_picture_stays(page: Page, nothing: str) -> None:
    on_stage(page, "tokens")
    sentence_box(page).fill("my cat")
    expect_tokens(page, ["[CLS]", "my", "cat", "[SEP]"])
    sentence_box(page).fill(nothing)
    expect(notice(page)).to_contain_text("There is no word here yet.")
    expect_tokens(page, ["[CLS]", "my", "cat", "[SEP]"])
    expect(page.locator("#stage .bd-is-tokens")).to_have_css("opacity", "0.45")
    lives_on(page)
    expect(page.locator("#stage .bd-is-tokens")).to_have_css("opacity", "1")


def test_second_sentence_alone_is_said(page: Page) -> None:
    open_second(page).fill("On the table.")
    sentence_box(page).fill("")
    expect(notice(page)).to_contain_text("the first is empty")
    lives_on(page)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("🙂🙃", ["[CLS]", "[UNK]", "[SEP]"]),
        ("a\x01b\x02 c", ["[CLS]", "ab", "c", "[SEP]"]),
        ("שלום hi", ["[CLS]", "ש", "##ל", "##ו", "##ם", "hi", "[SEP]"]),
        ("中文", ["[CLS]", "中", "文", "[SEP]"]),
    ],
    ids=["emoji", "control", "right-to-left", "Chinese"],
)
def test_other_characters_are_read(page: Page, text: str, expected: list[str]) -> None:
    on_stage(page, "tokens")
    sentence_box(page).fill(text)
    expect_tokens(page, expected)
    for name in ("wordpiece", "tokenizers", "attention", "grid"):
        on_stage(page, name)
    lives_on(page)


def test_six_hundred_words_are_cut_and_it_is_said(page: Page, models: ModelBank) -> None:
    on_stage(page, "tokens")
    sentence_box(page).fill("dog " * 600)
    expect(notice(page)).to_contain_text("BERT reads at most 512 tokens at once. The last 90 word pieces")
    expect(tokens(page)).to_have_count(512)
    on_stage(page, "wordpiece")
    on_stage(page, "grid")
    grid = page.get_by_role("grid")
    expect(grid.get_by_role("button", name="Layer 6, head 12", exact=True)).to_be_visible()
    expect(grid).not_to_have_attribute("aria-busy", "true", timeout=60_000)
    grid.get_by_role("button", name="Layer 6, head 12", exact=True).hover()
    run = models().run("dog " * 600)
    _, _, weight = thumbnails(Text("en"), run).strongest[5][11]
    assert weight == pytest.approx(float(run.attentions[5, 11, 1:-1, 1:-1].max()))
    expect(page.locator("#stage .bd-on .bd-readout")).to_contain_text(
        re.compile(rf"dog → dog ≈ {weight:.2f}")
    )
    drawn = grid.locator("canvas").last.evaluate(
        "(canvas) => new Set(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data).size"
    )
    assert drawn > 2, "more than one colour"
    on_stage(page, "bertviz")
    page.get_by_role("button", name="Model view", exact=True).click()
    expect(page.get_by_text("tokens are drawn: BertViz makes one line for each weight")).to_be_visible(
        timeout=60_000
    )
    lives_on(page)


def test_a_hundred_thousand_characters_are_cut_and_it_is_said(page: Page) -> None:
    on_stage(page, "tokens")
    sentence_box(page).fill("a dog " * 16_666 + "a do")
    expect(notice(page)).to_contain_text(
        "A text may have 20,000 characters here. The last 80,000 are left out.", timeout=60_000
    )
    expect(tokens(page)).to_have_count(512)
    lives_on(page)


@pytest.mark.parametrize(
    "evil", [IMAGE, SCRIPT, "<b>bold</b> & <i>", "{{constructor.constructor('window.hacked=1')()}}"]
)
def test_html_is_text_in_every_view(page: Page, evil: str) -> None:
    on_stage(page, "tokens")
    sentence_box(page).fill(evil)
    open_second(page).fill(evil + " x")
    expect(tokens(page).last).to_contain_text("[SEP]")
    expect(page.locator(".bd-sentence")).to_contain_text(evil, use_inner_text=True)
    expect(page.locator(".bd-sentence")).to_contain_text(evil + " x", use_inner_text=True)
    on_stage(page, "wordpiece")
    expect(page.locator(".bd-wp-line").first).to_have_text(evil)
    on_stage(page, "bertviz")
    page.get_by_role("button", name="Head view", exact=True).click()
    frame = page.frame_locator("iframe[title='BertViz picture of this sentence']")
    expect(frame.locator("svg line").first).to_be_attached()
    assert page.evaluate("window.hacked") is None
    assert [f.evaluate("window.hacked") for f in page.frames] == [None] * len(page.frames)
    assert page.locator("img[src=x]").count() == 0
    lives_on(page)


@pytest.mark.parametrize("path", ["/", "/zh"])
def test_html_in_a_link_is_text(open_page: Callable[..., Page], path: str) -> None:
    page = open_page(f"{path}?on=tokens&text={quote(IMAGE)}&pair={quote(SCRIPT)}")
    expect(page.locator(".bd-sentence")).to_contain_text(IMAGE, use_inner_text=True)
    expect(page.locator(".bd-sentence")).to_contain_text(SCRIPT, use_inner_text=True)
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize(
    "query",
    [
        "?tab=nowhere&layer=99&head=99",
        "?layer=-5&head=-9",
        "?layer=x&head=1.5&tab=%22%5D%3Cimg%3E",
        "?text=",
        "?step=nowhere&on=%3Cimg%3E&token=99",
        "?token=x&on=constructor",
    ],
)
def test_a_broken_link_still_opens(open_page: Callable[..., Page], query: str) -> None:
    page = open_page("/" + query)
    lives_on(page)
    expect(in_bar(page, "Layer")).to_have_value(
        "6" if "layer=99" in query else "1" if "-5" in query else str(CARDS["en"][0].layer)
    )


def test_a_link_beyond_the_model_shows_its_last_head(open_page: Callable[..., Page]) -> None:
    """Without a text in the link nothing is computed anew, so the numbers must be brought inside by themselves."""
    page = open_page("/?layer=99&head=77")
    expect(in_bar(page, "Layer")).to_have_value("6")
    expect(in_bar(page, "Head")).to_have_value("12")
    expect(page.locator("[data-speaker]")).to_contain_text("layer 6, head 12")
    on_stage(page, "attention")
    expect(finding(page)).to_contain_text("layer 6, head 12")


def test_the_newest_sentence_wins(page: Page) -> None:
    """Many changes at once: the last one is what stays on screen."""
    on_stage(page, "tokens")
    box = sentence_box(page)
    for i in range(20):
        box.fill("dog " * (20 - i))
    box.fill("my cat")
    expect_tokens(page, ["[CLS]", "my", "cat", "[SEP]"])
    page.wait_for_timeout(1500)
    expect_tokens(page, ["[CLS]", "my", "cat", "[SEP]"])


@pytest.mark.parametrize(
    "text", ["a" * 2000, "This is a long sentence about a cat which sat on the mat and was happy. " * 26]
)
def test_a_text_of_three_lines_leaves_the_picture_whole(open_page: Callable[..., Page], text: str) -> None:
    page = open_page("/", viewport={"width": 1366, "height": 768})
    box = sentence_box(page)
    large = box.evaluate("box => parseFloat(getComputedStyle(box).fontSize)")
    box.fill(text)
    expect(page.locator(".bd-overview-guess")).not_to_have_class(re.compile("bd-was"))
    expect(page.locator(".bd-overview-verdict")).not_to_have_class(re.compile("bd-was"))
    assert box.evaluate("box => parseFloat(getComputedStyle(box).fontSize)") < large
    cut = page.evaluate("""() => {
        const stage = document.getElementById("stage").getBoundingClientRect();
        return [...document.querySelectorAll(".bd-overview-block, .bd-overview-block *")]
            .filter((one) => one.getBoundingClientRect().bottom > stage.bottom + 1).map((one) => one.className || one.tagName);
    }""")
    assert not cut
    box.fill("A short one.")
    expect(page.locator("#stage [data-token]").filter(visible=True)).to_have_count(6)
    assert box.evaluate("box => parseFloat(getComputedStyle(box).fontSize)") == large
