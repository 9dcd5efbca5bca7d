"""A GPU that is lent for the time of one training: Hugging Face ZeroGPU, by the package `spaces`.

Every Gradio Space has that package; `SPACES_ZERO_GPU` says where GPUs are lent. There the package makes torch believe
in a GPU on the thread that imports it and nowhere else, and runs what it decorates in a forked process that has one,
on the quota of the visitor whose request is in the context of the call. So everything that is typed stays on the CPU,
trainings take the GPU, and what goes there and comes back is bytes.
"""

from __future__ import annotations

import io
import logging
import os
import pickle
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from time import monotonic as clock
from typing import Any, TypeVar

import torch
from torch import nn

from bertdemo.errors import UserError

log = logging.getLogger(__name__)
ZERO_GPU = os.environ.get("SPACES_ZERO_GPU", "").lower() in ("1", "t", "true")  # as the package reads it
DEVICE = "cuda"  # of the process that has the GPU
MOST = 60  # seconds of one call: half of what a visitor without an account has in a day
Event = TypeVar("Event")


class NoGpuError(Exception):
    """No GPU was to be had: nobody's is free, the visitor's time is used up, or it cannot be used."""


class Wire(pickle.Pickler):
    """Pickles with weights on the CPU. A model of transformers goes as config and weights: its hooks cannot travel."""

    def reducer_override(self, thing: Any) -> Any:
        if isinstance(thing, nn.Module) and hasattr(thing, "_from_config"):
            weights = io.BytesIO()
            torch.save({name: value.detach().cpu() for name, value in thing.state_dict().items()}, weights)
            return _build, (type(thing), thing.config, weights.getvalue())
        if isinstance(thing, torch.Tensor) and thing.device.type != "cpu":
            return thing.cpu().__reduce_ex__(pickle.HIGHEST_PROTOCOL)  # type: ignore[no-untyped-call]
        return NotImplemented


def _build(kind: Any, config: Any, weights: bytes) -> nn.Module:
    module: nn.Module = kind._from_config(config, attn_implementation="eager", dtype=torch.float32)
    module.load_state_dict(torch.load(io.BytesIO(weights), weights_only=True))
    return module.eval()


def pack(thing: Any) -> bytes:
    """To bytes and not to tensors, which `multiprocessing` would move to shared memory with a file open for each."""
    content = io.BytesIO()
    Wire(content, pickle.HIGHEST_PROTOCOL).dump(thing)
    return content.getvalue()


def _there(seconds: int, work: bytes) -> Generator[bytes, None, None]:
    """In the process that has the GPU: each event of the generator function in `work`, packed; or its UserError."""
    # A gradient first: a GPU that cannot be used is noticed before the first event.
    torch.ones((), device=DEVICE, requires_grad=True).backward()  # type: ignore[no-untyped-call]
    events, arguments = pickle.loads(work)
    try:
        for event in events(*arguments):
            yield pack(event)
    except UserError as error:
        yield pack(error)


if ZERO_GPU:
    import spaces

    # Here, so that the report that the app sends at its start knows of it.
    _there = spaces.GPU(_there, duration=lambda seconds, work: seconds)


def run(seconds: float, events: Callable[..., Iterator[Event]], *arguments: Any) -> Iterator[Event]:
    """The events of a generator function of a module, which runs on a lent GPU for `seconds` at most.

    `events(*arguments)` is called in another process: both travel as bytes, and what it changes stays there. Raises
    NoGpuError before the first event when there is none, and UserError when the time was too short.
    """
    seconds = min(MOST, round(seconds))
    began, first = clock(), True
    with closing(_there(seconds, pack((events, arguments)))) as answers:
        while True:
            try:
                event = pickle.loads(next(answers))
            except StopIteration:
                return
            except Exception as error:
                if first:
                    raise NoGpuError(str(error)) from error
                if clock() - began >= seconds:
                    raise UserError("error.lent_time", seconds=seconds) from error
                raise
            if isinstance(event, UserError):
                raise event
            first = False
            yield event
