"""Type a sentence, and every instrument follows: the main job of the page."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from playwright.sync_api import Locator, Page, Request, expect

from bertdemo.serving.bank import ModelBank
from bertdemo.steps.cards import CARDS
from bertdemo.text import Text
from tests.browser.conftest import finding, on_stage, pick, pick_model, tokens

ARTICLE = "Hello, my dog is cute"


def sentence_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your sentence", exact=True)


def second_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Second sentence (optional)", exact=True)


def open_second(page: Page) -> Locator:
    """The box of the second sentence, which takes no room until it is wanted."""
    if not second_box(page).is_visible():
        page.get_by_role("button", name="+ second sentence", exact=True).click()
    expect(second_box(page)).to_be_focused()
    return second_box(page)


def expect_read(page: Page, expected: list[str]) -> None:
    """The bar offers the tokens of the run on screen, on any step."""
    expect(in_bar(page, "Token").get_by_role("option")).to_have_text(["automatic", *expected])


def in_bar(page: Page, label: str) -> Locator:
    return page.locator(".bd-is-bar").get_by_role("combobox", name=label, exact=True)


def ids(page: Page) -> list[str]:
    return tokens(page).locator(".bd-token-id").all_inner_texts()


def expect_tokens(page: Page, expected: list[str]) -> None:
    expect(tokens(page).locator(".bd-token-text")).to_have_text(expected)


def scores(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True)


def library_attention(
    models: ModelBank, text: str, pair: str = "", key: str = ""
) -> tuple[list[str], torch.Tensor]:
    """Tokens and attentions (L, H, T, T) as transformers gives them, past all code of the app."""
    model = models(key)
    encoded = model.tokenizer(text, pair or None, return_tensors="pt")
    with torch.inference_mode():
        out = model.module(**encoded, output_attentions=True)
    return model.tokenizer.convert_ids_to_tokens(encoded["input_ids"][0].tolist()), torch.stack(
        out.attentions
    )[:, 0]


def strongest(names: list[str], weights: torch.Tensor) -> tuple[str, str, float]:
    """The largest weight between two different words, by looking at every pair."""
    words = [i for i, name in enumerate(names) if name not in ("[CLS]", "[SEP]")]
    best = max((weights[i, j].item(), i, j) for i in words for j in words if i != j)
    return names[best[1]], names[best[2]], best[0]


def expect_link(page: Page, expected: tuple[str, str, float]) -> None:
    """What the matrix on stage finds, once it has come: its strongest link, in per cent."""
    source, target, weight = expected
    near = {Text("en").percent(weight + slack) for slack in (-1e-4, 0, 1e-4)}  # float32 on both sides
    shares = "|".join(re.escape(share).replace("\\ ", r"\s") for share in near)
    expect(finding(page)).to_contain_text(
        re.compile(rf"“{re.escape(source)}” → “{re.escape(target)}” \((?:{shares})\)")
    )


def test_the_articles_line_gives_the_articles_ids(page: Page) -> None:
    on_stage(page, "tokens")
    sentence_box(page).fill(ARTICLE)
    expect_tokens(page, ["[CLS]", "hello", ",", "my", "dog", "is", "cute", "[SEP]"])
    assert ids(page) == ["101", "7592", "1010", "2026", "3899", "2003", "10140", "102"]
    expect(sentence_box(page)).to_have_value(ARTICLE)


def type_in(page: Page, way: str, text: str) -> None:
    box = sentence_box(page)
    if way == "fill":
        box.fill(text)
    elif way == "keys":
        box.press("ControlOrMeta+a")
        box.press_sequentially(text, delay=15)
    else:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.evaluate("text => navigator.clipboard.writeText(text)", text)
        box.press("ControlOrMeta+a")
        box.press("ControlOrMeta+v")


@pytest.mark.parametrize("way", ["fill", "keys", "paste"])
def test_every_instrument_follows_the_typing(page: Page, way: str, models: ModelBank) -> None:
    page.keyboard.press("Escape")  # nothing is pinned
    on_stage(page, "tokens")
    said = finding(page).inner_text()
    first, second = "The bank by the river was flooded", "A wonderful film about two old friends"
    type_in(page, way, first)
    expect_tokens(page, ["[CLS]", *first.lower().split(), "[SEP]"])
    expect(finding(page)).not_to_have_text(said)
    on_stage(page, "attention")  # was off stage while it was typed
    pick(page, "Layer", 4)
    pick(page, "Head", 2)
    expect_link(page, strongest(*of_head(models, first, 4, 2)))
    type_in(page, way, second)
    expect_read(page, ["[CLS]", *second.lower().split(), "[SEP]"])
    expect_link(page, strongest(*of_head(models, second, 4, 2)))
    on_stage(page, "scores")
    before = [scores(page, name).inner_text() for name in ("Sentiment", "Topic")]
    type_in(page, way, first)
    for name, old in zip(("Sentiment", "Topic"), before, strict=True):
        expect(scores(page, name)).not_to_have_text(old, use_inner_text=True)
    on_stage(page, "guess")
    hidden = page.get_by_role("group", name="Choose a word to hide:").get_by_role("button")
    expect(hidden).to_have_text(["the", "bank", "by", "the", "river", "was", "[MASK]"])
    type_in(page, way, second)
    expect(hidden).to_have_text([*second.lower().split()[:-1], "[MASK]"])


def of_head(models: ModelBank, text: str, layer: int, head: int) -> tuple[list[str], torch.Tensor]:
    names, weights = library_attention(models, text)
    return names, weights[layer - 1, head - 1]


def test_a_second_sentence_makes_a_pair(page: Page) -> None:
    on_stage(page, "tokens")
    sentence_box(page).fill("Where is it?")
    open_second(page).fill("On the table.")
    expect_tokens(page, ["[CLS]", "where", "is", "it", "?", "[SEP]", "on", "the", "table", ".", "[SEP]"])
    places = tokens(page).locator(".bd-token-place")
    expect(places).to_have_text([f"{'A' if i < 6 else 'B'} · {i}" for i in range(11)])
    page.get_by_role("button", name="− second sentence", exact=True).click()
    expect(second_box(page)).to_be_hidden()
    expect_tokens(page, ["[CLS]", "where", "is", "it", "?", "[SEP]"])


def test_scores_are_probabilities_of_the_labels(page: Page, models: ModelBank) -> None:
    sentence_box(page).fill(ARTICLE)
    expect_read(page, ["[CLS]", "hello", ",", "my", "dog", "is", "cute", "[SEP]"])
    on_stage(page, "scores")
    for title, key in [("Sentiment", "classroom-sentiment"), ("Topic", "classroom-topic")]:
        model = models(key)
        with torch.inference_mode():
            logits = model.module(**model.tokenizer(ARTICLE, return_tensors="pt")).logits[0].double()
        expected = torch.softmax(logits / model.temperature, -1).tolist()
        panel = scores(page, title)
        expect(panel.locator(".bd-bar-label")).to_have_text(
            [f"{label[0].upper()}{label[1:]}" for label in model.labels], ignore_case=True
        )
        shown = [float(value) for value in panel.locator(".bd-number").all_inner_texts()]
        assert shown == pytest.approx(expected, abs=6e-4)


def test_the_bar_changes_the_finding_to_what_the_library_computes(page: Page, models: ModelBank) -> None:
    sentence_box(page).fill(ARTICLE)
    expect_read(page, ["[CLS]", "hello", ",", "my", "dog", "is", "cute", "[SEP]"])
    page.keyboard.press("Escape")
    on_stage(page, "attention")
    names, weights = library_attention(models, ARTICLE)
    layer, head = in_bar(page, "Layer"), in_bar(page, "Head")
    speaker = page.locator("[data-speaker]")
    for chosen, expected in [
        (("5", "7"), weights[4, 6]),
        (("mean", "7"), weights[:, 6].mean(0)),
        (("2", "mean"), weights[1].mean(0)),
        (("2", "maximum"), weights[1].amax(0)),
        (("mean", "mean"), weights.mean((0, 1))),
    ]:
        layer.select_option(label=chosen[0])
        head.select_option(label=chosen[1])
        expect(speaker).to_have_text(f"layer {chosen[0]}, head {chosen[1]} of classroom BERT, English")
        expect_link(page, strongest(names, expected))
    expect(layer.get_by_role("option")).to_have_text(["1", "2", "3", "4", "5", "6", "mean"])
    expect(head.get_by_role("option")).to_have_text([*map(str, range(1, 13)), "mean", "maximum"])


def test_a_cell_tells_its_weight_by_the_keyboard(page: Page, models: ModelBank) -> None:
    sentence_box(page).fill(ARTICLE)
    expect_read(page, ["[CLS]", "hello", ",", "my", "dog", "is", "cute", "[SEP]"])
    page.keyboard.press("Escape")
    on_stage(page, "attention")
    pick(page, "Layer", 4)
    pick(page, "Head", 2)
    names, weights = library_attention(models, ARTICLE)
    expect_link(page, strongest(names, weights[3, 1]))
    matrix = page.get_by_role("application", name=re.compile("^Attention matrix"))
    matrix.focus()
    matrix.press("Control+Home")
    for _ in range(4):
        matrix.press("ArrowDown")
    for _ in range(6):
        matrix.press("ArrowRight")
    readout = page.locator(".bd-is-attention .bd-readout").filter(visible=True)
    expect(readout).to_contain_text("dog → cute")
    shown = float(readout.locator("strong").inner_text())
    assert shown == pytest.approx(weights[3, 1, 4, 6].item(), abs=1e-3)
    assert names[4] == "dog"
    assert names[6] == "cute"


def test_the_hidden_word_is_guessed_as_the_library_would(page: Page, models: ModelBank) -> None:
    sentence_box(page).fill("She deposited her money at the bank.")
    expect_read(page, ["[CLS]", "she", "deposited", "her", "money", "at", "the", "bank", ".", "[SEP]"])
    page.keyboard.press("Escape")
    model = models()
    encoded = model.tokenizer("She deposited her money at the [MASK].", return_tensors="pt")
    with torch.inference_mode():
        logits = model.module(**encoded).prediction_logits[0]
    place = encoded["input_ids"][0].tolist().index(model.tokenizer.mask_token_id)
    best = logits[place].softmax(-1).topk(5)
    panel = on_stage(page, "guess")
    expect(panel.locator("dt")).to_have_text(model.tokenizer.convert_ids_to_tokens(best.indices.tolist()))
    shown = [float(value) for value in panel.locator("dd .bd-number").all_inner_texts()]
    assert shown == pytest.approx(best.values.tolist(), rel=1e-2, abs=1e-4)
    expect(finding(page)).to_contain_text("“bank”")
    words = page.get_by_role("group", name="Choose a word to hide:")
    words.get_by_role("button", name="money").click()
    expect(finding(page)).to_contain_text("“money”")
    expect(in_bar(page, "Token")).to_have_value("4")  # pinned
    expect(words.get_by_role("button")).to_have_text(
        ["she", "deposited", "her", "[MASK]", "at", "the", "bank", "."]
    )


def test_another_model_gives_its_own_numbers(page: Page, models: ModelBank, tiny_folder: Path) -> None:
    sentence_box(page).fill(ARTICLE)
    expect_read(page, ["[CLS]", "hello", ",", "my", "dog", "is", "cute", "[SEP]"])
    page.keyboard.press("Escape")
    on_stage(page, "attention")
    pick(page, "Layer", 4)
    pick(page, "Head", 2)
    pick_model(page, "tiny · 3 layers · 4 heads")
    options = in_bar(page, "Layer").get_by_role("option")
    expect(options).to_have_text(["1", "2", "3", "mean"])
    names, weights = library_attention(models, ARTICLE, key=f"{tiny_folder.parent.name}/tiny")
    assert weights.shape[:2] == (3, 4)
    expect(in_bar(page, "Layer")).to_have_value("3")
    expect(page.locator("[data-speaker]")).to_contain_text("tiny")
    expect_link(page, strongest(names, weights[2, 1]))
    sentence_box(page).fill("My dog is sad")
    expect_read(page, ["[CLS]", "my", "dog", "is", "sad", "[SEP]"])
    expect(options).to_have_text(["1", "2", "3", "mean"])


def test_the_first_picture_needs_no_model(open_page: Callable[..., Page], url: str) -> None:
    """The opening example travels with the page: on screen before any computation was asked for."""
    with urllib.request.urlopen(f"{url}/config", timeout=30) as answer:
        config = json.load(answer)
    values = [c["props"].get("value") for c in config["components"] if c["type"] == "html"]
    first, *_ = [v for v in values if isinstance(v, dict) and "tokens" in v]
    scene = CARDS["en"][0]
    assert first["key"]["text"] == scene.text
    assert (first["map"]["layer"], first["map"]["head"]) == (scene.layer, scene.head)
    queued: list[str] = []
    page = open_page("/theme.css", wait=False)  # anything light: the requests are watched from here on
    page.on("request", lambda asked: queued.append(str(asked.post_data)) if asked.method == "POST" else None)
    page.goto(url)
    expect_read(page, first["tokens"])
    expect(tokens(page).first).to_be_visible()
    expect(finding(page)).not_to_be_empty()
    expect(in_bar(page, "Layer")).to_have_value(str(scene.layer))
    expect(in_bar(page, "Head")).to_have_value(str(scene.head))
    page.wait_for_timeout(1000)
    assert not [asked for asked in queued if first["key"]["text"] in asked], (
        "the first picture asked the server"
    )


def test_a_link_opens_the_same_view(open_page: Callable[..., Page], models: ModelBank) -> None:
    page = open_page("/?text=My+dog+is+sad&pair=He+is+cute&tab=attention&layer=5&head=7", wait=False)
    expect(page.locator('[data-step="heads"]')).to_have_attribute("aria-current", "step")
    expect(page.locator("[data-stage]")).to_have_attribute("data-stage", "attention")
    expect(sentence_box(page)).to_have_value("My dog is sad")
    expect(second_box(page)).to_have_value("He is cute")
    expect(in_bar(page, "Layer")).to_have_value("5")
    expect(in_bar(page, "Head")).to_have_value("7")
    names, weights = library_attention(models, "My dog is sad", "He is cute")
    expect_link(page, strongest(names, weights[4, 6]))
    on_stage(page, "tokens")
    expect_tokens(page, ["[CLS]", "my", "dog", "is", "sad", "[SEP]", "he", "is", "cute", "[SEP]"])
    expect(in_bar(page, "Head")).to_have_value("7")


def test_the_link_of_the_page_holds_the_view(open_page: Callable[..., Page]) -> None:
    page = open_page("/?layer=2&head=3", wait=False)
    sentence_box(page).fill("My dog & I?")
    expect_read(page, ["[CLS]", "my", "dog", "&", "i", "?", "[SEP]"])
    on_stage(page, "tokenizers")
    in_bar(page, "Token").select_option(label="dog")
    other = page.get_by_role("link", name="中文")
    other.hover()
    asked = "step=pieces&on=tokenizers&text=My+dog+%26+I%3F&model=classroom&layer=2&head=3&token=2"
    expect(other).to_have_attribute("href", re.compile(rf"/zh\?{re.escape(asked)}$"))
    other.click()
    expect(page.get_by_role("textbox", name="你的句子", exact=True)).to_have_value("My dog & I?")
    expect(page.locator('[data-step="pieces"]')).to_have_attribute("aria-current", "step")
    expect(page.locator("[data-stage]")).to_have_attribute("data-stage", "tokenizers")
    expect(in_bar(page, "词元")).to_have_value("2")


class InputMethod:
    """An input method in a page's focused box, and what the page asks the server meanwhile."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.devtools = page.context.new_cdp_session(page)
        self.asked: list[str] = []
        page.on("request", self._hear)

    def _hear(self, request: Request) -> None:
        if "/queue/join" in request.url or "/component_server" in request.url:
            self.asked.append(request.post_data or "")

    def compose(self, *texts: str) -> None:
        """Letters that are no text yet; "" takes them back."""
        for text in texts:
            place = {"selectionStart": len(text), "selectionEnd": len(text)}
            self.devtools.send("Input.imeSetComposition", {"text": text, **place})

    def finish(self, text: str) -> None:
        self.devtools.send("Input.insertText", {"text": text})

    def heard(self, name: str) -> list[str]:
        """Longer than any panel waits before it asks: the questions since then to `name`, as they were written."""
        self.page.wait_for_timeout(800)
        asked = [json.dumps(json.loads(body), ensure_ascii=False) for body in self.asked if name in body]
        self.asked.clear()
        return asked


