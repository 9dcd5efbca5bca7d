"""A picture in a frame of another page: alone, as high as it is, with the way to the whole page."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import link_to
from tests.browser.test_saving import TEXT, settled


@contextmanager
def another_site(html: Callable[[], str]) -> Iterator[str]:
    """A page of another origin."""

    class Pages(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = html().encode("utf-8")
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_picture_in_another_page_is_alone_and_as_high_as_it_is(browser: Browser, url: str) -> None:
    context = browser.new_context(
        viewport={"width": 1000, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto(url + link_to("attention", TEXT, layer=3, head=5))
    page.wait_for_function("text => window.bertdemo?.state.run?.key.text === text", arg=TEXT)
    settled(page, "attention")
    page.locator(".bd-save > summary").click()
    page.locator('[data-save="link"]').click()
    expect(page.locator(".bd-save [role=status]")).to_have_text("Link copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(url) and "on=attention" in link
    page.locator('[data-save="embed"]').click()
    expect(page.locator(".bd-save [role=status]")).to_contain_text("keeps its height")
    code = page.evaluate("navigator.clipboard.readText()")
    with another_site(lambda: f"<!doctype html><title>A class</title><h1>A class</h1>{code}") as site:
        outer = context.new_page()
        outer.goto(site)
        frame = outer.frame_locator("iframe")
        expect(frame.locator(".bd-is-attention canvas").first).to_be_visible()
        expect(frame.locator("[data-finding]")).to_contain_text("In layer 3, head 5")
        expect(frame.locator("[data-speaker]")).to_have_text("layer 3, head 5 of classroom BERT, English")
        for selector in ("#sentence", ".bd-rail-steps", ".bd-card-title", ".bd-title", ".bd-also-button"):
            assert not frame.locator(selector).filter(visible=True).count(), selector
        expect(frame.locator(".bd-embed-sentence")).to_have_text(TEXT)
        whole = frame.get_by_role("link", name="See the whole page")
        expect(whole).to_be_visible()
        whole.hover()
        assert whole.get_attribute("href") == link
        for width in (1000, 420, 1300):
            outer.set_viewport_size({"width": width, "height": 900})
            outer.wait_for_function(
                "() => { const { height } = document.querySelector('iframe'); return height !== '640'; }"
            )
            expect(outer.locator("iframe")).to_have_js_property(
                "height", str(_height_of(frame.locator(".bd-page")))
            )
            assert _height_of(frame.locator(".bd-page")) > 250
            assert frame.locator("html").evaluate("page => page.scrollHeight - page.clientHeight") <= 1
    context.close()


def _height_of(page: Locator) -> int:
    """Once it has come to rest."""
    height: int = page.evaluate(
        """async (page) => {
          let [last, still] = [0, 0];
          while (still < 10) {
            const now = Math.ceil(page.getBoundingClientRect().height);
            still = now === last ? still + 1 : 0;
            last = now;
            await new Promise((next) => setTimeout(next, 50));
          }
          return last;
        }"""
    )
    return height
