"""What goes along with a picture: as SVG and PNG, its numbers, a file that opens offline, what its menu offers."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from bertdemo.bert.classification import classify_run
from bertdemo.bert.embeddings import embed
from bertdemo.bert.paths import paths
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import bundled_for
from bertdemo.steps.table import INSTRUMENTS
from tests.browser.conftest import PATIENCE, finding, link_to, on_stage

TEXT = "She sat on the river bank near the bank."
QUESTION, PASSAGE = "Where was Ada born?", "Ada was born in London. She wrote programs for a machine."
SVG = "{http://www.w3.org/2000/svg}"
WITHOUT_NUMBERS = {"born"}  # before a training
TABLES = "tables"


def save(page: Page, kind: str, folder: Path) -> Path:
    """The file that an entry of the menu gives."""
    menu = page.locator(".bd-save")
    if menu.get_attribute("open") is None:
        menu.locator("summary").click()
    with page.expect_download(timeout=PATIENCE) as waiting:
        menu.locator(f'[data-save="{kind}"]').click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def tables_of(page: Page, folder: Path) -> list[dict[str, Any]]:
    """The numbers of the picture on stage, as JSON has them; CSV has the same."""
    read: dict[str, Any] = json.loads(save(page, "json", folder).read_text("utf-8"))
    tables: list[dict[str, Any]] = read[TABLES]
    assert tables and all(len(row) == len(one["columns"]) for one in tables for row in one["rows"])
    content = save(page, "csv", folder).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "spreadsheets take it for UTF-8 by this mark"
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    end = len(lines) - lines[::-1].index([])
    rows = [row for row in lines[: end - 1] if row]
    about = {name: value.removeprefix("'") for name, value in lines[end:]}
    told = {"second text": "text_pair", "made on": "made"}
    for name, value in about.items():
        assert value == str(read[told.get(name, name)]).removeprefix("'"), name
    assert {"model", "layer", "head", "address", "made on"} <= set(about)
    assert ("text" in about) is bool(read["text"])
    written = [
        line
        for one in tables
        for line in ([one["title"]] if len(tables) > 1 else None, one["columns"], *one["rows"])
        if line
    ]
    assert len(rows) == len(written)
    for cells, line in zip(rows, written, strict=True):
        for cell, value in zip(cells, line, strict=True):
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                assert float(cell) == value
            else:
                assert cell.lstrip("'") == str("" if value is None else value).lstrip("'")
    return tables


def drawing_of(path: Path, title: str) -> ET.Element:
    """A drawing that any program reads: no HTML in it, no script, nothing to fetch."""
    root = ET.fromstring(path.read_text("utf-8"))
    assert root.tag == f"{SVG}svg" and root.findtext(f"{SVG}title") == title
    tags = {one.tag for one in root.iter()}
    assert not tags & {f"{SVG}foreignObject", f"{SVG}script", f"{SVG}iframe"}
    assert all(tag.startswith(SVG) for tag in tags)
    links = [
        value for one in root.iter() for name, value in one.attrib.items() if name.split("}")[-1] == "href"
    ]
    assert all(link.startswith(("#", "data:image/")) for link in links)
    return root


def words_of(root: ET.Element) -> str:
    return " ".join("".join(one.itertext()) for one in root.iter(f"{SVG}text"))


def settled(page: Page, name: str) -> None:
    """An instrument on the stage, with its picture; what it waits for is clicked."""
    component = on_stage(page, name)
    if name == "lines":
        component.get_by_role("button", name="Classify all").click()
        expect(component.locator(".bd-lines-rows td").first).to_be_visible()
    expect(component).not_to_have_attribute("aria-busy", "true")
    expect(component.locator('[aria-busy="true"]')).to_have_count(0)
    expect(finding(page)).not_to_be_empty()
    if name == "bertviz":
        component.frame_locator("iframe").locator("svg text").first.wait_for()
    page.wait_for_function("document.querySelector('#stage > .bd-on .bd-component')?.innerText.trim()")


def test_every_instrument_gives_its_picture_and_its_numbers(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page(link_to("tokens", QUESTION, pair=PASSAGE))
    for name in INSTRUMENTS:
        settled(page, name)
        title = page.locator(f'[data-instrument="{name}"]').inner_text()
        root = drawing_of(save(page, "svg", tmp_path), title)
        said = words_of(root)
        assert title in said, "the caption"
        assert name != "bertviz" or "[CLS]" in said, "what the frame has drawn"
        drawn = [one for one in root.iter() if one.tag != f"{SVG}stop"]
        assert len(drawn) > 15, name
        with Image.open(save(page, "png", tmp_path)) as image:
            width, height = (int(root.attrib[side]) for side in ("width", "height"))
            assert image.size == (2 * width, 2 * height)
            upper = (
                image.convert("RGB")
                .crop((0, 0, 2 * width, height))
                .resize((400, 300), Image.Resampling.NEAREST)
            )
            colours = upper.getcolors(2**24)
            assert colours and len(colours) > 8, f"{name}: the upper half of it is empty"
        if name in WITHOUT_NUMBERS:
            page.locator('[data-save="csv"]').click()
            expect(page.locator(".bd-save [role=status]")).to_contain_text("no numbers here yet")
        else:
            assert tables_of(page, tmp_path), name
        page.keyboard.press("Escape")


def close(found: Any, expected: Any, tolerance: float = 1e-5) -> None:
    torch.testing.assert_close(
        torch.as_tensor(found, dtype=torch.float64),
        torch.as_tensor(expected, dtype=torch.float64),
        atol=tolerance,
        rtol=1e-4,
    )


def test_the_numbers_are_those_of_the_model(
    open_page: Callable[..., Page], models: ModelBank, tmp_path: Path
) -> None:
    page = open_page(link_to("attention", TEXT, layer=3, head=5, token=6), wait=False)
    page.wait_for_function("text => window.bertdemo?.state.run?.key.text === text", arg=TEXT)
    run = models().run(TEXT)
    tokens = list(run.encoding.tokens)
    settled(page, "attention")  # a matrix
    (matrix,) = tables_of(page, tmp_path)
    assert matrix["columns"][1:] == tokens == [row[0] for row in matrix["rows"]]
    close([row[1:] for row in matrix["rows"]], run.attentions[2, 4])
    settled(page, "head")  # strips
    table, state, *_ = tables_of(page, tmp_path)
    close([row[3] for row in table["rows"]], run.attentions[2, 4, 6], 1e-4)
    close([row[1] for row in state["rows"]], run.hidden_states[2][6], 1e-2)
    settled(page, "embeddings")
    vectors = tables_of(page, tmp_path)[0]
    close([row[1] for row in vectors["rows"]], embed(models(), run).token[6], 1e-3)
    settled(page, "paths")  # a chart
    (plane,) = tables_of(page, tmp_path)
    ways = paths(run)
    first = [row for row in plane["rows"] if row[0].startswith("she ")]
    close([row[2:4] for row in first], ways.points[:, 1], 1e-3)
    settled(page, "scores")  # bars
    sentiment = tables_of(page, tmp_path)[0]
    verdict = classify_run(bundled_for(models, "sentiment", models().checkpoint), run)
    close(
        [row[1:] for row in sentiment["rows"]],
        list(zip(verdict.logits, verdict.probabilities, strict=True)),
        1e-4,
    )
    settled(page, "arcs")
    (links,) = tables_of(page, tmp_path)
    close([row[3:] for row in links["rows"]], run.attentions[2, 4], 1 / 255)


def test_a_saved_file_opens_without_a_network(
    open_page: Callable[..., Page], browser: Browser, models: ModelBank, tmp_path: Path
) -> None:
    text = "</script><b>She</b> sat on the river bank near the bank and he said that they all saw it."
    page = open_page(link_to("arcs", text, layer=2, head=3), wait=False)
    page.wait_for_function("text => window.bertdemo?.state.run?.key.text === text", arg=text)
    run = models().run(text)
    assert 28 <= len(run.encoding.tokens) <= 36
    settled(page, "arcs")
    said = finding(page).inner_text()
    saved = save(page, "html", tmp_path)
    assert saved.stat().st_size < 2_000_000
    settled(page, "attention")
    other = save(page, "html", tmp_path)
    context = browser.new_context()
    context.set_offline(True)
    file = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    file.on("request", lambda request: asked.append(request.url))
    file.on("pageerror", lambda error: faults.append(str(error)))
    file.on("console", lambda message: faults.append(message.text))
    file.goto(saved.as_uri())
    expect(file.locator(".sentence")).to_have_text(text)
    assert file.locator(".finding").inner_text().replace("\u00a0", " ") == said.replace("\u00a0", " ")
    tokens = file.locator("#look [data-token]")
    assert tokens.all_inner_texts() == list(run.encoding.tokens)

    def weights() -> torch.Tensor:
        shown: list[str] = tokens.evaluate_all("all => all.map((one) => one.dataset.weight)")
        return torch.tensor([float(one) for one in shown])

    tokens.nth(7).hover()
    close(weights(), run.attentions[1, 2, 7], 6e-5)
    paths_drawn = file.locator("#look path").count()
    assert 0 < paths_drawn <= len(run.encoding.tokens)
    file.get_by_label("Head").select_option("9")
    close(weights(), run.attentions[1, 8, 7], 6e-5)
    file.get_by_label("Layer").select_option("6")
    tokens.nth(3).focus()
    close(weights(), run.attentions[5, 8, 3], 6e-5)
    best = run.encoding.tokens[int(run.attentions[5, 8, 3].argmax())]
    expect(file.locator("#said")).to_contain_text(f"looks at: {best} ")
    for held in ("Address", "Model", "Made on"):
        expect(file.get_by_text(held, exact=True)).to_be_visible()
    expect(file.get_by_text("buttons and lists in it are drawn and do nothing here")).to_be_visible()
    assert asked == [saved.as_uri()]
    file.goto(other.as_uri())
    expect(file.get_by_role("heading", name="How it is computed")).to_be_visible()
    assert "$" not in file.locator("main").inner_text(), "formulas are drawn"
    assert not faults and asked == [saved.as_uri(), other.as_uri()]
    context.close()


def test_the_menu_is_reached_by_keys_and_opens_the_picture_large(open_page: Callable[..., Page]) -> None:
    page = open_page(link_to("attention", TEXT, layer=3, head=5), wait=False)
    page.wait_for_function("text => window.bertdemo?.state.run?.key.text === text", arg=TEXT)
    settled(page, "attention")
    opener = page.locator(".bd-save > summary")
    opener.focus()
    page.keyboard.press("Enter")
    order = []
    for _ in range(9):
        page.keyboard.press("ArrowDown")
        order.append(page.evaluate("document.activeElement.dataset.save"))
    assert order == ["svg", "png", "csv", "json", "html", "notebook", "link", "embed", "large"]
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.save") == "svg"
    found = Axe().run(page).response["violations"]
    assert not found, [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
    notebook = page.locator('[data-save="notebook"]')
    asked = notebook.get_attribute("href") or ""
    assert "/bertdemo/notebook?step=heads&on=attention&text=She+sat" in asked and "layer=3&head=5" in asked
    assert notebook.get_attribute("download") is not None
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(page.locator('[data-save="svg"]')).to_be_hidden()
    opener.click()
    page.locator('[data-save="large"]').click()
    expect(page.get_by_role("dialog", name="Open large")).to_be_visible()
    page.keyboard.press("Escape")
    settled(page, "cost")
    opener.click()
    expect(page.locator('[data-save="large"]')).to_be_hidden()
    expect(page.locator('[data-save="svg"]')).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/zh"])
def test_nothing_of_the_menu_is_beside_a_phone(open_page: Callable[..., Page], path: str) -> None:
    page = open_page(path, viewport={"width": 390, "height": 844})
    page.locator(".bd-save > summary").click()
    menu = page.locator(".bd-save .bd-menu").bounding_box()
    assert menu and menu["x"] >= 0 and menu["x"] + menu["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