def test_nothing_is_analysed_while_an_input_method_composes(page: Page) -> None:
    on_stage(page, "tokens")
    box = sentence_box(page)
    box.fill("I like tea")
    expect_tokens(page, ["[CLS]", "i", "like", "tea", "[SEP]"])
    box.press("End")
    typing = InputMethod(page)
    typing.compose("r", "ri", "ri b", "ri ben")
    expect(box).to_have_value("I like teari ben")
    assert typing.heard("") == []
    expect_tokens(page, ["[CLS]", "i", "like", "tea", "[SEP]"])
    typing.finish("日本")
    expect(box).to_have_value("I like tea日本")
    expect_tokens(page, ["[CLS]", "i", "like", "tea", "日", "本", "[SEP]"])
    asked = typing.heard('"I like tea')
    assert asked and all(
        '"I like tea日本"' in json.dumps(json.loads(body), ensure_ascii=False) for body in asked
    )
    for letters, text in [("da", "大"), ("ren", "人")]:
        typing.compose(letters[0], letters)
        typing.finish(text)
    expect(box).to_have_value("I like tea日本大人")
    expect_tokens(page, ["[CLS]", "i", "like", "tea", "日", "本", "大", "人", "[SEP]"])


def test_a_composition_that_is_cancelled_leaves_the_text_and_asks_nothing(page: Page) -> None:
    on_stage(page, "tokens")
    box = sentence_box(page)
    box.fill("I like tea")
    expect_tokens(page, ["[CLS]", "i", "like", "tea", "[SEP]"])
    box.press("End")
    typing = InputMethod(page)
    typing.compose("n", "ni", "")
    expect(box).to_have_value("I like tea")
    assert typing.heard("") == []
    box.press_sequentially("m")
    expect_tokens(page, ["[CLS]", "i", "like", "team", "[SEP]"])


