"""Replica: a process of Ray Serve that computes what the front process is asked, and keeps nothing of who asked.

It builds the same functions from the same settings; a question comes by the name of its function, and plain values go
back. Sentences that wait at the same moment share a pass as in one process, by batching.py: `serve.batch` knows no
lengths and took 1.6 times as long (tests/benchmarks/RESULTS.md). A visitor's model is read from the folder in which it is kept.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import torch
from ray import serve

from bertdemo.bert.stopping import Gone, between_batches
from bertdemo.errors import UserError
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.gate import LIGHT, be_polite, give_back_memory, give_back_soon, politely
from bertdemo.serving.log import log_bug
from bertdemo.serving.warm_up import warm_up
from bertdemo.settings import Settings

log = logging.getLogger(__name__)
# Questions in one replica. Beyond it the front asks anew, ever less often: with 32 a lone replica gave 64 visitors a third.
AT_ONCE = 128
AHEAD = 8  # events of a stream that are computed before somebody takes them: a pause stops the work soon
LOADED = 32  # models that are not bundled by which Ray chooses a replica; what memory they may take, the bank knows
Functions = Callable[[ModelBank], Mapping[str, Callable[..., Any]]]


@dataclass(frozen=True)
class Answer:
    """What came of a question. What a visitor can mend travels as it is; of a bug only its kind, the log here has the rest."""

    value: Any = None
    refusal: UserError | None = None
    gone: bool = False
    bug: str = ""


class Stream:
    """Events of one generator, computed on a thread of its own, AHEAD of what was taken at most."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self._ready: asyncio.Queue[Answer | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self._room = threading.Semaphore(AHEAD)
        self._ended = threading.Event()
        threading.Thread(target=self._work, name="stream", daemon=True).start()

    async def answers(self) -> AsyncIterator[Answer]:
        while (answer := await self._ready.get()) is not None:
            yield answer

    def taken(self, count: int) -> None:
        self._room.release(count)

    def end(self) -> None:
        self._ended.set()
        self._room.release()

    def _between(self) -> None:
        if self._ended.is_set():
            raise Gone
        LIGHT.let_pass()

    def _put(self, answer: Answer | None) -> None:
        self._loop.call_soon_threadsafe(self._ready.put_nowait, answer)

    def _work(self) -> None:
        between_batches.set(self._between)
        be_polite()
        try:
            for event in self._events:
                self._put(Answer(event))
                self._room.acquire()
                self._between()
        except Exception as error:
            self._put(answer_of(error, "a stream"))
        finally:
            if hasattr(self._events, "close"):
                self._events.close()
            self._put(None)
            give_back_memory(cycles=True)


def answer_of(error: Exception, what: str) -> Answer:
    """What is told of an error; a bug is logged."""
    if isinstance(error, UserError):
        return Answer(refusal=error)
    if isinstance(error, Gone):
        return Answer(gone=True)
    log_bug(log, what, error)
    return Answer(bug=type(error).__name__)


class Replica:
    """The methods that the front process calls, see ray_front.py."""

    def __init__(self, settings: Settings, functions: Functions, threads: int) -> None:
        torch.set_num_threads(
            threads
        )  # Ray gives each process one; all replicas of a machine share its cores
        self._models = ModelBank(settings)
        self._functions = functions(self._models)
        self._threads = ThreadPoolExecutor(AT_ONCE, "question")
        self._streams: dict[str, Stream] = {}
        threading.Thread(target=self._warm_up, name="warm-up", daemon=True).start()

    @serve.multiplexed(max_num_models_per_replica=LOADED)
    async def load(self, key: str) -> str:
        """Read a model that is not bundled; Ray then sends questions about it here, and not where it is to be read first."""
        await asyncio.to_thread(self._models, key)
        return key

    async def ask(self, name: str, question: tuple[Any, ...], heavy: bool) -> Answer:
        """What the function of this name gives. Stops between two batches when the call is cancelled."""
        key = serve.get_multiplexed_model_id()
        if key:
            with suppress(Exception):  # the function meets the same, and tells it
                await self.load(key)
        ended = threading.Event()
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._threads, self._answer, name, question, heavy, ended)
        finally:
            ended.set()

    async def stream(
        self, key: str, events: Callable[..., Iterator[Any]], arguments: tuple[Any, ...]
    ) -> AsyncIterator[Answer]:
        """The events of `events(models, *arguments)` as they come; the front tells by `taken` how far it is."""
        try:
            stream = self._streams[key] = Stream(events(self._models, *arguments))
        except Exception as error:
            yield answer_of(error, "a stream")
            return
        try:
            async for answer in stream.answers():
                yield answer
        finally:
            del self._streams[key]
            stream.end()

    async def taken(self, key: str, count: int) -> None:
        """So many more events of a stream were taken; told to all replicas, one of which has it."""
        if key in self._streams:
            self._streams[key].taken(count)

    def _warm_up(self) -> None:
        be_polite()  # one that takes the place of another reads beside those that answer
        warm_up(self._models)

    def _answer(self, name: str, question: tuple[Any, ...], heavy: bool, ended: threading.Event) -> Answer:
        def compute() -> Any:
            return self._functions[name](*question)

        def between() -> None:
            if ended.is_set():
                raise Gone
            LIGHT.let_pass()

        token = between_batches.set(between)
        try:
            if heavy:
                return Answer(politely(compute))
            with LIGHT:
                return Answer(compute())
        except Exception as error:
            return answer_of(error, name)
        finally:
            between_batches.reset(token)
            if heavy:
                give_back_soon()
