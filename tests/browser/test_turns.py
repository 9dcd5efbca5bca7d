"""Taking turns: the place of who waits, a training that is found again, jobs of a page that was closed, a file of many texts."""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Request, expect

from bertdemo.serving import gate
from bertdemo.settings import Settings
from tests.browser.conftest import APP, finding, link_to, on_stage, picked_model, train_whole

# With replicas (BROWSER_APP) each of them lets in as many.
AT_ONCE = gate.AT_ONCE * (Settings().replicas if "ray" in APP[-1] else 1)
SLOW = 60_000  # ms: training, on two cores that CI shares
LONG = "the film was not as good as i had hoped but the actors were kind and funny and sad " * 12


def ask(url: str, function: str, question: Any, visitor: str, connections: list[Any] | None = None) -> Any:
    """A server function of the English page, asked as another visitor's page would."""
    with urllib.request.urlopen(url + "/config") as told:
        components = json.load(told)["components"]
    place = next(c["id"] for c in components if function in (c["props"].get("server_fns") or ()))
    body = {"data": question, "component_id": place, "fn_name": function, "session_hash": visitor}
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=120)
    if connections is not None:
        connections.append(connection)
    connection.request(
        "POST", "/gradio_api/component_server", json.dumps(body), {"Content-Type": "application/json"}
    )
    return json.loads(connection.getresponse().read())


