"""The real app in a process of its own, and Debian's Chromium looking at it. Nothing leaves this machine."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import torch
from gradio_client import Client
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect
from transformers import BertConfig, BertForPreTraining

from bertdemo.serving.bank import ModelBank
from bertdemo.settings import ASSETS, Settings
from bertdemo.steps.table import STEPS

ROOT = Path(__file__).resolve().parents[2]
# What is looked at: BROWSER_APP="-m bertdemo.serving.ray" is the same with replicas.
APP = os.environ.get("BROWSER_APP", "app.py").split()
OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
PATIENCE = 45_000  # ms: the cores are busy with other tests, and a card may let a layer learn
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("bundled")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A visitor's checkpoint: three random layers with four heads, in the bundled vocabulary."""
    import transformers

    folder = tmp_path_factory.mktemp("checkpoints") / "tiny"
    torch.manual_seed(5)
    config = BertConfig(
        vocab_size=30_522,
        num_hidden_layers=3,
        num_attention_heads=4,
        hidden_size=32,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    module = BertForPreTraining(config)
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if "weight" in name and "LayerNorm" not in name:
                parameter.mul_(8)
    module.save_pretrained(folder)
    bundled = ASSETS / "models" / "classroom"
    transformers.AutoTokenizer.from_pretrained(bundled, local_files_only=True).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def models(tiny_folder: Path) -> ModelBank:
    """The same weights in this process, to compare what the page says with what the library computes."""
    return ModelBank(Settings(device="cpu", folders=str(tiny_folder.parent)))


@pytest.fixture(scope="session")
def url(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app answers, its models warm."""
    settings = {"BERTDEMO_FOLDERS": str(tiny_folder.parent), **OFFLINE}
    with running_app(tmp_path_factory.mktemp("app") / "log.txt", settings) as address:
        Client(address, verbose=False).predict("warm", api_name="/attention")
        yield address


@contextmanager
def running_app(log: Path, settings: dict[str, str]) -> Iterator[str]:
    """Where the app answers with these variables; at the end it must still run, and have logged no traceback."""
    with launched(log, settings, APP) as (address, _):
        yield address


@contextmanager
def launched(
    log: Path, settings: dict[str, str], command: Sequence[str] = ("app.py",)
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The same with its process, which is the app's own."""
    with started(log, settings, [sys.executable, *command]) as (address, app):
        yield address, app
        assert app.poll() is None, log.read_text("utf-8", "replace")[-4000:]
        assert "Traceback" not in log.read_text("utf-8", "replace"), log.read_text()[-6000:]


@contextmanager
def started(
    log: Path, settings: dict[str, str], command: Sequence[str], folder: Path = ROOT
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """An app that may die meanwhile; of another copy of the project where `folder` says so."""
    usual = {
        "BERTDEMO_PORT": str(free_port()),
        "BERTDEMO_HOST": "127.0.0.1",
        "BERTDEMO_DEVICE": "cpu",
        "GRADIO_ANALYTICS_ENABLED": "False",
        **settings,
    }
    with log.open("wb") as written:
        app = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **usual}, stdout=written, stderr=written
        )
        try:
            address = f"http://127.0.0.1:{usual['BERTDEMO_PORT']}"
            wait_until_it_answers(address, app, log)
            yield address, app
        finally:
            app.terminate()
            try:
                app.wait(10)
            except subprocess.TimeoutExpired:
                app.kill()


def wait_until_it_answers(address: str, app: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        assert app.poll() is None, log.read_text("utf-8", "replace")[-4000:]
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the app did not answer within two minutes: " + log.read_text()[-4000:])


@pytest.fixture
def open_page(browser: Browser, url: str) -> Iterator[Callable[..., Page]]:
    """`open_page("/zh")` opens a page; at the end it must have had no error and no request to elsewhere."""
    faults: list[str] = []
    contexts = []

    def watch(page: Page) -> None:
        def said(message: ConsoleMessage) -> None:
            if message.type == "error":
                faults.append(f"console: {message.text}")

        def asked(request: Request) -> None:
            if is_outside(request.url, url):
                faults.append(f"left this machine: {request.url}")

        page.on("pageerror", lambda error: faults.append(f"page error: {error}\n{error.stack}"))
        page.on("console", said)
        page.on("request", asked)
        page.on("websocket", lambda socket: faults.append(f"websocket: {socket.url}"))

    def opened(path: str = "/", wait: bool = True, **options: Any) -> Page:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watch(page)
        page.goto(url + path)
        if wait:
            expect(tokens(page).first).to_be_visible()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults, "\n".join(dict.fromkeys(faults))


def is_outside(asked: str, url: str) -> bool:
    return not asked.startswith((url + "/", "data:", "blob:", "about:"))


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """The English page."""
    return open_page()


def tokens(page: Page) -> Locator:
    """The tokens of the picture on stage, where it has a strip of them."""
    return page.locator("#stage [data-token]").filter(visible=True)


STEP_OF = {one.name: step.name for step in STEPS for one in step.instruments}


def link_to(name: str, text: str | None = None, **more: str | int) -> str:
    """The address of an instrument, with a text or the one that the page opens with."""
    asked = {"step": STEP_OF[name], "on": name, **({} if text is None else {"text": text}), **more}
    return f"/?{urlencode(asked)}"


def on_stage(page: Page, name: str) -> Locator:
    """Put an instrument on the stage, as a visitor does: its step on the rail, its button below the stage."""
    page.locator(f'[data-step="{STEP_OF[name]}"]').click()
    button = page.locator(f'[data-instrument="{name}"]')
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-stage]")).to_have_attribute("data-stage", name)
    component = page.locator(f"#stage > .bd-on .bd-is-{name}")
    expect(component).to_be_visible()
    return component


def train_whole(lab: Locator, epochs: int) -> None:
    """Start a training of the whole model in the lab, and wait for its first step."""
    lab.get_by_role("button", name="2 Recipe").click()
    lab.get_by_role("button", name="Whole model").click()
    lab.get_by_label("Epochs").fill(str(epochs))
    lab.get_by_role("button", name="Start training").click()
    expect(lab.get_by_text(re.compile(r"Step \d+ of"))).to_be_visible(timeout=60_000)


def finding(page: Page) -> Locator:
    """What the instrument on stage finds."""
    return page.locator("[data-finding]")


def pick(page: Page, label: str, value: int) -> None:
    """Pick a token (by its place), a layer or a head in the bar: `pick(page, "Layer", 4)`."""
    page.locator(".bd-is-bar").get_by_role("combobox", name=label, exact=True).select_option(str(value))


def picked_model(page: Page) -> Locator:
    """What the bar's list of models shows as picked."""
    return page.locator(".bd-model-list option:checked")


def pick_model(page: Page, name: str) -> None:
    """Pick a model in the bar's list, by words of its name."""
    option = page.locator(".bd-model-list option").filter(has_text=name)
    expect(option).to_have_count(1)
    page.locator(".bd-model-list").select_option(option.get_attribute("value"))
