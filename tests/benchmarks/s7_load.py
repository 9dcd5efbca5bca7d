"""S7: thirty students at once, alone and beside a rude visitor; thirty who open the page in the same second.

Students are clients of the page's own functions, each with its own sentence every three seconds; nothing may break and
nobody may starve, or there is no row. Drawing is the browser's, and each student has one: what is timed is the server.
"""

from __future__ import annotations

import asyncio
import re
import statistics
import tempfile
import time
from pathlib import Path

import httpx

from tests.benchmarks.measure import Row, Sample
from tests.benchmarks.soak import LONG, Crowd, Report
from tests.running import App, quiet_since, running
from tests.serving.loops import run

STUDENTS = 30
SECONDS = 60.0  # of each round
OPENS = 4.0  # seconds that thirty who open the page together may wait
MANY = 10  # questions that the rude visitor has open at any time
LONGEST = 2 * 3.0  # seconds without an answer that count as starved: a whole turn missed


def rows(repeats: int) -> list[Row]:
    """One round of each; `repeats` is of no use here, since a round is thirty students' minute."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "log.txt") as app:
        alone = typed(app, 1)
        together, beside = typed(app, STUDENTS), typed(app, STUDENTS, rude=True)
        quiet_since(app, 2.0, 120)
        opened = run(open_together(app))
    limit = percentile(alone)
    return [
        *(
            Row("S7", what, Sample([percentile(found)]), Sample([limit]), "one student alone", 4)
            for what, found in (
                ("thirty students, 95th percentile", together),
                ("thirty students beside a rude visitor, 95th percentile", beside),
            )
        ),
        *(
            Row("S7", what, Sample(found), Sample([statistics.median(alone)]), "one student alone", None)
            for what, found in (("thirty students, median", together), ("the same beside a rude visitor", beside))
        ),
        Row("S7", "thirty open the page at once, the last has its picture's numbers", Sample([max(opened)]),
            Sample([OPENS]), "4 s", 1),
    ]  # fmt: skip


def percentile(waited: list[float]) -> float:
    return statistics.quantiles(waited, n=20, method="inclusive")[-1]


def typed(app: App, students: int, rude: bool = False) -> list[float]:
    """Seconds that each sentence of these students took. Raises RuntimeError when something broke or one starved."""
    report = Report()
    run(minute(app, report, students, rude))
    if report.broken or max(report.waited) > LONGEST:
        raise RuntimeError(f"{report}: {report.broken[:3]}")
    return report.waited


async def minute(app: App, report: Report, students: int, rude: bool) -> None:
    limits = httpx.Limits(max_connections=200, max_keepalive_connections=0)
    address = f"http://127.0.0.1:{app.port}"
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits) as client:
        crowd = Crowd(app, client, report)
        work = [crowd.student(f"student{i}") for i in range(students)]
        if rude:
            work += [wants_everything(crowd, i) for i in range(MANY)]
        tasks = [asyncio.ensure_future(one) for one in work]
        await asyncio.sleep(SECONDS)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def wants_everything(crowd: Crowd, number: int) -> None:
    """Long explanations without a pause, all by one visitor; that the server refuses some of them is meant to be."""
    while True:
        key = {"text": f"{LONG} {number} {time.perf_counter_ns()}", "text_pair": "", "model": "classroom"}
        await crowd.ask("explain", {**key, "task": "sentiment"}, "rude")
        await asyncio.sleep(0.05)


async def open_together(app: App) -> list[float]:
    """Seconds until each of thirty has page, scripts, styles and what the first picture is drawn from."""
    limits = httpx.Limits(max_connections=STUDENTS, max_keepalive_connections=STUDENTS)
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{app.port}", timeout=120, limits=limits, follow_redirects=True
    ) as client:

        async def opens(number: int) -> float:
            await asyncio.sleep(number / STUDENTS)
            began = time.perf_counter()
            page = (await client.get("/")).text
            parts = {one for one in re.findall(r"(?:src|href)=\"\.?(/[^\"#]+)\"", page) if "//" not in one}
            for part in sorted(parts):
                (await client.get(part)).raise_for_status()
            question = {
                "text": f"Student number {number} sat by the river.",
                "text_pair": "",
                "model": "classroom",
            }
            view = {
                "layer": 1,
                "head": 1,
                "token": 2,
                "on": "overview",
                "word": "",
                "count": 0,
                "ticket": f"open{number}",
            }
            body = app.body("read", {**question, **view}, f"opens{number}")
            told = (await client.post("/gradio_api/component_server", json=body)).json()
            if "tokens" not in told:
                raise RuntimeError(f"no picture: {told}")
            return time.perf_counter() - began

        return list(await asyncio.gather(*(opens(number) for number in range(STUDENTS))))
