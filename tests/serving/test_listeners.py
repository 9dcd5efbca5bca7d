"""Who has gone: nobody listens for the answers, and nobody will."""

from __future__ import annotations

import pytest

from bertdemo.serving import listeners as module
from bertdemo.serving.listeners import Listeners


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


def test_who_does_not_listen_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    listeners = Listeners()
    assert not listeners.gone("nobody"), "without a door nobody is seen to leave"
    listeners.watched = True
    assert listeners.gone("nobody")
    listeners.asked("a")
    clock.now += module.FIRST_STREAM - 0.1
    assert not listeners.gone("a"), "it may still come"
    clock.now += 0.2
    assert listeners.gone("a")
    listeners.opened("a")
    clock.now += 1000
    assert not listeners.gone("a")
    listeners.asked("a")
    listeners.closed("a", left=True)
    clock.now += module.NEXT_STREAM + 0.01
    assert listeners.gone("a"), "within a second of leaving"
    listeners.opened("a")
    listeners.asked("a")
    listeners.closed("a", left=False)  # it was told all; the next stream is on its way
    clock.now += module.NEXT_STREAM + 0.01
    assert not listeners.gone("a")
    for i in range(module.REMEMBERED + 10):
        listeners.asked(f"v{i}")
    assert len(listeners._until) == module.REMEMBERED


def test_nothing_is_kept_for_somebody_who_never_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    listeners = Listeners()
    assert not listeners.awaited("a", 0.05)
    listeners.opened("a")
    assert listeners.awaited("a", 0.05) and listeners.expected("a")
    listeners.closed("a", left=False)
    assert not listeners.awaited("a", 0.0)
    clock = Clock()
    clock.now = module.time.monotonic() + 1000
    monkeypatch.setattr(module, "time", clock)
    assert listeners.expected("a") and not listeners.expected("b"), "late is not never"
