"""What a visitor is told in English when something is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bertdemo.errors import UserError
from bertdemo.text import Text


@contextmanager
def refusal(said: str) -> Iterator[pytest.ExceptionInfo[UserError]]:
    """The block raises a UserError whose English words match."""
    with pytest.raises(UserError) as raised:
        yield raised
    told = Text("en").message(raised.value)
    assert re.search(said, told), told
