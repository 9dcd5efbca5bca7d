"""Run: the result of one forward pass of one model over one input; RunCache: the latest of them, by size."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

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


class RunCache:
    """The runs used last, as many as fit into `limit` bytes; shared by all visitors."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.nbytes = 0
        self._runs: OrderedDict[Hashable, Run] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._runs)

    def get(self, key: Hashable) -> Run | None:
        with self._lock:
            run = self._runs.get(key)
            if run is not None:
                self._runs.move_to_end(key)
            return run

    def put(self, key: Hashable, run: Run) -> None:
        """Keep a run, and drop those unused longest until all fit; one larger than the limit is not kept."""
        with self._lock:
            if key in self._runs:
                return
            self._runs[key] = run
            self.nbytes += run.nbytes
            while self.nbytes > self.limit:
                _, oldest = self._runs.popitem(last=False)
                self.nbytes -= oldest.nbytes
