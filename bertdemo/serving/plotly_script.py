"""The drawing program of the charts, Plotly's own script as its Python package carries it, for the pages of this server."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from starlette.responses import Response

FOLDER = "/bertdemo/plotly/"
FOREVER = "public, max-age=31536000, immutable"  # the address names the content


def script() -> Path:
    """Found without importing plotly, which takes time that the first page would wait for."""
    return Path(str(metadata.distribution("plotly").locate_file("plotly/package_data/plotly.min.js")))


@cache
def address() -> str:
    """Where the script lies on this server."""
    return f"{FOLDER}{hashlib.sha256(script().read_bytes()).hexdigest()[:16]}.js"


@cache
def compressed() -> bytes:
    """1.5 MB in place of 4.8, made once, when the first chart is drawn."""
    return gzip.compress(script().read_bytes(), 9)


async def plotly_script(scope: Mapping[str, Any]) -> Response:
    """The answer to a request below FOLDER."""
    if not str(scope["path"]).endswith(address()):
        return Response("There is nothing here.", 404, media_type="text/plain")
    accepted = b",".join(value for name, value in scope["headers"] if name.lower() == b"accept-encoding")
    headers = {"cache-control": FOREVER, "vary": "Accept-Encoding"}
    if b"gzip" in accepted:
        content = await asyncio.to_thread(compressed)
        headers["content-encoding"] = "gzip"
    else:
        content = await asyncio.to_thread(script().read_bytes)
    return Response(content, headers=headers, media_type="text/javascript")
