"""Sentences that come with the app (assets/examples), in the language that the page or the model that is asked reads."""

from __future__ import annotations

import functools
import json
from typing import Any

from bertdemo.bert.languages import reads_chinese
from bertdemo.bert.model import Model
from bertdemo.settings import ASSETS, Language

FOLDER = ASSETS / "examples"


def reading_language(model: Model) -> Language:
    """The language in which a model is asked."""
    return "zh" if reads_chinese(model.checkpoint) else "en"


@functools.cache
def examples(name: str, language: Language) -> dict[str, Any]:
    """What `{name}.{language}.json` holds."""
    held: dict[str, Any] = json.loads((FOLDER / f"{name}.{language}.json").read_text("utf-8"))
    return held
