"""S3b: bytes of the first page over the wire, cold and warm, as Chromium counts them; Gradio's own bundle apart."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, sync_playwright

from tests.benchmarks.measure import Row, Sample
from tests.benchmarks.servers import serving

COLD, WARM = 160_000, 15_000  # what is meant to be enough
BUNDLE = ("/assets/", "/static/", "/theme.css", "/favicon.ico")


def rows(repeats: int) -> list[Row]:
    """Bytes are the same every time, so they are counted once."""
    with serving("app.py") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        context = browser.new_context()
        cold, warm = visit(context, address), visit(context, address)
        browser.close()
    return [
        Row(
            "S3b",
            f"first page, {name}",
            Sample([seen["ours"]], "bytes"),
            Sample([goal], "bytes"),
            "goal",
            1,
            seen,
        )
        for name, seen, goal in (("cold", cold, COLD), ("warm", warm, WARM))
    ]


def visit(context: BrowserContext, address: str) -> dict[str, float]:
    """Bytes that came until the first picture stood for three seconds: of Gradio's bundle, and all others."""
    page = context.new_page()
    wire: Any = context.new_cdp_session(page)
    wire.send("Network.enable")
    asked: dict[str, str] = {}
    cached: set[str] = set()
    came: dict[str, float] = {}
    wire.on(
        "Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]})
    )
    wire.on("Network.requestServedFromCache", lambda event: cached.add(event["requestId"]))
    wire.on(
        "Network.responseReceived",
        lambda event: cached.add(event["requestId"]) if event["response"].get("fromDiskCache") else None,
    )
    wire.on(
        "Network.loadingFinished", lambda event: came.update({event["requestId"]: event["encodedDataLength"]})
    )
    page.goto(address)
    page.wait_for_selector("[data-finding]:not(:empty)")
    page.wait_for_timeout(3000)
    page.close()
    seen = {"ours": 0.0, "bundle": 0.0}
    for request, size in came.items():
        if request not in cached and asked[request].startswith("http"):
            path = urlsplit(asked[request]).path
            seen["bundle" if path.startswith(BUNDLE) else "ours"] += size
    return seen
