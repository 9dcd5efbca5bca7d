"""The real app in a process of its own, and Debian's Chromium looking at it. Nothing leaves this machine."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import torch
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect
from transformers import BertConfig, BertForPreTraining

from bertdemo.serving.bank import ModelBank
from bertdemo.settings import ASSETS, Settings

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 15_000  # ms: the two cores may be busy with something else
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
    settings = {
        "BERTDEMO_FOLDERS": str(tiny_folder.parent),
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
    }
    with running_app(tmp_path_factory.mktemp("app") / "log.txt", settings) as address:
        yield address


@contextmanager
def running_app(log: Path, settings: dict[str, str]) -> Iterator[str]:
    """Where the app answers with these variables; at the end it must still run, and have logged no traceback."""
    port = free_port()
    usual = {
        "BERTDEMO_PORT": str(port),
        "BERTDEMO_HOST": "127.0.0.1",
        "BERTDEMO_DEVICE": "cpu",
        "GRADIO_ANALYTICS_ENABLED": "False",
    }
    with log.open("wb") as written:
        app = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env={**os.environ, **usual, **settings},
            stdout=written,
            stderr=written,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_it_answers(address, app, log)
            yield address
            assert app.poll() is None, log.read_text("utf-8", "replace")[-4000:]
            assert "Traceback" not in log.read_text("utf-8", "replace"), log.read_text()[-6000:]
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
    """The chips of the token strip on Explore."""
    name = re.compile("^(Tokens with id, segment and position|词元及其 id、段与位置)$")
    return page.get_by_role("list", name=name).get_by_role("listitem")
