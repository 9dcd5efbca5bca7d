"""A class with three pages: the teacher leads, two pupils follow, guess, and see what the model did when it is revealed."""

from __future__ import annotations

import csv
import http.client
import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from bertdemo.steps.cards import CARDS
from tests.browser.conftest import on_stage, pick, tokens
from tests.browser.test_typing import expect_read, sentence_box

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CLASS = "/bertdemo/class/"
PUPILS = 30
# A card that asks before its picture is seen.
COVERED = next(card for card in CARDS["en"] if card.choices and not card.flip and not card.lines)
PATIENT = 2.0  # seconds that a question may take while a class listens, and three times as long as alone


def strip(page: Page) -> Locator:
    return page.get_by_role("region", name=re.compile("^(Class|课堂)$"))


def open_menu(page: Page) -> None:
    page.get_by_role("toolbar").locator("summary").click()


def open_class(page: Page) -> str:
    """The code of a new class."""
    open_menu(page)
    page.get_by_role("button", name=re.compile("^(Open a class|开一堂课)$")).click()
    code = strip(page).locator("b").first
    expect(code).to_have_text(re.compile(r"^[2-9A-Z]{5}$"))
    return code.inner_text()


def open_card(page: Page) -> Locator:
    return page.locator("[data-card]")


@pytest.fixture
def teacher(open_page: Callable[..., Page]) -> Page:
    return open_page(viewport={"width": 1440, "height": 900})


def test_a_class_from_its_opening_to_its_end(teacher: Page, open_page: Callable[..., Page]) -> None:
    code = open_class(teacher)
    join = f"?class={code}"
    pupils = [open_page("/" + join), open_page("/zh" + join, **PHONE)]
    expect(strip(teacher).get_by_text("2 here")).to_be_visible()
    # Who follows is asked what the class is asked, in its words.
    expect(pupils[1].locator("html")).to_have_attribute("lang", "en")

    # Step, instrument, sentence, layer and token: where the teacher is, the pupils are.
    on_stage(teacher, "attention")
    sentence_box(teacher).fill("my dog is cute")
    expect_read(teacher, ["[CLS]", "my", "dog", "is", "cute", "[SEP]"])
    pick(teacher, "Layer", 3)
    pick(teacher, "Token", 2)
    for page in pupils:
        expect(sentence_box_of(page)).to_have_value("my dog is cute")
        expect(page.locator("[data-stage]")).to_have_attribute("data-stage", "attention")
        expect(page.locator('[data-step="heads"]')).to_have_attribute("aria-current", "step")
        expect(picks(page, 1)).to_have_value("3")
        expect(picks(page, 0)).to_have_value("2")

    # Compare: A is beside B on every page, and gone with the teacher's.
    teacher.locator("[data-compare]").click()
    sentence_box(teacher).fill("my cat is cute")
    for page in pupils:
        expect(page.locator(".bd-frozen-picture")).to_contain_text("dog", timeout=40_000)
        expect(sentence_box_of(page)).to_have_value("my cat is cute", timeout=40_000)
        expect(page.locator("[data-change]")).to_contain_text("changed")
    teacher.locator("[data-compare]").click()
    for page in pupils:
        expect(page.locator(".bd-frozen-picture")).to_have_count(0)

    # A card: what it asks is asked of everybody, and nobody sees the answer before the teacher says so.
    teacher.locator('[data-step="glance"]').click()
    teacher.locator('[data-scene="flip"]').click()
    for page in pupils:
        expect(open_card(page)).to_have_attribute("data-card", "flip")
        expect(page.locator("[data-reveal]")).to_be_empty()
        page.locator("[data-guess]").first.click()
    for page in pupils:
        expect(page.locator("[data-reveal]")).to_have_text("Sent. Your teacher will reveal.")
    bars = strip(teacher).get_by_role("group", name="Guesses at this card")
    expect(bars).to_be_visible()
    teacher.wait_for_function(
        "box => [...box.querySelectorAll('b')].reduce((sum, one) => sum + Number(one.textContent), 0) === 2",
        arg=bars.element_handle(),
    )
    pupils[0].locator("[data-guess]").last.click()  # thought better of it: still one guess
    offered = teacher.locator("[data-guess]").all_inner_texts()
    expect(bars.locator("div", has_text=offered[-1]).locator("b")).to_have_text("1")
    expect(bars.locator("div", has_text=offered[0]).locator("b")).to_have_text("1")  # the other pupil's
    for page in pupils:
        expect(page.locator("[data-reveal]")).not_to_contain_text("%")

    strip(teacher).get_by_role("button", name="Reveal").click()
    expect(strip(teacher).get_by_role("button", name="Revealed")).to_be_disabled()
    expect(pupils[0].locator("[data-reveal]")).to_contain_text("%")

    # A card whose picture is covered until one has guessed stays covered until the reveal.
    teacher.locator(f'[data-step="{COVERED.step}"]').click()
    teacher.locator(f'[data-scene="{COVERED.name}"]').click()
    expect(open_card(pupils[0])).to_have_attribute("data-card", COVERED.name)
    pupils[0].locator("[data-guess]").first.click()
    expect(pupils[0].locator("[data-reveal]")).to_have_text("Sent. Your teacher will reveal.")
    pupils[0].reload()  # what was sent is still sent
    expect(open_card(pupils[0])).to_have_attribute("data-card", COVERED.name)
    expect(pupils[0].locator("[data-reveal]")).to_have_text("Sent. Your teacher will reveal.")
    expect(pupils[0].locator("[data-guess]").first).to_have_attribute("aria-pressed", "true")
    expect(pupils[0].locator("body")).to_have_class(re.compile("bd-guessing"))
    expect(pupils[0].get_by_role("button", name="Show it without a guess")).to_have_count(0)
    strip(teacher).get_by_role("button", name="Reveal").click()
    expect(pupils[0].locator("body")).not_to_have_class(re.compile("bd-guessing"))
    expect(pupils[0].locator("[data-reveal]")).to_contain_text("%")
    for page in (
        teacher,
        pupils[0],
    ):  # what the model did is marked at the choices, and on the teacher's bars
        expect(page.locator("[data-guess].bd-is-right")).to_have_count(1)
    right = teacher.locator("[data-guess].bd-is-right").inner_text()
    expect(bars.locator(".bd-class-right")).to_contain_text(f"✓ {right}")

    # On my own: the teacher goes on, this page stays.
    strip(pupils[0]).get_by_role("button", name="on my own").click()
    stage = pupils[0].locator("[data-stage]").get_attribute("data-stage")
    on_stage(teacher, "lens")
    expect(pupils[1].locator("[data-stage]")).to_have_attribute("data-stage", "lens")
    assert pupils[0].locator("[data-stage]").get_attribute("data-stage") == stage
    strip(pupils[0]).get_by_role("button", name="following the teacher").click()
    expect(pupils[0].locator("[data-stage]")).to_have_attribute("data-stage", "lens")

    with teacher.expect_download() as saved:
        strip(teacher).get_by_role("button", name="CSV").click()
    rows = list(csv.DictReader(saved.value.path().read_text("utf-8-sig").splitlines()))
    assert sorted(row["card"] for row in rows) == sorted(["flip", "flip", COVERED.name])
    assert all("look?" in row["question"] for row in rows if row["card"] == "flip")
    assert all(row["model"] for row in rows), "what the model did, as it was revealed"

    end = strip(teacher).get_by_role("button", name=re.compile("^End"))
    end.click()
    expect(end).to_have_text("End it for everybody?")
    end.click()
    expect(strip(teacher)).to_have_count(0)
    expect(strip(pupils[0])).to_contain_text("The class has ended")
    expect(strip(pupils[1])).to_contain_text("The class has ended.")
    strip(pupils[0]).get_by_role("button", name="Close").click()
    expect(strip(pupils[0])).to_have_count(0)


