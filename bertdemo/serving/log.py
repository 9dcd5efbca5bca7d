"""Bugs in the log: what broke and where, and nothing that anybody typed."""

from __future__ import annotations

import logging
import traceback


def log_bug(log: logging.Logger, what: str, error: BaseException) -> None:
    """The kind of an error and the lines that led to it; its message may hold a visitor's words and is left out."""
    lines = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s failed: %s\n%s", what, type(error).__name__, lines.rstrip())
