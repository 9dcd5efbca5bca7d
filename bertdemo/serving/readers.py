"""Which bundled model reads a text, and in which language a page offers texts."""

from __future__ import annotations

from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.languages import foreign, language_of
from bertdemo.errors import UserError
from bertdemo.serving.checkpoints import bundled, find, opening_key
from bertdemo.settings import Language, Settings


def texts_language(settings: Settings, page: Language) -> Language:
    """The language of the texts that a page offers: the one that the model reads with which it opens, if it is one."""
    try:
        read = set(find(opening_key(settings, page), settings).languages) & {"en", "zh"}
    except UserError:  # the server's folder of it went
        return page
    if read == {"en"}:
        return "en"
    return "zh" if read == {"zh"} else page


def reader_instead(checkpoint: Checkpoint, text: str) -> Checkpoint | None:
    """The bundled encoder that reads a text's language, where this one was made for the other only; else None."""
    if not foreign(checkpoint, text):
        return None
    return next((c for c in bundled() if not c.base and language_of(text) in c.languages), None)
