"""Which language a text is in, which a model reads, and which bundled model reads it."""

from __future__ import annotations

import re
from typing import Literal

from bertdemo.bert.checkpoints import Checkpoint, bundled, find, opening_key
from bertdemo.settings import Settings
from bertdemo.text import Language, UserError

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


def texts_language(settings: Settings, page: Language) -> Language:
    """The language of the texts that a page offers: the one that the model reads with which it opens, if it is one."""
    try:
        read = set(find(opening_key(settings, page), settings).languages) & {"en", "zh"}
    except UserError:  # the server's folder of it went
        return page
    if read == {"en"}:
        return "en"
    return "zh" if read == {"zh"} else page


def foreign(checkpoint: Checkpoint, text: str) -> bool:
    """Whether a text is in the one of both languages that a model was not made for; False where its card says neither."""
    language = language_of(text)
    known = set(checkpoint.languages) & {"en", "zh"}
    return bool(language and known and language not in known)


def reader_instead(checkpoint: Checkpoint, text: str) -> Checkpoint | None:
    """The bundled encoder that reads a text's language, where this one was made for the other only; else None."""
    if not foreign(checkpoint, text):
        return None
    return next((c for c in bundled() if not c.base and language_of(text) in c.languages), None)
