"""How the page looks: Gradio's theme with system fonts, and the page's own style and scripts."""

from __future__ import annotations

import re

import gradio as gr

from bertdemo.serving import page_files, plotly_script
from bertdemo.serving.page_files import PageFiles
from bertdemo.settings import ASSETS

PAGE = ASSETS / "page"  # shared/, and a folder a step with one script an instrument
BUNDLED = ASSETS / "page.bundle.js"  # all of them in one file: `npm --prefix tests run bundle`
ENTRY = "shared/page.js"
# Before the page's own styles are there Gradio shows a sign of waiting, then a frame with room around it and a line of
# links: they take the room that they have in the end, or all that follows would jump.
EARLY = (
    "<style>.wrap.default.full { position: fixed !important; inset: 0 !important; } .nav-holder { display: none !important; } "
    ".main.fillable { max-width: none !important; margin: 0 !important; padding: 0 !important; }</style>"
)
# What is on screen when a page opens, where the scripts are newer than their bundle.
FIRST = [
    *(
        f"shared/{name}.js"
        for name in ("tools", "bar", "rail", "map", "models", "notice", "foot", "cards", "folds")
    ),
    "glance/overview.js",
]
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)  # 2 kB of the first page, packed
SANS = [
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Noto Sans",
    "PingFang SC",
    "Noto Sans CJK SC",
    "sans-serif",
]
MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "DejaVu Sans Mono", "monospace"]


def theme() -> gr.themes.Base:
    """System fonts only: Gradio's own themes ask a font server at run time."""
    return gr.themes.Base(primary_hue="blue", neutral_hue="slate", font=SANS, font_mono=MONO)


def css() -> str:
    """What is shared first: the style of an instrument comes behind it."""
    sheets = sorted(PAGE.glob("*/*.css"), key=lambda path: (path.parent.name != "shared", path.as_posix()))
    return "\n".join(COMMENT.sub("", path.read_text("utf-8")) for path in sheets)


def head(files: PageFiles) -> str:
    """What stands in the document itself: the page's own scripts, and where they find Plotly's."""
    plotly = f'<meta name="bertdemo-plotly" content="{plotly_script.address()}">'
    tags = files.tags(page_files.BUNDLE, []) if files.is_bundled else files.tags(ENTRY, FIRST)
    return f"{plotly}{EARLY}{tags}"
