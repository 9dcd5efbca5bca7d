"""S1: last keystroke → the stage and the finding show the new sentence, in a browser, on three instruments.

Against an empty Gradio page that echoes the sentence, plus one bare pass of the encoder, which nothing can do without.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from tests.benchmarks.measure import Row, in_turn, sentence, summed
from tests.benchmarks.s2_handler import bare_pass
from tests.benchmarks.servers import serving

SIZES = (16, 64, 128)
STAGES = {
    "overview": "glance",  # the first screen: the run, then two classifiers and a pass with the word hidden
    "attention": "heads",  # the run alone
    "scores": "glance",  # the run and two classifiers
}
GOAL = 1.25

# Starts the clock at the key press and stops it in the frame after the last of both was drawn anew.
WATCH = """(places) => {
  const watch = window.benchmark = { start: null, done: {} };
  addEventListener("keydown", () => { watch.start = performance.now(); watch.done = {}; }, true);
  for (const [name, place] of Object.entries(places)) {
    new MutationObserver(() => {
      if (watch.start === null) return;
      const start = watch.start;
      requestAnimationFrame(() => { watch.done[name] = performance.now() - start; });
    }).observe(document.querySelector(place), { childList: true, subtree: true, characterData: true, attributes: true });
  }
}"""
APP_PLACES = {"stage": "#stage", "finding": "[data-finding]"}
READY = """([names, token]) => names.every((name) => name in window.benchmark.done)
  && !document.querySelector('#stage > .bd-on [aria-busy="true"], #stage > .bd-on[aria-busy="true"]')
  && (!token || window.bertdemo.state.run.tokens.at(-2) === token)"""


def rows(repeats: int) -> list[Row]:
    from playwright.sync_api import sync_playwright

    made = []
    with (
        serving("app.py") as app,
        serving("tests/benchmarks/echo_page.py") as echo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        app_page, echo_page = (
            browser.new_page(reduced_motion="reduce") for _ in range(2)
        )  # nothing swings into place
        _open(echo_page, echo, {"echo": "#echo"})
        for on, step in STAGES.items():
            link = urlencode(
                {"step": step, "on": on, "text": sentence(16, "before"), "layer": 2, "head": 4, "token": 1}
            )
            _open(app_page, f"{app}/?{link}", APP_PLACES)
            for size in SIZES:

                def type_in_app(number: int, size: int = size, on: str = on) -> float:
                    return _type(app_page, sentence(size, f"s1 {on} {size} {number}"), ["stage"])

                def type_in_echo(number: int, size: int = size, on: str = on) -> float:
                    return _type(echo_page, sentence(size, f"s1 {on} {size} {number}"), ["echo"])

                def finding_in_app(number: int, size: int = size, on: str = on) -> float:
                    for attempt in range(20):  # until the last letter changes what it says
                        text = sentence(size, f"s1 f {on} {size} {number} {attempt}")
                        if seconds := _type(app_page, text, ["stage"], "finding"):
                            return seconds
                    raise RuntimeError("the finding never changes")

                works = {"app": type_in_app, "echo": type_in_echo, "bare": bare_pass(size)}
                if (
                    on == "overview"
                ):  # what it shows comes one after another: the finding before verdict and guess
                    works["finding"] = finding_in_app
                found = in_turn(works, repeats)
                against = summed(found["echo"], found["bare"])
                more = {"echo": found["echo"].median, "bare": found["bare"].median}
                for name in ("finding", "app"):
                    if name in found:
                        what = f"keystroke → {on if name == 'app' else 'finding of ' + on}, {size} tokens"
                        made.append(Row("S1", what, found[name], against, "echo + bare encoder", GOAL, more))
        browser.close()
    return made


def _open(page: Any, address: str, places: dict[str, str]) -> None:
    page.bring_to_front()
    page.goto(address)
    page.wait_for_selector("#sentence textarea")
    for place in places.values():
        page.wait_for_selector(place, state="attached")
    page.wait_for_timeout(3000)  # the first picture, and the weights behind it
    page.evaluate(WATCH, places)


def _type(page: Any, text: str, names: list[str], part: str = "") -> float:
    """Seconds until `part`, or all of them, shows the text whose last letter is typed; the rest stands there already.

    0 for a part that says the same of it.
    """
    page.bring_to_front()
    box = page.locator("#sentence textarea")
    page.evaluate("window.benchmark.start = performance.now(); window.benchmark.done = {}")
    box.fill(text[:-1])
    page.wait_for_function(READY, arg=[names, ""])
    page.wait_for_timeout(400)
    box.press("End")
    page.evaluate("window.benchmark.done = {}")
    page.keyboard.type(text[-1])
    page.wait_for_function(READY, arg=[names, text.split()[-1] if "stage" in names else ""])
    page.wait_for_timeout(
        400
    )  # what is drawn twice counts when it is drawn last; a finding may come to say the same
    done: dict[str, float] = page.evaluate("window.benchmark.done")
    return (done.get(part, 0) if part else max(done.values())) / 1000
