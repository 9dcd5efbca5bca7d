"""One head, one layer, the way through the layers and the doubts: stepped through, compared with the weights, chosen once."""

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
from bertdemo.page.questions import OfToken
from bertdemo.page.rows import row_payload
from bertdemo.page.said import say_attention
from bertdemo.serving.bank import ModelBank
from bertdemo.steps.depth.paths import travels
from bertdemo.steps.doubt.remove import each_alone, removal
from bertdemo.steps.doubt.why import explanation
from bertdemo.steps.head.head import head_payload
from bertdemo.steps.layer.layer import layer_payload
from bertdemo.text import Text
from tests.browser.conftest import finding, link_to, on_stage, pick

TEXT = "The animal didn't cross the street because it was too tired."
BANK = "She sat on the river bank and counted the money that the bank had lent her."
ENGLISH = Text("en")
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
    page = open_page(link_to("head", TEXT, layer=4, head=2), wait=False)
    expect(panel(page, "head").locator("tr")).to_have_count(17)  # a header and sixteen tokens
    return page


def number(text: str) -> float:
    """A share as the page writes it: "0.0452", "1/22,500"."""
    return 1 / float(text[2:].replace(",", "")) if text.startswith("1/") else float(text)


def panel(page: Page, name: str) -> Locator:
    """An instrument, on the stage and answered."""
    found = on_stage(page, name)
    expect(found).not_to_have_attribute("aria-busy", "true")
    return found


def picked(page: Page, label: str) -> Locator:
    """A list of the bar."""
    return page.locator(".bd-is-bar").get_by_role("combobox", name=label, exact=True)


def numbers(cells: Locator) -> list[float]:
    return [number(text) for text in cells.all_inner_texts()]


def test_step_by_step_with_buttons_and_keys(inside: Page, models: ModelBank) -> None:
    head = panel(inside, "head")
    pick(inside, "Token", 10)
    payload = head_payload(ENGLISH, models(), models().run(TEXT), 4, 2, 10)
    assert len(set(payload.explained)) == 8
    assert "“it”" in payload.explained[0] and "384" in payload.explained[0]
    expect(finding(inside)).to_have_text(payload.said)
    next_step = head.get_by_role("button", name="Next", exact=True)
    for number, name in enumerate(NAMES, start=1):
        expect(head).to_contain_text(f"Step {number} of 8")
        expect(head.locator(".bd-steps-name")).to_contain_text(name)
        expect(head.get_by_role("columnheader", name="weight")).to_be_visible(visible=number >= 6)
        expect(head.locator(".bd-head-explained")).to_have_text(payload.explained[number - 1])
        next_step.click()
    next_step.press("ArrowRight")
    expect(head).to_contain_text("Step 8 of 8")
    expect(head.locator(".bd-head-explained")).to_have_text(payload.explained[7])
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
        pick(inside, label, value)
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


def test_a_choice_holds_on_every_step(inside: Page, models: ModelBank) -> None:
    run = models().run(TEXT)
    layer = panel(inside, "layer")
    pick(inside, "Token", 13)
    layer.get_by_role("button", name=re.compile("^Layer 6: ")).click()
    expect(picked(inside, "Layer")).to_have_value("6")
    expect(layer.get_by_role("button", name=re.compile("^Layer 6: "))).to_have_attribute(
        "aria-pressed", "true"
    )
    fired = int((one_layer(models(), run, 5).activated[13] > 0.1).sum())
    expect(layer.get_by_text(re.compile(rf"^{fired} of 1,?536 neurons"))).to_be_visible()
    expect(finding(inside)).to_have_text(layer_payload(ENGLISH, models(), run, 6, 13).said)
    steps = one_layer(models(), run, 5)
    lengths = numbers(layer.get_by_role("row").locator("td:nth-of-type(2)"))
    assert lengths[0] == pytest.approx(float(steps.states[13].norm()), rel=6e-3)
    assert lengths[-1] == pytest.approx(float(steps.output[13].norm()), rel=6e-3)
    expect(layer.locator(".bd-check")).to_contain_text("✓")
    head = panel(inside, "head")
    expect(picked(inside, "Token")).to_have_value("13")
    expect(head.locator(".bd-vector-name").first).to_have_text(f"x  {run.encoding.tokens[13]}")
    expect(finding(inside)).to_have_text(head_payload(ENGLISH, models(), run, 6, 2, 13).said)
    panel(inside, "attention")
    expect(picked(inside, "Layer")).to_have_value("6")
    question = OfToken("classroom", TEXT, "", 6, 2, 13)
    expect(finding(inside)).to_have_text(row_payload(ENGLISH, run, question).said)


