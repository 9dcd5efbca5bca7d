"""The page as it travels: scripts under their hash, documents compressed, with our scripts, and not sent twice."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bertdemo.page import look
from bertdemo.page.link_card import html_language
from bertdemo.serving.page_files import BUNDLE, FOLDER, PageFiles, Pages, takes_gzip
from tests.serving.loops import run

HTML = '<html\n\tlang="en"\n><head><base href="./" /><meta\n property="og:title" content="Gradio" /><script>window.gradio_config = {};</script></head><body>é</body></html>'
PICTURE = look.PAGE.parent / "images" / "card.png"
GZIP = {"accept-encoding": "br, gzip"}


@pytest.fixture
def files(tmp_path: Path) -> PageFiles:
    (tmp_path / "shared").mkdir()
    (tmp_path / "doubt").mkdir()
    (tmp_path / "shared" / "page.js").write_text(
        'import { bus } from "./bus.js";\nimport "../doubt/why.js";\n'
    )
    (tmp_path / "shared" / "bus.js").write_text("export const bus = 1;\n")
    (tmp_path / "doubt" / "why.js").write_text(
        'import { bus } from "../shared/bus.js";\nawait import("./late.js");\n'
    )
    (tmp_path / "doubt" / "late.js").write_text("export default () => {};\n")
    (tmp_path / "shared" / "page.css").write_text("p {}")
    return PageFiles(tmp_path)


async def page(request: Request) -> HTMLResponse:
    return HTMLResponse(HTML + request.headers["host"])


async def plain(_: Request) -> HTMLResponse:
    return HTMLResponse("<html><base href='./'></html>")


async def data(_: Request) -> JSONResponse:
    return JSONResponse({"data": [1]})


async def gone(_: Request) -> HTMLResponse:
    return HTMLResponse("gone", 404)


def ask(
    files: PageFiles, path: str, headers: dict[str, str] | None = None, method: str = "GET", root: str = ""
) -> Response:
    """What comes back, as a browser would see it before it unpacks anything."""
    routes = [
        Route("/", page),
        Route("/zh", page),
        Route("/plain", plain),
        Route("/data", data),
        Route("/gone", gone),
    ]
    app = Pages(
        Starlette(routes=routes),  # type: ignore[arg-type]
        files,
        "<i>ours</i>",
        {"/zh/words": "<p>词"},
        card=lambda path, origin: f"<b>{path} {origin}</b>",
        language=html_language,
        pictures={"/card.png": PICTURE.read_bytes()},
    )
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    lines = {"host": "localhost", **(headers or {})}
    scope = {
        "type": "http",
        "path": path,
        "method": method,
        "query_string": b"",
        "root_path": root,
        "headers": [(name.encode(), value.encode()) for name, value in lines.items()],
    }
    run(app(scope, receive, send))
    start, *rest = sent
    response = Response(b"".join(message["body"] for message in rest), start["status"])
    response.raw_headers = start["headers"]
    return response


def test_a_script_is_kept_for_ever_under_its_hash(files: PageFiles) -> None:
    path = files.address("shared/bus.js").removeprefix(".")
    plain = ask(files, path)
    assert plain.status_code == 200 and plain.body == b"export const bus = 1;\n"
    assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert plain.headers["content-type"].startswith("text/javascript")
    packed = ask(files, path, GZIP)
    assert packed.headers["content-encoding"] == "gzip" and gzip.decompress(packed.body) == plain.body
    assert {plain.headers["vary"], packed.headers["vary"]} == {"accept-encoding"}
    assert ask(files, "/space/of/somebody" + path, GZIP).body == packed.body, (
        "behind a proxy that hands on its path"
    )
    head = ask(files, path, method="HEAD")
    assert head.status_code == 200 and head.headers["content-length"] == str(len(plain.body))


@pytest.mark.parametrize("name", ["shared/page.css", "shared/none.js", "../look.py", "shared/../../x.js", ""])
def test_nothing_else_is_there(files: PageFiles, name: str) -> None:
    assert ask(files, f"{FOLDER}{files.version}/{name}").status_code == 404


def test_another_version_is_not_there(files: PageFiles, tmp_path: Path) -> None:
    (tmp_path / "shared" / "bus.js").write_text("export const bus = 2;\n")
    changed = PageFiles(tmp_path)
    assert changed.version != files.version
    gone = ask(changed, files.address("shared/bus.js").removeprefix("."))
    assert gone.status_code == 404 and gone.headers["cache-control"] == "no-store"


def test_all_that_a_page_begins_with_is_asked_for_at_once(files: PageFiles) -> None:
    assert files.imported(["shared/page.js"]) == ["shared/page.js", "shared/bus.js", "doubt/why.js"]
    tags = files.tags("shared/page.js", ["doubt/late.js"])
    begin = f"./bertdemo/page/{files.version}/"
    assert re.findall(r'rel="modulepreload" href="([^"]+)"', tags) == [
        begin + name for name in ("shared/page.js", "doubt/late.js", "shared/bus.js", "doubt/why.js")
    ]
    assert tags.endswith(f'<script type="module" src="{begin}shared/page.js"></script>')


@pytest.mark.parametrize("path", ["/", "/zh"])
def test_a_document_begins_with_our_scripts_and_is_compressed(files: PageFiles, path: str) -> None:
    packed = ask(files, path, GZIP)
    html = gzip.decompress(packed.body).decode()
    head = f"<i>ours</i><b>{path} http://localhost</b>"
    theirs = '<meta\n property="og:title" content="Gradio" />'
    whole = HTML.replace(f'<base href="./" />{theirs}', f'<base href="./" />{head}') + "localhost"
    assert html == (whole.replace('lang="en"', 'lang="zh-CN"') if path == "/zh" else whole), (
        "scripts ask before anything has opened"
    )
    assert packed.headers["content-encoding"] == "gzip" and packed.headers["content-length"] == str(
        len(packed.body)
    )
    assert bytes(ask(files, path).body).decode() == html


def test_a_document_is_not_sent_again_to_who_has_it(files: PageFiles) -> None:
    tag = ask(files, "/", GZIP).headers["etag"]
    again = ask(files, "/", {**GZIP, "if-none-match": tag})
    assert again.status_code == 304 and again.body == b"" and again.headers["etag"] == tag
    assert again.headers["cache-control"] == "no-cache"
    assert ask(files, "/", {**GZIP, "if-none-match": f'{tag}, W/"other"'}).status_code == 304
    assert ask(files, "/", {"host": "127.0.0.1", "if-none-match": tag}).status_code == 200, (
        "another name, another page"
    )


def test_what_is_no_document_of_the_page_stays_as_it_is(files: PageFiles) -> None:
    assert b"ours" not in ask(files, "/plain").body
    assert ask(files, "/data", GZIP).body == b'{"data":[1]}' and "etag" not in ask(files, "/data").headers
    assert ask(files, "/gone", GZIP).body == b"gone"


@pytest.mark.parametrize(
    ("said", "takes"),
    [
        ("gzip", True),
        ("br,gzip;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("br", False),
        ("", False),
        ("xgzip", False),
    ],
)
def test_who_cannot_unpack_gets_it_plain(said: str, takes: bool) -> None:
    assert takes_gzip(Headers({"accept-encoding": said})) is takes


def test_every_script_of_the_page_finds_what_it_imports() -> None:
    files = PageFiles(look.PAGE)
    names = [path.relative_to(look.PAGE).as_posix() for path in look.PAGE.rglob("*.js")]
    assert set(files.imported(names)) == set(names)
    assert look.ENTRY in files.imported([look.ENTRY, *look.FIRST])


def test_the_page_comes_with_one_file_of_scripts_that_is_as_new_as_they_are() -> None:
    files = PageFiles(look.PAGE, look.BUNDLED)
    assert files.is_bundled, "npm --prefix tests run bundle"
    assert len(re.findall(r"/bertdemo/page/\w+/([\w/]+\.js)", look.head(files))) == 2, (
        "a preload and a script"
    )
    body = ask(files, files.address(BUNDLE).removeprefix("."), GZIP).body
    assert gzip.decompress(bytes(body)) == look.BUNDLED.read_bytes() and len(body) < 100_000
    assert ask(files, files.address("shared/offline_viewer.js").removeprefix(".")).status_code == 200


def test_scripts_that_are_newer_than_their_bundle_are_sent(files: PageFiles, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    assert not PageFiles(tmp_path, bundle).is_bundled, "there is none"
    bundle.write_text("// of others\nlet a;")
    assert not PageFiles(tmp_path, bundle).is_bundled
    names = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.js"))
    parts = [part for name in names for part in (name.encode(), (tmp_path / name).read_bytes())]
    digest = hashlib.sha256(b"\0".join(parts)).hexdigest()
    versions = []
    for body in ("let a;", "let b;"):
        bundle.write_text(f"// {digest}\n{body}")
        made = PageFiles(tmp_path, bundle)
        assert made.is_bundled
        assert ask(made, made.address(BUNDLE).removeprefix(".")).body == bundle.read_bytes()
        versions.append(made.version)
    assert len({*versions, files.version}) == 3
    (tmp_path / "shared" / "bus.js").write_text("export const bus = 2;\n")
    late = PageFiles(tmp_path, bundle)
    assert not late.is_bundled and ask(late, late.address(BUNDLE).removeprefix(".")).status_code == 404


@pytest.mark.parametrize("root", ["", "/bert"])
def test_a_document_of_our_own_is_sent_like_the_others(files: PageFiles, root: str) -> None:
    plain = ask(files, f"{root}/zh/words", root=root)
    assert (plain.status_code, bytes(plain.body).decode()) == (200, "<p>词")
    assert plain.headers["content-type"] == "text/html; charset=utf-8"
    packed = ask(files, f"{root}/zh/words", GZIP, root=root)
    assert gzip.decompress(bytes(packed.body)).decode() == "<p>词"
    known = {"if-none-match": plain.headers["etag"]}
    assert ask(files, f"{root}/zh/words", known, root=root).status_code == 304
    assert ask(files, f"{root}/zh/words", method="HEAD", root=root).status_code == 200
    assert ask(files, f"{root}/zh/words/", root=root).status_code == 404, "its links would lead elsewhere"


@pytest.mark.parametrize(
    ("path", "headers", "root", "told"),
    [
        ("/", {}, "", "<b>/ http://localhost</b>"),
        (
            "/zh",
            {"x-forwarded-proto": "https", "x-forwarded-host": "a.example, b"},
            "",
            "/zh https://a.example<",
        ),
        ("/zh", {"host": "b.example:7860"}, "/bert", "/zh http://b.example:7860/bert<"),
    ],
)
def test_a_document_tells_how_a_link_to_it_looks(
    files: PageFiles, path: str, headers: dict[str, str], root: str, told: str
) -> None:
    html = bytes(ask(files, root + path, headers, root=root).body).decode()
    assert told in html and "Gradio" not in html
    assert "<b>" not in bytes(ask(files, "/plain").body).decode()


def test_a_picture_is_served(files: PageFiles) -> None:
    got = ask(files, "/card.png")
    assert got.status_code == 200
    assert hashlib.sha256(got.body).digest() == hashlib.sha256(PICTURE.read_bytes()).digest()
    assert got.headers["content-type"] == "image/png" and "max-age" in got.headers["cache-control"]
    assert ask(files, "/bert/card.png", root="/bert").status_code == 200
    assert ask(files, "/head.png").status_code == 404
