"""Pretraining and fine-tuning in a browser: hidden words, the game, next sentence, a newborn, a training from data to zip."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bertdemo.bert.pretraining import fill, next_sentence
from bertdemo.serving.bank import ModelBank
from bertdemo.steps.pretraining.masked import MaskedQuestion
from bertdemo.steps.pretraining.masked import masked as hidden_words
from bertdemo.steps.pretraining.next import follows as judged_pair
from bertdemo.text import Text
from tests.browser.conftest import finding, link_to, on_stage, picked_model, train_whole

ENGLISH = Text("en")
SLOW = 120_000  # ms: a training on two busy cores


def part(page: Page, name: str) -> Locator:
    """An instrument that its link opens."""
    found = page.locator(f"#stage > .bd-on .bd-is-{name}")
    expect(found).to_be_visible()
    return found


def test_hide_words_and_name_one(open_page: Callable[..., Page], models: ModelBank) -> None:
    text, barks = "She sat on the river bank", "The [MASK] barked at the cat"
    page = open_page(link_to("masked", text, layer=4, head=2), wait=False)
    masked = part(page, "masked")
    expect(masked.get_by_role("button", name="[MASK]", exact=True)).to_have_count(1)
    masked.get_by_role("button", name="river", exact=True).click()
    expect(masked.locator(".bd-place")).to_have_count(2)
    encoding = models().encode(text)
    river, _bank = fill(models(), encoding, [5, 6])
    expect(masked.locator(".bd-place").first.locator("dt").first).to_have_text(river.best[0][0])
    shown = float(masked.locator(".bd-place").first.locator(".bd-number").first.inner_text())
    assert shown == pytest.approx(river.best[0][2], abs=6e-3)
    masked.get_by_label("How likely is the word").fill("money")
    expect(masked.locator(".bd-place-on")).to_contain_text("“money” has probability")
    masked.get_by_label("How likely is the word").fill("electroencephalography")
    expect(masked.locator(".bd-problem").last).to_contain_text("is not one word piece")
    expect(masked.locator(".bd-why-row")).to_have_count(2)
    masked.get_by_role("button", name="Start again").click()
    expect(masked.locator(".bd-place")).to_have_count(1)
    page.get_by_role("textbox", name="Your sentence").fill(barks)
    masked.get_by_label("How likely is the word").fill("")
    expect(masked.locator(".bd-place dt").first).to_have_text(
        fill(models(), models().encode(barks), [2])[0].best[0][0]
    )
    question = MaskedQuestion("classroom", barks, "", 4, 2, [2], None, "")
    expect(finding(page)).to_have_text(hidden_words(ENGLISH, models(), models().encode(barks), question).said)
    expect(masked.get_by_role("button", name="[MASK]", exact=True)).to_have_count(1)


def test_ten_rounds_of_the_game(open_page: Callable[..., Page]) -> None:
    page = open_page(link_to("game"), wait=False)
    game = part(page, "game")
    for number in range(1, 11):
        expect(game.locator(".bd-game-score")).to_contain_text(f"Round {number} of 10")
        places = game.get_by_role("textbox")
        expect(places.first).to_be_visible()
        places.first.fill("the")
        game.get_by_role("button", name="Reveal").click()
        expect(game.locator(".bd-game-row").first).to_contain_text("🎲")
        if number < 10:
            game.get_by_role("button", name="Next round").click()
    expect(game.locator(".bd-game-score")).to_contain_text(
        re.compile(r"After 10 rounds: you \d+, BERT \d+, of \d+ words")
    )


def test_next_sentence_swapped_and_asked_for_all(open_page: Callable[..., Page], models: ModelBank) -> None:
    pair = ("The lights went out.", "We looked for candles.")
    page = open_page(link_to("next", pair[0], pair=pair[1]), wait=False)
    follows = part(page, "next")
    for first, second in (pair, pair[::-1]):
        found = next_sentence(models(), models().run(first, second))
        expect(follows.locator(".bd-number").first).to_have_text(
            re.compile(rf"^{f'{found.follows:.3g}'[:4]}")
        )
        expect(finding(page)).to_have_text(judged_pair(ENGLISH, models(), first, second).said)
        follows.get_by_role("button", name=re.compile("Swap")).click()
    expect(follows.get_by_text("✓ Largest difference")).to_be_visible()
    page.locator("#second textarea").fill("")
    expect(finding(page)).to_contain_text("no second sentence")
    follows.get_by_role("button", name="trap: contradiction").click()
    expect(finding(page)).to_contain_text(re.compile(r"BERT says|BERT cannot tell"))
    follows.get_by_role("button", name=re.compile("Ask all 24")).click()
    expect(follows.get_by_text("4 / 4").first).to_be_visible()


def test_a_newborn_learns_is_paused_and_serves(open_page: Callable[..., Page]) -> None:
    page = open_page(link_to("born"), wait=False)
    born = part(page, "born")
    born.get_by_label("Steps").fill("120")
    born.get_by_role("button", name="Start", exact=True).click()
    expect(born.get_by_text("What it would write now")).to_be_visible(timeout=SLOW)
    born.get_by_role("button", name="Pause").click()
    expect(born.get_by_role("status")).to_contain_text("Paused", timeout=SLOW)
    born.get_by_role("button", name="Go on").click()
    expect(finding(page)).to_contain_text(re.compile(r"Done after \d+ s\b.*\d+\s%"), timeout=SLOW)
    expect(born.get_by_role("button", name="Go on")).to_be_hidden()
    born.get_by_role("button", name=re.compile("^Use it")).click()
    expect(picked_model(page)).to_have_text("Your small BERT", timeout=SLOW)
    expect(on_stage(page, "layer").locator(".bd-check")).to_contain_text("✓ Largest difference")
    expect(page.locator("[data-speaker]")).to_contain_text("Your small BERT")


def test_fine_tune_use_and_download(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(link_to("lab"), wait=False)
    lab = part(page, "lab")
    expect(finding(page)).to_contain_text("240 samples with 2 labels")
    lab.get_by_role("button", name="Start training").click()
    right = re.compile(r"([\d.]+)\s% \(± [\d.]+ points\) of the 48 samples held back are right")
    expect(finding(page)).to_contain_text(right, timeout=SLOW)
    share = right.search(finding(page).inner_text())
    assert share and float(share[1]) > 85
    for view, title in (
        ("Curves", "Loss (cross-entropy)"),
        ("Curves", "Accuracy"),
        ("What it reads", "Which labels are mixed up?"),
        ("Errors", "Worst errors on samples held back"),
        ("Before and after", "Scores now"),
    ):
        lab.get_by_role("button", name=view, exact=True).click()
        expect(lab.get_by_role("heading", name=title, exact=True)).to_be_visible()
    lab.get_by_role("button", name="The loop", exact=True).click()
    expect(lab.get_by_text("loss = cross_entropy(")).to_be_visible()
    expect(lab.get_by_text(re.compile(r"^\d\.\d+ at the first step"))).to_be_visible()
    with page.expect_download(timeout=SLOW) as waiting:
        lab.get_by_role("button", name="Download (zip)").click()
    path = tmp_path / "model.zip"
    waiting.value.save_as(path)
    with zipfile.ZipFile(path) as archive:
        assert "bert-head/model.safetensors" in archive.namelist() and archive.testzip() is None
    lab.get_by_role("button", name=re.compile("^Use it")).click()
    expect(picked_model(page)).to_have_text("Your model")
    scores = on_stage(page, "scores")
    page.get_by_role("textbox", name="Your sentence").fill("A wonderful, moving film. I loved it.")
    own = scores.get_by_role("region", name="The model picked above")
    expect(own.locator(".bd-best .bd-bar-label")).to_have_text("positive")
    expect(finding(page)).to_contain_text("Its label is positive")
    page.locator(".bd-toolbar .bd-more > summary").click()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy a link").click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.includes('wonderful'))")
    for link in (
        page.evaluate("navigator.clipboard.readText()"),
        page.evaluate("bertdemo.link('en')"),
        page.url,
    ):
        assert "mine-" not in link, "the key to the model stays on the page"


def test_a_training_is_stopped_and_bad_data_is_told(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(link_to("lab"), wait=False)
    lab = part(page, "lab")
    train_whole(lab, 50)
    lab.get_by_role("button", name="Stop").click()
    expect(lab.get_by_role("status")).to_contain_text("Stopped after", timeout=SLOW)
    expect(lab.get_by_role("button", name="Start training")).to_be_enabled()
    lab.get_by_role("button", name="2 Recipe").click()
    lab.get_by_label("Epochs").fill("5000")
    lab.get_by_role("button", name="Start training").click()
    expect(lab.get_by_text("epochs cannot be 5000")).to_be_visible()
    lab.get_by_role("button", name="1 Data").click()
    lab.get_by_role("button", name="Paste rows").click()
    rows = lab.get_by_role("textbox", name="Paste rows")
    rows.fill("\n".join(f"<img src=x onerror=alert({i})> film {i},same" for i in range(20)))
    expect(lab.get_by_text("Every usable row has the label “same”")).to_be_visible()
    rows.fill("\n".join(f"<img src=x onerror=alert({i})> film {i},{'ab'[i % 2]}" for i in range(20)))
    expect(finding(page)).to_contain_text("20 samples with 2 labels")
    expect(lab.get_by_text("<img src=x onerror=alert(0)> film 0")).to_be_visible()
    lab.get_by_role("button", name="A file").click()
    fake = tmp_path / "rows.csv"
    fake.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    lab.get_by_label("A file").set_input_files(fake)
    expect(lab.locator(".bd-problem").filter(has_text="PNG")).to_be_visible()
    good = tmp_path / "good.csv"
    good.write_text(
        "review,sentiment\n" + "".join(f"Film {i} was fine.,{'ab'[i % 2]}\n" for i in range(30)), "utf-8"
    )
    lab.get_by_label("A file").set_input_files(good)
    expect(finding(page)).to_contain_text("30 samples with 2 labels")
    expect(lab.get_by_label("Text column")).to_have_value("review")
