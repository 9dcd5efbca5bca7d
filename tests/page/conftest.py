"""The live half of the English page over tiny models."""

from __future__ import annotations

import pytest

from bertdemo.page.live import Live
from bertdemo.serving.bank import ModelBank
from bertdemo.steps.table import LOOKS, PARTS
from bertdemo.text import Text


@pytest.fixture
def live(models: ModelBank) -> Live:
    return Live(Text("en"), models, PARTS, LOOKS)
