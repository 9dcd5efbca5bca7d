"""The named endpoints, for gradio_client and notebooks; each returns one JSON object. Layers and heads count from 1."""

from __future__ import annotations

import functools
import inspect
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, get_type_hints

import gradio as gr

from bertdemo.api import apply, inside, learn, reading
from bertdemo.bert.stopping import Gone
from bertdemo.errors import UserError
from bertdemo.serving import hub, hub_ids
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.gate import NETWORK, Caller, caller, give_back_soon
from bertdemo.serving.listeners import listeners
from bertdemo.serving.log import log_bug
from bertdemo.serving.turns import Weight, in_turn
from bertdemo.text import Text

log = logging.getLogger(__name__)
TEXT = Text("en")
TEXTS = {
    "text",
    "text_pair",
    "word",
    "task",
    "model",
    "method",
    "target",
    "context",
    "first",
    "second",
    "base",
    "question",
}  # arguments that are strings; None means the default


# What takes its turn at the gate; the others do on a long text only. A training has a queue of its own.
HEAVY = {"attribute", "translate"}
QUEUED = {"finetune"}
HERE = {"models", "finetune"}  # what is never computed elsewhere: a list, and a job
LARGE = 20_000  # numbers and words of an answer that is not kept for somebody who may never take it


def raise_for_caller(function: Callable[..., Any], models: ModelBank | None = None) -> Callable[..., Any]:
    """A visitor's mistake becomes the message that the page would show; a bug is logged and told politely.

    The computation takes its turn with those of other visitors, and ends when the caller leaves.
    """
    name = function.__name__
    signature = inspect.signature(function)
    weight: Weight = "heavy" if name in HEAVY else "light" if name in QUEUED else "long"

    def arguments(args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
        bound = signature.bind(*args, **kwargs).arguments
        for name, value in bound.items():
            needed = signature.parameters[name].default is inspect.Parameter.empty
            if name in TEXTS and not isinstance(value, str) and (value is not None or needed):
                raise UserError("error.not_text", name=name)
            if models and value and name in ("model", "base"):
                bound[name] = fetched(value, models)
        return {name: value for name, value in bound.items() if value is not None or name not in TEXTS}

    @contextmanager
    def politely(request: gr.Request | None) -> Iterator[None]:
        token = caller.set(who_asks(request))
        try:
            yield
        except UserError as error:
            raise gr.Error(TEXT.message(error), print_exception=False) from None
        except Gone:
            raise gr.Error(TEXT("error.gone"), print_exception=False) from None
        except Exception as error:
            log_bug(log, f"/{name}", error)
            raise gr.Error(TEXT("error.bug_endpoint"), print_exception=False) from None
        finally:
            caller.reset(token)

    @functools.wraps(function)
    def told(*args: Any, request: gr.Request | None = None, **kwargs: Any) -> Any:
        args, request = apart(args, request)
        with politely(request):
            values = arguments(args, kwargs)
            there = f"/{name}" if name in ENDPOINTS and name not in HERE else ""
            answer = in_turn(weight, tuple(values.values()), lambda: function(**values), there, (values,))
            if is_large(answer):
                give_back_soon()
                if caller.get().queued and not awaited(caller.get()):
                    raise Gone
            return answer

    @functools.wraps(function)
    def streamed(*args: Any, request: gr.Request | None = None, **kwargs: Any) -> Iterator[Any]:
        args, request = apart(args, request)
        with politely(request):
            steps = function(**arguments(args, kwargs))
        try:
            while True:
                with politely(request):  # each step may run in a context of its own
                    step = next(steps, None)
                if step is None:
                    return
                yield step
        finally:
            steps.close()

    wrapped: Any = streamed if inspect.isgeneratorfunction(function) else told
    asks = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None)
    wrapped.__signature__ = signature.replace(parameters=[*signature.parameters.values(), asks])
    wrapped.__annotations__ = {**function.__annotations__, "request": gr.Request}  # Gradio hands it on
    return wrapped  # type: ignore[no-any-return]


def apart(args: tuple[Any, ...], request: gr.Request | None) -> tuple[tuple[Any, ...], gr.Request | None]:
    """Arguments, and the request that Gradio puts behind them."""
    if args and isinstance(args[-1], gr.Request):
        return args[:-1], args[-1]
    return args, request


def who_asks(request: gr.Request | None) -> Caller:
    """The visitor of a call: one that waits in its own request, or one who listens for the queue's answers."""
    here = caller.get()
    session = str(request.session_hash or "") if request is not None else ""
    if here.visitor or not session or not listeners.watched:
        return here
    return Caller(session, functools.partial(listeners.gone, session), queued=True)


_patience = threading.Semaphore(4)  # threads that may wait for a listener


def awaited(who: Caller) -> bool:
    """Whether somebody takes an answer from the queue; Gradio would keep it for ever."""
    if not _patience.acquire(blocking=False):
        return False
    try:
        return listeners.awaited(who.visitor, 1.0)
    finally:
        _patience.release()


def is_large(answer: Any) -> bool:
    """Whether an answer holds more than LARGE numbers and words."""
    left, heaps = LARGE, [answer]
    while heaps and left > 0:
        heap = heaps.pop()
        if isinstance(heap, dict):
            heaps += heap.values()
        elif isinstance(heap, list | tuple):
            heaps += heap
        else:
            left -= 1
    return left <= 0


def fetched(key: str, models: ModelBank) -> str:
    """The key of a model that is here; a checkpoint of the Hub is fetched first."""
    key = hub_ids.hub_id(key)
    if hub.is_missing(key, models.settings):
        with NETWORK.entered():
            hub.ensure(key, models.settings)
    return key


ENDPOINTS = {**reading.ENDPOINTS, **inside.ENDPOINTS, **learn.ENDPOINTS, **apply.ENDPOINTS}


def bound(name: str, function: Callable[..., Any], models: ModelBank) -> Callable[..., Any]:
    """An endpoint's function by its public name, with the models of this server as its first argument."""
    if inspect.isgeneratorfunction(function):

        def call(*args: Any, **kwargs: Any) -> Any:
            yield from function(models, *args, **kwargs)
    else:

        def call(*args: Any, **kwargs: Any) -> Any:
            return function(models, *args, **kwargs)

    signature = inspect.signature(function)
    call.__name__, call.__doc__, call.__module__ = name, function.__doc__, function.__module__
    call.__signature__ = signature.replace(parameters=[*signature.parameters.values()][1:])  # type: ignore[attr-defined]
    call.__annotations__ = {key: kind for key, kind in get_type_hints(function).items() if key != "models"}
    return call


def endpoints(models: ModelBank) -> list[Callable[..., Any]]:
    """The functions behind the endpoints, named as they are called."""
    return [bound(name, function, models) for name, function in ENDPOINTS.items()]


def asked_as(models: ModelBank) -> dict[str, Callable[[dict[str, Any]], Any]]:
    """By the names under which they are computed elsewhere: what gives an endpoint's answer for its arguments."""

    def of(function: Callable[..., Any]) -> Callable[[dict[str, Any]], Any]:
        return lambda values: function(**values)

    return {f"/{f.__name__}": of(f) for f in endpoints(models) if f.__name__ not in HERE}


def build(models: ModelBank) -> None:
    for function in endpoints(models):
        name = function.__name__
        gr.api(raise_for_caller(function, models), api_name=name, concurrency_limit=None)
