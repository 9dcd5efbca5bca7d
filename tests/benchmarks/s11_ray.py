"""S11: replicas on Ray Serve against the app without it: one visitor's wait, and sentences a second of 64 visitors.

"Whole" goes through HTTP and Gradio, as a visitor does; "replicas alone" asks them as the front process does, so that it shows how the
computing grows apart from the page. There each replica has one core and the app in one process has one too; a second
replica on the second core should make it twice as many.
"""

from __future__ import annotations

import http.client
import importlib.util
import json
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
import torch

from tests.benchmarks.measure import Row, Sample, in_turn, sentence, timed
from tests.benchmarks.s2_handler import bare_pass
from tests.benchmarks.servers import serving

TOKENS = 16
VISITORS = 64
ROUND = 2  # sentences of each visitor in a round
ALONE = 10  # sentences of a single visitor in a round
LATENCY = 1.5  # times what one process needs for one visitor
LINEAR = 1 / 0.85  # of the time a sentence, against two replicas that are twice as good as one


def rows(repeats: int) -> list[Row]:
    """None where Ray is not installed."""
    if importlib.util.find_spec("ray") is None:
        return []
    return [*whole(repeats), *alone(repeats)]


def whole(repeats: int) -> Iterator[Row]:
    with serving("app.py") as one, replicas_serving(1) as first, replicas_serving(2) as second:
        addresses = {"app": one, "1": first, "2": second}
        for address in addresses.values():
            crowd(lambda text, address=address: over_http(address, text), "warm")  # type: ignore[misc]
        works: dict[str, Callable[[int], float]] = {"bare": bare_pass(TOKENS)}
        slow: dict[str, list[float]] = {name: [] for name in addresses}
        for name, address in addresses.items():
            works[f"alone {name}"] = lambda number, name=name, address=address: statistics.median(  # type: ignore[misc]
                timed(lambda: over_http(address, sentence(TOKENS, f"s11 {name} {number} {i}")))  # noqa: B023
                for i in range(ALONE)
            )

            def together(number: int, name: str = name, address: str = address) -> float:
                seconds, waits = crowd(lambda text: over_http(address, text), f"{name} {number}")
                slow[name].append(statistics.quantiles(waits, n=20)[-1])
                return seconds / len(waits)

            works[f"together {name}"] = together
        found = in_turn(works, repeats)
    for count in ("1", "2"):
        name = f"{count} replica" + "s" * (count != "1")
        yield Row(
            "S11",
            f"whole, one visitor, {TOKENS} tokens, {name}",
            found[f"alone {count}"],
            found["alone app"],
            "app",
            LATENCY,
        )
        yield Row(
            "S11",
            f"whole, {VISITORS} visitors, seconds a sentence, {name}",
            found[f"together {count}"],
            found["together app"],
            "app",
            None,
        )
        p95, app95 = (Sample(slow[one][-repeats:]) for one in (count, "app"))
        yield Row("S11", f"whole, {VISITORS} visitors, 95th percentile, {name}", p95, app95, "app", None)
    cores = len(os.sched_getaffinity(0))
    bare = Sample([value / cores for value in found["bare"].values])
    yield Row(
        "S11",
        f"whole, {VISITORS} visitors, seconds a sentence, app",
        found["together app"],
        bare,
        "bare pass / cores",
        None,
    )


def alone(repeats: int) -> Iterator[Row]:
    """One and two replicas of one core each, asked without HTTP; and one process with one core."""
    from bertdemo.api import endpoints
    from bertdemo.serving.bank import ModelBank
    from bertdemo.settings import Settings

    settings = Settings(device="cpu", max_waiting=256)
    found: dict[str, Sample] = {}
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    here = endpoints.asked_as(ModelBank(settings))["/attention"]
    for count in (1, 2):
        with only_replicas(settings, count) as replicas:
            asks: dict[str, Callable[[dict[str, Any]], Any]] = {
                f"here {count}": here,
                f"there {count}": lambda asked: replicas.ask("/attention", (asked,)),
            }
            works: dict[str, Callable[[int], float]] = {}
            for name, ask in asks.items():

                def single(number: int, name: str = name, ask: Any = ask) -> float:
                    texts = [sentence(TOKENS, f"s11 {name} {number} {i}") for i in range(ALONE)]
                    return statistics.median(timed(lambda: ask({"text": text})) for text in texts)  # noqa: B023

                def together(number: int, name: str = name, ask: Any = ask) -> float:
                    seconds, waits = crowd(lambda text: ask({"text": text}), f"{name} alone {number}")
                    return seconds / len(waits)

                works[f"single {name}"], works[f"together {name}"] = single, together
            found |= in_turn(works, repeats)
    torch.set_num_threads(threads)
    for count in (1, 2):
        what = f"{count} replica{'s' * (count > 1)} of one core alone"
        yield Row(
            "S11",
            f"{what}, one visitor",
            found[f"single there {count}"],
            found[f"single here {count}"],
            "one process",
            LATENCY,
        )
        linear = Sample([value / count for value in found[f"together here {count}"].values])
        yield Row(
            "S11",
            f"{what}, {VISITORS} visitors, seconds a sentence",
            found[f"together there {count}"],
            linear,
            f"one process / {count}",
            LINEAR,
        )
    half = Sample([value / 2 for value in found["together there 1"].values])
    yield Row(
        "S11",
        f"second replica, {VISITORS} visitors, seconds a sentence",
        found["together there 2"],
        half,
        "one replica / 2",
        LINEAR,
    )


@contextmanager
def replicas_serving(count: int) -> Iterator[str]:
    with ExitStack() as running:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("BERTDEMO_REPLICAS", str(count))
            address = running.enter_context(serving("-m", "bertdemo.serving.ray"))
        yield address


@contextmanager
def only_replicas(settings: Any, count: int) -> Iterator[Any]:
    from dataclasses import replace

    import app
    from bertdemo.serving import ray_front

    replicas = ray_front.start(replace(settings, replicas=count), app.functions, cores=1)
    try:
        crowd(lambda text: replicas.ask("/attention", ({"text": text},)), "warm")
        time.sleep(15)  # all of them have read all weights
        yield replicas
    finally:
        ray_front.stop()


def over_http(address: str, text: str) -> None:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=120)
    body = json.dumps({"data": [text, "", 0, 0, "", 3]})
    connection.request("POST", "/gradio_api/run/attention", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    told = json.loads(answer.read())
    connection.close()
    assert answer.status == 200, told


def crowd(ask: Callable[[str], object], seed: str) -> tuple[float, list[float]]:
    """VISITORS at once, each ROUND sentences one after another: seconds for all, and for each sentence."""
    waits: list[float] = []
    problems: list[BaseException] = []

    def visit(visitor: int) -> None:
        try:
            for number in range(ROUND):
                text = sentence(TOKENS, f"crowd {seed} {visitor} {number}")
                waits.append(timed(lambda: ask(text)))  # noqa: B023
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=visit, args=[visitor]) for visitor in range(VISITORS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    if problems:
        raise problems[0]
    return seconds, waits
