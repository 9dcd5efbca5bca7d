"""Run: the result of one forward pass of one model over one input; ByteCache: the latest results, by size."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from torch import Tensor

from bertdemo.bert.tokenization import Encoding


@dataclass(frozen=True)
class Run:
    """One forward pass, on the CPU, in float32; every view of a sentence reads the same one."""

    encoding: Encoding
    attentions: Tensor  # (L, H, T, T), [layer, head, from, to], each row sums to 1
    hidden_states: Tensor  # (L + 1, T, D), [0] is the output of the embeddings
    logits: Tensor | None  # (labels,), of a classifier; (2,) "B follows A" first, of a pretraining model

    @property
    def nbytes(self) -> int:
        """Bytes that keeping this run takes, its text and token tuples estimated."""
        tensors = [t for t in (self.attentions, self.hidden_states, self.logits) if t is not None]
        words = len(self.encoding.text) + len(self.encoding.text_pair) + 200 * len(self.encoding.ids)
        return sum(t.untyped_storage().nbytes() for t in tensors) + words


class Sized(Protocol):
    @property
    def nbytes(self) -> int: ...


Result = TypeVar("Result", bound=Sized)


class ByteCache:
    """The results used last, as many as fit into `limit` bytes; shared by all visitors."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.nbytes = 0
        self._results: OrderedDict[Hashable, Sized] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._results)

    def get(self, key: Hashable, compute: Callable[[], Result]) -> Result:
        """The result for a key, computed if it is not here; two who ask at once may both compute it."""
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
                return self._results[key]  # type: ignore[return-value]
        result = compute()
        with self._lock:
            if key not in self._results:
                self._results[key] = result
                self.nbytes += result.nbytes
            while self.nbytes > self.limit:
                _, oldest = self._results.popitem(last=False)
                self.nbytes -= oldest.nbytes
        return result

    def drop(self, condition: Callable[[Any], bool]) -> None:
        """Forget the results whose key meets a condition."""
        with self._lock:
            for key in [key for key in self._results if condition(key)]:
                self.nbytes -= self._results.pop(key).nbytes
