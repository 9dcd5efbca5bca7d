"""The address remembers: a link, a reload, Back and Forward open the same again, whichever script of the frame comes first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from bertdemo.page import look
from bertdemo.serving.page_files import BUNDLE
from bertdemo.steps.cards import CARDS
from bertdemo.steps.table import STEPS
from tests.browser.conftest import (
    OFFLINE,
    finding,
    link_to,
    on_stage,
    pick,
    pick_model,
    picked_model,
    running_app,
)
from tests.browser.test_frame import expect_address, expect_open, in_address
from tests.browser.test_typing import expect_read, in_bar, open_second, second_box, sentence_box


def test_the_address_follows_every_choice_and_a_reload_returns_to_it(
    page: Page, open_page: Callable[..., Page]
) -> None:
    on_stage(page, "grid")
    sentence_box(page).fill("My dog & I?")
    open_second(page).fill("He is cute")
    expect_read(page, ["[CLS]", "my", "dog", "&", "i", "?", "[SEP]", "he", "is", "cute", "[SEP]"])
    pick_model(page, "tiny · 3 layers · 4 heads")
    expect(in_bar(page, "Layer").get_by_role("option")).to_have_count(4)
    pick(page, "Layer", 2)
    pick(page, "Head", -1)
    pick(page, "Token", 9)
    wanted = {"step": "heads", "on": "grid", "text": "My dog & I?", "pair": "He is cute"}
    wanted |= {"layer": "2", "head": "-1", "token": "9"}
    expect_address(page, **wanted)
    assert in_address(page) == wanted | {"model": in_address(page)["model"]}
    assert in_address(page)["model"].endswith("tiny")

    def expect_all(shown: Page) -> None:
        expect_open(shown, "heads", "grid")
        expect(sentence_box(shown)).to_have_value("My dog & I?")
        expect(second_box(shown)).to_have_value("He is cute")
        expect(picked_model(shown)).to_have_text(re.compile(r"tiny · 3 layers · 4 heads$"))
        expect(in_bar(shown, "Layer")).to_have_value("2")
        expect(in_bar(shown, "Head")).to_have_value("-1")
        expect(in_bar(shown, "Token")).to_have_value("9")

    page.reload()
    expect_all(page)
    expect_address(page, **wanted)
    pasted = open_page(page.url[page.url.index("/?") :], wait=False)
    expect_all(pasted)


def test_back_and_forward_go_from_step_to_step(page: Page) -> None:
    sentence_box(page).fill("my dog is cute")
    expect_read(page, ["[CLS]", "my", "dog", "is", "cute", "[SEP]"])
    on_stage(page, "grid")
    pick(page, "Layer", 3)
    pick(page, "Token", 2)
    expect_address(page, step="heads", on="grid", layer="3", token="2")
    page.locator('[data-step="depth"]').click()
    expect_open(page, "depth", "lens")
    sentence_box(page).fill("he is sad")
    expect_read(page, ["[CLS]", "he", "is", "sad", "[SEP]"])
    pick(page, "Layer", 5)
    expect_address(page, step="depth", text="he is sad", layer="5")
    page.go_back()
    expect_open(page, "heads", "grid")
    expect(sentence_box(page)).to_have_value("my dog is cute")
    expect_read(page, ["[CLS]", "my", "dog", "is", "cute", "[SEP]"])
    expect(in_bar(page, "Layer")).to_have_value("3")
    expect(in_bar(page, "Token")).to_have_value("2")
    page.go_back()
    expect_open(page, "glance", STEPS[0].instruments[0].name)
    page.go_forward()
    page.go_forward()
    expect_open(page, "depth", "lens")
    expect_read(page, ["[CLS]", "he", "is", "sad", "[SEP]"])
    expect(in_bar(page, "Layer")).to_have_value("5")


def test_a_link_and_back_open_the_part_of_an_instrument(open_page: Callable[..., Page]) -> None:
    page = open_page(link_to("head", layer=2, head=4), wait=False)
    steps = page.locator(".bd-head-steps")
    steps.get_by_role("button", name="softmax").click()
    expect(page).to_have_url(re.compile("part=softmax"))
    page.reload()
    expect(steps.get_by_role("button", name="softmax")).to_have_attribute("aria-pressed", "true")
    on_stage(page, "finder")
    page.get_by_role("button", name="Best heads for grammar").click()
    expect(page).to_have_url(re.compile("on=finder.*part=grammar"))
    page.go_back()
    expect(page.locator("[data-stage]")).to_have_attribute("data-stage", "head")
    expect(steps.get_by_role("button", name="softmax")).to_have_attribute("aria-pressed", "true")
    page.go_forward()
    expect(page.locator(".bd-is-finder .bd-grammar")).to_be_visible()
    for name, part, shown in (("paths", "matrix", ".bd-matrix"), ("bertviz", "model", "iframe")):
        page.goto(page.url.split("?")[0] + link_to(name, part=part)[1:])
        expect(page.locator(f'.bd-is-{name} .bd-segment[aria-pressed="true"]')).to_have_count(1)
        expect(page.locator(f".bd-is-{name}").locator(shown).first).to_be_visible()
    page.goto(page.url.split("?")[0] + link_to("paths", part="<script>")[1:])
    expect(page.locator(".bd-is-paths .bd-segment").first).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(
    ("tab", "step", "on"),
    [
        ("explore", "glance", "overview"),
        ("tokens", "pieces", "wordpiece"),
        ("attention", "heads", "attention"),
        ("inside", "head", "head"),
        ("learn", "pretraining", "masked"),
        ("apply", "using", "classify"),
    ],
)
def test_a_link_from_before_the_rail_opens(
    open_page: Callable[..., Page], tab: str, step: str, on: str
) -> None:
    page = open_page(f"/?text=my+dog&pair=&model=classroom&tab={tab}&layer=3&head=4", wait=False)
    expect_open(page, step, on)
    expect_read(page, ["[CLS]", "my", "dog", "[SEP]"])
    expect(in_bar(page, "Layer")).to_have_value("3")
    expect(in_bar(page, "Head")).to_have_value("4")


@pytest.mark.parametrize("query", ["?on=nowhere", "?step=nowhere&on=nowhere", "?step=heads&on=lens"])
def test_a_link_to_what_is_not_there_has_something_on_the_stage(
    open_page: Callable[..., Page], query: str
) -> None:
    page = open_page("/" + query, wait=False)
    step = STEPS[0] if "heads" not in query else next(one for one in STEPS if one.name == "heads")
    expect_open(page, step.name, step.instruments[0].name)


# Each question to the server with the instrument that is on the stage at that moment.


LATE = ["tools", "bar", "rail", "map", "models", "notice", "heading", "foot", "cards"]


COMPARED = {"a": "text=He+sat+on+the+bank.&layer=3&head=5&token=6"}


@pytest.mark.parametrize("more", [{}, {"embed": 1}, COMPARED], ids=["whole", "embedded", "compared"])
def test_a_part_of_the_frame_that_comes_after_the_run_says_the_same(
    open_page: Callable[..., Page], more: dict[str, Any]
) -> None:
    """Each part is a script of its own: on a slow line any of them may be the last, where they come without their bundle."""
    path = link_to("attention", "She sat on the river bank.", layer=3, head=5, token=6, **more)

    def heard(page: Page) -> dict[str, str]:
        expect(finding(page)).to_contain_text("In layer 3, head 5")
        page.wait_for_function("!document.querySelector('#stage [aria-busy=true]')")
        if "a" in more:
            expect(page.locator("[data-change]")).to_contain_text("What changed most")
        said = {name: page.locator(f'[data-name="{name}"]').aria_snapshot() for name in LATE}
        return {
            name: re.sub(r"(/url:).*", r"\1", one) for name, one in said.items()
        }  # kept when one comes near

    def is_read(page: Page) -> None:
        page.wait_for_function("window.bertdemo?.state.run?.key.text === 'She sat on the river bank.'")

    page = open_page(path, wait=False)
    is_read(page)
    usual = heard(page)
    late = open_page("/theme.css", wait=False)
    held: list[Route] = []
    source = (look.PAGE / look.ENTRY).read_text("utf-8")
    late.route(f"**/{BUNDLE}", lambda route: route.fulfill(body=source, content_type="text/javascript"))
    for name in LATE:
        late.route(f"**/shared/{name}.js", lambda route: held.append(route))
    late.goto(late.url.replace("/theme.css", path), wait_until="commit")
    is_read(late)
    assert {route.request.url.rpartition("/")[2] for route in held} == {f"{name}.js" for name in LATE}
    for route in held:
        route.continue_()
    expect(late.locator("[data-finding]")).to_contain_text("In layer 3, head 5")
    assert heard(late) == usual


@pytest.fixture(scope="module")
def own_default(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app of an owner who opens it with another model: no picture comes with its page."""
    log = tmp_path_factory.mktemp("own") / "log.txt"
    with running_app(log, {"BERTDEMO_MODEL": str(tiny_folder), **OFFLINE}) as address:
        yield address


@pytest.mark.parametrize(
    ("query", "words"),
    [("", CARDS["en"][0].text.lower()), ("?step=heads&on=grid&text=my+dog+is+cute", "my dog is cute")],
    ids=["alone", "link"],
)
def test_another_model_opens_with_what_the_address_asks(
    page: Page, own_default: str, query: str, words: str
) -> None:
    own = page.context.browser
    assert own
    opened = own.new_page()
    opened.goto(f"{own_default}/{query}")
    expect(picked_model(opened)).to_contain_text("tiny")
    expect(finding(opened)).not_to_have_text("")
    opened.wait_for_timeout(2500)  # what comes late must not take its place
    tokens = opened.evaluate("bertdemo.state.run.tokens.filter((_, i, all) => i && i < all.length - 1)")
    assert " ".join(tokens).replace(" .", ".") == words
    expect(sentence_box(opened)).to_have_value(re.compile(re.escape(words), re.IGNORECASE))
    opened.close()