def test_a_box_that_loses_the_focus_keeps_what_was_composed(page: Page) -> None:
    on_stage(page, "tokens")
    box = sentence_box(page)
    box.fill("My dog is")
    expect_tokens(page, ["[CLS]", "my", "dog", "is", "[SEP]"])
    box.press("End")
    typing = InputMethod(page)
    typing.compose(" sad")
    assert typing.heard("") == []
    open_second(page)
    expect(box).to_have_value("My dog is sad")
    expect_tokens(page, ["[CLS]", "my", "dog", "is", "sad", "[SEP]"])


@pytest.mark.parametrize(
    ("on", "label", "name"),
    [
        ("entities", "Your sentence", "find_names"),
        ("answers", "Your sentence", "find_answer"),
        ("next", "Second sentence (optional)", "ask_next"),
        ("masked", "How likely is the word", "fill_places"),
    ],
)
def test_instruments_that_ask_with_a_box_wait_too(page: Page, on: str, label: str, name: str) -> None:
    """The page's own two boxes, and the one that an instrument has of its own."""
    open_second(page).fill("It is here.")
    expect(in_bar(page, "Token")).to_contain_text("here")
    on_stage(page, on)
    box = page.get_by_role("textbox", name=label, exact=True)
    typing = InputMethod(page)
    box.fill("Anna")
    if on != "masked":
        expect(in_bar(page, "Token")).to_contain_text("anna")
    box.press("End")
    box.press_sequentially("X")  # a question that is on its way when the composition begins
    typing.compose("q", "qzx", "qzx qzx")
    expect(box).to_have_value("AnnaXqzx qzx")
    asked = typing.heard(name)
    assert asked and not any("qzx" in body for body in asked)
    typing.finish("日本")
    expect(box).to_have_value("AnnaX日本")
    if on != "masked":
        expect(in_bar(page, "Token")).to_contain_text("本")
    asked = typing.heard(name)
    assert len(asked) == 1 and "AnnaX日本" in asked[0]


