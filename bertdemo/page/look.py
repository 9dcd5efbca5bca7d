"""How the page looks: Gradio's theme with system fonts, and the components' own style and scripts, inline."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from bertdemo.serving import plotly_script
from bertdemo.settings import ASSETS

PAGE = ASSETS / "page"  # shared/, and a folder a step with one script an instrument
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
    return "\n".join(path.read_text("utf-8") for path in _files("css"))


def head() -> str:
    """The components' scripts, the bus that they share first."""
    code = "\n".join(path.read_text("utf-8") for path in _files("js"))
    plotly = f'<meta name="bertdemo-plotly" content="{plotly_script.address()}">'
    return (
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{plotly}<script>{code}</script>'
    )


def _files(ending: str) -> list[Path]:
    """The bus first, what is shared next: a step's own comes last and may build on both."""
    return sorted(
        PAGE.glob(f"*/*.{ending}"),
        key=lambda path: (path.stem != "bus", path.parent.name != "shared", path.as_posix()),
    )
