"""The page as it travels: its scripts in one file, under an address that names what is in them, so that a browser asks
once and keeps it for ever; and Gradio's documents with those scripts in their head, compressed, and not sent again to who has them.

Gradio puts what `launch(head=…)` is given into the page by a script of its own, after everything else has loaded and
where no script would be waited for; in the document itself a module of ours runs before Gradio's first one.
"""

from __future__ import annotations

import gzip
import hashlib
import posixpath
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, Response

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

FOLDER = "/bertdemo/page/"
BUNDLE = "shared/bundle.js"  # beside page.js, so that what it fetches lies where that says
IMPORT = re.compile(r"^import .*?[\"'](\.{1,2}/[^\"']+)[\"'];$", re.MULTILINE)
BASE = re.compile(rb"<base\b[^>]*>")  # what is relative begins here, so our tags come right behind it
LANGUAGE = re.compile(rb"(<html\b[^>]*?\blang=\")[^\"]*")
CARD = re.compile(rb"<meta\b[^>]*(?:property=\"og:|name=\"twitter:)[^>]*>\s*")  # Gradio's own, of Gradio
A_DAY = "public, max-age=86400"
FOR_EVER = "public, max-age=31536000, immutable"
DOCUMENTS = 8  # kept compressed: a page a language and name of this server


class PageFiles:
    """The scripts below a folder, read once. Their address has one hash of them all, since they import each other.

    `bundle` holds all of them, made by tests/bundle.js. One that is older than they are is left where it is: who changes
    a script sees it without making a bundle, which the tests ask for.
    """

    def __init__(self, folder: Path, bundle: Path | None = None) -> None:
        paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.js")}
        self._bodies = {name: paths[name].read_bytes() for name in sorted(paths)}
        parts = [part for name, body in self._bodies.items() for part in (name.encode("utf-8"), body)]
        digest = hashlib.sha256(b"\0".join(parts)).hexdigest()
        made = bundle.read_bytes() if bundle is not None and bundle.is_file() else b""
        self.is_bundled = made.startswith(f"// {digest}\n".encode())
        if self.is_bundled:
            self._bodies[BUNDLE] = made
        self._packed = {name: gzip.compress(body, mtime=0) for name, body in self._bodies.items()}
        self.version = hashlib.sha256(f"{digest} {self.is_bundled}".encode() + made).hexdigest()[:16]

    def address(self, name: str) -> str:
        """Of a script, relative to where the page's own server answers, as Gradio's are."""
        return f".{FOLDER}{self.version}/{name}"

    def imported(self, names: Iterable[str]) -> list[str]:
        """These scripts and all that they import, in the order in which they are met."""
        met: dict[str, None] = {}
        waiting = list(names)
        while waiting:
            name = waiting.pop(0)
            if name not in met:
                met[name] = None
                folder = posixpath.dirname(name)
                paths = IMPORT.findall(self._bodies[name].decode("utf-8"))
                waiting += [posixpath.normpath(posixpath.join(folder, path)) for path in paths]
        return list(met)

    def tags(self, entry: str, first: Iterable[str]) -> str:
        """The script that a page begins with, and the addresses of those that its first picture needs: a browser then
        asks for all of them at once, and not for each when another one that imports it has come.
        """
        preloads = [
            f'<link rel="modulepreload" href="{escape(self.address(name))}">'
            for name in self.imported([entry, *first])
        ]
        return "".join(preloads) + f'<script type="module" src="{escape(self.address(entry))}"></script>'

    def response(self, path: str, packed: bool) -> Response:
        """What a browser gets that asks for `version/name`. A page of another version must be loaded anew."""
        version, _, name = path.partition("/")
        if version != self.version or name not in self._bodies:
            return Response("There is nothing here.", 404, headers={"cache-control": "no-store"})
        headers = {"cache-control": FOR_EVER, "vary": "accept-encoding"}
        if packed:
            headers["content-encoding"] = "gzip"
        body = self._packed[name] if packed else self._bodies[name]
        return Response(body, headers=headers, media_type="text/javascript")


