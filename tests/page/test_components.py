"""What a component is handed, and the code behind a panel, as it is shown on the Chinese page."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import gradio as gr
import pytest

from bertdemo.page import components
from bertdemo.page.components import IN_CHINESE, SNIPPETS, component, snippet
from bertdemo.page.plotted import empty_matrix
from bertdemo.text import Text

TEXTS = json.loads(IN_CHINESE.read_text("utf-8"))
ENGLISH = {path.stem: path.read_text("utf-8") for path in SNIPPETS.glob("*.py")}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Chinese models lie in assets/models, and nothing else."""
    folder = tmp_path / "assets" / "models"
    for name in ("", "-sentiment", "-entities", "-answers"):
        (folder / f"classroom-zh{name}").mkdir(parents=True)
    monkeypatch.setattr(components, "ASSETS", tmp_path / "assets")
    return folder


def test_only_translation_stays_english() -> None:
    assert set(ENGLISH) - set(TEXTS) == {"translate"} and set(TEXTS) <= set(ENGLISH)
    for name, texts in TEXTS.items():
        for english in texts:
            assert english in ENGLISH[name], f"{name}: {english} is replaced by nothing"


@pytest.mark.parametrize("name", ENGLISH)
def test_the_english_page_shows_the_file(name: str, here: Path) -> None:
    assert snippet(name, "en") == ENGLISH[name]


@pytest.mark.parametrize("name", TEXTS)
def test_the_chinese_page_asks_the_chinese_model_in_chinese(name: str, here: Path) -> None:
    code = snippet(name, "zh")
    strings = [
        node.value
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    models = [string for string in strings if string.startswith("assets/models/")]
    assert models and all(re.match(r"assets/models/classroom-zh(-\w+)?$", model) for model in models)
    assert not [string for string in strings if re.search(r"[A-Za-z]{2} [a-z]{2}", string)], "English prose"
    assert any(re.search("[\u4e00-\u9fff]", string) for string in strings)


def test_a_chinese_model_that_is_not_here_is_not_shown(here: Path) -> None:
    (here / "classroom-zh-answers").rmdir()
    assert snippet("answers", "zh") == ENGLISH["answers"]
    assert "classroom-zh" in snippet("scores", "zh")
    assert snippet("translate", "zh") == ENGLISH["translate"]


def test_what_a_component_is_handed_is_plain() -> None:
    with gr.Blocks():
        made = component("grid", {"pairs": [("a", "b")], "frame": empty_matrix(Text("en"))})
    words = made.get_config()["props"]["words"]
    assert words["pairs"] == [("a", "b")] and set(words["frame"]) == {"data", "layout", "said"}
    json.dumps(words)
