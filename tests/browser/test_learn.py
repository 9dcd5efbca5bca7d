"""Learn in a browser: hidden words, the game, next sentence, a newborn, and a fine-tuning from data to zip."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bertdemo.bert.pretraining import fill, next_sentence
from bertdemo.serving.bank import ModelBank

SLOW = 120_000  # ms: a training on two busy cores


def part(page: Page, name: str) -> Locator:
    found = page.locator(f".bd-is-{name}")
    found.scroll_into_view_if_needed()
    return found


def test_hide_words_and_name_one(open_page: Callable[..., Page], models: ModelBank) -> None:
    page = open_page("/?tab=learn&text=She+sat+on+the+river+bank", wait=False)
    masked = part(page, "masked")
    expect(masked.get_by_role("button", name="[MASK]", exact=True)).to_have_count(1)
    masked.get_by_role("button", name="river", exact=True).click()
    expect(masked.locator(".bd-place")).to_have_count(2)
    encoding = models().encode("She sat on the river bank")
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
    page.get_by_role("textbox", name="Your sentence").fill("The [MASK] barked at the cat")
    expect(masked.locator(".bd-said").first).to_contain_text("the first guess is “")
    expect(masked.get_by_role("button", name="[MASK]", exact=True)).to_have_count(1)


def test_ten_rounds_of_the_game(open_page: Callable[..., Page]) -> None:
    page = open_page("/?tab=learn", wait=False)
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
    page = open_page("/?tab=learn", wait=False)
    follows = part(page, "next")
    follows.get_by_label("Sentence A").fill("The lights went out.")
    follows.get_by_label("Sentence B").fill("We looked for candles.")
    for first, second in (
        ("The lights went out.", "We looked for candles."),
        ("We looked for candles.", "The lights went out."),
    ):
        found = next_sentence(models(), models().run(first, second))
        expect(follows.locator(".bd-number").first).to_have_text(
            re.compile(rf"^{f'{found.follows:.3g}'[:4]}")
        )
        follows.get_by_role("button", name=re.compile("Swap")).click()
    expect(follows.locator(".bd-check")).to_contain_text("✓ Largest difference")
    follows.get_by_label("Sentence B").fill("")
    expect(follows.locator(".bd-problem")).to_contain_text("Two sentences are needed")
    follows.get_by_role("button", name="trap: contradiction").click()
    expect(follows.locator(".bd-problem")).to_be_hidden()
    follows.get_by_role("button", name=re.compile("Ask all 24")).click()
    expect(follows.get_by_text("4 / 4").first).to_be_visible()


def test_a_newborn_learns_is_paused_and_serves(open_page: Callable[..., Page]) -> None:
    page = open_page("/?tab=learn", wait=False)
    born = part(page, "born")
    born.get_by_label("Steps").fill("120")
    born.get_by_role("button", name="Give birth").click()
    expect(born.get_by_text("What it would write now")).to_be_visible(timeout=SLOW)
    born.get_by_role("button", name="Pause").click()
    expect(born.get_by_role("status")).to_contain_text("Paused", timeout=SLOW)
    born.get_by_role("button", name="Go on").click()
    expect(born.get_by_text(re.compile(r"Done after \d+ s"))).to_be_visible(timeout=SLOW)
    born.get_by_role("button", name="Use it in every tab").click()
    expect(page.get_by_role("combobox", name="Model")).to_have_value("Your newborn", timeout=SLOW)
    page.get_by_role("tab", name="Inside").click()
    expect(page.locator(".bd-is-layer .bd-check")).to_contain_text("✓ Largest difference")


def test_fine_tune_use_and_download(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page("/?tab=learn", wait=False)
    lab = part(page, "lab")
    expect(lab.get_by_text("240 rows with 2 labels")).to_be_visible()
    lab.get_by_role("button", name="Start training").click()
    expect(lab.get_by_text(re.compile(r"of the 48 rows held back are right"))).to_be_visible(timeout=SLOW)
    share = re.search(
        r"([\d.]+)% of the 48 rows",
        lab.locator(".bd-said").filter(has_text="held back are right").inner_text(),
    )
    assert share and float(share[1]) > 85
    for title in (
        "Loss (cross-entropy)",
        "Accuracy",
        "Which labels are mixed up?",
        "Worst errors on rows held back",
        "Before and after, for one sentence",
    ):
        expect(lab.get_by_role("heading", name=title, exact=True)).to_be_visible()
    lab.get_by_label("Try a sentence").fill("A dull and terrible film.")
    expect(lab.get_by_role("heading", name="Scores now")).to_be_visible()
    lab.get_by_text("The loop that runs here").click()
    expect(lab.get_by_text("loss = cross_entropy(")).to_be_visible()
    expect(lab.get_by_text(re.compile(r"^\d\.\d+ at the first step"))).to_be_visible()
    with page.expect_download(timeout=SLOW) as waiting:
        lab.get_by_role("button", name="Download (zip)").click()
    path = tmp_path / "model.zip"
    waiting.value.save_as(path)
    with zipfile.ZipFile(path) as archive:
        assert "bert-head/model.safetensors" in archive.namelist() and archive.testzip() is None
    lab.get_by_role("button", name="Use it in every tab").click()
    expect(page.get_by_role("combobox", name="Model")).to_have_value("Your model")
    page.get_by_role("tab", name="Explore").click()
    page.get_by_role("textbox", name="Your sentence").fill("A wonderful, moving film. I loved it.")
    own = page.get_by_role("region", name="The model picked above")
    expect(own).to_contain_text("Its label is positive")
    page.get_by_role("button", name="Copy a link").click() if page.get_by_role(
        "button", name="Copy a link"
    ).count() else None
    assert "mine-" not in page.evaluate("bertdemo.link('en')"), "the key to the model stays on the page"


def test_a_training_is_stopped_and_bad_data_is_told(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page("/?tab=learn", wait=False)
    lab = part(page, "lab")
    lab.get_by_role("button", name="Whole model").click()
    lab.get_by_label("Epochs").fill("50")
    lab.get_by_role("button", name="Start training").click()
    expect(lab.get_by_text(re.compile(r"Step \d+ of"))).to_be_visible(timeout=SLOW)
    lab.get_by_role("button", name="Stop").click()
    expect(lab.get_by_role("status")).to_contain_text("Stopped after", timeout=SLOW)
    expect(lab.get_by_role("button", name="Start training")).to_be_enabled()
    lab.get_by_label("Epochs").fill("5000")
    lab.get_by_role("button", name="Start training").click()
    expect(lab.get_by_text("epochs cannot be 5000")).to_be_visible()
    lab.get_by_role("button", name="Paste rows").click()
    rows = lab.get_by_role("textbox", name="Paste rows")
    rows.fill("\n".join(f"<img src=x onerror=alert({i})> film {i},same" for i in range(20)))
    expect(lab.get_by_text("Every usable row has the label “same”")).to_be_visible()
    rows.fill("\n".join(f"<img src=x onerror=alert({i})> film {i},{'ab'[i % 2]}" for i in range(20)))
    expect(lab.get_by_text(re.compile("20 rows with 2 labels"))).to_be_visible()
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
    expect(lab.get_by_text(re.compile("30 rows with 2 labels"))).to_be_visible()
    expect(lab.get_by_label("Text column")).to_have_value("review")
