"""Who listens for the answers of the queue: a page or client that does not listen any more has gone."""

from __future__ import annotations

import threading
import time
from collections import Counter, OrderedDict

FIRST_STREAM = 8.0  # seconds that somebody who asked may take to listen for the answer
NEXT_STREAM = 0.5  # between two streams of one page
REMEMBERED = 2000  # visitors


class Listeners:
    """Which visitors listen for answers of the queue; who does not listen any more has gone."""

    def __init__(self) -> None:
        self.watched = False  # by a door
        self._open: Counter[str] = Counter()
        self._until: OrderedDict[str, float] = OrderedDict()  # when silence means that the visitor has gone
        self._lock = threading.Lock()

    def asked(self, visitor: str) -> None:
        """A question was put; its asker will listen soon."""
        self._grace(visitor, FIRST_STREAM)

    def expected(self, visitor: str) -> bool:
        """Whether this visitor has ever asked something; one on a slow line may come late."""
        with self._lock:
            return bool(self._open[visitor]) or visitor in self._until

    def awaited(self, visitor: str, seconds: float) -> bool:
        """Whether somebody listens for this visitor's answers, or begins to within `seconds`."""
        end = time.monotonic() + seconds
        while not self._open[visitor] and time.monotonic() < end:
            time.sleep(0.02)
        return bool(self._open[visitor])

    def opened(self, visitor: str) -> None:
        with self._lock:
            self._open[visitor] += 1

    def closed(self, visitor: str, left: bool) -> None:
        """A stream ended, because the visitor left or because there was nothing more to tell."""
        with self._lock:
            self._open[visitor] -= 1
            if self._open[visitor] <= 0:
                del self._open[visitor]
            if left:
                self._until.pop(visitor, None)
        self._grace(visitor, NEXT_STREAM)

    def gone(self, visitor: str) -> bool:
        """Whether nobody listens for this visitor's answers, and nobody will. Without a door nobody can be seen to leave."""
        with self._lock:
            return (
                self.watched and not self._open[visitor] and time.monotonic() > self._until.get(visitor, 0.0)
            )

    def _grace(self, visitor: str, seconds: float) -> None:
        with self._lock:
            until = time.monotonic() + seconds
            self._until[visitor] = max(until, self._until.get(visitor, 0.0))
            self._until.move_to_end(visitor)
            while len(self._until) > REMEMBERED:
                self._until.popitem(last=False)


listeners = Listeners()
