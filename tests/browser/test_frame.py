"""The frame: what checks outside the project hold on to, the address that remembers, one instrument at a time on one screen."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from bertdemo.steps.table import INSTRUMENTS, PARTS, STEPS
from bertdemo.text import Text
from tests.browser.conftest import finding, link_to, on_stage, pick, tokens
from tests.browser.test_typing import expect_read, in_bar, sentence_box

SCREENS = [(1440, 900), (1920, 1080), (1366, 768)]
MOST_SHIFT = 0.05  # of the layout, as browsers count it
MOST_STOPS = 12  # of the tab key before the picture
NAMES = list(INSTRUMENTS)


def each_instrument(page: Page) -> Iterator[str]:
    """Every instrument on the stage, one after another."""
    for name in NAMES:
        on_stage(page, name)
        yield name


def expect_open(page: Page, step: str, on: str) -> None:
    expect(page.locator(f'[data-step="{step}"]')).to_have_attribute("aria-current", "step")
    expect(page.locator('[data-step][aria-current="step"]')).to_have_count(1)
    expect(page.locator("[data-stage]")).to_have_attribute("data-stage", on)
    expect(page.locator(f"#stage > .bd-on .bd-is-{on}")).to_be_visible()


def in_address(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def expect_address(page: Page, **wanted: str) -> None:
    page.wait_for_function(
        "wanted => Object.entries(wanted).every(([n, v]) => new URLSearchParams(location.search).get(n) === v)",
        arg=wanted,
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_checks_hold_on_to(open_page: Callable[..., Page], language: str) -> None:
    page = open_page("/zh" if language == "zh" else "/")
    steps = page.locator("nav [data-step]")
    assert steps.evaluate_all("all => all.map((one) => one.dataset.step)") == [step.name for step in STEPS]
    for step in STEPS:
        page.locator(f'[data-step="{step.name}"]').click()
        expect_open(page, step.name, step.instruments[0].name)
        buttons = page.locator("[data-instrument]")
        names = buttons.evaluate_all("all => all.map((one) => one.dataset.instrument)")
        assert names == [one.name for one in step.instruments]
        expect(page.locator('[data-instrument][aria-pressed="true"]')).to_have_count(1)
    page.locator('[data-step="glance"]').click()
    for one in ("data-stage", "data-finding", "data-speaker", "data-notice", "data-card", "data-compare"):
        expect(page.locator(f"[{one}]")).to_have_count(1)
    expect(page.locator("[data-card-next]")).to_be_visible()
    expect(page.locator("[data-finding]")).not_to_be_empty()
    expect(page.locator("[data-speaker]")).not_to_be_empty()
    expect(page.locator("#sentence textarea")).to_be_visible()
    expect(page.locator("#second textarea")).to_have_count(1)
    shown = tokens(page)
    expect(shown.first).to_be_visible()
    places = shown.evaluate_all("all => all.map((one) => one.dataset.token)")
    assert places == [str(i) for i in range(len(places))] and len(places) > 3
    assert set(shown.evaluate_all("all => all.map((one) => one.getAttribute('aria-pressed'))")) <= {
        "true",
        "false",
    }


def test_a_token_is_pinned_everywhere_and_escape_frees_it(page: Page) -> None:
    on_stage(page, "tokens")
    sentence_box(page).fill("my dog is cute")
    expect_read(page, ["[CLS]", "my", "dog", "is", "cute", "[SEP]"])
    page.locator("#stage > .bd-on .bd-is-tokens [data-token='2']").click()
    pressed = page.locator("#stage > .bd-on .bd-is-tokens [aria-pressed='true']")
    expect(pressed).to_have_attribute("data-token", "2")
    expect(in_bar(page, "Token")).to_have_value("2")
    expect_address(page, token="2")
    on_stage(page, "guess")
    expect(page.get_by_role("button", name="[MASK]")).to_have_count(1)
    expect(in_bar(page, "Token")).to_have_value("2")
    on_stage(page, "tokens")
    page.keyboard.press("Escape")
    expect(pressed).to_have_count(0)
    expect(in_bar(page, "Token")).to_have_value("-1")
    page.wait_for_function("!new URLSearchParams(location.search).has('token')")


@pytest.mark.parametrize(
    ("on", "part", "label"),
    [
        ("guess", "guess", "#stage .bd-on .bd-bar-label"),
        ("masked", "guess", "#stage .bd-on .bd-bar-label"),
        ("scores", "verdict", "#stage .bd-on .bd-best .bd-bar-label"),
        ("classify", "verdict", "#stage .bd-on .bd-softmax tr:nth-child(3) th"),
    ],
)
def test_the_map_tells_what_any_instrument_has_heard(
    open_page: Callable[..., Page], on: str, part: str, label: str
) -> None:
    page = open_page(link_to(on, "This film is a wonderful surprise."), wait=False)
    answer = page.locator(f".bd-map-{part}")
    page.wait_for_function(
        "([of, on]) => { const [said, shown] = [of, on].map((one) => document.querySelector(one)?.textContent);"
        " return said && said !== '?' && said === shown; }",
        arg=[f".bd-map-{part} .bd-map-label", label],
    )
    expect(answer).to_have_attribute("aria-label", re.compile(r"\d\s%"))


@pytest.mark.parametrize("page_of", ["/", "/zh"])
def test_a_link_to_names_finds_those_of_the_opening_sentence(
    open_page: Callable[..., Page], url: str, page_of: str
) -> None:
    page = open_page("/theme.css", wait=False)
    for _ in range(3):  # boxes and picture come in any order
        page.goto(url + page_of + link_to("entities").removeprefix("/"))
        expect(page.locator("#stage > .bd-on .bd-is-entities")).not_to_have_class(re.compile("bd-old"))
        expect(finding(page)).not_to_be_empty()
        expect(finding(page)).not_to_have_class(re.compile("bd-problem-said"))


def test_a_question_stays_with_its_card(open_page: Callable[..., Page]) -> None:
    page = open_page("/?card=ids", wait=False)
    page.set_viewport_size({"width": 390, "height": 844})
    line = page.locator(".bd-question-line")
    expect(line).to_have_text(re.compile("numbers come out"))
    page.locator('[data-step="using"]').click()
    expect(line).to_be_empty()
    page.locator('[data-step="pieces"]').click()
    expect(line).to_have_text(re.compile("numbers come out"))


def test_a_link_with_a_sentence_asks_about_no_other(open_page: Callable[..., Page], url: str) -> None:
    page = open_page("/theme.css", wait=False)
    asked = Asked(page, url)
    text = "This film is a wonderful surprise."
    page.goto(f"{url}{link_to('masked', text)}")
    expect(finding(page)).to_contain_text("surprise")
    read = [question for _, _, _, question in asked.questions() if "text" in question]
    assert len(read) > 1 and {question["text"] for question in read} == {text}
    page.goto(f"{url}{link_to('masked', '')}")  # nothing to read: the opening sentence is there
    expect(finding(page)).to_contain_text("film")


QUESTIONS = """(late) => {
    window.questions = [];
    const before = window.fetch;
    window.fetch = (address, options) => {
        if (String(address.url ?? address).includes("/component_server")) {
            window.questions.push([window.bertdemo.state.on, JSON.parse(options.body)]);
            if (late) return new Promise((go) => setTimeout(go, late)).then(() => before(address, options));
        }
        return before(address, options);
    };
}"""


class Asked:
    """What a page asks for: scripts of instruments, and functions of the server with the component that asks. With `late`, the server
    gets each question so many milliseconds later."""

    def __init__(self, page: Page, url: str, late: int = 0) -> None:
        with urllib.request.urlopen(f"{url}/config", timeout=30) as answer:
            components = json.load(answer)["components"]
        self.page = page
        self.of: dict[int, str] = {}  # the instrument that has a component, "" for one of the frame
        for one in components:
            mounted = re.search(r'bertdemo\.mount\("(\w+)/(\w+)"', str(one["props"].get("js_on_load")))
            self.of[one["id"]] = mounted[2] if mounted and mounted[1] != "shared" else ""
        self.scripts: set[str] = set()
        page.on("request", self._hear)
        page.add_init_script(f"({QUESTIONS})({late})")

    def _hear(self, request: Request) -> None:
        script = re.search(r"/(\w+)/(\w+?)\.js(?:\?|$)", request.url)
        if script and script[1] in {step.name for step in STEPS}:
            self.scripts.add(script[2])

    def questions(self) -> list[tuple[str, str, str, Any]]:
        """What was on the stage, who asked, which function, and what, since the last call."""
        told = self.page.evaluate("window.questions.splice(0)")
        return [(on, self.of[body["component_id"]], body["fn_name"], body["data"]) for on, body in told]


def owner(script: str) -> str:
    """`lab_data.js` is a part of `lab`."""
    return next(name for name in NAMES if script == name or script.startswith(f"{name}_"))


@pytest.mark.parametrize("late", [0, 1500])
def test_what_is_not_on_the_stage_is_neither_read_nor_computed(
    open_page: Callable[..., Page], url: str, late: int
) -> None:
    page = open_page("/theme.css", wait=False)
    asked = Asked(page, url, late)
    page.goto(f"{url}{link_to('tokens')}")
    expect(tokens(page).first).to_be_visible()
    page.wait_for_timeout(1000)
    assert {owner(script) for script in asked.scripts} <= {"tokens", NAMES[0]}, "the first one is read ahead"
    seen = {"tokens", NAMES[0]}
    count = 0
    begun: list[tuple[str, str, Any]] = []
    for name in each_instrument(page):
        page.wait_for_timeout(600)
        seen.add(name)
        assert {owner(script) for script in asked.scripts} <= seen
        for on, asker, function, question in asked.questions():
            count += 1
            waits = (asker, function, question) in begun  # the same question again, for its place in line
            ends = function.startswith("follow_") and any(
                of == asker for of, *_ in begun
            )  # what was begun on stage
            assert asker in ("", on) or waits or ends, f"{asker} asks {function} while {on} is on the stage"
            begun.append((asker, function, question))
            if function == "part" and not waits:
                assert question["part"] in PARTS[on]
    assert count > 15, "the search has gone blind"
    on_stage(page, "tokens")
    page.wait_for_timeout(1500)
    while asked.questions():  # what was begun on other stages comes to its end
        page.wait_for_timeout(1500)
    sentence_box(page).fill("a new sentence is read by all")
    expect(tokens(page)).to_have_count(9)
    page.wait_for_timeout(1500)
    since = [
        one for one in asked.questions() if one[1:] not in begun
    ]  # what still waits for its turn comes to its end
    assert {asker for _, asker, _, _ in since} <= {""}, "what was drawn before rests"
    assert "part" not in {function for _, _, function, _ in since}


def test_the_page_itself_never_scrolls(page: Page) -> None:
    found = []
    for name in each_instrument(page):
        for width, height in SCREENS:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(200)
            tall, wide = page.evaluate(
                "[document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
            )
            if tall > height or wide > width:
                found.append(f"{name} at {width} × {height}: {wide} × {tall}")
    assert not found


def test_the_chinese_page_keeps_its_address_and_its_language(open_page: Callable[..., Page]) -> None:
    page = open_page("/zh")
    expect_address(page, step="glance")
    page.locator('[data-step="heads"]').click()
    expect_address(page, step="heads")
    expect(finding(page)).not_to_be_empty()
    assert urlsplit(page.url).path == "/zh"
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect_open(page, "heads", "attention")
    page.go_back()
    expect_open(page, "glance", "overview")
    assert urlsplit(page.url).path == "/zh"


SHIFTS = """() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push([entry.value,
            entry.sources.map(({ node }) => node && (node.className || node.nodeName)).join(", ")]);
    }).observe({ type: "layout-shift", buffered: true });
}"""


@pytest.mark.parametrize("step", [step.name for step in STEPS])
def test_nothing_jumps_while_a_step_opens(open_page: Callable[..., Page], step: str) -> None:
    page = open_page("/theme.css", wait=False, viewport={"width": 1440, "height": 900})
    page.add_init_script(f"({SHIFTS})()")
    page.goto(page.url.replace("/theme.css", f"/?step={step}"))
    expect(page.locator(f'[data-step="{step}"]')).to_have_attribute("aria-current", "step")
    page.wait_for_timeout(2500)
    shifts = page.evaluate("window.shifts")
    largest = "\n".join(f"{value:.3f} {moved}" for value, moved in sorted(shifts, reverse=True)[:4])
    assert sum(value for value, _ in shifts) < MOST_SHIFT, largest


def test_few_stops_of_the_tab_key_before_the_picture(page: Page) -> None:
    stops = []
    page.evaluate("document.body.focus()")
    for _ in range(40):
        page.keyboard.press("Tab")
        inside, name = page.evaluate(
            """() => { const at = document.activeElement; return [Boolean(at.closest("#stage")),
                at.getAttribute("aria-label") || at.innerText || at.className || at.nodeName]; }"""
        )
        if inside:
            break
        stops.append(name)
    assert inside and len(stops) <= MOST_STOPS, " | ".join(stops)


def test_the_skip_link_leads_to_the_picture(page: Page) -> None:
    page.evaluate("document.body.focus()")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the picture")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('#stage'))")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_how_it_is_computed_and_its_code_open_and_follow(
    open_page: Callable[..., Page], language: str
) -> None:
    page = open_page("/zh" if language == "zh" else "/")
    text = Text("zh" if language == "zh" else "en")
    on_stage(page, "attention")
    how, code, sentence = (page.locator(one) for one in ("#how", ".bd-code", "#sentence textarea"))
    expect(how).to_be_hidden()
    expect(code).to_be_hidden()
    opener = page.locator(".bd-main").get_by_role("button", name=text("page.folds.how"))
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(how).to_contain_text(text("heads.attention.how").split("$")[0].strip()[:30])
    expect(how.locator(".katex").first).to_be_visible()
    on_stage(page, "lens")  # what is open follows the instrument
    expect(how).to_contain_text(re.split(r"[$\[*`]", text("depth.lens.how"))[0].strip()[:30])
    page.locator(".bd-main").get_by_role("button", name=text("page.folds.code")).click()
    expect(how).to_be_hidden()
    expect(code).to_contain_text("model.cls(states[0, position])")
    on_stage(page, "attention")
    expect(code).to_contain_text("attentions[layer - 1]")
    expect(code).to_contain_text(f"\ntext, pair = {sentence.input_value()!r}, None\n")
    pick(page, text("pick.layer"), 5)  # the code follows what is on screen
    expect(code).to_contain_text("\nlayer, head = 5, ")
    sentence.fill('It\'s "so" cute')
    expect(code).to_contain_text("text, pair = 'It\\'s \"so\" cute', None")
    page.locator(".bd-side").get_by_role("button", name=text("page.folds.close"), exact=True).click()
    expect(code).to_be_hidden()
    expect(page.locator("[data-card-next]")).to_be_visible()


def test_the_notice_says_what_cannot_be_read(page: Page) -> None:
    expect(page.locator("[data-notice]")).to_be_empty()
    sentence_box(page).fill("狗在睡觉，猫也在睡觉。")
    expect(page.locator("[data-notice]")).not_to_be_empty()
    sentence_box(page).fill("my dog is cute")
    expect(page.locator("[data-notice]")).to_be_empty()
    expect(finding(page)).not_to_be_empty()


def test_a_finding_of_the_sentence_before_is_marked_until_the_new_one_comes(page: Page) -> None:
    """Every instrument answers for the new sentence in the end; none stays marked."""
    sentences = ("The old man gave his daughter a red apple.", "Nobody has read this one before.")
    for number, _ in enumerate(each_instrument(page)):
        sentence_box(page).fill(sentences[number % 2])
        expect(page.locator(".bd-was").filter(visible=True)).to_have_count(0)
    on_stage(page, "overview")
    page.evaluate("""() => {
        const before = window.fetch;
        window.fetch = (address, options) => String(options?.body ?? "").includes('"fn_name":"guess_of_token"')
            ? new Promise((answer) => { window.letGo = () => answer(before(address, options)); }) : before(address, options);
    }""")
    sentence_box(page).fill("A guess takes its time here, and the picture does not.")
    guess = page.locator(".bd-overview-guess")
    pick(page, "Token", 2)
    expect(guess).to_have_class(re.compile("bd-was"))
    page.wait_for_timeout(500)
    expect(guess).to_have_css("opacity", "0.4")
    page.evaluate("window.letGo()")
    expect(guess).to_have_css("opacity", "1")


def test_a_guess_that_cannot_be_had_leaves_none_of_the_sentence_before(page: Page) -> None:
    guess = page.locator(".bd-overview-guess")
    expect(guess.locator(".bd-overview-bar").first).to_be_visible()
    page.evaluate("""() => {
        const before = window.fetch;
        window.fetch = (address, options) => String(options?.body ?? "").includes('"fn_name":"guess_of_token"')
            ? Promise.resolve(new Response('{"error":"no guess today"}', { headers: { "content-type": "application/json" } }))
            : before(address, options);
    }""")
    sentence_box(page).fill("Another one, and no guess for it.")
    expect(page.locator("#stage .bd-problem").filter(visible=True)).to_have_text("no guess today")
    expect(guess).to_be_empty()
    expect(guess).not_to_have_class(re.compile("bd-was"))
