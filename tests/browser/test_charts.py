"""Charts with axes: fetched when one is needed, drawn, equal to the server's numbers, themed, beside a table."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
import torch
from playwright.sync_api import Locator, Page, expect

from bertdemo.bert.attribution import METHODS, attribute
from bertdemo.bert.cost import cost
from bertdemo.bert.embeddings import position_table
from bertdemo.bert.paths import paths, repeated
from bertdemo.serving.bank import ModelBank
from bertdemo.steps.depth.paths import travels
from bertdemo.text import Text
from tests.browser.conftest import finding, link_to, on_stage, pick

SLOW = 120_000  # ms: a training on two busy cores
ENGLISH = Text("en")
TEXT = "She sat on the river bank near the bank."
TWINS = "two places of one word"  # a view of the paths
DATA = """node => node.data.map(({ x, y, z, name }) =>
  ({ x: x && [...x], y: y && [...y], z: z && [...z].map((row) => row.length === undefined ? row : [...row]), name }))"""


READS_ITS_TEXT = """() => {
  const text = new URLSearchParams(location.search).get("text");
  return text === null || window.bertdemo?.state.run?.key.text === text;
}"""


def component(page: Page, name: str) -> Locator:
    """An instrument, put on the stage.

    Not before the page reads the text of its address: it opens with the example, whose picture would stand there first.
    """
    page.wait_for_function(READS_ITS_TEXT)
    return on_stage(page, name)


def chart(page: Page, name: str, number: int = 0, view: str = "") -> Locator:
    """A chart of an instrument, in the view that has it, scrolled to and drawn."""
    instrument = component(page, name)
    if view:
        instrument.get_by_role("button", name=view, exact=True).click()
    found = instrument.locator(".bd-plot").nth(number)
    found.scroll_into_view_if_needed()
    expect(canvas_of(found).locator(".svg-container")).to_be_visible()
    expect(canvas_of(found)).not_to_have_attribute("aria-busy", "true")
    return found


def canvas_of(found: Locator) -> Locator:
    return found.locator(".bd-plot-canvas")


def drawn(found: Locator) -> list[dict[str, Any]]:
    """The traces as Plotly has them."""
    data: list[dict[str, Any]] = canvas_of(found).evaluate(DATA)
    return data


def table(found: Locator) -> list[list[str]]:
    """The rows of the table beside it, the header first."""
    fold = found.locator("details")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    rows = fold.get_by_role("row")
    expect(rows.first).to_be_visible()
    return [[cell.strip() for cell in row.split("\t")] for row in rows.all_inner_texts()]


def place_of(name: str) -> int:
    """Of a way: "bank (6)"."""
    found = re.search(r" \((\d+)\)$", name)
    assert found, name
    return int(found[1])


def numbers(cells: list[str]) -> list[float]:
    return [float(cell) for cell in cells]


def test_the_drawing_program_comes_with_the_first_chart_and_once(open_page: Callable[..., Page]) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert not page.evaluate(
        "performance.getEntriesByType('resource').filter(e => /plotly/.test(e.name)).length"
    )
    expect(component(page, "attention").locator("canvas").first).to_be_visible()
    assert not [url for url in asked if "plotly" in url.lower()]
    chart(page, "paths")
    chart(page, "cost")
    assert len([url for url in asked if re.search(r"/bertdemo/plotly/[0-9a-f]{16}\.js$", url)]) == 1
    assert len([url for url in asked if "plotly" in url.lower()]) == 1


def test_its_place_is_free_before_it_is_drawn(open_page: Callable[..., Page]) -> None:
    page = open_page(link_to("cost", TEXT), wait=False)
    held: list[Any] = []
    page.route("**/bertdemo/plotly/*.js", lambda route: held.append(route))
    canvas = component(page, "cost").locator(".bd-plot-canvas")
    expect(canvas).to_have_attribute("aria-label", re.compile("What each part takes"))
    before = canvas.bounding_box()
    assert before and before["height"] >= 200
    expect(canvas).to_have_attribute("aria-busy", "true")
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    expect(canvas.locator(".main-svg").first).to_be_visible()
    after = canvas.bounding_box()
    assert after and after["height"] == before["height"]


def test_a_chart_that_did_not_arrive_says_so_and_the_table_is_there(
    browser: Any, url: str
) -> None:  # a page of its own: the console's error is meant
    page = browser.new_page()
    page.route("**/bertdemo/plotly/*.js", lambda route: route.abort())
    page.goto(url + link_to("paths", TEXT))
    component(page, "paths").get_by_role("button", name=TWINS, exact=True).click()
    why = page.locator(".bd-is-paths .bd-plot").nth(1)
    expect(why.locator(".bd-plot-canvas")).to_contain_text("could not be drawn here")
    assert len(table(why)) == 8
    page.close()


def test_paths_and_how_alike_two_places_are(open_page: Callable[..., Page], models: ModelBank) -> None:
    page = open_page(link_to("paths", TEXT), wait=False)
    run = models().run(TEXT)
    found = paths(run)
    plane = chart(page, "paths")
    ways = drawn(plane)
    assert len(ways) == len(run.encoding.tokens)
    for way in ways:
        place = place_of(way["name"])
        torch.testing.assert_close(
            torch.tensor([way["x"], way["y"]]).T, found.points[:, place], rtol=1e-3, atol=1e-3
        )
    rows = table(plane)
    assert len(rows) == 1 + 7 * len(ways)
    assert rows[1][0] == ways[0]["name"] and numbers(rows[7][1:])[0] == 6
    assert numbers(rows[7][2:]) == pytest.approx([ways[0]["x"][6], ways[0]["y"][6]], rel=6e-3, abs=1e-6)
    pick(page, "Token", 6)
    expect(finding(page)).to_have_text(travels(ENGLISH, run, 6).said)
    alike = chart(page, "paths", 1, TWINS)
    (one, other), *_ = repeated(run)
    cosines = found.similarity[:, one, other].tolist()
    assert drawn(alike)[0]["y"] == pytest.approx(cosines, abs=1e-4)
    assert [float(row[1]) for row in table(alike)[1:]] == pytest.approx(cosines, abs=6e-3)


def test_paths_in_three_dimensions(open_page: Callable[..., Page], models: ModelBank) -> None:
    page = open_page(link_to("paths", TEXT), wait=False)
    chart(page, "paths")
    component(page, "paths").get_by_role("checkbox", name="Three dimensions").check()
    plane = chart(page, "paths")
    expect(plane.locator("canvas").first).to_be_attached()
    found = paths(models().run(TEXT), 3)
    for way in drawn(plane):
        place = place_of(way["name"])
        assert way["z"] == pytest.approx(found.points[:, place, 2].tolist(), rel=1e-3, abs=1e-3)
    assert len(table(plane)[0]) == 5
    titles = canvas_of(plane).evaluate(
        "({ layout: { scene } }) => [scene.xaxis, scene.yaxis, scene.zaxis].map((axis) => axis.title.text)"
    )
    assert [re.sub(r".*\((.*)\)", r"\1", title) for title in titles] == [
        f"{one:.0%}" for one in found.explained
    ]


def test_deletion_curves(open_page: Callable[..., Page], models: ModelBank) -> None:
    page = open_page(link_to("why", "A dull, boring mess."), wait=False)
    curves = chart(page, "why")
    lines = drawn(curves)
    assert len(lines) == len(METHODS) + 1  # a random order, too
    for line, method in zip(lines[:-1], METHODS, strict=True):
        left = attribute(models("classroom-sentiment"), "A dull, boring mess.", method).deletion
        assert line["y"] == pytest.approx(left, abs=1e-3)
    rows = table(curves)
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(len(lines[0]["y"]))]
    for number, line in enumerate(lines, start=1):
        assert [float(row[number]) for row in rows[1:]] == pytest.approx(line["y"], rel=6e-3, abs=1e-6)


def test_cost_and_its_table(open_page: Callable[..., Page], models: ModelBank) -> None:
    page = open_page(link_to("cost", TEXT), wait=False)
    bars = drawn(chart(page, "cost"))
    found = cost(models(), models().run(TEXT))
    whole = sum(found.flops.values())
    assert bars[1]["x"] == pytest.approx([flops / whole for flops in found.flops.values()], abs=1e-3)
    rows = table(component(page, "cost"))
    assert rows[0][2] == "operations (M)"
    shown = [float(row[2].replace(",", "")) for row in rows[1:-1]]
    assert shown == pytest.approx([flops / 1e6 for flops in found.flops.values()], rel=6e-3)


def test_positions_and_the_line_at_the_token(open_page: Callable[..., Page], models: ModelBank) -> None:
    page = open_page(link_to("embeddings", TEXT), wait=False)
    picture = chart(page, "embeddings")
    (cells,) = drawn(picture)
    vectors = position_table(models())
    shown = torch.tensor(cells["z"])
    assert shown.shape == vectors.shape
    torch.testing.assert_close(shown, vectors, atol=float(vectors.abs().max()) / 127, rtol=0)
    rows = table(picture)
    assert len(rows) == 65 and len(rows[1]) == 65
    assert numbers(rows[4][1:]) == pytest.approx(cells["z"][3][:64], rel=6e-3, abs=1e-6)
    pick(page, "Token", 6)
    canvas = picture.locator(".bd-plot-canvas")
    expect(canvas).not_to_have_attribute("aria-busy", "true")
    page.wait_for_function(
        "document.querySelector('.bd-is-embeddings .bd-plot-canvas').layout.shapes[0].y0 === 6"
    )


def test_charts_of_a_training(open_page: Callable[..., Page]) -> None:
    page = open_page(link_to("lab"), wait=False)
    lab = component(page, "lab")
    expect(finding(page)).to_contain_text("240 samples with 2 labels")
    lab.get_by_role("button", name="Start training").click()
    right_of_them = re.compile(r"([\d.]+)\s% \(± [\d.]+ points\) of the 48 samples held back are right")
    expect(finding(page)).to_contain_text(right_of_them, timeout=SLOW)
    share = right_of_them.search(finding(page).inner_text())
    assert share
    accuracy = drawn(chart(page, "lab", 1, "Curves"))
    assert accuracy[1]["y"][-1] == pytest.approx(float(share[1]) / 100, abs=6e-3)
    rows = table(chart(page, "lab", 1))
    assert float(rows[-1][2]) == pytest.approx(accuracy[1]["y"][-1], rel=6e-3)
    points = drawn(chart(page, "lab", 2, "What it reads"))
    assert [len(label["x"]) for label in points] == [24, 24] and len(table(chart(page, "lab", 2))) == 49
    ((counts,),) = [[cells["z"] for cells in drawn(chart(page, "lab", 3))]]
    right = sum(counts[i][i] for i in range(2))
    assert right / 48 == pytest.approx(float(share[1]) / 100, abs=6e-3)
    until = time.monotonic() + 20  # the table is written after the chart
    while [numbers(row[1:]) for row in table(chart(page, "lab", 3))[1:]] != counts:
        assert time.monotonic() < until
        page.wait_for_timeout(100)
    loss = canvas_of(chart(page, "lab", view="Curves"))
    expect(loss).to_have_attribute("aria-label", re.compile(r"Loss \(cross-entropy\), \d+ steps – batches"))


def test_charts_of_a_newborn(open_page: Callable[..., Page]) -> None:
    page = open_page(link_to("born"), wait=False)
    born = component(page, "born")
    born.get_by_label("Steps").fill("60")
    born.get_by_role("button", name="Start", exact=True).click()
    expect(finding(page)).to_contain_text(re.compile(r"\b\d+\ss\b.*\d\s%.*\d\s%"), timeout=SLOW)
    expect(born.get_by_role("button", name=re.compile("^Use it"))).to_be_visible()
    said = [float(share) for share in re.findall(r"([\d.]+)\s%", finding(page).inner_text())]
    mlm, nsp, _chance = drawn(chart(page, "born", 1))
    for one in (mlm, nsp):
        assert any(share == pytest.approx(100 * one["y"][-1], rel=0.02, abs=0.5) for share in said), said
    loss = drawn(chart(page, "born"))
    assert loss[0]["x"][-1] == 60 and len(loss[0]["x"]) == 60
    assert float(table(chart(page, "born"))[-1][1]) == pytest.approx(loss[0]["y"][-1], rel=6e-3)