def sentence_box_of(page: Page) -> Locator:
    return page.locator("#sentence textarea")


def picks(page: Page, place: int) -> Locator:
    """Token, layer and head of the bar, on a page of any language."""
    return page.locator(".bd-is-bar select").nth(place)


def test_the_key_is_in_no_address_and_a_reload_keeps_the_class(
    teacher: Page, open_page: Callable[..., Page]
) -> None:
    asked: list[str] = []
    teacher.on("request", lambda request: asked.append(request.url))
    code = open_class(teacher)
    key = json.loads(teacher.evaluate("sessionStorage.getItem('bertdemo-class')"))["key"]
    pupil = open_page(f"/?class={code}")
    expect(strip(teacher).get_by_text("1 here")).to_be_visible()
    strip(teacher).get_by_label("pupils follow me").uncheck()
    expect(strip(pupil).get_by_text("lets everybody go on alone")).to_be_visible()
    teacher.reload()
    expect(strip(teacher).locator("b").first).to_have_text(code)
    expect(strip(teacher).get_by_label("pupils follow me")).not_to_be_checked()
    pupil.reload()
    expect(strip(pupil)).to_contain_text(code)
    expect(strip(teacher).get_by_text("1 here")).to_be_visible()
    links = teacher.evaluate("[...document.querySelectorAll('a, img')].map((one) => one.href ?? one.src)")
    assert len(key) >= 32 and not [url for url in [*asked, *links, teacher.url, pupil.url] if key in url]
    assert key not in pupil.content()
    strip(pupil).get_by_role("button", name="Leave").click()
    expect(strip(teacher).get_by_text("0 here")).to_be_visible()