def test_another_sentence(inside: Page) -> None:
    inside.get_by_label("Your sentence").fill("Hello, my dog is cute")
    head = panel(inside, "head")
    expect(head.locator("tr")).to_have_count(9)
    expect(head.locator(".bd-problem")).to_have_text("")


def test_the_whole_matrix_of_the_head_is_asked_for_on_its_own_step(inside: Page, models: ModelBank) -> None:
    pick(inside, "Head", 7)
    expect(inside.locator(".bd-is-attention").filter(visible=True)).to_have_count(0)
    expect(inside.locator(".bd-is-attention")).to_be_empty()
    matrix = panel(inside, "attention")
    expect(matrix.get_by_role("application")).to_be_visible()
    expect(finding(inside)).to_have_text(say_attention(ENGLISH, models().run(TEXT), 4, 7))


def test_on_a_phone_nothing_lies_beside_the_screen(open_page: Callable[..., Page]) -> None:
    page = open_page(link_to("head", TEXT), wait=False, viewport={"width": 390, "height": 844})
    expect(panel(page, "head").locator("tr")).to_have_count(17)
    for name in ("head", "layer", "finder", "remove", "sides", "paths", "lens", "why", "cost"):
        panel(page, name)
        expect(finding(page)).not_to_be_empty()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name


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
    expect(picked(inside, "Layer")).to_have_value("3")
    expect(picked(inside, "Head")).to_have_value("5")
    pick(inside, "Token", 10)
    panel(inside, "head")
    expect(finding(inside)).to_have_text(head_payload(ENGLISH, models(), models().run(TEXT), 3, 5, 10).said)


def test_heads_off_and_on_again(inside: Page, models: ModelBank) -> None:
    remove = panel(inside, "remove")
    remove.get_by_role("combobox", name="Prediction").select_option("topic")
    expect(remove).to_contain_text("Sci/Tech")
    judge = models("classroom-topic")
    run = judge.run(TEXT)
    for name in ("Layer 6, head 2: ", "Layer 5, head 8: "):
        remove.get_by_role("button", name=re.compile(f"^{name}")).click()
    off = [[6, 2], [5, 8]]
    expect(finding(inside)).to_have_text(removal(ENGLISH, judge, run, off).said)
    found = without_heads(judge, run, off)
    rows = remove.locator(".bd-removed-bar .bd-number")
    shown = numbers(rows)
    assert shown[1::2] == pytest.approx(found.after.tolist(), rel=6e-3, abs=1e-4)
    assert shown[0::2] == pytest.approx(found.before.tolist(), rel=6e-3, abs=1e-4)
    remove.get_by_role("button", name="All heads on").click()
    alone = each_alone(ENGLISH, judge, run).said
    assert alone != removal(ENGLISH, judge, run, off).said
    expect(finding(inside)).to_have_text(alone)
    drawn = []
    for count in (14, 36, 50):  # a fifth, half and seven tenths of 72
        remove.get_by_role("button", name=f"{count} off at random").click()
        crossed = remove.get_by_role("button", name=re.compile("^Layer [0-9]+, head"), pressed=True)
        expect(crossed).to_have_count(count)
        said = [re.findall("[0-9]+", str(one.get_attribute("aria-label")))[:2] for one in crossed.all()]
        drawn.append([[int(layer), int(head)] for layer, head in said])
        expect(finding(inside)).to_have_text(removal(ENGLISH, judge, run, drawn[-1]).said)
    assert not all(head in drawn[1] for head in drawn[0]), "others at each click"
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
    before = shown.get_by_role("grid").bounding_box()
    shown.get_by_role("row").nth(1).locator("td").nth(place).hover()
    expect(shown.locator(".bd-lens-readout")).to_contain_text(
        re.compile(rf"^layer 6, \[MASK\]:\s*{re.escape(column[0])} ")
    )
    assert shown.get_by_role("grid").bounding_box() == before, "what is read does not move what is pointed at"


