"""A browser that sleeps, as a phone's does in a pocket and a laptop's under its lid: what its page says when it wakes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OFFLINE, finding, launched, link_to, on_stage, train_whole
from tests.browser.test_room import PHONE, open_class, sentence_box_of, strip
from tests.browser.test_typing import expect_read, sentence_box
from tests.conftest import CHROMIUM_FLAGS

SLOW = 60_000  # ms: training, on two cores that CI shares


@pytest.fixture
def sleeper(browser: Browser) -> Iterator[Browser]:
    """A browser whose processes can be stopped without those of the others."""
    chromium = browser.browser_type.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
    yield chromium
    chromium.close()


@contextmanager
def asleep(browser: Browser) -> Iterator[None]:
    """All its processes stand still, as under a lid that is closed."""
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    processes = [one["id"] for one in told["processInfo"]]
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


def test_a_pupil_who_slept_is_where_the_class_is(
    open_page: Callable[..., Page], url: str, sleeper: Browser
) -> None:
    teacher = open_page(viewport={"width": 1440, "height": 900})
    pupil = sleeper.new_context(**PHONE).new_page()
    pupil.goto(f"{url}/?class={open_class(teacher)}")
    expect(strip(teacher).get_by_text("1 here")).to_be_visible()
    with asleep(sleeper):
        on_stage(teacher, "attention")
        sentence_box(teacher).fill("my dog is cute")
        expect_read(teacher, ["[CLS]", "my", "dog", "is", "cute", "[SEP]"])
        on_stage(teacher, "lens")
        time.sleep(3)
    expect(pupil.locator("[data-stage]")).to_have_attribute("data-stage", "lens")
    expect(sentence_box_of(pupil)).to_have_value("my dog is cute")


# Ninety seconds of sleep are more than a test has.
SOON = """
import runpy, sys
sys.argv[:] = ["app.py"]
sys.path.insert(0, "")
from bertdemo.serving import jobs
begin = jobs.Jobs.__init__
def begin_soon(self, *of, **more):
    begin(self, *of, **more)
    self.left_alone = 3.0
jobs.Jobs.__init__ = begin_soon
runpy.run_path("app.py", run_name="__main__")
"""


def test_a_training_that_was_left_asleep_is_told_and_can_be_begun_again(
    sleeper: Browser, tmp_path: Path
) -> None:
    page = sleeper.new_page(viewport={"width": 1440, "height": 900})
    with launched(tmp_path / "log.txt", OFFLINE, ["-c", SOON]) as (address, _):
        page.goto(address + link_to("lab"))
        expect(finding(page)).to_contain_text("240 samples with 2 labels", timeout=SLOW)
        lab = on_stage(page, "lab")
        train_whole(lab, 100)
        with asleep(sleeper):
            time.sleep(6)
        expect(lab.get_by_text("nobody looked at it for a while")).to_be_visible(timeout=SLOW)
        lab.get_by_role("button", name="2 Recipe").click()
        lab.get_by_label("Epochs").fill("1")
        lab.get_by_role("button", name="Start training").click()
        expect(finding(page)).to_contain_text("samples held back are right", timeout=SLOW)
