"""One head and one layer on the page: stepped through, compared with the weights, chosen in one panel and the other."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from bertdemo.bert.encoder import one_layer, self_attention
from bertdemo.bert.models import ModelBank

TEXT = "The animal didn't cross the street because it was too tired."
NAMES = (
    "What the layer reads",
    "Query: what “it” looks for",
    "Keys",
    "Query · key",
    "Divide by √32 = 5.657",
    "Softmax",
)


@pytest.fixture
def inside(open_page: Callable[..., Page]) -> Page:
    page = open_page("/?tab=inside", wait=False)
    expect(panel(page, "onehead").get_by_role("row")).to_have_count(17)  # a header and sixteen tokens
    return page


def panel(page: Page, name: str) -> Locator:
    return page.locator(f".bd-is-{name}").filter(visible=True)


def picker(part: Locator, label: str) -> Locator:
    return part.get_by_role("combobox", name=label, exact=True)


def choose(part: Locator, label: str, value: int) -> None:
    picker(part, label).select_option(str(value))


def numbers(cells: Locator) -> list[float]:
    return [float(text) for text in cells.all_inner_texts()]


def test_step_by_step_with_buttons_and_keys(inside: Page) -> None:
    head = panel(inside, "onehead")
    choose(head, "Token", 10)
    expect(head).to_contain_text("The vector of “it” as layer 4 reads it: 384 numbers.")
    next_step = head.get_by_role("button", name="Next", exact=True)
    for number, name in enumerate(NAMES, start=1):
        expect(head).to_contain_text(f"Step {number} of 8")
        expect(head.locator(".bd-steps-name")).to_contain_text(name)
        expect(head.get_by_role("columnheader", name="weight")).to_be_visible(visible=number >= 6)
        next_step.click()
    next_step.press("ArrowRight")
    expect(head).to_contain_text("Step 8 of 8")
    expect(next_step).to_be_disabled()
    expect(head.locator(".bd-check")).to_contain_text(re.compile(r"✓ Largest difference .*: \d\.\de-0[5-9]"))
    back = head.get_by_role("button", name="Back", exact=True)
    back.press("ArrowLeft")
    back.click()
    expect(head).to_contain_text("Step 6 of 8")


@pytest.mark.parametrize(("layer", "head", "token"), [(4, 2, 10), (1, 12, 0)])
def test_the_numbers_are_the_model_s(
    inside: Page, models: ModelBank, layer: int, head: int, token: int
) -> None:
    shown = panel(inside, "onehead")
    for label, value in (("Layer", layer), ("Head", head), ("Token", token)):
        choose(shown, label, value)
    run = models().run(TEXT)
    steps = self_attention(models(), run, layer - 1, head - 1)
    expect(shown.locator(".bd-vector-name").first).to_have_text(f"x  {run.encoding.tokens[token]}")
    for _ in range(7):
        shown.get_by_role("button", name="Next", exact=True).click()
    best = run.encoding.tokens[int(steps.products[token].argmax())]
    row = shown.get_by_role("row").nth(1 + int(steps.products[token].argmax()))
    expect(row.get_by_role("rowheader")).to_have_text(best)
    rows = shown.get_by_role("row")
    for column, tensor in ((1, steps.products), (2, steps.scores), (3, steps.weights)):
        cells = numbers(rows.locator(f"td:nth-of-type({column + 1})"))
        assert cells == pytest.approx(tensor[token].tolist(), rel=6e-3, abs=1e-3)
    unscaled = shown.get_by_role("checkbox", name="Without ÷ √d")
    unscaled.check()
    expect(rows.nth(1).locator("td").nth(2)).to_have_text("—")
    cells = numbers(rows.locator("td:nth-of-type(4)"))
    assert cells == pytest.approx(steps.unscaled[token].tolist(), rel=6e-3, abs=1e-3)


def test_a_choice_holds_in_both_panels_and_every_tab(inside: Page, models: ModelBank) -> None:
    head, layer = panel(inside, "onehead"), panel(inside, "onelayer")
    choose(layer, "Token", 13)
    expect(picker(head, "Token")).to_have_value("13")
    layer.get_by_role("button", name=re.compile("^Layer 6: ")).click()
    expect(picker(head, "Layer")).to_have_value("6")
    expect(layer.get_by_role("button", name=re.compile("^Layer 6: "))).to_have_attribute(
        "aria-pressed", "true"
    )
    steps = one_layer(models(), models().run(TEXT), 5)
    lengths = numbers(layer.get_by_role("row").locator("td:nth-of-type(2)"))
    assert lengths[0] == pytest.approx(float(steps.states[13].norm()), rel=6e-3)
    assert lengths[-1] == pytest.approx(float(steps.output[13].norm()), rel=6e-3)
    fired = int((steps.activated[13] > 0.1).sum())
    expect(layer).to_contain_text(f"{fired} of 1536 neurons fire")
    expect(layer.locator(".bd-check")).to_contain_text("✓")
    inside.get_by_role("tab", name="Explore", exact=True).click()
    expect(picker(panel(inside, "heatmap"), "Layer")).to_have_value("6")


def test_another_sentence_and_another_model(inside: Page, models: ModelBank) -> None:
    inside.get_by_label("Your sentence").fill("Hello, my dog is cute")
    head = panel(inside, "onehead")
    expect(head.get_by_role("row")).to_have_count(9)
    expect(head.locator(".bd-problem")).to_have_text("")


def test_the_whole_matrix_on_demand(inside: Page) -> None:
    expect(panel(inside, "heatmap")).to_have_count(0)
    inside.get_by_role("button", name="The whole matrix of this head").click()
    expect(panel(inside, "heatmap").get_by_role("application")).to_be_visible()


def test_on_a_phone_nothing_lies_beside_the_screen(open_page: Callable[..., Page]) -> None:
    page = open_page("/?tab=inside", wait=False, viewport={"width": 390, "height": 844})
    expect(panel(page, "onehead").get_by_role("row")).to_have_count(17)
    expect(panel(page, "onelayer").get_by_role("row")).to_have_count(11)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
