"""S4: every head of a 12 × 12 model at a glance, in a browser: from data ready to drawn, one hover, 512 tokens opened.

Against BertViz's model view of the same attention, drawn whole, at 64 tokens; above that it is out of reach.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import torch

from bertdemo.figures import bertviz
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED
from bertdemo.settings import Settings
from tests.benchmarks.measure import Row, Sample, sentence
from tests.benchmarks.servers import serving

SIZES = (64, 128, 512)
# Dark or light draws every head again, from weights that are here; the second frame shows it.
DRAW = """async () => {
  for (let layer = 1; layer <= 12; layer++) await bertdemo.layerBytes(layer);
  const start = performance.now();
  document.body.classList.toggle("dark");
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return (performance.now() - start) / 1000;
}"""
HOVER = """async (number) => {
  const heads = document.querySelectorAll(".bd-thumbnail");
  const start = performance.now();
  heads[number % heads.length].dispatchEvent(new PointerEvent("pointerenter"));
  await new Promise((done) => requestAnimationFrame(done));
  return (performance.now() - start) / 1000;
}"""
FRAME = """(html) => new Promise((done) => {
  document.body.replaceChildren();
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.width = 1000; frame.height = 1200;
  const start = performance.now();
  frame.onload = () => requestAnimationFrame(() => requestAnimationFrame(() => done((performance.now() - start) / 1000)));
  frame.srcdoc = html;
  document.body.append(frame);
})"""


def random_model(folder: Path) -> None:
    """Twelve layers of twelve heads in the bundled vocabulary; what is drawn does not depend on their width."""
    from transformers import AutoTokenizer, BertConfig, BertModel

    torch.manual_seed(0)
    config = BertConfig(hidden_size=96, intermediate_size=96, num_attention_heads=12, num_hidden_layers=12)
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    AutoTokenizer.from_pretrained(BUNDLED / "classroom").save_pretrained(folder)


def rows(repeats: int) -> list[Row]:
    from playwright.sync_api import sync_playwright

    made: list[Row] = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "twelve"
        random_model(folder)
        os.environ["BERTDEMO_MODEL"] = str(folder)
        with serving("app.py") as app, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium",
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            drawn, hovers, opened = {}, {}, []
            for size in SIZES:
                times = max(repeats, 7)
                texts = [
                    sentence(size, f"s4 {size} {number}") for number in range(times if size == 512 else 1)
                ]
                opened += [_open(page, app, text) for text in texts]
                drawn[size] = Sample([page.evaluate(DRAW) for _ in range(times + 1)][1:])
                hovers[size] = Sample([page.evaluate(HOVER, number) for number in range(times + 1)][1:])
            theirs = _bertviz(browser.new_page(), folder, repeats)
            browser.close()
        del os.environ["BERTDEMO_MODEL"]
    made.append(
        Row("S4", "all heads, 64 tokens: data to drawn", drawn[64], theirs, "BertViz model view", 1 / 20)
    )
    for size in SIZES:
        if size != 64:
            made.append(
                Row("S4", f"all heads, {size} tokens", drawn[size], theirs, "BertViz at 64 tokens", None)
            )
        made.append(Row("S4", f"one hover, {size} tokens", hovers[size], Sample([0.05]), "50 ms", 1))
    made.append(Row("S4", "512 tokens opened", Sample(opened[-max(repeats, 7) :]), Sample([2.0]), "2 s", 1))
    return made


def _open(page: Any, app: str, text: str) -> float:
    """Seconds from the address to every head drawn; the model is warm after the first."""
    page.goto("about:blank")
    began = page.evaluate("performance.timeOrigin + performance.now()")
    page.goto(f"{app}/?step=heads&on=grid&text={text.replace(' ', '+')}")
    grid = page.locator('.bd-heads:not([aria-busy="true"])')
    grid.locator(".bd-thumbnail").nth(143).wait_for(timeout=120_000)
    page.wait_for_function(
        "(n) => bertdemo.state.run?.tokens.length === n && !document.querySelector('.bd-heads').ariaBusy",
        arg=len(text.split()) + 2,
        timeout=120_000,
    )
    now = float(page.evaluate("performance.timeOrigin + performance.now()"))
    return (now - float(began)) / 1000


def _bertviz(page: Any, folder: Path, repeats: int) -> Sample:
    """The same attention in BertViz's model view with no line left out."""
    models = ModelBank(Settings(device="cpu", model=str(folder)))
    run = models().run(sentence(64, "s4 64 0"))
    limit, bertviz.MAX_LINES = bertviz.MAX_LINES, 10**9
    html = bertviz.model_view(run.attentions, run.encoding.tokens).html
    bertviz.MAX_LINES = limit
    page.set_default_timeout(300_000)
    page.goto("about:blank")
    return Sample([page.evaluate(FRAME, html) for _ in range(max(3, repeats // 2))])