class Pages:
    """The middleware (ASGI), behind the door: `head` is written into every document of Gradio's, and what `card` says
    of its path and of where the app answers, and in which language it is; `documents` are our own, HTML, and `pictures` PNG, by the path below that.
    """

    def __init__(
        self,
        app: Application,
        files: PageFiles,
        head: str,
        documents: Mapping[str, str] | None = None,
        card: Callable[[str, str], str] = lambda path, origin: "",
        language: Callable[[str], str] = lambda path: "en",
        pictures: Mapping[str, bytes] | None = None,
    ) -> None:
        self.app = app
        self.files = files
        self.documents = documents or {}
        self.head = head
        self.card = card
        self.language = language
        self.pictures = pictures or {}
        self._packed: OrderedDict[str, bytes] = OrderedDict()

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        asked = Headers(raw=scope["headers"])
        _, folder, path = str(scope["path"]).partition(FOLDER)
        if folder:
            response = self.files.response(path, takes_gzip(asked))
            await response(scope, receive, send)  # type: ignore[arg-type]
        elif own := self.documents.get(_below_root(scope)):
            await HTMLResponse(own)(scope, receive, self._documents(asked, send, "", ""))  # type: ignore[arg-type]
        elif picture := self.pictures.get(_below_root(scope)):
            response = Response(picture, headers={"cache-control": A_DAY}, media_type="image/png")
            await response(scope, receive, send)  # type: ignore[arg-type]
        elif scope["method"] == "GET":
            head = self.head + self.card(_below_root(scope), origin(scope, asked))
            language = self.language(_below_root(scope))
            await self.app(scope, receive, self._documents(asked, send, head, language))
        else:
            await self.app(scope, receive, send)

    def _documents(self, asked: Headers, send: Send, head: str, language: str) -> Send:
        """Hold a document until it is whole; everything else goes on as it comes."""
        start: Message | None = None
        body = bytearray()

        async def sent(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_document(message):
                start = message
            elif start is not None and message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    added = head.encode("utf-8"), language.encode("utf-8")
                    for part in self._answer(asked, start, bytes(body), *added):
                        await send(part)
            else:
                await send(message)

        return sent

    def _answer(
        self, asked: Headers, start: Message, html: bytes, head: bytes, language: bytes
    ) -> list[Message]:
        if b"window.gradio_config" in html:
            before, config, after = html.partition(b"window.gradio_config")
            before = LANGUAGE.sub(lambda tag: tag[1] + language, before, count=1)
            html = BASE.sub(lambda base: base[0] + head, CARD.sub(b"", before), count=1) + config + after
        digest = hashlib.sha256(html).hexdigest()[:32]
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["etag"] = f'W/"{digest}"'  # the same document, compressed or not
        headers["cache-control"] = "no-cache"  # kept, and asked about each time
        headers.add_vary_header("accept-encoding")
        if digest in asked.get("if-none-match", ""):
            for name in ("content-length", "content-type"):
                del headers[name]
            return [
                {**start, "status": 304, "headers": headers.raw},
                {"type": "http.response.body", "body": b""},
            ]
        if takes_gzip(asked):
            html = self._compressed(digest, html)
            headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(html))
        return [{**start, "headers": headers.raw}, {"type": "http.response.body", "body": html}]

    def _compressed(self, digest: str, html: bytes) -> bytes:
        """Kept, since a class opens the same page and each time takes 10 ms in which nobody else is served."""
        if digest not in self._packed:
            self._packed[digest] = gzip.compress(html, 6, mtime=0)
        self._packed.move_to_end(digest)
        if len(self._packed) > DOCUMENTS:
            self._packed.popitem(last=False)
        return self._packed[digest]


def _below_root(scope: Mapping[str, Any]) -> str:
    """The path without what a proxy puts in front of it and says so."""
    return str(scope["path"]).removeprefix(str(scope.get("root_path") or ""))


def origin(scope: Mapping[str, Any], asked: Headers) -> str:
    """Where the app answers, as who asks calls it: what a proxy says of itself comes first."""
    host = asked.get("x-forwarded-host", asked.get("host", "")).split(",")[0].strip()
    scheme = asked.get("x-forwarded-proto", str(scope.get("scheme", "http"))).split(",")[0].strip()
    return f"{scheme}://{host}{scope.get('root_path') or ''}"


def takes_gzip(asked: Headers) -> bool:
    """Whether who asks can unpack it: it is named, and not with a weight of zero."""
    named = re.search(r"(?:^|[\s,])(?:gzip|\*)\s*(?:;\s*q=([\d.]+))?", asked.get("accept-encoding", ""))
    return named is not None and float(named[1] or 1) > 0


def _is_document(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    is_html = headers.get("content-type", "").startswith("text/html")
    return start["status"] == 200 and is_html and "content-encoding" not in headers
