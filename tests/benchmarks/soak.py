"""Mixed work of many visitors at once, for as long as one likes: `python -m tests.benchmarks.soak 30` is half an hour of it.

Students type a sentence every three seconds and look at what the page shows of it; others ask for explanations, translations
and trainings, go away in the middle, send what is refused, or speak to the endpoints. Nothing may break, nobody may starve,
and what was left behind must be gone at the end.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.benchmarks.measure import WORDS
from tests.running import App, quiet_since, running
from tests.serving.loops import run

STUDENTS = 12
EACH = 3.0  # seconds between a student's sentences
BUG = "Something broke"  # what the page says of an error of ours
LONG = " ".join(WORDS * 4)
ROWS = [[f"{'good' if i % 2 else 'bad'} film number {i}", "ab"[i % 2]] for i in range(60)]
LOOKS = (
    *(
        "attention_map",
        "attention_layer",
        "one_head",
        "whole_layer",
        "read_lens",
        "head_kinds",
        "heads_together",
    ),
    *("look_of_token", "guess_of_token", "embedding"),
)  # of a sentence, and cheap
REFUSED = (
    ("read_lines", {"content": "no base64"}),
    ("read", {"text": ["a list"]}),
    ("start_born", {"source": "nowhere", "text": "", "steps": 1, "seed": 0, "sentence": "", "second": ""}),
)


@dataclass
class Report:
    """What a soak came to."""

    waited: list[float] = field(default_factory=list)  # seconds of a student's sentences
    asked: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    finished: Counter[str] = field(default_factory=Counter)  # jobs, by kind
    megabytes: list[float] = field(default_factory=list)  # when warm, and at rest behind it
    opened: list[int] = field(default_factory=list)  # files and sockets, likewise

    def __str__(self) -> str:
        ordered = sorted(self.waited)
        share = ordered[int(0.95 * len(ordered))] if ordered else float("nan")
        return (
            f"{sum(self.asked.values())} questions, {len(self.broken)} broken; a student's sentence takes "
            f"{statistics.median(self.waited):.3f} s (95th percentile {share:.2f} s); jobs finished {dict(self.finished)}; "
            f"memory {' → '.join(f'{one:.0f}' for one in self.megabytes)} MB, open files {self.opened}"
        )


class Crowd:
    """Visitors of all kinds, each a task of its own."""

    def __init__(self, app: App, client: httpx.AsyncClient, report: Report) -> None:
        self.app, self.client, self.report = app, client, report
        self.number = 0

    def sentence(self) -> str:
        self.number += 1
        return f"The {' '.join(random.choices(WORDS, k=6))} number {self.number}."

    async def ask(self, function: str, question: Any, visitor: str) -> Any:
        """A function of the page; a question whose turn has not come is put again, as the page does."""
        self.report.asked[function] += 1
        question = {**question, "ticket": f"{visitor}-{function}-{self.number}"}
        while True:
            body = self.app.body(function, question, visitor)
            answer = await self.client.post("/gradio_api/component_server", json=body)
            told = answer.json() if answer.status_code == 200 else {"error": f"{answer.status_code}"}
            if answer.status_code != 200 or BUG in str(told.get("error", "")):
                self.report.broken.append(f"{function}: {answer.text[:200]}")
            if "waiting" not in told:
                return told
            await asyncio.sleep(0.3)

    async def student(self, name: str) -> None:
        await asyncio.sleep(random.uniform(0, EACH))
        while True:
            began = time.perf_counter()
            key = {"text": self.sentence(), "text_pair": "", "model": "classroom"}
            at = {"layer": random.randint(1, 6), "head": random.randint(1, 12), "token": 2}
            view = {**at, "on": random.choice(("overview", "attention", "wordpiece")), "word": "", "count": 0}
            told = await self.ask("read", {**key, **view}, name)
            self.report.waited.append(time.perf_counter() - began)
            if "tokens" not in told:
                self.report.broken.append(f"no answer for a student: {str(told)[:200]}")
            await self.ask(random.choice(LOOKS), {**key, **at}, name)
            await asyncio.sleep(max(0.0, EACH - (time.perf_counter() - began)))

    async def explainer(self, name: str) -> None:
        while True:
            key = {"text": self.sentence(), "text_pair": "", "model": "classroom", "task": "sentiment"}
            told = await self.ask("explain", key, name)
            if "error" in told:
                self.report.broken.append(f"no explanation: {told['error']}")
            await asyncio.sleep(2)

    async def vanisher(self, name: str) -> None:
        """Asks for much, and is gone before it comes."""
        while True:
            key = {
                "text": f"{LONG} {self.number}",
                "text_pair": "",
                "model": "classroom",
                "task": "sentiment",
            }
            with suppress(TimeoutError):
                await asyncio.wait_for(self.ask("explain", key, name), random.uniform(0.2, 1.5))
            await asyncio.sleep(1)

    async def job(self, kind: str, start: str, question: Any, follow: str, more: Any, name: str) -> None:
        """Starts a job and follows it to its end; every third one is left alone."""
        while True:
            made = await self.ask(start, question(), name)
            since, end = 0, time.monotonic() + random.choice((2, 90, 90))
            while "training" in made and time.monotonic() < end:
                told = await self.ask(follow, {"training": made["training"], "since": since, **more}, name)
                if "error" in told or told.get("ended"):
                    self.report.finished[f"{kind} {told.get('state', told.get('error'))}"] += 1
                    break
                since = told.get("since", since)
                await asyncio.sleep(0.5)
            await asyncio.sleep(3)

    async def refused(self, name: str) -> None:
        while True:
            for function, question in REFUSED:
                told = await self.ask(function, question, name)
                if "error" not in told:
                    self.report.broken.append(f"{function} took {question}")
            await asyncio.sleep(2)

    async def plain_client(self) -> None:
        """The endpoints, through the queue, answers and streams."""
        while True:
            for name, data in (
                ("classify", [self.sentence(), "sentiment", ""]),
                ("attention", [self.sentence(), "", 1, 1, "", 0]),
                ("finetune", [ROWS, "head", 1, None, None, 0, ""]),
            ):
                self.report.asked[name] += 1
                joined = await self.client.post(f"/gradio_api/call/{name}", json={"data": data})
                event = joined.json().get("event_id")
                if not event:
                    self.report.broken.append(f"{name}: {joined.text}")
                    continue
                stream = await self.client.get(f"/gradio_api/call/{name}/{event}")
                *_, last = (line for line in stream.text.splitlines() if line.startswith("event:"))
                if last != "event: complete":
                    self.report.broken.append(f"{name}: {stream.text[-300:]}")
            await asyncio.sleep(2)

    def everybody(self) -> list[Awaitable[None]]:
        def born() -> dict[str, Any]:
            return {
                "source": "en",
                "text": "",
                "steps": 60,
                "seed": 0,
                "sentence": "The [MASK].",
                "second": "",
            }

        def words() -> dict[str, Any]:
            return {"text": self.sentence(), "model": "classroom", "beams": 2}

        return [
            *(self.student(f"student{i}") for i in range(STUDENTS)),
            self.explainer("explainer"),
            self.vanisher("vanisher"),
            self.refused("refused"),
            self.plain_client(),
            self.job("newborn", "start_born", born, "follow_born", {}, "trainer"),
            self.job(
                "translation",
                "start_translation",
                words,
                "follow_translation",
                {"model": "classroom"},
                "speaker",
            ),
        ]


async def crowd(app: App, seconds: float, report: Report, tell: Callable[[str], None]) -> None:
    """Everybody at once; memory is first looked at when a third of the time, five minutes at most, is over."""
    limits = httpx.Limits(
        max_connections=200, max_keepalive_connections=0
    )  # no question on a line that the server just closed
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{app.port}", timeout=120, limits=limits
    ) as client:
        tasks = [asyncio.ensure_future(one) for one in Crowd(app, client, report).everybody()]
        end, warm = time.monotonic() + seconds, time.monotonic() + min(seconds / 3, 300)
        while time.monotonic() < end:
            await asyncio.sleep(1)
            if warm and time.monotonic() > warm:
                warm = 0
                report.megabytes.append(app.megabytes())
                report.opened.append(app.open())
            if int(end - time.monotonic()) % 60 == 0:
                tell(f"{report}")
            for task in tasks:
                if task.done():
                    task.result()  # what stopped a visitor
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def soak(app: App, seconds: float, tell: Callable[[str], None] = lambda line: None) -> Report:
    """All visitors for so long, and what is left when they have gone."""
    report = Report()
    run(crowd(app, seconds, report, tell))
    quiet_since(app, 2.0, 120)
    report.megabytes.append(app.megabytes())
    report.opened.append(app.open())
    return report


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with running(Path(tempfile.mkdtemp()) / "log.txt") as here:
        found = soak(here, 60 * float(sys.argv[1]), say)
    say(f"{found}")
    say(json.dumps({"broken": found.broken[:20]}, ensure_ascii=False))
    sys.exit(bool(found.broken))
