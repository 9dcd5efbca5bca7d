"""Settings from the environment: each number within its limits, each mistake by its name."""

from __future__ import annotations

import os
from dataclasses import fields

import pytest

from bertdemo.settings import RANGES, Settings

NUMBERS = [field.name for field in fields(Settings) if isinstance(field.default, int)]


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("BERTDEMO_", "GRADIO_SERVER_")):
            monkeypatch.delenv(name)


def test_nothing_said_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings.from_environment() == Settings()
    for name in ("BERTDEMO_PORT", "BERTDEMO_MODEL", "GRADIO_SERVER_PORT", "GRADIO_SERVER_NAME"):
        monkeypatch.setenv(name, "")
    assert Settings.from_environment() == Settings()


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_has_limits(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    variable = f"BERTDEMO_{name.upper()}"
    least, most = RANGES.get(name, (1, 10**6))
    assert least <= getattr(Settings, name) <= most
    for number in (least, most):
        monkeypatch.setenv(variable, str(number))
        assert getattr(Settings.from_environment(), name) == number
    for wrong in (str(least - 1), str(most + 1), "-1", "1.5", "ten", " 8", "1e3", "9" * 5000, "0x10", "²"):
        monkeypatch.setenv(variable, wrong)
        with pytest.raises(
            ValueError, match=f"^{variable} must be a whole number from {least:,} to {most:,}"
        ) as error:
            Settings.from_environment()
        assert len(str(error.value)) < 200


def test_gradio_s_own_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_SERVER_PORT", "8001")
    monkeypatch.setenv("GRADIO_SERVER_NAME", "0.0.0.0")
    assert (Settings.from_environment().port, Settings.from_environment().host) == (8001, "0.0.0.0")
    monkeypatch.setenv("BERTDEMO_PORT", "8000")
    assert Settings.from_environment().port == 8000
    for wrong in ("abc", "0", "99999"):
        monkeypatch.setenv("GRADIO_SERVER_PORT", wrong)
        with pytest.raises(ValueError, match=r"^GRADIO_SERVER_PORT must be"):
            Settings.from_environment()