def test_explanations_and_their_curves(inside: Page, models: ModelBank) -> None:
    inside.get_by_label("Your sentence").fill("A dull, boring mess.")
    why = panel(inside, "why")
    expect(why.locator(".bd-why-row").first.locator(".bd-why-word")).to_have_count(8)
    judge = models("classroom-sentiment")
    expect(finding(inside)).to_have_text(explanation(ENGLISH, judge, "A dull, boring mess.").said)
    expect(finding(inside)).to_contain_text("negative")
    expect(why.locator(".scatterlayer .trace")).to_have_count(5)
    expect(why.locator(".bd-why-row")).to_have_count(4)
    expect(why.get_by_text("the scores miss the difference of the logits by")).to_be_visible()
    found = attribute(judge, "A dull, boring mess.", "occlusion")
    area = sum(found.deletion) / len(found.deletion)
    shown = why.locator(".legendtext").all_text_contents()
    assert float(shown[3].split()[-1]) == pytest.approx(area, rel=6e-3, abs=1e-4)


def test_sides_paths_and_cost(inside: Page, models: ModelBank) -> None:
    inside.get_by_label("Your sentence").fill(BANK)
    run = models().run(BANK)
    sides = panel(inside, "sides")
    expect(sides.locator("h3")).to_have_text(["both sides", "left side only", "right side only"])
    paths = panel(inside, "paths")
    bank = run.encoding.tokens.index("bank")
    pick(inside, "Token", bank)
    expect(finding(inside)).to_have_text(travels(ENGLISH, run, bank).said)
    expect(finding(inside)).to_contain_text(re.compile("“(bank|the)” comes twice: .*0\\.\\d\\d"))
    expect(
        paths.get_by_role("img", name=re.compile(r"^The way of \d+ tokens through 6 layers"))
    ).to_be_visible()
    paths.get_by_role("button", name="two places of one word").click()
    expect(paths.get_by_role("img", name="How alike are two places of one word?")).to_be_visible()
    paths.get_by_role("button", name="all tokens, one layer").click()
    pick(inside, "Layer", 3)
    canvas = paths.get_by_role("application", name="Similarity between tokens")
    canvas.press("ArrowDown")
    row, column = (paths.locator(".bd-paths-readout .bd-token-name").nth(i) for i in (0, 1))
    expect(row).to_have_text(run.encoding.tokens[1])
    expect(column).to_have_text(run.encoding.tokens[0])
    cosine = float(torch.cosine_similarity(run.hidden_states[3, 1], run.hidden_states[3, 0], dim=0))
    assert float(paths.locator(".bd-paths-readout .bd-number").inner_text()) == pytest.approx(
        cosine, abs=0.011
    )
    cost = panel(inside, "cost")
    fold = cost.locator("details")
    if fold.get_attribute("open") is None:  # beside the chart only where there is room
        fold.locator("summary").click()
    expect(cost.get_by_role("row")).to_have_count(10)
    expect(cost.get_by_role("row").last).to_contain_text("together")


def test_embeddings_of_a_link_s_sentence(open_page: Callable[..., Page]) -> None:
    page = open_page(link_to("embeddings", "She sat on the river bank near the bank"), wait=False)
    option = picked(page, "Token").locator("option[value='6']")
    expect(option).to_have_text("bank")  # the link's sentence is here
    shown = panel(page, "embeddings")
    pick(page, "Token", 6)
    expect(shown.locator(".bd-vector-name")).to_have_count(5)
    expect(shown.locator(".bd-vector-name").first).to_have_text("token “bank” (id 2924)")
    expect(shown.locator(".bd-check")).to_contain_text("✓ Largest difference")
    expect(shown.locator(".bd-bar-label").first).to_have_text("banks")  # itself is left out
    expect(shown.get_by_role("img", name="512 places, one a row")).to_be_visible()


def test_the_neuron_view(open_page: Callable[..., Page]) -> None:
    page = open_page(link_to("bertviz", TEXT), wait=False)
    page.get_by_role("button", name="Neuron view", exact=True).click()
    frame = page.frame_locator("iframe")
    expect(frame.locator("#collapsed .attn-line-group")).to_have_count(16)
