"""`python -m tests.benchmarks.growth`: how cost grows with tokens, layers and visitors, with the exponent seen and what dominates.

The exponent is that of the last doubling: 1 where twice as much takes twice as long, 2 where it takes four times as long.
"""

from __future__ import annotations

import asyncio
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import torch

from bertdemo.bert.cost import cost
from bertdemo.bert.model import Model
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED_FOR
from bertdemo.settings import Settings
from tests.benchmarks.measure import in_turn, sentence, timed
from tests.benchmarks.soak import Crowd, Report
from tests.running import App, running
from tests.serving.loops import run

TOKENS = (8, 16, 32, 64, 128, 256, 512)
VISITORS = (1, 2, 4, 8, 16, 32, 64)
ASKED = 192  # sentences for each number of visitors


def exponents(sizes: tuple[int, ...], values: list[float]) -> list[str]:
    """Of each doubling, as it is printed; of the first there is none."""
    steps = zip(zip(sizes, values, strict=True), zip(sizes[1:], values[1:], strict=True), strict=False)
    return ["", *(f"{math.log(after / before, more / few):.2f}" for (few, before), (more, after) in steps)]


def by_tokens(models: ModelBank, repeats: int = 7) -> list[list[str]]:
    """A pass with all attentions, of a model of 6 layers and of one of 12, and where its time goes."""
    keys = list(BUNDLED_FOR.values())
    medians: dict[str, list[float]] = {}
    for key in keys:
        works = {str(size): one_pass(models(key), size) for size in TOKENS}
        medians[key] = [found.median for found in in_turn(works, repeats).values()]
    lines = []
    steps = {key: exponents(TOKENS, medians[key]) for key in keys}
    for place, size in enumerate(TOKENS):
        cells = [f"{size}"]
        for key in keys:
            model = models(key)
            seconds = cost(model, model.read(model.encode(text(size, f"cost {size}")))).seconds
            inside = {part: taken for part, taken in seconds.items() if part != "masked_words"}
            largest = max(inside, key=inside.__getitem__)
            share = inside[largest] / sum(inside.values())
            cells += [f"{1000 * medians[key][place]:.1f} ms", steps[key][place], f"{largest} {share:.0%}"]
        cells.append(f"{medians[keys[1]][place] / medians[keys[0]][place]:.2f}")
        lines.append(cells)
    return lines


def one_pass(model: Model, size: int) -> Callable[[int], float]:
    """Seconds of a pass over a new text of that many tokens."""
    return lambda number: timed(lambda: model.read(model.encode(text(size, f"{size} {number}"))))


def text(tokens: int, seed: str) -> str:
    """So many tokens, [CLS] and [SEP] included, in either language: figures are one piece each in both vocabularies."""
    return " ".join(str(len(word) % 10) for word in sentence(tokens, seed).split())


async def closed_loop(app: App, visitors: int, waited: list[float]) -> float:
    """Seconds until each of these visitors, one sentence at a time, has all its sentences answered."""
    limits = httpx.Limits(max_connections=visitors)
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{app.port}", timeout=120, limits=limits
    ) as client:
        crowd = Crowd(app, client, Report())

        async def visits(name: str) -> None:
            for _ in range(ASKED // visitors):
                began = time.perf_counter()
                key = {"text": crowd.sentence(), "text_pair": "", "model": "classroom"}
                view = {"layer": 1, "head": 1, "token": 2, "on": "attention", "word": "", "count": 0}
                told = await crowd.ask("read", {**key, **view}, name)
                assert "tokens" in told, told
                waited.append(time.perf_counter() - began)

        began = time.perf_counter()
        await asyncio.gather(*(visits(f"visitor{number}") for number in range(visitors)))
        return time.perf_counter() - began


def by_visitors() -> list[list[str]]:
    """A new sentence of about ten tokens each, asked as the page asks, by so many at once."""
    found: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "log.txt") as app:
        run(closed_loop(app, 4, []))
        for visitors in VISITORS:
            waited: list[float] = []
            seconds = run(closed_loop(app, visitors, waited))
            found.append((statistics.median(waited), len(waited) / seconds))
    steps = exponents(VISITORS, [median for median, _ in found])
    return [
        [f"{visitors}", f"{1000 * median:.0f} ms", step, f"{rate:.0f}"]
        for visitors, (median, rate), step in zip(VISITORS, found, steps, strict=True)
    ]


def main() -> None:
    def tell(lines: list[list[str]]) -> None:
        sys.stdout.write("".join(f"| {' | '.join(cells)} |\n" for cells in lines) + "\n")
        sys.stdout.flush()

    models = ModelBank(Settings(device="cpu"))
    heading = ["tokens"]
    for key in BUNDLED_FOR.values():
        heading += [f"{models(key).checkpoint.layers} layers", "exponent", "most time"]
    heading.append("ratio of both")
    with torch.inference_mode():
        tell([heading, ["---"] * len(heading), *by_tokens(models)])
    tell(
        [
            ["visitors at once", "a sentence takes", "exponent", "sentences a second"],
            ["---"] * 4,
            *by_visitors(),
        ]
    )


if __name__ == "__main__":
    main()