def test_a_code_is_typed_and_a_wrong_one_is_told(teacher: Page, browser: Any, url: str) -> None:
    code = open_class(teacher)
    context = browser.new_context()
    page = context.new_page()  # whose console says that something was not found, as it should
    page.goto(url)
    expect(tokens(page).first).to_be_visible()
    for typed, expected in (("22222", "There is no class “22222” here"), (code.lower(), code)):
        open_menu(page)
        page.get_by_label("Code of the class").fill(typed)
        page.get_by_role("button", name="Join a class").click()
        expect(strip(page)).to_contain_text(expected)
    expect(strip(teacher).get_by_text("1 here")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_the_strip_fits_and_can_be_read(
    open_page: Callable[..., Page], size: tuple[int, int], scheme: str
) -> None:
    page = open_page(
        "/zh" if scheme == "dark" else "/", viewport=dict(zip(("width", "height"), size, strict=True))
    )
    if scheme == "dark":
        page.get_by_role("button", name="深色或浅色").click()
        expect(page.locator("body")).to_have_class(re.compile("dark"))
    code = open_class(page)
    expect(strip(page).locator("img")).to_have_attribute("src", re.compile("^data:image/svg"))
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    if size[0] == 1440:
        assert page.evaluate("document.documentElement.scrollHeight") <= size[1]
        for name in ("overview", "attention", "head"):
            on_stage(page, name)
            assert page.evaluate("document.documentElement.scrollHeight") <= size[1]
    cut = (
        strip(page)
        .locator("b, button, label")
        .evaluate_all(
            "all => all.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth).map((one) => one.outerHTML)"
        )
    )
    assert not cut
    found = Axe().run(page, context=".bd-class").response["violations"]
    assert not [one["id"] for one in found], found
    page.get_by_role("button", name=re.compile("^(Show the code large|放大显示代码)$")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(code)
    box, inside = dialog.bounding_box(), dialog.locator("img").bounding_box()
    assert box and inside and inside["width"] > 150
    assert box["x"] >= 0 and box["x"] + box["width"] <= size[0] and box["y"] + box["height"] <= size[1]
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def ask(url: str, path: str, question: Any, headers: dict[str, str] | None = None) -> Any:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    try:
        connection.request(
            "POST", path, json.dumps(question), {"content-type": "application/json", **(headers or {})}
        )
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200, body
        return json.loads(body)
    finally:
        connection.close()


@contextmanager
def listening(url: str, code: str, number: int) -> Iterator[http.client.HTTPResponse]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    connection.request("GET", f"{CLASS}{code}/stream", headers={"x-class-pupil": f"pupil-{number:02}"})
    answer = connection.getresponse()
    assert answer.status == 200
    try:
        yield answer
    finally:
        connection.close()


def event(stream: http.client.HTTPResponse) -> dict[str, Any]:
    """The next event that says something."""
    while True:
        line = stream.readline()
        assert line, "the stream has ended"
        if line.startswith(b"data: "):
            return dict(json.loads(line[6:]))


def seconds(url: str, number: int) -> float:
    began = time.perf_counter()
    question = [f"the cat number {number} of {time.perf_counter_ns()} sat", "", 1, 1, "classroom", 0]
    answer = ask(url, "/gradio_api/run/attention", {"data": question})
    assert answer["data"][0]["weights"]
    return time.perf_counter() - began


def test_thirty_pupils_listen_and_sentences_are_answered_as_before(url: str) -> None:
    alone = min(seconds(url, number) for number in range(5))
    room = ask(url, CLASS + "open", {"language": "en"})
    place, key = CLASS + room["code"], {"x-class-key": room["key"]}
    with ExitStack() as stack:
        streams = [stack.enter_context(listening(url, room["code"], number)) for number in range(PUPILS)]
        for stream in streams:
            assert event(stream)["state"] == ""
        busy = []
        for number in range(10):
            ask(url, f"{place}/lead", {"state": f"layer={number}", "card": "flip"}, key)
            guesses = [f"pupil-{one:02}" for one in range(number, PUPILS, 10)]
            for name in guesses:
                ask(url, f"{place}/answer", {"pupil": name, "card": "flip", "choice": str(number % 2)})
            busy.append(seconds(url, number))
        assert sorted(busy)[5] <= max(3 * alone, PATIENT), (alone, busy)
        for stream in streams:  # each has come to where the teacher is
            while event(stream).get("state") != "layer=9":
                pass
        ask(url, f"{place}/reveal", {"card": "flip"}, key)
        for stream in streams:
            while not (counts := event(stream).get("counts")):
                pass
            assert sum(one["count"] for one in counts) == PUPILS
        ask(url, f"{place}/close", {}, key)
        for stream in streams:
            while not event(stream).get("ended"):
                pass
