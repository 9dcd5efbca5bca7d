"""BERTs of the Hub in the list of models, served by a small Hub on loopback: fetched, stopped, out of reach, found again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bertdemo.serving.checkpoints import find
from bertdemo.settings import Settings
from tests.browser.conftest import on_stage, pick_model, picked_model, running_app
from tests.hub_server import Hub, hub_on_loopback

ID = "google-bert/bert-base-uncased"
OWN = "somebody/own-bert"  # what the server is told to open with, and its Hub has not
NAME = "the BERT of the paper · 12 × 12"
CLASSROOM = re.compile("^classroom BERT, English")
LAYERS = find("classroom", Settings()).layers
SLOW = 0.05  # seconds between two pieces of a file: the tiny BERT takes ten


@pytest.fixture(scope="module")
def running_hub(tiny_folder: Path) -> Iterator[Hub]:
    with hub_on_loopback() as hub:
        hub.repositories[ID] = tiny_folder
        yield hub


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hub")


@pytest.fixture(scope="module")
def url(running_hub: Hub, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where an app answers whose Hub is that on loopback."""
    settings = {
        "HF_ENDPOINT": running_hub.address,
        "BERTDEMO_HUB_FOLDER": str(cache),
        "BERTDEMO_MODEL": OWN,
        "HF_HUB_OFFLINE": "0",
        "TRANSFORMERS_OFFLINE": "0",
    }
    with running_app(tmp_path_factory.mktemp("app") / "log.txt", settings) as address:
        yield address


@pytest.fixture
def hub(running_hub: Hub, cache: Path) -> Iterator[Hub]:
    """The Hub, asked for nothing yet; nothing of it is here."""
    shutil.rmtree(cache)
    cache.mkdir()
    running_hub.asked.clear()
    yield running_hub
    running_hub.pause, running_hub.login = 0.0, False


def options(page: Page) -> Locator:
    """Those of the list of models."""
    return page.locator(".bd-model-list option")


def pick(page: Page, label: str) -> None:
    pick_model(page, label)


def card(page: Page) -> Locator:
    return page.get_by_role("region", name="the BERT of the paper")


def layers(page: Page) -> Locator:
    return page.locator(".bd-is-bar").get_by_role("combobox", name="Layer", exact=True).get_by_role("option")


def expect_in_use(page: Page) -> None:
    expect(card(page)).to_contain_text("“the BERT of the paper” is here, and every step asks it now.")
    expect(picked_model(page)).to_have_text(re.compile(f"^{re.escape(NAME)}"))
    expect(layers(page)).to_have_text(["1", "2", "3"])  # those of the tiny one


def test_picked_fetched_and_in_use_by_itself(hub: Hub, open_page: Callable[..., Page]) -> None:
    hub.pause = SLOW
    page = open_page()
    expect(options(page).filter(has_text=f"{NAME} · 440 MB to fetch")).to_have_count(1)
    assert not hub.asked, "nothing is asked before somebody picks"
    pick(page, NAME)
    expect(card(page)).to_contain_text("layers × heads × width 3 × 4 × 32")
    expect(card(page).get_by_role("progressbar", name="Progress")).to_have_attribute(
        "value", re.compile(r"[1-9]")
    )
    expect(card(page).get_by_role("button", name="Stop")).to_be_visible()
    expect(card(page).get_by_role("button", name="Pause")).to_be_hidden()
    expect(picked_model(page)).to_have_text(CLASSROOM)
    page.locator("#sentence textarea").fill("My dog is sad")  # the model before goes on reading
    on_stage(page, "tokens")
    expect(page.get_by_role("listitem").filter(has_text="sad").first).to_be_visible()
    on_stage(page, "overview")
    expect(layers(page)).to_have_count(LAYERS)
    hub.pause = 0
    expect_in_use(page)
    expect(options(page).filter(has_text="to fetch")).to_have_count(2)  # two others
    pick(page, "classroom BERT, English")
    expect(layers(page)).to_have_count(LAYERS)
    expect(card(page)).to_be_hidden()
    hub.asked.clear()
    pick(page, NAME)
    expect(layers(page)).to_have_count(3)
    other = open_page(f"/?model={ID}")
    expect(layers(other)).to_have_count(3)
    expect(picked_model(other)).to_have_text(re.compile(f"^{re.escape(NAME)}"))
    expect(card(other)).to_be_hidden()
    assert not hub.asked, "what is here is not fetched again"


