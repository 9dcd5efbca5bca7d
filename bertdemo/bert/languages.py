"""Which language a text is in, and which a model reads."""

from __future__ import annotations

import re
from typing import Literal

from bertdemo.bert.checkpoint import Checkpoint

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[^\W\d_]+")
_SPECIAL = re.compile(r"\[[A-Z]+\]")  # [MASK] is no word of any language


def language_of(text: str) -> Literal["en", "zh", ""]:
    """The language that most of a text is in: a Chinese character counts as much as a word of letters; "" for neither."""
    text = _SPECIAL.sub(" ", text)
    chinese = len(_CHINESE.findall(text))
    words = len(_LATIN.findall(_CHINESE.sub(" ", text)))
    if not chinese and not words:
        return ""
    return "zh" if chinese >= words else "en"


def reads_chinese(checkpoint: Checkpoint) -> bool:
    """Whether a model was made for Chinese rather than English, by its card."""
    return "zh" in checkpoint.languages and "en" not in checkpoint.languages


def foreign(checkpoint: Checkpoint, text: str) -> bool:
    """Whether a text is in the one of both languages that a model was not made for; False where its card says neither."""
    language = language_of(text)
    known = set(checkpoint.languages) & {"en", "zh"}
    return bool(language and known and language not in known)
