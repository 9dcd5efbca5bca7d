"""ByteCache: the results used last, by their size; shared by all visitors."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Protocol, TypeVar


class Sized(Protocol):
    @property
    def nbytes(self) -> int: ...


Result = TypeVar("Result", bound=Sized)


class Shelf:
    """Where the results of one model stand until it is dropped; after that nothing is put there any more."""

    def __init__(self) -> None:
        self.open = True


class ByteCache:
    """The results used last, as many as fit into `limit` bytes; shared by all visitors."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.nbytes = 0
        self._results: OrderedDict[Hashable, Sized] = OrderedDict()
        self._shelves: dict[str, Shelf] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._results)

    def shelf(self, name: str) -> Shelf:
        """The shelf of a model, the same one until `drop`."""
        with self._lock:
            return self._shelves.setdefault(name, Shelf())

    def get(self, key: Hashable, compute: Callable[[], Result], shelf: Shelf | None = None) -> Result:
        """The result for a key, computed if it is not here; two who ask at once may both compute it.

        With a shelf, a result that comes after `drop` is returned, but not kept; nor is one of before it found.
        """
        if shelf is not None:
            key = (shelf, key)
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
                return self._results[key]  # type: ignore[return-value]
        result = compute()
        with self._lock:
            if shelf is not None and not shelf.open:
                return result
            if key not in self._results:
                self._results[key] = result
                self.nbytes += result.nbytes
            while self.nbytes > self.limit:
                _, oldest = self._results.popitem(last=False)
                self.nbytes -= oldest.nbytes
        return result

    def drop(self, name: str) -> None:
        """Forget the results of a model, and those that are being computed."""
        with self._lock:
            shelf = self._shelves.pop(name, None)
            if shelf is None:
                return
            shelf.open = False
            for key in [key for key in self._results if isinstance(key, tuple) and key[0] is shelf]:
                self.nbytes -= self._results.pop(key).nbytes
