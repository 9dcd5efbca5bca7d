"""S8: memory of the server: after 10,000 different sentences, at rest after mixed work, and with eight heavy questions."""

from __future__ import annotations

import asyncio
import tempfile
import threading
import time
from pathlib import Path

import httpx

from tests.benchmarks.measure import Row, Sample
from tests.benchmarks.soak import LONG, Crowd, Report, soak
from tests.running import App, quiet_since, running
from tests.serving.loops import run

SENTENCES, FIRST = 10_000, 100
AT_ONCE = 4  # sentences under way
SECONDS = 180.0  # of mixed work; `soak 30` is longer
HEAVY = 8  # questions at once, each by a visitor of its own
MOST = 2e9  # bytes


def rows(repeats: int) -> list[Row]:
    """Memory is what it is: each is measured once, in one server that lives through all of it."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "log.txt") as app:
        start = app.megabytes()
        few = typed(app, FIRST)
        many = typed(app, SENTENCES - FIRST)
        peak = highest(app)
        report = soak(app, SECONDS)
        if report.broken:
            raise RuntimeError(f"{report.broken[:3]}")
        rest = app.megabytes()
    return [
        Row("S8", f"after {SENTENCES:,} sentences", memory(many), memory(few), f"after {FIRST}", 1.05),
        Row("S8", "at rest after mixed work", memory(rest), memory(start), "after the start", 1.2),
        Row("S8", f"{HEAVY} heavy questions at once", memory(peak), Sample([MOST], "bytes"), "2 GB", 1),
    ]


def memory(megabytes: float) -> Sample:
    return Sample([megabytes * 2**20], "bytes")


def typed(app: App, sentences: int) -> float:
    """Megabytes once so many more sentences are read and the server rests."""
    report = Report()

    async def all_of_them() -> None:
        limits = httpx.Limits(max_connections=AT_ONCE)
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{app.port}", timeout=120, limits=limits
        ) as client:
            crowd = Crowd(app, client, report)

            async def some(name: str) -> None:
                for _ in range(sentences // AT_ONCE):
                    key = {"text": crowd.sentence(), "text_pair": "", "model": "classroom"}
                    view = {"layer": 1, "head": 1, "token": 2, "on": "overview", "word": "", "count": 0}
                    told = await crowd.ask("read", {**key, **view}, name)
                    if "tokens" not in told:
                        raise RuntimeError(f"no answer: {told}")

            await asyncio.gather(*(some(f"typist{i}") for i in range(AT_ONCE)))

    run(all_of_them())
    quiet_since(app, 2.0, 120)
    return app.megabytes()


def highest(app: App) -> float:
    """The most megabytes while eight visitors have a heavy question each."""
    seen = [app.megabytes()]
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            seen.append(app.megabytes())
            time.sleep(0.02)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        run(asked_for_much(app))
    finally:
        over.set()
        looking.join()
    return max(seen)


async def asked_for_much(app: App) -> None:
    report = Report()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{app.port}", timeout=300) as client:
        crowd = Crowd(app, client, report)

        async def asks(number: int) -> None:
            key = {"text": f"{LONG} {number}", "text_pair": "", "model": "classroom", "task": "sentiment"}
            await crowd.ask("explain" if number % 2 else "each_head", key, f"heavy{number}")

        await asyncio.gather(*(asks(number) for number in range(HEAVY)))
    if report.broken:
        raise RuntimeError(f"{report.broken[:3]}")