def test_the_enter_that_ends_a_composition_submits_nothing(page: Page) -> None:
    on_stage(page, "checkpoints")
    box = page.locator("input.bd-id")
    box.fill("owner/")
    typing = InputMethod(page)
    typing.compose("n", "na")
    for event in ({"isComposing": True, "keyCode": 13}, {"isComposing": False, "keyCode": 229}):
        box.dispatch_event("keydown", {"key": "Enter", **event})
    typing.finish("name")
    assert typing.heard("look_up") == []
    expect(box).to_have_value("owner/name")
    box.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="owner/name")).to_be_visible()
    assert len(typing.heard("look_up")) == 1


# The order in which browsers tell of a composition: Chromium and Safari, then Firefox.
ORDERS = {
    "Chromium": [
        ("compositionstart", "", False),
        ("input", "ni", True),
        ("input", "你", True),
        ("compositionend", "你", False),
    ],
    "Firefox": [
        ("compositionstart", "", False),
        ("input", "ni", True),
        ("compositionend", "你", False),
        ("input", "你", False),
    ],
}


@pytest.mark.parametrize("kind", ORDERS)
def test_each_browsers_order_is_told_once(page: Page, kind: str) -> None:
    """Events as each browser's documents give them, put there by hand."""
    heard = page.evaluate(
        """(order) => {
            const box = document.body.appendChild(document.createElement("input"));
            const heard = [];
            box.addEventListener("input", () => heard.push(box.value));
            for (const [type, text, isComposing] of order) {
                box.value = text;
                const event = type === "input"
                    ? new InputEvent(type, { bubbles: true, inputType: "insertCompositionText", isComposing })
                    : new CompositionEvent(type, { bubbles: true, data: text });
                box.dispatchEvent(event);
            }
            box.remove();
            return heard;
        }""",
        ORDERS[kind],
    )
    assert heard == ["你"]


def test_a_picture_without_an_answer_is_said_to_be_of_the_sentence_before(page: Page) -> None:
    page.route("**/gradio_api/**", lambda route: None)  # a server that never answers
    sentence_box(page).fill("nobody reads this")
    told = page.locator("[data-notice]")
    expect(told).to_have_text(Text("en")("page.notice.unanswered"))
    expect(page.locator("body")).to_have_class(re.compile("bd-stale"))
    page.unroute("**/gradio_api/**")
    sentence_box(page).fill("my dog is cute")
    expect_read(page, ["[CLS]", "my", "dog", "is", "cute", "[SEP]"])
    expect(told).to_be_empty()
    expect(page.locator("body")).not_to_have_class(re.compile("bd-stale"))
