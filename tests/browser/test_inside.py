"""One head and one layer on the page: stepped through, compared with the weights, chosen in one panel and the other."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import torch
from playwright.sync_api import Locator, Page, expect

from bertdemo.bert.ablation import without_heads
from bertdemo.bert.attribution import attribute
from bertdemo.bert.encoder import one_layer, self_attention
from bertdemo.bert.heads import describe
from bertdemo.bert.lens import lens
from bertdemo.page.page import EXAMPLES
from bertdemo.serving.bank import ModelBank

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
    expect(panel(page, "head").get_by_role("row")).to_have_count(17)  # a header and sixteen tokens
    return page


def number(text: str) -> float:
    """A share as the page writes it: "0.0452", "1/22,500"."""
    return 1 / float(text[2:].replace(",", "")) if text.startswith("1/") else float(text)


def panel(page: Page, name: str) -> Locator:
    """A component, scrolled to: those of Inside wait until they are near the screen."""
    found = page.locator(f".bd-is-{name}").filter(visible=True)
    if found.count():
        found.scroll_into_view_if_needed()
        expect(found).not_to_have_attribute("aria-busy", "true")
    return found


def picker(part: Locator, label: str) -> Locator:
    return part.get_by_role("combobox", name=label, exact=True)


def choose(part: Locator, label: str, value: int) -> None:
    picker(part, label).select_option(str(value))


def numbers(cells: Locator) -> list[float]:
    return [number(text) for text in cells.all_inner_texts()]


def test_step_by_step_with_buttons_and_keys(inside: Page) -> None:
    head = panel(inside, "head")
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
    shown = panel(inside, "head")
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
    head, layer = panel(inside, "head"), panel(inside, "layer")
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
    expect(picker(panel(inside, "attention"), "Layer")).to_have_value("6")


def test_another_sentence_and_another_model(inside: Page, models: ModelBank) -> None:
    inside.get_by_label("Your sentence").fill("Hello, my dog is cute")
    head = panel(inside, "head")
    expect(head.get_by_role("row")).to_have_count(9)
    expect(head.locator(".bd-problem")).to_have_text("")


def test_the_whole_matrix_on_demand(inside: Page) -> None:
    expect(panel(inside, "attention")).to_have_count(0)
    inside.get_by_role("button", name="The whole matrix of this head").click()
    expect(panel(inside, "attention").get_by_role("application")).to_be_visible()


def test_on_a_phone_nothing_lies_beside_the_screen(open_page: Callable[..., Page]) -> None:
    page = open_page("/?tab=inside", wait=False, viewport={"width": 390, "height": 844})
    expect(panel(page, "head").get_by_role("row")).to_have_count(17)
    for name in ("layer", "finder", "remove", "sides", "paths", "lens", "why", "cost"):
        expect(panel(page, name).locator(".bd-said")).not_to_be_empty()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_head_of_the_safari_opens_everywhere(inside: Page, models: ModelBank) -> None:
    safari = panel(inside, "finder")
    kinds = describe(models().run(TEXT))
    expect(safari.get_by_role("gridcell")).to_have_count(72)
    cell = safari.get_by_role("button", name=re.compile("^Layer 3, head 5: "))
    expect(cell).to_have_text(f"{kinds.score(2, 4):.0%}")
    cell.click()
    expect(cell).to_have_attribute("aria-pressed", "true")
    cell.press("ArrowDown")
    expect(safari.get_by_role("button", name=re.compile("^Layer 4, head 5: "))).to_be_focused()
    expect(picker(panel(inside, "head"), "Layer")).to_have_value("3")
    expect(picker(panel(inside, "head"), "Head")).to_have_value("5")


def test_heads_off_and_on_again(inside: Page, models: ModelBank) -> None:
    remove = panel(inside, "remove")
    remove.get_by_role("combobox", name="Prediction").select_option("topic")
    expect(remove).to_contain_text("Sci/Tech")
    judge = models("classroom-topic")
    run = judge.run(TEXT)
    for name in ("Layer 6, head 2: ", "Layer 5, head 8: "):
        remove.get_by_role("button", name=re.compile(f"^{name}")).click()
    expect(remove.locator(".bd-said")).to_contain_text("2 heads off together")
    found = without_heads(judge, run, [[6, 2], [5, 8]])
    rows = remove.locator(".bd-removed-bar .bd-number")
    shown = numbers(rows)
    assert shown[1::2] == pytest.approx(found.after.tolist(), rel=6e-3, abs=1e-4)
    assert shown[0::2] == pytest.approx(found.before.tolist(), rel=6e-3, abs=1e-4)
    remove.get_by_role("button", name="All heads on").click()
    expect(remove.locator(".bd-said")).to_contain_text("matters most")
    expect(remove.locator(".bd-parts-value")).to_have_count(4 + 3 * 6)


def test_the_lens_reads_every_layer(inside: Page, models: ModelBank) -> None:
    inside.get_by_label("Your sentence").fill("The capital of France is [MASK].")
    shown = panel(inside, "lens")
    expect(shown.get_by_role("columnheader")).to_have_count(9)
    run = models().run("The capital of France is [MASK].")
    found = lens(models(), run)
    place = run.encoding.tokens.index("[MASK]")
    column = [row.locator("td").nth(place).inner_text() for row in shown.get_by_role("row").all()[1:]]
    assert column == [layer[place][0].token for layer in reversed(found.readings)]
    shown.get_by_role("row").nth(1).locator("td").nth(place).hover()
    expect(shown.locator(".bd-readout")).to_contain_text(f"layer 6, [MASK]: {column[0]}")


def test_explanations_and_their_curves(inside: Page, models: ModelBank) -> None:
    inside.get_by_label("Your sentence").fill("A dull, boring mess.")
    why = panel(inside, "why")
    expect(why.locator(".bd-why-row").first.locator(".bd-why-word")).to_have_count(8)
    expect(why.locator(".bd-said")).to_contain_text("The answer is “negative”")
    expect(why.locator(".scatterlayer .trace")).to_have_count(4)
    expect(why.locator(".bd-why-row")).to_have_count(4)
    expect(why.locator(".bd-check")).to_contain_text("the scores miss the difference of the logits by")
    found = attribute(models("classroom-sentiment"), "A dull, boring mess.", "occlusion")
    area = sum(found.deletion) / len(found.deletion)
    shown = why.locator(".legendtext").all_text_contents()
    assert float(shown[3].split()[-1]) == pytest.approx(area, rel=6e-3, abs=1e-4)


def test_sides_paths_and_cost(inside: Page, models: ModelBank) -> None:
    panel(inside, "paths").get_by_role("button", name="Show “bank”").click()
    expect(inside.get_by_label("Your sentence")).to_have_value(EXAMPLES["en"]["bank"][0])
    sides = panel(inside, "sides")
    expect(sides.locator("h3")).to_have_text(["both sides", "left side only", "right side only"])
    paths = panel(inside, "paths")
    expect(paths.locator(".bd-said")).to_contain_text(
        re.compile("“(bank|the)” comes twice: cosine 0\\.\\d\\d before layer 1")
    )
    expect(
        paths.get_by_role("img", name=re.compile(r"^The way of \d+ tokens through 6 layers"))
    ).to_be_visible()
    expect(paths.get_by_role("img", name="How alike are two places of one word?")).to_be_visible()
    run = models().run(EXAMPLES["en"]["bank"][0])
    paths.get_by_role("combobox", name="Layer").select_option("3")
    canvas = paths.get_by_role("application", name="Similarity between tokens")
    canvas.press("ArrowDown")
    row, column = (paths.locator(".bd-readout .bd-token-name").nth(i) for i in (0, 1))
    expect(row).to_have_text(run.encoding.tokens[1])
    expect(column).to_have_text(run.encoding.tokens[0])
    cosine = float(torch.cosine_similarity(run.hidden_states[3, 1], run.hidden_states[3, 0], dim=0))
    assert float(paths.locator(".bd-readout .bd-number").inner_text()) == pytest.approx(cosine, abs=0.011)
    for above in ("lens", "why"):  # while they fill, what is below them moves
        expect(panel(inside, above).locator(".bd-said")).not_to_be_empty()
    cost = panel(inside, "cost")
    expect(cost.get_by_role("row")).to_have_count(10)
    expect(cost.get_by_role("row").last).to_contain_text("together")


def test_embeddings_on_text_to_numbers(open_page: Callable[..., Page]) -> None:
    page = open_page("/?tab=tokens&text=She+sat+on+the+river+bank+near+the+bank", wait=False)
    shown = panel(page, "embeddings")
    expect(picker(shown, "Token").locator("option").nth(6)).to_have_text(
        "6 bank"
    )  # the link's sentence is here
    choose(shown, "Token", 6)
    expect(shown.locator(".bd-vector-name")).to_have_count(5)
    expect(shown.locator(".bd-vector-name").first).to_have_text("token “bank” (id 2924)")
    expect(shown.locator(".bd-check")).to_contain_text("✓ Largest difference")
    expect(shown.locator(".bd-bar-label").first).to_have_text("bank")
    expect(shown.get_by_role("img", name="512 places, one a row")).to_be_visible()


def test_the_neuron_view(open_page: Callable[..., Page]) -> None:
    page = open_page("/?tab=attention", wait=False)
    page.get_by_role("button", name="Neuron view", exact=True).click()
    frame = page.frame_locator("iframe")
    expect(frame.locator("#collapsed .attn-line-group")).to_have_count(16)
