"""A model on its way to an account: trained, signed in at a small Hub on loopback, pushed, and the same when it is loaded there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from gradio_client import Client
from peft import LoraConfig, get_peft_model
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, expect
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from tests.browser.conftest import finding, link_to, running_app
from tests.hub_accounts import CLIENT, SCOPES, SECRET
from tests.hub_server import Hub, hub_on_loopback

SLOW = 120_000  # ms: a training on two busy cores
TEXT = "A wonderful, moving film. I loved it."
OPENER = "Push to my Hugging Face account"
DONE = re.compile(r"of the 48 samples held back are right")


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with hub_on_loopback() as running:
        yield running


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("app") / "log.txt"


@pytest.fixture(scope="module")
def url(hub: Hub, log: Path) -> Iterator[str]:
    """Where an app answers that is a client of that Hub, as a Space is of the real one."""
    settings = {
        "OAUTH_CLIENT_ID": CLIENT,
        "OAUTH_CLIENT_SECRET": SECRET,
        "OAUTH_SCOPES": SCOPES,
        "OPENID_PROVIDER_URL": hub.address,
        "HF_ENDPOINT": hub.address,
        "HF_HUB_OFFLINE": "0",
        "TRANSFORMERS_OFFLINE": "0",
    }
    with running_app(log, settings) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1440, "height": 900})
    yield made
    made.close()


def trained(page: Page, address: str) -> Locator:
    """The lab, once its classifier has learned from the rows that it opens with."""
    page.goto(address)
    return learned(page)


def learned(page: Page) -> Locator:
    lab = page.locator("#stage > .bd-on .bd-is-lab")
    lab.get_by_role("button", name="Start training").click()
    expect(finding(page)).to_contain_text(DONE, timeout=SLOW)
    return lab


def test_trained_signed_in_pushed_and_the_same_there(
    url: str, hub: Hub, context: BrowserContext, log: Path
) -> None:
    page, keys = context.new_page(), set()

    def answered(response: Response) -> None:
        if "component_server" in response.url:
            keys.update(re.findall(r'"(mine-[\w-]+)"', response.text()))

    page.on("response", answered)
    lab = trained(page, url + link_to("lab", TEXT))
    opener = lab.get_by_role("button", name=OPENER)
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(lab.get_by_role("button", name="Download (zip)")).to_be_visible()
    opener.click()
    expect(lab.get_by_text("You sign in at the Hub")).to_be_visible()
    expect(lab.get_by_text("It opens in a tab of its own")).to_have_count(0)
    lab.get_by_role("button", name="Sign in with Hugging Face").click()
    expect(lab.get_by_text("Signed in as anna")).to_be_visible(timeout=SLOW)  # back, and where it was
    expect(finding(page)).to_contain_text(DONE)
    assert "text=A+wonderful" in page.url and "mine-" not in page.url and "code=" not in page.url
    expect(lab.get_by_label("private")).to_be_checked()
    name = lab.get_by_role("textbox", name="Name of the repository")
    name.fill("a/b")
    lab.get_by_role("button", name="Push", exact=True).click()
    expect(lab.get_by_role("alert").filter(has_text="“a/b” is no name for a repository")).to_be_visible()
    name.fill("first-bert")
    name.press("Enter")
    link = lab.get_by_role("link", name="anna/first-bert")
    expect(link).to_have_attribute("href", f"{hub.address}/anna/first-bert", timeout=SLOW)
    expect(lab.get_by_text("is no name for a repository")).to_have_count(0)
    assert hub.accounts.private["anna/first-bert"] is True
    (key,) = keys
    says = Client(url, verbose=False).predict(TEXT, model=key, api_name="/classify")["logits"]
    folder = hub.repositories["anna/first-bert"]
    module, told = AutoModelForSequenceClassification.from_pretrained(folder, output_loading_info=True)
    assert not told["missing_keys"] and not told["unexpected_keys"]
    encoded = AutoTokenizer.from_pretrained(folder)(TEXT, return_tensors="pt")
    adapted = get_peft_model(module, LoraConfig(task_type="SEQ_CLS", target_modules=["query", "value"]))
    for one in (module.eval(), adapted.eval()):
        with torch.inference_mode():
            assert one(**encoded).logits[0].tolist() == pytest.approx(says, abs=1e-4)
    lab.get_by_role("button", name="Push", exact=True).click()
    expect(lab.get_by_role("alert").filter(has_text="anna/first-bert exists already")).to_be_visible()
    lab.get_by_role("button", name="Sign out").click()
    expect(lab.get_by_role("button", name="Sign in with Hugging Face")).to_be_visible()
    assert not [cookie for cookie in context.cookies() if cookie["name"] == "bertdemo-hub"]
    logged = log.read_text("utf-8", "replace")
    assert not [token for token in hub.accounts.tokens if token in logged] and SECRET not in logged


def test_in_a_frame_the_sign_in_has_a_tab_of_its_own(url: str, hub: Hub, context: BrowserContext) -> None:
    """As on a Space, whose page stands in one of another site: no cookie is sent from there."""
    page = context.new_page()
    page.goto(f"http://localhost:{hub.address.rsplit(':', 1)[1]}/")  # another site than 127.0.0.1
    page.set_content(f'<iframe src="{url}{link_to("lab")}" style="width:1400px;height:850px"></iframe>')
    inside = page.frame_locator("iframe")
    lab = inside.locator("#stage > .bd-on .bd-is-lab")
    lab.get_by_role("button", name="Start training").click()
    expect(inside.locator("[data-finding]")).to_contain_text(DONE, timeout=SLOW)
    lab.get_by_role("button", name=OPENER).click()
    expect(lab.get_by_text("It opens in a tab of its own")).to_be_visible()
    with context.expect_page() as opened:
        lab.get_by_role("button", name="Sign in with Hugging Face").click()
    own = opened.value
    there = own.locator("#stage > .bd-on .bd-is-lab")
    expect(there.get_by_text("Signed in as anna")).to_be_visible(timeout=SLOW)
    expect(finding(own)).to_contain_text(DONE, timeout=SLOW)
    there.get_by_role("textbox", name="Name of the repository").fill("second-bert")
    there.get_by_label("private").uncheck()
    there.get_by_role("button", name="Push", exact=True).click()
    expect(there.get_by_role("link", name="anna/second-bert")).to_be_visible(timeout=SLOW)
    assert hub.accounts.private["anna/second-bert"] is False


def test_who_says_no_is_told_on_the_page(url: str, hub: Hub, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(url + "/zh" + link_to("lab", "这部电影很好看。")[1:])
    lab = page.locator("#stage > .bd-on .bd-is-lab")
    lab.get_by_role("button", name="开始训练").click()
    opener = lab.get_by_role("button", name="推送到我的 Hugging Face 账号")
    expect(opener).to_be_visible(timeout=SLOW)
    opener.click()
    hub.accounts.denies = True
    try:
        lab.get_by_role("button", name="用 Hugging Face 账号登录").click()
        expect(lab.get_by_role("alert").filter(has_text="没有同意授权")).to_be_visible(timeout=SLOW)
    finally:
        hub.accounts.denies = False
    expect(page).to_have_url(re.compile("/zh"))
    expect(lab.get_by_role("button", name="用 Hugging Face 账号登录")).to_be_visible(timeout=SLOW)