@contextmanager
def others_compute(url: str) -> Iterator[None]:
    """As many visitors as are let in, who ask for long explanations, one after another, until they leave."""
    connections: list[Any] = []
    end = threading.Event()

    def other(name: str) -> None:
        number = 0
        while not end.is_set():
            number += 1
            question = {
                "text": f"{LONG} {number}",
                "text_pair": "",
                "model": "classroom",
                "task": "sentiment",
            }
            with suppress(OSError, http.client.HTTPException, AttributeError, ValueError):
                ask(url, "explain", question, name, connections)

    threads = [threading.Thread(target=other, args=[f"other{i}"], daemon=True) for i in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    try:
        yield
    finally:
        end.set()
        for connection in connections:
            with suppress(OSError, AttributeError):
                connection.sock.shutdown(2)
        for thread in threads:
            thread.join(30)


def test_who_waits_sees_the_place_and_then_the_answer(open_page: Callable[..., Page], url: str) -> None:
    page = open_page(link_to("classify", "A wonderful film"), wait=False)
    shown = on_stage(page, "classify")
    expect(shown.locator(".bd-share").first).to_be_visible()
    line = page.locator(".bd-is-classify + .bd-waiting")
    expect(line).to_be_hidden()
    with others_compute(url):
        page.get_by_role("textbox", name="Your sentence").fill("A terrible film")
        expect(line).to_contain_text("Waiting for other visitors: number 1 in line.")
        old = shown.locator(":scope > *").filter(has=page.locator("table"))
        expect(old.first).to_have_css("opacity", "0.45")
    expect(line).to_be_hidden(timeout=SLOW)
    expect(shown.locator(".bd-why-word").filter(has_text="terrible")).to_be_visible()
    chinese = open_page("/zh?on=classify&text=很好看的电影", wait=False)
    expect(on_stage(chinese, "classify").locator(".bd-share").first).to_be_visible()
    with others_compute(url):
        chinese.locator("#sentence textarea").fill("很无聊的电影")
        expect(chinese.locator(".bd-is-classify + .bd-waiting")).to_contain_text(
            "正在等待其他访客：排在第 1 位"
        )


def test_a_training_is_found_again_after_a_reload_and_stopped_when_the_page_is_closed(
    open_page: Callable[..., Page], url: str
) -> None:
    page = open_page(link_to("lab"), wait=False)
    lab = on_stage(page, "lab")
    expect(finding(page)).to_contain_text("240 samples with 2 labels")
    train_whole(lab, 100)
    key = page.evaluate("bertdemo.jobBefore('start')")
    page.reload()
    lab = on_stage(page, "lab")
    expect(lab.get_by_role("status")).to_contain_text("Running for", timeout=SLOW)
    expect(lab.get_by_text(re.compile(r"Step \d+ of"))).to_be_visible(timeout=SLOW)
    expect(lab.get_by_role("button", name="Start training")).to_be_disabled()
    assert page.evaluate("bertdemo.jobBefore('start')") == key
    page.close(run_before_unload=False)
    until = time.monotonic() + 30
    while True:  # to look is not to follow: the question itself would keep it alive
        time.sleep(12)
        told = ask(
            url,
            "start_born",
            {"source": "en", "text": "", "steps": 50, "seed": 0, "sentence": "", "second": ""},
            "next",
        )
        state = ask(url, "follow_born", {"training": told["training"], "since": 0}, "next")
        if state["state"] != "waiting":
            break
        assert time.monotonic() < until, "it waits for a training that nobody looks at"


def test_a_finished_training_is_there_again_too(open_page: Callable[..., Page]) -> None:
    page = open_page(link_to("lab"), wait=False)
    lab = on_stage(page, "lab")
    lab.get_by_role("button", name="Start training").click()
    expect(finding(page)).to_contain_text("samples held back are right", timeout=SLOW)
    said = finding(page).inner_text()
    page.reload()
    lab = on_stage(page, "lab")
    expect(finding(page)).to_have_text(said, timeout=SLOW)
    lab.get_by_role("button", name="Use it on every step").click()
    expect(picked_model(page)).to_have_text("Your model")


def test_a_page_that_trains_nothing_says_nothing_when_it_goes(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    left: list[str] = []

    def seen(request: Request) -> None:
        if "bertdemo/left" in request.url:
            left.append(request.url)

    page.on("request", seen)
    page.reload()
    assert not left


def test_a_mask_that_was_typed_is_what_is_guessed(open_page: Callable[..., Page]) -> None:
    page = open_page(link_to("guess", "Paris is the [MASK] of France."), wait=False)
    guess = on_stage(page, "guess")
    expect(finding(page)).to_contain_text("[MASK]")
    expect(finding(page)).to_contain_text("“capital”")
    expect(guess.get_by_role("button", name="[MASK]")).to_have_count(1)
    guess.get_by_role("button", name="france").click()
    expect(finding(page)).to_contain_text("“france”")


def test_what_was_said_of_other_texts_goes(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(link_to("lines"), wait=False)
    batch = on_stage(page, "lines")
    batch.get_by_role("button", name="Classify all").click()
    expect(batch.get_by_role("row").first).to_be_visible()
    batch.get_by_role("textbox", name="One text a line").press_sequentially("x")
    expect(batch.get_by_role("row")).to_have_count(0)
    expect(batch.get_by_role("button", name="Save as CSV")).to_be_hidden()
    lab = on_stage(open_page(link_to("lab"), wait=False), "lab")
    lab.get_by_role("button", name="A file").click()
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    lab.get_by_label("A file").set_input_files(empty)
    expect(lab.get_by_role("alert").first).not_to_be_empty()


def test_a_translation_that_waits_says_so(open_page: Callable[..., Page], url: str) -> None:
    page = open_page(link_to("translate", "The weather is very nice today."), wait=False)
    panel = on_stage(page, "translate")
    box = page.get_by_role("textbox", name="Your sentence", exact=True)
    expect(panel.locator(".bd-translation")).not_to_be_empty(timeout=SLOW)
    with others_compute(url):
        box.fill("Where is the station?")
        expect(panel.get_by_role("status").first).to_contain_text("Waiting: number 1")
        expect(panel.locator(".bd-translation")).to_have_css("opacity", "0.45")
    expect(panel.locator(".bd-translation")).to_have_css("opacity", "1", timeout=SLOW)


def test_a_table_of_many_texts_is_read_as_one(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(link_to("lines"), wait=False)
    batch = on_stage(page, "lines")
    table = tmp_path / "texts.csv"
    table.write_bytes(
        'id,review,stars\n1,"A warm café scene – “lovely”, and\nmore of it",5\n2,Dull and slow,1\n'.encode(
            "cp1252"
        )
    )
    batch.locator("input[type=file]").set_input_files(table)
    expect(batch.get_by_role("row")).to_have_count(2)
    expect(batch.get_by_role("row").first).to_contain_text("A warm café scene – “lovely”, and more of it")
    expect(batch.get_by_role("row").first.get_by_role("rowheader")).to_have_text("positive")
    expect(batch).to_contain_text("Windows-1252")
    expect(batch).to_contain_text("review")
    image = tmp_path / "texts.txt"
    image.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    batch.locator("input[type=file]").set_input_files(image)
    expect(batch.get_by_role("alert")).to_contain_text("PNG")
