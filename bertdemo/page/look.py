"""How the page looks: Gradio's theme with system fonts, and the page's own style and scripts."""

from __future__ import annotations

import gradio as gr

from bertdemo.serving import plotly_script
from bertdemo.serving.page_files import PageFiles
from bertdemo.settings import ASSETS

PAGE = ASSETS / "page"  # shared/, and a folder a step with one script an instrument
ENTRY = "shared/page.js"
# What is on screen when a page opens.
FIRST = [
    "shared/tools.js",
    "shared/models.js",
    "shared/notice.js",
    "glance/tokens.js",
    "heads/attention.js",
    "glance/scores.js",
    "glance/guess.js",
]
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
    return "\n".join(path.read_text("utf-8") for path in sheets)


def head(files: PageFiles) -> str:
    """What stands in the document itself: the page's own scripts, and where they find Plotly's."""
    return f'<meta name="bertdemo-plotly" content="{plotly_script.address()}">{files.tags(ENTRY, FIRST)}'