def test_stopped_and_fetched_again(hub: Hub, open_page: Callable[..., Page]) -> None:
    hub.pause = SLOW
    page = open_page()
    pick(page, NAME)
    card(page).get_by_role("button", name="Stop").click()
    expect(card(page)).to_contain_text("Stopped after")
    expect(card(page).get_by_role("progressbar")).to_be_hidden()
    expect(picked_model(page)).to_have_text(CLASSROOM)
    hub.pause = 0
    card(page).get_by_role("button", name="Try again").click()
    expect_in_use(page)
    card(page).get_by_role("button", name="Close this message").click()
    expect(card(page)).to_be_hidden()


def test_without_internet_one_sentence_and_the_model_before(hub: Hub, open_page: Callable[..., Page]) -> None:
    hub.login = True  # a network that lets nobody out
    page = open_page()
    pick(page, NAME)
    expect(card(page).get_by_role("alert")).to_contain_text("The bundled models work without a network")
    expect(picked_model(page)).to_have_text(CLASSROOM)
    expect(layers(page)).to_have_count(LAYERS)
    expect(page.locator("body")).not_to_have_class(re.compile("bd-stale"))
    hub.login = False
    pick(page, NAME)
    expect_in_use(page)


def test_found_again_after_a_reload_and_asked_for_by_a_link(hub: Hub, open_page: Callable[..., Page]) -> None:
    hub.pause = SLOW
    page = open_page(f"/zh?model={ID}")
    expect(page.get_by_role("region", name="论文里的 BERT").get_by_role("progressbar")).to_have_attribute(
        "value", re.compile(r"[1-9]")
    )
    page.goto(page.url.split("/zh")[0])  # in the other language
    expect(card(page)).to_contain_text("layers × heads × width 3 × 4 × 32")
    expect(card(page).get_by_role("progressbar")).to_have_attribute("value", re.compile(r"[1-9]"))
    hub.pause = 0
    expect_in_use(page)
    assert sum(line.startswith("GET") and line.endswith("model.safetensors") for line in hub.asked) == 1
    expect(page).to_have_url(re.compile("model=google-bert"))
    page.reload()  # the address has the model by now
    expect(picked_model(page)).to_have_text(re.compile(f"^{re.escape(NAME)}"))
    expect(layers(page)).to_have_text(["1", "2", "3"])
    expect(card(page)).to_be_hidden()


def test_what_cannot_be_fetched_offline_is_not_in_the_list(hub: Hub, open_page: Callable[..., Page]) -> None:
    page = open_page()
    expect(options(page).filter(has_text="to fetch")).to_have_count(3)
    page.context.set_offline(True)
    expect(options(page).filter(has_text="classroom BERT")).not_to_have_count(0)
    expect(options(page).filter(has_text="to fetch")).to_have_count(0)
    page.context.set_offline(False)
    expect(options(page).filter(has_text="to fetch")).to_have_count(3)


def test_a_page_opens_with_the_servers_own_choice_once_it_is_here(
    hub: Hub, cache: Path, tiny_folder: Path, open_page: Callable[..., Page]
) -> None:
    expect(picked_model(open_page())).to_have_text(CLASSROOM)
    shutil.copytree(tiny_folder, cache / f"models--{OWN.replace('/', '--')}" / "snapshots" / "1")
    page = open_page()
    expect(picked_model(page)).to_have_text(OWN)
    expect(layers(page)).to_have_text(["1", "2", "3"])
    linked = open_page("/?model=classroom")
    expect(layers(linked)).to_have_count(LAYERS)
    expect(picked_model(linked)).to_have_text(CLASSROOM)
    assert not hub.asked
