"""What a visitor uploads, and how much of it is taken."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from bertdemo.errors import UserError
from bertdemo.rows.labelled_rows import Limits
from bertdemo.settings import Settings


def limits(settings: Settings) -> Limits:
    return Limits(
        rows=settings.max_rows,
        megabytes=settings.max_upload_mb,
        labels=settings.max_labels,
        words=4 * settings.training_tokens,
    )


def bytes_of(content: Any, most: Limits) -> bytes:
    """The bytes of a file that came from the page in base64. Raises UserError."""
    encoded = str(content or "")
    if len(encoded) > 1.4 * most.megabytes * 2**20:
        raise UserError("error.rows_too_large", megabytes=most.megabytes)
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise UserError("error.rows_broken_upload") from None
