"""Type a sentence, and every panel follows: the main job of the first page."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from playwright.sync_api import Locator, Page, Request, expect

from bertdemo.page.page import OPENING
from bertdemo.serving.bank import ModelBank
from tests.browser.conftest import tokens

ARTICLE = "Hello, my dog is cute"
LINK = re.compile(r"“(.+?)” → “(.+?)” \(([\d.e+/,-]+)\)")


def sentence_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your sentence", exact=True)


def second_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Second sentence (optional)", exact=True)


def ids(page: Page) -> list[str]:
    return tokens(page).locator(".bd-token-id").all_inner_texts()


def expect_tokens(page: Page, expected: list[str]) -> None:
    expect(tokens(page).locator(".bd-token-text")).to_have_text(expected)


def scores(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True)


def attention_said(page: Page) -> Locator:
    return page.get_by_text(LINK).and_(page.locator(".bd-is-attention p")).filter(visible=True)


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


def expect_link(said: Locator, expected: tuple[str, str, float]) -> None:
    source, target, weight = expected
    expect(said).to_contain_text(f"“{source}” → “{target}” (")
    found = LINK.search(said.inner_text())
    assert found, said.inner_text()
    assert float(found[3]) == pytest.approx(weight, rel=6e-3)


def test_the_articles_line_gives_the_articles_ids(page: Page) -> None:
    page.get_by_role("button", name="the article's line", exact=True).click()
    expect_tokens(page, ["[CLS]", "hello", ",", "my", "dog", "is", "cute", "[SEP]"])
    assert ids(page) == ["101", "7592", "1010", "2026", "3899", "2003", "10140", "102"]
    expect(sentence_box(page)).to_have_value(ARTICLE)


@pytest.mark.parametrize("way", ["fill", "keys", "paste"])
def test_every_panel_follows_the_typing(page: Page, way: str) -> None:
    said = attention_said(page)
    before = [said.inner_text(), scores(page, "Sentiment").inner_text(), scores(page, "Topic").inner_text()]
    text = "The bank by the river was flooded"
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
    expect_tokens(page, ["[CLS]", *text.lower().split(), "[SEP]"])
    expect(said).not_to_have_text(before[0])
    expect(scores(page, "Sentiment")).not_to_have_text(before[1], use_inner_text=True)
    expect(scores(page, "Topic")).not_to_have_text(before[2], use_inner_text=True)
    expect(page.get_by_role("group", name="Choose a word to hide:").get_by_role("button")).to_have_text(
        ["the", "bank", "by", "the", "river", "was", "[MASK]"]
    )


def test_a_second_sentence_makes_a_pair(page: Page) -> None:
    sentence_box(page).fill("Where is it?")
    second_box(page).fill("On the table.")
    expect_tokens(page, ["[CLS]", "where", "is", "it", "?", "[SEP]", "on", "the", "table", ".", "[SEP]"])
    places = tokens(page).locator(".bd-token-place")
    expect(places).to_have_text([f"{'A' if i < 6 else 'B'} · {i}" for i in range(11)])


def test_scores_are_probabilities_of_the_labels(page: Page, models: ModelBank) -> None:
    sentence_box(page).fill(ARTICLE)
    expect_tokens(page, ["[CLS]", "hello", ",", "my", "dog", "is", "cute", "[SEP]"])
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


def test_pickers_change_the_sentence_to_what_the_library_computes(page: Page, models: ModelBank) -> None:
    sentence_box(page).fill(ARTICLE)
    expect_tokens(page, ["[CLS]", "hello", ",", "my", "dog", "is", "cute", "[SEP]"])
    names, weights = library_attention(models, ARTICLE)
    layer = page.get_by_role("combobox", name="Layer", exact=True)
    head = page.get_by_role("combobox", name="Head", exact=True)
    said = attention_said(page)
    for chosen, where, expected in [
        (("5", "7"), "In layer 5, head 7,", weights[4, 6]),
        (("mean", "7"), "In head 7, on average over the layers,", weights[:, 6].mean(0)),
        (("2", "mean"), "In layer 2, on average over its heads,", weights[1].mean(0)),
        (("2", "maximum"), "In layer 2, taking the strongest head,", weights[1].amax(0)),
        (("mean", "mean"), "On average over all layers and heads,", weights.mean((0, 1))),
    ]:
        layer.select_option(label=chosen[0])
        head.select_option(label=chosen[1])
        expect(said).to_contain_text(where)
        expect_link(said, strongest(names, expected))
    layer.select_option(label="1")
    expect(page.get_by_role("button", name="Previous layer")).to_be_disabled()
    page.get_by_role("button", name="Next layer").click()
    expect(layer).to_have_value("2")
    expect(said).to_contain_text("In layer 2,")


def test_a_cell_tells_its_weight_by_the_keyboard(page: Page, models: ModelBank) -> None:
    sentence_box(page).fill(ARTICLE)
    expect_tokens(page, ["[CLS]", "hello", ",", "my", "dog", "is", "cute", "[SEP]"])
    page.get_by_role("combobox", name="Layer", exact=True).select_option(label="4")
    expect(attention_said(page)).to_contain_text("In layer 4, head 2,")
    names, weights = library_attention(models, ARTICLE)
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
    expect_tokens(page, ["[CLS]", "she", "deposited", "her", "money", "at", "the", "bank", ".", "[SEP]"])
    model = models()
    encoded = model.tokenizer("She deposited her money at the [MASK].", return_tensors="pt")
    with torch.inference_mode():
        logits = model.module(**encoded).prediction_logits[0]
    place = encoded["input_ids"][0].tolist().index(model.tokenizer.mask_token_id)
    best = logits[place].softmax(-1).topk(5)
    panel = page.locator(".bd-is-guess")
    expect(panel.locator("dt")).to_have_text(model.tokenizer.convert_ids_to_tokens(best.indices.tolist()))
    shown = [float(value) for value in panel.locator("dd .bd-number").all_inner_texts()]
    assert shown == pytest.approx(best.values.tolist(), rel=1e-2, abs=1e-4)
    page.get_by_role("group", name="Choose a word to hide:").get_by_role("button", name="money").click()
    expect(panel.locator(".bd-said")).to_contain_text("With “money” hidden")


def test_another_model_gives_its_own_numbers(page: Page, models: ModelBank, tiny_folder: Path) -> None:
    sentence_box(page).fill(ARTICLE)
    expect_tokens(page, ["[CLS]", "hello", ",", "my", "dog", "is", "cute", "[SEP]"])
    page.locator(".bd-model input").click()
    page.get_by_role("option", name="tiny · 3 layers · 4 heads").click()
    layer = page.get_by_role("combobox", name="Layer", exact=True)
    expect(layer.get_by_role("option")).to_have_text(["1", "2", "3", "mean"])
    names, weights = library_attention(models, ARTICLE, key=f"{tiny_folder.parent.name}/tiny")
    assert weights.shape[:2] == (3, 4)
    expect(attention_said(page)).to_contain_text("In layer 3, head 2,")
    expect_link(attention_said(page), strongest(names, weights[2, 1]))
    sentence_box(page).fill("My dog is sad")
    expect_tokens(page, ["[CLS]", "my", "dog", "is", "sad", "[SEP]"])
    expect(layer.get_by_role("option")).to_have_text(["1", "2", "3", "mean"])


def test_the_first_picture_needs_no_model(open_page: Callable[..., Page], url: str) -> None:
    """The opening example travels with the page: on screen before any computation was asked for."""
    with urllib.request.urlopen(f"{url}/config", timeout=30) as answer:
        config = json.load(answer)
    values = [c["props"].get("value") for c in config["components"] if c["type"] == "html"]
    first, *_ = [v for v in values if isinstance(v, dict) and "scores" in v]
    assert first["tokens"][:3] == ["[CLS]", "the", "animal"]
    queued: list[str] = []
    page = open_page("/theme.css", wait=False)  # anything light: the requests are watched from here on
    page.on("request", lambda asked: queued.append(asked.url) if "/queue/join" in asked.url else None)
    page.goto(url)
    expect_tokens(page, first["tokens"])
    expect(scores(page, "Sentiment").locator(".bd-number").first).to_be_visible()
    expect(attention_said(page)).to_contain_text(
        f"In layer {OPENING['en']['layer']}, head {OPENING['en']['head']},"
    )
    page.wait_for_timeout(1000)
    assert not queued, "the first picture asked the server to compute"


def test_a_link_opens_the_same_view(open_page: Callable[..., Page], url: str) -> None:
    page = open_page("/?text=My+dog+is+sad&pair=He+is+cute&tab=attention&layer=5&head=7", wait=False)
    expect(page.get_by_role("tab", name="Attention", exact=True)).to_have_attribute("aria-selected", "true")
    expect(sentence_box(page)).to_have_value("My dog is sad")
    expect(second_box(page)).to_have_value("He is cute")
    expect(page.get_by_role("combobox", name="Layer", exact=True).first).to_have_value("5")
    expect(page.get_by_role("combobox", name="Head", exact=True).first).to_have_value("7")
    expect(attention_said(page)).to_contain_text("In layer 5, head 7,")
    page.get_by_role("tab", name="Explore", exact=True).click()
    expect_tokens(page, ["[CLS]", "my", "dog", "is", "sad", "[SEP]", "he", "is", "cute", "[SEP]"])
    expect(page.get_by_role("combobox", name="Head", exact=True)).to_have_value("7")


def test_the_link_of_the_page_holds_the_view(open_page: Callable[..., Page]) -> None:
    page = open_page("/?layer=2&head=3")
    sentence_box(page).fill("My dog & I?")
    expect_tokens(page, ["[CLS]", "my", "dog", "&", "i", "?", "[SEP]"])
    page.get_by_role("tab", name="Text to numbers", exact=True).click()
    other = page.get_by_role("link", name="中文")
    other.hover()
    expect(other).to_have_attribute(
        "href", re.compile(r"/zh\?text=My\+dog\+%26\+I%3F&pair=&model=classroom&tab=tokens&layer=2&head=3$")
    )
    other.click()
    expect(page.get_by_role("textbox", name="你的句子", exact=True)).to_have_value("My dog & I?")
    expect(page.get_by_role("tab", name="文本变数字", exact=True)).to_have_attribute("aria-selected", "true")


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
    box = sentence_box(page)
    box.fill("My dog is")
    expect_tokens(page, ["[CLS]", "my", "dog", "is", "[SEP]"])
    box.press("End")
    typing = InputMethod(page)
    typing.compose(" sad")
    assert typing.heard("") == []
    second_box(page).focus()
    expect(box).to_have_value("My dog is sad")
    expect_tokens(page, ["[CLS]", "my", "dog", "is", "sad", "[SEP]"])


@pytest.mark.parametrize(
    ("tab", "label", "name"),
    [
        ("apply", "Text in which names are looked for", "find_names"),
        ("apply", "Question", "find_answer"),
        ("learn", "How likely is the word", "fill_places"),
        ("learn", "Sentence A", "ask_next"),
    ],
)
def test_panels_with_a_box_of_their_own_wait_too(
    open_page: Callable[..., Page], tab: str, label: str, name: str
) -> None:
    page = open_page(f"/?tab={tab}", wait=False)
    box = page.get_by_role("textbox", name=label, exact=True)
    box.fill("Anna")
    typing = InputMethod(page)
    box.press("End")
    box.press_sequentially("X")  # a question that is on its way when the composition begins
    typing.compose("q", "qzx", "qzx qzx")
    expect(box).to_have_value("AnnaXqzx qzx")
    asked = typing.heard(name)
    assert asked and not any("qzx" in body for body in asked)
    typing.finish("你好")
    expect(box).to_have_value("AnnaX你好")
    asked = typing.heard(name)
    assert len(asked) == 1 and "AnnaX你好" in asked[0]


def test_the_enter_that_ends_a_composition_submits_nothing(open_page: Callable[..., Page]) -> None:
    page = open_page("/?tab=apply", wait=False)
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
