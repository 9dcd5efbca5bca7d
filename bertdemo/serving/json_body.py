"""What is in a question that comes over a route of this app's own, and not through Gradio."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from bertdemo.errors import UserError


async def body_of(request: Request, most: int) -> bytes:
    """A body of at most `most` bytes. Raises UserError for a larger one."""
    body = bytearray()
    async for part in request.stream():
        body.extend(part)
        if len(body) > most:
            raise UserError("error.class_body", most=most)
    return bytes(body)


async def json_of(request: Request, most: int) -> dict[str, Any]:
    """The object in a body of at most `most` bytes. Raises UserError for a larger one, and for what is none."""
    try:
        question = json.loads(await body_of(request, most) or b"{}")
    except (ValueError, RecursionError):
        question = None
    if not isinstance(question, dict):
        raise UserError("error.class_json")
    return question


def text_of(question: dict[str, Any], name: str) -> str:
    """A field that is a text; "" for one that is missing. Raises UserError for anything else."""
    value = question.get(name, "")
    if not isinstance(value, str):
        raise UserError("error.not_text", name=name)
    return value
