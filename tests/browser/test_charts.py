"""Charts with axes: fetched when one is needed, drawn, equal to the server's numbers, themed, beside a table."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import torch
from playwright.sync_api import Locator, Page, expect

from bertdemo.bert.attribution import METHODS, attribute
from bertdemo.bert.cost import cost
from bertdemo.bert.embeddings import position_table
from bertdemo.bert.paths import paths, repeated
from bertdemo.figures import style
from bertdemo.figures.style import BLUES, ORANGE_TO_BLUE, SERIES
from bertdemo.serving.bank import ModelBank

SLOW = 120_000  # ms: a training on two busy cores
TEXT = "She sat on the river bank near the bank."
DATA = """node => node.data.map(({ x, y, z, name }) =>
  ({ x: x && [...x], y: y && [...y], z: z && [...z].map((row) => row.length === undefined ? row : [...row]), name }))"""


READS_ITS_TEXT = """() => {
  const text = new URLSearchParams(location.search).get("text");
  return text === null || window.bertdemo?.state.run?.key.text === text;
}"""
# Opens the matrix on screen large, and closes it: the milliseconds until the picture is there.
OPENED = """async () => {
  const buttons = [...document.querySelectorAll(".bd-is-attention .bd-large-open")];
  const began = performance.now();
  buttons.find((one) => one.getClientRects().length).click();
  for (;;) {
    const dialog = document.querySelector(".bd-large");
    const node = dialog?.querySelector(".bd-plot-canvas");
    if (dialog?.open && node.querySelector(".heatmaplayer image") && !node.hasAttribute("aria-busy")) break;
    await new Promise((next) => setTimeout(next, 10));
  }
  await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
  const took = performance.now() - began;
  document.querySelector(".bd-large").close();
  return took;
}"""


def component(page: Page, name: str) -> Locator:
    return page.locator(f".bd-is-{name}").filter(visible=True)


def chart(page: Page, name: str, number: int = 0) -> Locator:
    """A chart of a component, scrolled to and drawn."""
    near(page, name)
    found = component(page, name).locator(".bd-plot").nth(number)
    found.scroll_into_view_if_needed()
    expect(canvas_of(found).locator(".svg-container")).to_be_visible()
    expect(canvas_of(found)).not_to_have_attribute("aria-busy", "true")
    return found


def near(page: Page, name: str) -> None:
    """Scroll to a component; one that has no answer yet is nothing to see.

    Not before the page reads the text of its address: it opens with the example, whose picture would stand there first.
    """
    page.wait_for_function(READS_ITS_TEXT)
    page.locator(".bd-panel").filter(has=page.locator(f".bd-is-{name}")).filter(
        visible=True
    ).scroll_into_view_if_needed()


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


def numbers(cells: list[str]) -> list[float]:
    return [float(cell) for cell in cells]


def pixels_of(found: Locator) -> list[str]:
    """The colours of paper, letters and first line or cells."""
    colours: list[str] = canvas_of(found).evaluate(
        """node => [node.querySelector(".main-svg").style.background, node.layout.template.layout.font.color,
                    JSON.stringify(node.data[0].line?.color ?? node.data[0].marker?.color ?? node.data[0].colorscale)]"""
    )
    return colours


def test_the_drawing_program_comes_with_the_first_chart_and_once(open_page: Callable[..., Page]) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert not page.evaluate(
        "performance.getEntriesByType('resource').filter(e => /plotly/.test(e.name)).length"
    )
    expect(component(page, "attention").locator("canvas").first).to_be_visible()
    assert not [url for url in asked if "plotly" in url.lower()]
    page.get_by_role("tab", name="Inside").click()
    chart(page, "paths")
    chart(page, "cost")
    assert len([url for url in asked if re.search(r"/bertdemo/plotly/[0-9a-f]{16}\.js$", url)]) == 1
    assert len([url for url in asked if "plotly" in url.lower()]) == 1


def test_its_place_is_free_before_it_is_drawn(open_page: Callable[..., Page]) -> None:
    page = open_page("/?tab=inside", wait=False)
    held: list[Any] = []
    page.route("**/bertdemo/plotly/*.js", lambda route: held.append(route))
    near(page, "cost")
    canvas = component(page, "cost").locator(".bd-plot-canvas")
    expect(canvas).to_have_attribute("aria-label", re.compile("What each part takes"))
    before = canvas.bounding_box()
    assert before and before["height"] == 460
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
    page.goto(f"{url}/?tab=inside&text={TEXT}")
    why = component(page, "paths").locator(".bd-plot").nth(1)
    near(page, "paths")
    expect(why.locator(".bd-plot-canvas")).to_contain_text("could not be drawn here")
    assert len(table(why)) == 8
    page.close()


def test_paths_and_how_alike_two_places_are(open_page: Callable[..., Page], models: ModelBank) -> None:
    page = open_page(f"/?tab=inside&text={TEXT}", wait=False)
    run = models().run(TEXT)
    found = paths(run)
    plane = chart(page, "paths")
    ways = drawn(plane)
    assert len(ways) == len(run.encoding.tokens)
    for way in ways:
        place = int(way["name"].split()[0])
        torch.testing.assert_close(
            torch.tensor([way["x"], way["y"]]).T, found.points[:, place], rtol=1e-3, atol=1e-3
        )
    rows = table(plane)
    assert len(rows) == 1 + 7 * len(ways)
    assert rows[1][0] == ways[0]["name"] and numbers(rows[7][1:])[0] == 6
    assert numbers(rows[7][2:]) == pytest.approx([ways[0]["x"][6], ways[0]["y"][6]], rel=6e-3, abs=1e-6)
    alike = chart(page, "paths", 1)
    (one, other), *_ = repeated(run)
    cosines = found.similarity[:, one, other].tolist()
    assert drawn(alike)[0]["y"] == pytest.approx(cosines, abs=1e-4)
    assert [float(row[1]) for row in table(alike)[1:]] == pytest.approx(cosines, abs=6e-3)


def test_paths_in_three_dimensions(open_page: Callable[..., Page], models: ModelBank) -> None:
    page = open_page(f"/?tab=inside&text={TEXT}", wait=False)
    chart(page, "paths")
    component(page, "paths").get_by_role("checkbox", name="Three dimensions").check()
    plane = chart(page, "paths")
    expect(plane.locator("canvas").first).to_be_attached()
    found = paths(models().run(TEXT), 3)
    for way in drawn(plane):
        place = int(way["name"].split()[0])
        assert way["z"] == pytest.approx(found.points[:, place, 2].tolist(), rel=1e-3, abs=1e-3)
    assert len(table(plane)[0]) == 5
    expect(component(page, "paths").locator(".bd-said")).to_contain_text(
        f"{sum(found.explained):.0%} of all variance"
    )


def test_deletion_curves(open_page: Callable[..., Page], models: ModelBank) -> None:
    page = open_page("/?tab=inside&text=A+dull,+boring+mess.", wait=False)
    curves = chart(page, "why")
    lines = drawn(curves)
    assert len(lines) == len(METHODS)
    for line, method in zip(lines, METHODS, strict=True):
        left = attribute(models("classroom-sentiment"), "A dull, boring mess.", method).deletion
        assert line["y"] == pytest.approx(left, abs=1e-3)
    rows = table(curves)
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(len(lines[0]["y"]))]
    for number, line in enumerate(lines, start=1):
        assert [float(row[number]) for row in rows[1:]] == pytest.approx(line["y"], rel=6e-3, abs=1e-6)


def test_cost_and_its_table(open_page: Callable[..., Page], models: ModelBank) -> None:
    page = open_page(f"/?tab=inside&text={TEXT}", wait=False)
    bars = drawn(chart(page, "cost"))
    found = cost(models(), models().run(TEXT))
    whole = sum(found.flops.values())
    assert bars[1]["x"] == pytest.approx([flops / whole for flops in found.flops.values()], abs=1e-3)
    rows = component(page, "cost").get_by_role("row").all_inner_texts()
    shown = [float(row.split("\t")[2].replace("M", "").strip()) for row in rows[1:-1]]
    assert shown == pytest.approx([flops / 1e6 for flops in found.flops.values()], rel=6e-3)


def test_positions_and_the_line_at_the_token(open_page: Callable[..., Page], models: ModelBank) -> None:
    page = open_page(f"/?tab=tokens&text={TEXT}", wait=False)
    picture = chart(page, "embeddings")
    (cells,) = drawn(picture)
    vectors = position_table(models())
    shown = torch.tensor(cells["z"])
    assert shown.shape == vectors.shape
    torch.testing.assert_close(shown, vectors, atol=float(vectors.abs().max()) / 127, rtol=0)
    rows = table(picture)
    assert len(rows) == 65 and len(rows[1]) == 65
    assert numbers(rows[4][1:]) == pytest.approx(cells["z"][3][:64], rel=6e-3, abs=1e-6)
    component(page, "embeddings").get_by_role("combobox", name="Token", exact=True).select_option("6")
    canvas = picture.locator(".bd-plot-canvas")
    expect(canvas).not_to_have_attribute("aria-busy", "true")
    page.wait_for_function(
        "document.querySelector('.bd-is-embeddings .bd-plot-canvas').layout.shapes[0].y0 === 6"
    )


def test_charts_of_a_training(open_page: Callable[..., Page]) -> None:
    page = open_page("/?tab=learn", wait=False)
    lab = component(page, "lab")
    near(page, "lab")
    expect(lab.get_by_text("240 rows with 2 labels")).to_be_visible()
    lab.get_by_role("button", name="Start training").click()
    said = lab.locator(".bd-said").filter(has_text="held back are right")
    expect(said).to_be_visible(timeout=SLOW)
    share = re.search(r"([\d.]+)% of the 48 rows held back are right", said.inner_text())
    assert share
    accuracy = drawn(chart(page, "lab", 1))
    assert accuracy[1]["y"][-1] == pytest.approx(float(share[1]) / 100, abs=6e-4)
    rows = table(chart(page, "lab", 1))
    assert float(rows[-1][2]) == pytest.approx(accuracy[1]["y"][-1], rel=6e-3)
    points = drawn(chart(page, "lab", 2))
    assert [len(label["x"]) for label in points] == [24, 24] and len(table(chart(page, "lab", 2))) == 49
    ((counts,),) = [[cells["z"] for cells in drawn(chart(page, "lab", 3))]]
    right = sum(counts[i][i] for i in range(2))
    assert right / 48 == pytest.approx(float(share[1]) / 100, abs=6e-4)
    assert [numbers(row[1:]) for row in table(chart(page, "lab", 3))[1:]] == counts
    loss = canvas_of(chart(page, "lab"))
    expect(loss).to_have_attribute("aria-label", re.compile(r"Loss \(cross-entropy\), \d+ steps – batches"))


def test_charts_of_a_newborn(open_page: Callable[..., Page]) -> None:
    page = open_page("/?tab=learn", wait=False)
    born = component(page, "born")
    near(page, "born")
    born.get_by_label("Steps").fill("60")
    born.get_by_role("button", name="Give birth").click()
    end = born.get_by_text(re.compile(r"Done after \d+ s"))
    expect(end).to_be_visible(timeout=SLOW)
    masked = re.search(r"(\d+)% of the hidden words and (\d+)% of the pairs", end.inner_text())
    assert masked
    mlm, nsp, _chance = drawn(chart(page, "born", 1))
    assert [round(100 * one["y"][-1]) for one in (mlm, nsp)] == [int(masked[1]), int(masked[2])]
    loss = drawn(chart(page, "born"))
    assert loss[0]["x"][-1] == 60 and len(loss[0]["x"]) == 60
    assert float(table(chart(page, "born"))[-1][1]) == pytest.approx(loss[0]["y"][-1], rel=6e-3)


@pytest.mark.parametrize(("tab", "name"), [("inside", "paths"), ("inside", "cost"), ("tokens", "embeddings")])
def test_another_theme_is_other_colours_without_asking_the_server(
    open_page: Callable[..., Page], tab: str, name: str
) -> None:
    page = open_page(f"/?tab={tab}&text={TEXT}", wait=False)
    found = chart(page, name)
    light = pixels_of(found)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.post_data or request.url))
    page.get_by_role("button", name="Dark or light", exact=True).click()
    expect(page.locator("body")).to_have_class(re.compile("dark"))
    canvas = f".bd-is-{name} .bd-plot-canvas"
    page.wait_for_function(
        f"document.querySelector({canvas!r}).querySelector('.main-svg').style.background !== {light[0]!r}"
    )
    assert all(before != after for before, after in zip(light, pixels_of(found), strict=True))
    assert not [one for one in asked if re.search("follow|count_cost|position_picture|plotly", one)]


def test_the_colours_of_a_notebook_are_those_of_the_light_page(page: Page) -> None:
    as_hex = "const hex = (c) => '#' + c.map((v) => v.toString(16).padStart(2, '0')).join('');"
    script = "document.querySelector('script[src$=\"shared/page.js\"]').src.replace('page.js', 'scale.js')"
    for code, expected in (
        ("(_, i) => hex(colours.headColour(i + 1))", SERIES),
        ("(_, i) => hex(colours.scale(i / 8))", BLUES),
        ("(_, i) => hex(colours.diverging(i / 4 - 1))", ORANGE_TO_BLUE),
    ):
        made = page.evaluate(
            f"async () => {{ {as_hex} const colours = await import({script}); "
            f"return Array.from({{ length: {len(expected)} }}, {code}) }}"
        )
        assert tuple(made) == expected
    for name in ("ink", "quiet", "line", "paper", "accent"):
        value = page.evaluate(f"getComputedStyle(document.body).getPropertyValue('--bd-{name}')")
        assert value.strip() == getattr(style, name.upper())


def test_keys_and_buttons_zoom_and_move(open_page: Callable[..., Page]) -> None:
    page = open_page(f"/?tab=inside&text={TEXT}", wait=False)
    found = chart(page, "paths")
    canvas = canvas_of(found)

    def ends() -> list[float]:
        values: list[float] = canvas.evaluate(
            "node => [...node.layout.xaxis.range, ...node.layout.yaxis.range]"
        )
        return values

    first = ends()
    canvas.focus()
    canvas.press("+")
    page.wait_for_function(
        "was => document.querySelector('.bd-is-paths .bd-plot-canvas').layout.xaxis.range[0] > was",
        arg=first[0],
    )
    closer = ends()
    assert closer[1] - closer[0] == pytest.approx(0.7 * (first[1] - first[0]), rel=1e-3)
    canvas.press("ArrowRight")
    page.wait_for_function(
        "was => document.querySelector('.bd-is-paths .bd-plot-canvas').layout.xaxis.range[0] > was",
        arg=closer[0],
    )
    assert ends()[0] - closer[0] == pytest.approx(0.15 * (closer[1] - closer[0]), rel=1e-3)
    found.get_by_role("button", name="All of it (key 0)").click()
    page.wait_for_function(
        "was => Math.abs(document.querySelector('.bd-is-paths .bd-plot-canvas').layout.xaxis.range[0] - was) < 0.01",
        arg=first[0],
    )
    assert ends() == pytest.approx(first, abs=0.02)
    for kind in ("PNG", "SVG"):
        with page.expect_download() as waiting:
            found.get_by_role("button", name=f"Save as {kind}").click()
        assert waiting.value.suggested_filename == f"bert-paths.{kind.lower()}"


def test_the_pointer_finds_its_place_on_a_projector(open_page: Callable[..., Page]) -> None:
    page = open_page(f"/?tab=inside&text={TEXT}", wait=False)
    found = chart(page, "paths", 1)
    page.get_by_role("button", name="Projector size").click()
    canvas = found.locator(".bd-plot-canvas")
    expect(canvas).to_have_css("height", "450px")
    page.wait_for_function(
        "document.querySelectorAll('.bd-is-paths .bd-plot-canvas')[1]._fullLayout?.height === 450"
    )
    canvas.scroll_into_view_if_needed()
    point = canvas.locator(".scatterlayer .point").nth(4).bounding_box()
    assert point
    page.mouse.move(point["x"] + point["width"] / 2, point["y"] + point["height"] / 2)
    expect(canvas.locator(".hoverlayer")).to_contain_text("4")


def test_a_matrix_opens_large(open_page: Callable[..., Page], models: ModelBank) -> None:
    page = open_page(f"/?tab=attention&text={TEXT}&layer=3&head=5", wait=False)
    heatmap = component(page, "attention")
    expect(heatmap.locator(".bd-said")).to_contain_text("layer 3, head 5")
    opener = heatmap.get_by_role("button", name="Open large")
    opener.click()
    dialog = page.get_by_role("dialog", name="Open large")
    expect(dialog.get_by_role("heading")).to_have_text("Layer 3 · Head 5")
    canvas = dialog.locator(".bd-plot-canvas")
    expect(canvas.locator(".heatmaplayer image")).to_be_visible()
    run = models().run(TEXT)
    weights = run.attentions[2, 4]
    shown = torch.tensor(canvas.evaluate("node => node.data[0].z.map((row) => [...row])"))
    torch.testing.assert_close(shown, weights, atol=1e-5, rtol=0)
    names = canvas.locator(".ytick text").all_text_contents()
    assert names[::-1] == list(run.encoding.tokens), "bank and the are there twice"
    expect(canvas).to_have_attribute("aria-label", re.compile("In layer 3, head 5"))
    spot = canvas.locator(".heatmaplayer image").bounding_box()
    assert spot
    side = len(run.encoding.tokens)
    page.mouse.move(spot["x"] + spot["width"] * 6.5 / side, spot["y"] + spot["height"] * 4.5 / side)
    row, column = run.encoding.tokens[4], run.encoding.tokens[6]
    hover = canvas.locator(".hoverlayer")
    expect(hover).to_contain_text(f"{row} → {column}")
    said = re.search(r"(\d\.\d+)$", hover.text_content() or "")
    assert said and float(said[1]) == pytest.approx(float(weights[4, 6]), rel=6e-3)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    grid = component(page, "grid")
    expect(grid).to_be_visible()
    grid.get_by_role("button", name="Layer 2, head 1", exact=True).click()
    grid.get_by_role("button", name="Open large").click()
    expect(page.get_by_role("dialog").get_by_role("heading")).to_have_text("Layer 2 · Head 1")


def test_512_tokens_are_large_within_two_seconds(open_page: Callable[..., Page]) -> None:
    text = "+".join(["the", "bank", "sat", "near", "a", "river", "and", "money", "of"] * 70)
    page = open_page(f"/?tab=attention&text={text}", wait=False)
    page.wait_for_function("window.bertdemo?.state.run?.tokens.length === 512", timeout=SLOW)
    expect(component(page, "attention")).to_have_count(1)
    expect(page.locator(".bd-is-grid .bd-heads").filter(visible=True)).not_to_have_attribute(
        "aria-busy", "true", timeout=SLOW
    )
    component(page, "attention").get_by_role("button", name="Open large").hover()
    page.wait_for_function("window.Plotly")  # fetched while the pointer goes to the button
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert min(page.evaluate(OPENED) for _ in range(3)) < 2000, (
        "the best of three, since the cores are shared"
    )
    assert page.evaluate("document.querySelector('.bd-large .bd-plot-canvas').data[0].z.length") == 512
    assert not asked, "the weights are here already"


def test_nothing_of_a_chart_is_beside_a_phone(open_page: Callable[..., Page]) -> None:
    page = open_page(f"/zh?tab=inside&text={TEXT}", wait=False, viewport={"width": 390, "height": 844})
    for name in ("paths", "cost"):
        found = chart(page, name)
        outside = found.evaluate(
            """box => [...box.querySelectorAll("text")].filter((text) => {
                 const { left, right, width } = text.getBoundingClientRect();
                 return width && (left < 0 || right > innerWidth);
               }).map((text) => text.textContent)"""
        )
        assert not outside
        expect(found.get_by_role("button", name="存为 PNG 图片")).to_be_visible()
