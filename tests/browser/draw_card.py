"""Draws the picture of shared links, assets/images/card.png: the real page with its name over it.

Run as `python -m tests.browser.draw_card http://127.0.0.1:7860` beside the app.
"""

from __future__ import annotations

import base64
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.conftest import CHROMIUM_FLAGS

CARD = Path(__file__).resolve().parents[2] / "assets" / "images" / "card.png"
SIZE = (1200, 630)  # as link cards are shown
FRAME = """<style>
  body {{ margin: 0; width: 1200px; height: 630px; overflow: hidden; background: #1e3a8a; color: white;
    font-family: system-ui, "Noto Sans", "DejaVu Sans", sans-serif; }}
  h1 {{ margin: 34px 48px 4px; font-size: 62px; line-height: 1.1; }}
  p {{ margin: 0 48px 22px; font-size: 29px; opacity: 0.9; }}
  img {{ display: block; margin: 0 48px; width: 1104px; border-radius: 12px 12px 0 0; }}
</style>
<h1>BERT, live</h1><p>Type a sentence, see everything that BERT does to it</p>
<img alt="" src="data:image/png;base64,{picture}">"""


def draw(page: Page, url: str) -> bytes:
    """A PNG of SIZE."""
    page.set_viewport_size({"width": 1380, "height": 720})
    page.goto(url)
    page.locator("[data-finding]").filter(has_text="%").first.wait_for(timeout=60_000)
    page.wait_for_timeout(1500)  # fonts and arcs settle
    picture = base64.b64encode(page.screenshot()).decode("ascii")
    page.set_viewport_size({"width": SIZE[0], "height": SIZE[1]})
    page.set_content(FRAME.format(picture=picture))
    return page.screenshot()


def main(url: str) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
        CARD.write_bytes(draw(chromium.new_page(), url.rstrip("/")))
        chromium.close()


if __name__ == "__main__":
    main(sys.argv[1])
