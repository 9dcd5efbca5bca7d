"""S1: last keystroke → every panel of the first page shows the new sentence, in a browser.

Against an empty Gradio page that echoes the sentence, plus one bare forward pass of the same checkpoint.
"""

from __future__ import annotations

from typing import Any

from tests.benchmarks.measure import Row, Sample, in_turn, sentence
from tests.benchmarks.s2_handler import bare_pass
from tests.benchmarks.servers import serving

SIZES = (16, 64, 128)
FIRST_PANELS = ["tokens", "attention", "scores"]
ALL_PANELS = [*FIRST_PANELS, "guess"]  # guessing a hidden word is a second question, about a second sentence

# Starts the clock at the key press and stops it, panel by panel, in the frame after the panel was drawn anew.
WATCH = """(places) => {
  const watch = window.benchmark = { start: null, done: {} };
  addEventListener("keydown", () => { watch.start = performance.now(); watch.done = {}; }, true);
  for (const [name, place] of Object.entries(places)) {
    new MutationObserver(() => {
      if (watch.start === null) return;
      const start = watch.start;
      requestAnimationFrame(() => { watch.done[name] = performance.now() - start; });
    }).observe(document.querySelector(place), { childList: true, subtree: true, characterData: true });
  }
}"""
APP_PLACES = {
    "tokens": ".bd-is-tokens .bd-strip",
    "attention": ".bd-is-attention > .bd-said",  # set right after the matrix is drawn
    "scores": ".bd-is-scores",
    "guess": ".bd-is-guess > .bd-said",
}
READY = "(names) => names.every((name) => name in window.benchmark.done)"


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
        app_page, echo_page = browser.new_page(), browser.new_page()
        _open(app_page, app, APP_PLACES)
        _open(echo_page, echo, {"echo": "#echo"})
        for size in SIZES:
            bare = bare_pass(size)
            whole: dict[int, dict[str, float]] = {}

            def type_in_app(
                number: int, size: int = size, whole: dict[int, dict[str, float]] = whole
            ) -> float:
                whole[number] = _type(app_page, sentence(size, f"s1 {size} {number}"), ALL_PANELS)
                return max(whole[number].values())

            def type_in_echo(number: int, size: int = size) -> float:
                return _type(echo_page, sentence(size, f"s1 {size} {number}"), ["echo"])["echo"]

            found = in_turn({"app": type_in_app, "echo": type_in_echo, "bare": bare}, repeats)
            first = Sample([max(whole[number][name] for name in FIRST_PANELS) for number in range(repeats)])
            against = Sample([e + b for e, b in zip(found["echo"].values, found["bare"].values, strict=True)])
            more = {
                "echo": found["echo"].median,
                "bare": found["bare"].median,
                "panels": {n: Sample([whole[i][n] for i in range(repeats)]).median for n in ALL_PANELS},
            }
            name = "echo + bare pass"
            made.append(
                Row(
                    "S1",
                    f"keystroke → tokens, attention, scores; {size} tokens",
                    first,
                    against,
                    name,
                    1.3,
                    more,
                )
            )
            made.append(
                Row("S1", f"keystroke → every panel; {size} tokens", found["app"], against, name, 1.3, more)
            )
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


def _type(page: Any, text: str, names: list[str]) -> dict[str, float]:
    """Seconds until each part shows the text whose last letter is typed; the rest stands there already."""
    page.bring_to_front()
    box = page.locator("#sentence textarea")
    page.evaluate("window.benchmark.start = performance.now(); window.benchmark.done = {}")
    box.fill(text[:-1])
    page.wait_for_function(READY, arg=names)
    page.wait_for_timeout(300)
    box.press("End")
    page.evaluate("window.benchmark.done = {}")
    page.keyboard.type(text[-1])
    page.wait_for_function(READY, arg=names)
    page.wait_for_timeout(150)  # a panel that is drawn twice counts when it is drawn last
    if "tokens" in names:
        words = page.locator(".bd-is-tokens .token-text, .bd-is-tokens .bd-token-text").all_inner_texts()
        assert words[-2] == text.split()[-1], (words[-2:], text[-20:])
    done: dict[str, float] = page.evaluate("window.benchmark.done")
    return {name: done[name] / 1000 for name in names}
