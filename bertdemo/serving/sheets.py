"""Pages to print and files to keep, beside Gradio's: written from what the address asks, on a thread, for one who may leave."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.responses import HTMLResponse, Response

from bertdemo.bert.stopping import Gone
from bertdemo.serving.addresses import caller_address
from bertdemo.serving.gate import Caller, caller
from bertdemo.serving.web import Application, Receive, Send, watch_leaving

WORKSHEET = "/bertdemo/worksheet"
NOTEBOOK = "/bertdemo/notebook"
LONGEST = 6_000  # bytes of a question
FIELDS = 20
AT_ONCE = 4  # threads: a class that prints together waits for each other, and nobody else for it
HEADERS = {
    "cache-control": "no-store",  # it holds what somebody typed
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


@dataclass(frozen=True)
class File:
    """What a browser saves in place of showing it."""

    name: str  # plain letters, digits, "-" and "."
    content: str
    kind: str  # its media type


Sheet = Callable[
    [Mapping[str, str]], tuple[int, str | File]
]  # a question's fields → status and page, or file


class Sheets:
    """The middleware (ASGI), behind the door: `sheets` maps the end of an address to who answers there."""

    def __init__(self, app: Application, sheets: Mapping[str, Sheet]) -> None:
        self.app = app
        self.sheets = sheets
        self._threads = ThreadPoolExecutor(AT_ONCE, "sheet")

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        path = str(scope["path"]) if scope["type"] == "http" else ""
        sheet = next((sheet for end, sheet in self.sheets.items() if path.endswith(end)), None)
        if sheet is None or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        asked: bytes = scope.get("query_string", b"")
        if len(asked) > LONGEST or asked.count(b"&") >= FIELDS:
            await HTMLResponse("This address is too long.", 414, HEADERS)(scope, receive, send)  # type: ignore[arg-type]
            return
        query = dict(parse_qsl(asked.decode("latin-1"), errors="replace"))
        left = threading.Event()
        token = caller.set(Caller(caller_address(scope), left.is_set))
        watch = asyncio.create_task(watch_leaving(receive, left))
        try:
            context = copy_context()
            status, page = await asyncio.get_running_loop().run_in_executor(
                self._threads, lambda: context.run(sheet, query)
            )
        except Gone:
            return  # nobody reads it
        finally:
            caller.reset(token)
            watch.cancel()
        answer: Response
        if isinstance(page, File):
            saved = {"content-disposition": f'attachment; filename="{page.name}"'}
            answer = Response(page.content, status, HEADERS | saved, page.kind)
        else:
            answer = HTMLResponse(page, status, HEADERS)
        await answer(scope, receive, send)  # type: ignore[arg-type]
