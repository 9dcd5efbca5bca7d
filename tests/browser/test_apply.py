"""Using BERT in a browser: softmax by hand, many lines, names, answers, translation, checkpoints."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bertdemo.bert.answers import answer
from bertdemo.bert.entities import entities
from bertdemo.bert.translation import Translation
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import translator
from bertdemo.steps.using.answers import PASSAGES, QUESTIONS
from tests.browser.conftest import finding, link_to


def part(page: Page, name: str) -> Locator:
    """An instrument that its link opens."""
    found = page.locator(f"#stage > .bd-on .bd-is-{name}")
    expect(found).to_be_visible()
    return found


def test_the_softmax_turns_with_the_temperature(open_page: Callable[..., Page]) -> None:
    page = open_page(link_to("classify", "A wonderful film"), wait=False)
    shown = part(page, "classify")
    best = shown.locator(".bd-share").nth(1)
    expect(best).to_have_text(re.compile(r"0\.9"))
    before = float(best.inner_text())
    shown.get_by_role("slider", name="Temperature T").fill("4")
    expect(shown.locator("output")).to_have_text("4.00")
    hot = float(best.inner_text())
    assert 0.5 < hot < before
    logits = [float(cell) for cell in shown.locator("td:nth-child(2)").all_inner_texts() if cell]
    powers = [2.718281828 ** (logit / 4) for logit in logits]
    assert hot == pytest.approx(powers[1] / sum(powers), abs=2e-3)
    shown.get_by_role("button", name="As fitted").click()
    assert float(best.inner_text()) == pytest.approx(before)
    expect(shown.locator(".bd-why-word")).to_have_count(5)


def test_many_lines_and_the_table_to_keep(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(link_to("lines"), wait=False)
    batch = part(page, "lines")
    batch.get_by_role("textbox", name="One text a line").fill(
        "A lovely, moving film.\n=HYPERLINK(1) dull and bad\n"
    )
    batch.get_by_role("button", name="Classify all").click()
    expect(batch.get_by_role("row")).to_have_count(2)
    with page.expect_download() as waiting:
        batch.get_by_role("button", name="Save as CSV").click()
    waiting.value.save_as(tmp_path / "out.csv")
    rows = list(csv.reader((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()))
    assert rows[0] == ["text", "label", "negative", "positive"]
    assert rows[1][0] == "A lovely, moving film." and rows[1][1] == "positive" and float(rows[1][3]) > 0.8
    assert rows[2][0] == "'=HYPERLINK(1) dull and bad", "a spreadsheet runs nothing"


NAMES = "Marie Curie was born in Warsaw and worked in Paris."


def sentence(page: Page) -> Locator:
    return page.locator("#sentence textarea")


def test_names_are_marked(open_page: Callable[..., Page], models: ModelBank) -> None:
    page = open_page(link_to("entities", NAMES), wait=False)
    shown = part(page, "entities")
    found = entities(models("classroom-entities"), NAMES)
    marks = shown.locator("mark")
    expect(marks).to_have_count(len(found.entities))
    assert [
        text.rsplit(one.label, 1)[0]
        for text, one in zip(marks.all_text_contents(), found.entities, strict=True)
    ] == [one.text for one in found.entities]
    expect(shown.locator(".bd-nested-piece")).to_have_count(len(found.pieces))
    expect(page.locator("[data-speaker]")).to_contain_text("name finder")
    sentence(page).fill("<b>Berlin</b> 🙂 and Paris")
    expect(marks.last).to_contain_text("Paris")
    expect(shown.locator(".bd-marked")).to_contain_text("<b>")


def test_answers_with_their_scores(open_page: Callable[..., Page], models: ModelBank) -> None:
    page = open_page(link_to("answers"), wait=False)
    shown = part(page, "answers")
    expect(finding(page)).to_contain_text("second sentence")
    shown.get_by_role("button", name="Take an example").click()
    for question in (QUESTIONS["en"], "When was the bridge opened?"):
        sentence(page).fill(question)
        best = answer(models("classroom-answers"), question, PASSAGES["en"]).best
        expect(shown.locator("mark")).to_have_text(best.text)
        expect(shown.locator(".bd-best .bd-number")).to_have_text(re.compile(rf"^{best.score:.3g}"[:5]))
    expect(shown.locator("svg .bd-span-start").first).to_be_attached()
    page.locator("#second textarea").fill("Nothing here. " * 150 + PASSAGES["en"])
    expect(shown.locator(".bd-picker")).to_be_visible()
    expect(finding(page)).to_contain_text(re.compile(r"\b[2-9] \w+ windows"))
    sentence(page).fill("")
    expect(page.locator("[data-notice]")).not_to_be_empty()


def test_translation_as_it_is_written(open_page: Callable[..., Page], models: ModelBank) -> None:
    page = open_page(link_to("translate", "Where is the station?"), wait=False)
    shown = part(page, "translate")
    *_, whole = translator(models).steps("Where is the station?", 4)
    assert isinstance(whole, Translation)
    expect(shown.locator(".bd-translation")).to_have_text(whole.text)
    expect(shown.locator(".bd-check").filter(has_text="✓ Largest difference")).to_be_visible()
    expect(shown.locator(".bd-tree-best").first).to_be_attached()
    shown.get_by_role("button", name="What each character looks at").click()
    rows = shown.locator(".bd-cross tr")
    expect(rows).to_have_count(len(whole.sentences[0].tokens) + 1)
    assert rows.nth(1).locator("th").inner_text() == whole.sentences[0].tokens[0]
    title = rows.nth(1).locator("td").nth(1).get_attribute("title") or ""
    assert float(title.rsplit(": ", 1)[1]) == pytest.approx(
        float(whole.sentences[0].cross_attention[-1].mean(0)[0, 1]), abs=4e-3
    )
    shown.get_by_role("button", name="BertViz").click()
    frame = page.frame_locator(".bd-is-translate iframe")
    frame.locator("#filter").select_option(label="Cross")
    expect(frame.locator("svg").first).to_be_visible()
    shown.get_by_role("button", name="Beam search").click()
    shown.get_by_role("combobox", name="Beams").select_option("1")
    expect(shown.locator(".bd-tree text.bd-tree-token").first).to_be_attached()


def test_checkpoints_and_no_network(open_page: Callable[..., Page]) -> None:
    page = open_page(link_to("checkpoints"), wait=False)
    shown = part(page, "checkpoints")
    expect(shown.get_by_role("row").filter(has_text="classroom-translate-en-zh")).to_contain_text(
        "translation"
    )
    shown.get_by_role("button", name="google-bert/bert-base-chinese").click()
    expect(shown.get_by_role("alert").first).to_contain_text("cannot be reached from here")
    shown.get_by_label("Id").fill("../../etc/passwd")
    shown.get_by_role("button", name="Look").click()
    expect(shown.get_by_role("alert").first).to_contain_text("is no id of the Hub")
