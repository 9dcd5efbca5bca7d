"""BertViz in a frame: drawn by a real browser, from random attention, with the network watched."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch
from playwright.sync_api import Browser, Frame, Page

from bertdemo.figures import bertviz
from bertdemo.figures.bertviz import View, head_view, model_view, neuron_view

VIEWS: list[Callable[..., View]] = [head_view, model_view]
HOSTILE = [
    "[CLS]",
    "</script><script>top.ran=1;window.ran=1</script>",
    '<img src=x onerror="top.ran=1;window.ran=1">',
    "<!--<script>",
    '"];window.ran=1;//',
    "; // HACK: PYTHON_PARAMS const params = ",
    '<select id="layer">',
    "日本 \u2028 \ud83d é Ġa &amp;",
    "[SEP]",
]


def attentions(layers: int, heads: int, tokens: int) -> torch.Tensor:
    torch.manual_seed(layers * tokens)
    return (2 * torch.randn(layers, heads, tokens, tokens)).softmax(-1)


def words(count: int) -> list[str]:
    return [f"word{i}" for i in range(count)]


class Opened:
    """A view in a sandboxed frame, as the page shows it, with everything that went wrong."""

    def __init__(self, page: Page, document: str, height: int) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        page.evaluate(
            """([document_, height]) => new Promise((done) => {
              const frame = document.createElement("iframe");
              frame.setAttribute("sandbox", "allow-scripts");
              frame.width = 1010;
              frame.height = height;
              frame.onload = done;
              frame.srcdoc = document_;
              document.body.append(frame);
            })""",
            [document, height],
        )
        self.page = page
        self.frame: Frame = page.frames[-1]

    def count(self, selector: str) -> int:
        return int(self.frame.evaluate("(s) => document.querySelectorAll(s).length", selector))

    def texts(self, selector: str) -> list[str]:
        return list(
            self.frame.evaluate(
                "(s) => [...document.querySelectorAll(s)].map((e) => e.textContent)", selector
            )
        )

    def ran(self) -> bool:
        return bool(self.page.evaluate("Boolean(window.ran)")) or bool(
            self.frame.evaluate("Boolean(window.ran)")
        )


@pytest.fixture
def show(browser: Browser) -> Iterator[Callable[..., Opened]]:
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    page.goto("about:blank")
    yield lambda view, change=lambda html: html: Opened(page, change(view.html), view.height)
    page.close()


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_in_the_document_points_elsewhere(view: Callable[..., View]) -> None:
    html = view(attentions(2, 3, 5), words(5)).html
    assert html.startswith("<!doctype html>")
    assert "cdnjs" not in html.replace("https://cdnjs.cloudflare.com/ajax/libs/d3/5.7.0/d3.min", "").replace(
        "https://cdnjs.cloudflare.com/ajax/libs/jquery/2.0.0/jquery.min", ""
    )  # the two addresses that BertViz hands to require.config, which here does nothing
    assert not re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)\s*=", html)
    assert "PYTHON_PARAMS" not in html


def test_head_view_draws_offline(show: Callable[..., Opened]) -> None:
    opened = show(head_view(attentions(3, 4, 6), words(6), layer=1, heads=[0, 2]))
    assert opened.count("svg line") == 4 * 6 * 6
    seen = "(heads) => heads.filter((head) => head.querySelector(\"line:not([stroke-opacity='0'])\")).length"
    assert opened.frame.locator(".headAttention").evaluate_all(seen) == 2
    assert opened.texts("#left text") == opened.texts("#right text") == words(6)
    assert opened.frame.get_by_label("Layer").input_value() == "1"
    opened.frame.get_by_label("Layer").select_option("2")
    assert opened.count("svg line") == 4 * 6 * 6
    assert (opened.requests, opened.errors) == ([], [])


def test_model_view_draws_offline_and_opens_a_head(show: Callable[..., Opened]) -> None:
    opened = show(model_view(attentions(3, 4, 6), words(6)))
    assert opened.count("svg line") == 3 * 4 * 6 * 6
    opened.frame.locator("svg rect[style*='opacity: 0']").nth(5).click()
    assert opened.count("svg line") == 3 * 4 * 6 * 6 + 6 * 6
    assert "Layer 1, Head 1" in opened.texts("svg text")
    assert (opened.requests, opened.errors) == ([], [])


def test_the_numbers_drawn_are_the_numbers_given(show: Callable[..., Opened]) -> None:
    given = attentions(1, 1, 4)
    opened = show(model_view(given, words(4)))
    drawn = opened.frame.evaluate(
        '[...document.querySelectorAll("svg line")].map((line) => +line.getAttribute("stroke-opacity"))'
    )
    np.testing.assert_allclose(np.array(drawn).reshape(4, 4), given[0, 0], atol=5.1e-5)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("policy", [True, False], ids=["with-policy", "without-policy"])
def test_tokens_are_text_whatever_they_hold(
    view: Callable[..., View], policy: bool, show: Callable[..., Opened]
) -> None:
    """Twice safe: BertViz writes tokens with .text(), and the policy would stop a script all the same."""

    def change(html: str) -> str:
        return html if policy else re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)

    opened = show(view(attentions(2, 2, len(HOSTILE)), HOSTILE, 4), change)
    if view is model_view:
        opened.frame.locator("svg rect[style*='opacity: 0']").first.click()
    shown = opened.texts("#left text" if view is head_view else "svg text.token")
    assert shown[: len(HOSTILE)] == [token.replace("\ud83d", shown[7][5]) for token in HOSTILE]
    opened.page.wait_for_timeout(100)
    assert not opened.ran()
    assert opened.count("img") == 0
    assert opened.count("script") == 5
    assert (opened.requests, opened.errors) == ([], [])


def test_the_policy_stops_requests_and_foreign_scripts(show: Callable[..., Opened]) -> None:
    opened = show(head_view(attentions(1, 1, 3), words(3)))
    stopped = opened.frame.evaluate(
        """async () => {
          const stopped = [];
          addEventListener("securitypolicyviolation", (event) => stopped.push(event.effectiveDirective));
          await fetch("http://127.0.0.1:9/").catch(() => 0);
          const image = new Image();
          image.src = "http://127.0.0.1:9/x.png";
          document.body.insertAdjacentHTML("beforeend", "<b onclick='window.ran=1'>b</b>");
          document.body.lastChild.click();
          await new Promise((done) => setTimeout(done, 100));
          return stopped.sort();
        }"""
    )
    assert stopped == ["connect-src", "img-src", "script-src-attr"]
    assert not opened.ran()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("dark", [False, True])
def test_text_can_be_read_in_both_themes(
    view: Callable[..., View], dark: bool, show: Callable[..., Opened]
) -> None:
    opened = show(view(attentions(2, 2, 5), words(5), dark=dark))
    colours = opened.frame.evaluate(
        """() => [getComputedStyle(document.body).backgroundColor,
          ...[...document.querySelectorAll("svg text")].map((text) => getComputedStyle(text).fill)]"""
    )
    background, *texts = (sum(int(part) for part in re.findall(r"\d+", colour)[:3]) / 3 for colour in colours)
    assert all(abs(text - background) > 150 for text in texts), colours


@pytest.mark.parametrize("size", [3, 30])
@pytest.mark.parametrize("second", [None, 2])
@pytest.mark.parametrize("view", VIEWS)
def test_the_frame_is_as_high_as_it_says(
    view: Callable[..., View], second: int | None, size: int, show: Callable[..., Opened]
) -> None:
    drawn = view(attentions(2, 12, size), words(size), second)
    frame = show(drawn).frame
    content = frame.evaluate("document.body.getBoundingClientRect().bottom + 8")
    assert drawn.height - 30 < content <= drawn.height
    assert frame.evaluate("document.documentElement.scrollHeight") == drawn.height


def test_model_view_at_its_cap(show: Callable[..., Opened]) -> None:
    """12 × 12 heads at 26 tokens, and one token more: one layer at a time from there."""
    whole = model_view(attentions(12, 12, 26), words(26))
    assert (whole.tokens_shown, whole.layers_shown) == (26, tuple(range(12)))
    assert len(whole.html) < 1.3e6
    assert show(whole).count("svg line") == 12 * 12 * 26 * 26
    more = model_view(attentions(12, 12, 27), words(27))
    assert (more.tokens_shown, more.layers_shown, more.layers_total) == (27, (0,), 12)
    chosen = model_view(attentions(12, 12, 27), words(27), layer=7)
    assert chosen.layers_shown == (7,)
    assert "7" in show(chosen).texts("svg text")


def test_head_view_at_its_cap(show: Callable[..., Opened]) -> None:
    whole = head_view(attentions(12, 12, 64), words(64), layer=11)
    assert (whole.tokens_shown, whole.layers_shown) == (64, tuple(range(12)))
    assert len(whole.html) < 5e6
    opened = show(whole)
    assert opened.count("svg line") == 12 * 64 * 64
    assert opened.count("#layer option") == 12
    assert head_view(attentions(12, 12, 66), words(66), layer=11).layers_shown == (11,)


@pytest.mark.parametrize("view", VIEWS)
def test_long_texts_are_cut_and_the_cut_is_told(
    view: Callable[..., View], show: Callable[..., Opened]
) -> None:
    cut = view(attentions(8, 12, 512), words(512), 300, layer=1)
    assert (cut.tokens_shown, cut.tokens_total, cut.layers_shown, cut.layers_total) == (91, 512, (1,), 8)
    assert len(cut.html) < 2e6
    opened = show(cut)
    assert opened.count("svg line") == 12 * 91 * 91 <= bertviz.MAX_LINES
    assert opened.count("#filter") == 0, "the second sentence is beyond the cut"


def test_numpy_and_double_sentences(show: Callable[..., Opened]) -> None:
    opened = show(model_view(attentions(2, 2, 6).numpy(), words(6), 4))
    opened.frame.get_by_label("Attention").select_option(label="Sentence A -> Sentence B")
    assert opened.count("svg line") == 2 * 2 * 4 * 2


@pytest.mark.parametrize("view", VIEWS)
def test_what_does_not_fit_is_refused(view: Callable[..., View]) -> None:
    with pytest.raises(ValueError, match="attentions must be"):
        view(attentions(1, 2, 3), words(4))
    with pytest.raises(ValueError, match="attentions must be"):
        view(attentions(1, 2, 3)[0], words(3))
    with pytest.raises(ValueError, match="attentions must be"):
        view(torch.zeros(1, 1, 0, 0), [])
    with pytest.raises(ValueError, match="layer 2"):
        view(attentions(2, 2, 3), words(3), layer=2)
    with pytest.raises(ValueError, match="heads"):
        head_view(attentions(2, 2, 3), words(3), heads=[2])


def vectors(layers: int, heads: int, tokens: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    torch.manual_seed(tokens)
    query, key = torch.randn(2, layers, heads, tokens, 8)
    return (query @ key.transpose(-1, -2) / 8**0.5).softmax(-1), query, key


def test_the_neuron_view_draws_offline(show: Callable[..., Opened]) -> None:
    opened = show(neuron_view(*vectors(3, 4, 9), HOSTILE, 4, layer=2, head=1))
    assert not opened.errors and not opened.ran()
    assert all(url.startswith(("about:", "data:")) for url in opened.requests)
    assert opened.frame.evaluate("document.querySelector('#layer').value") == "2"
    assert opened.frame.evaluate("document.querySelector('#att_head').value") == "1"
    assert opened.count("#att_head option") == 4 and opened.count("#filter option") == 5
    assert opened.count("#collapsed .attn-line-group line") == 81
    assert HOSTILE[1] in " ".join(opened.texts("#collapsed text"))
    opened.frame.locator("#collapsed #leftText g").first.hover()
    opened.frame.locator("#collapsed #leftText rect").nth(1).click(force=True)  # ⊕
    assert (
        opened.frame.evaluate("document.querySelector('#expanded').getAttribute('visibility')") == "visible"
    )


@pytest.mark.parametrize("dark", [True, False])
def test_the_neuron_view_is_cut_and_told(show: Callable[..., Opened], dark: bool) -> None:
    view = neuron_view(*vectors(6, 12, 120), words(120), dark=dark)
    assert view.tokens_total == 120 and 60 < view.tokens_shown < 120 and view.layers_shown == tuple(range(6))
    opened = show(view)
    assert not opened.errors
    assert opened.count("#collapsed .attn-line-group") == view.tokens_shown


def test_what_the_neuron_view_holds() -> None:
    weights, query, key = vectors(2, 3, 6)
    document = neuron_view(weights, query, key, words(6), 3).html
    start = document.index("window.bertviz_params = ") + len("window.bertviz_params = ")
    data = json.JSONDecoder().raw_decode(document, start)[0]["attention"]
    assert set(data) == {"all", "aa", "ab", "ba", "bb"}
    np.testing.assert_allclose(data["ab"]["attn"], weights[:, :, :3, 3:], atol=1e-4)
    np.testing.assert_allclose(data["ab"]["queries"], query[:, :, :3], atol=1e-3)
    np.testing.assert_allclose(data["ab"]["keys"], key[:, :, 3:], atol=1e-3)
    assert data["ba"]["left_text"] == words(6)[3:] and data["ba"]["right_text"] == words(6)[:3]
    with pytest.raises(ValueError, match="6 tokens"):
        neuron_view(weights, query, key[:, :, :5], words(6))
