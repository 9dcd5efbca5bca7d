"""Stub."""

from bertdemo.bert.models import ModelBank
from bertdemo.text import Text


def build(text: Text, models: ModelBank) -> None:
    pass
