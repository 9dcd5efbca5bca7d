"""BERT in a notebook: the numbers are those of bertdemo/bert, what cannot be done is said in words, the tour runs."""

from __future__ import annotations

import ast
import re
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import gradio as gr
import nbformat
import pytest
import torch
from transformers import BertForPreTraining

import app
from bertdemo.bert.attention import from_page
from bertdemo.notebook import Bert, Frame, Picture, Reading, load
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import ASSETS
from tests.conftest import tiny_config, tiny_tokenizer

TOUR = ASSETS / "notebooks" / "tour.ipynb"
TEXT, PAIR = "the animal is cute", "she is sad"


@pytest.fixture
def bert(models: ModelBank) -> Bert:
    return Bert(models, "")


@pytest.fixture
def reading(bert: Bert) -> Reading:
    return bert(TEXT, PAIR)


def test_a_reading_has_what_the_model_read(reading: Reading, models: ModelBank) -> None:
    run = models().run(TEXT, PAIR)
    assert reading.tokens == run.encoding.tokens and reading.ids == run.encoding.ids
    assert torch.equal(reading.attentions, run.attentions)
    assert torch.equal(reading.hidden_states, run.hidden_states)


def test_a_repr_is_one_short_line(bert: Bert, reading: Reading) -> None:
    assert repr(bert) == "<classroom: 3 layers × 4 heads, 0 parameters>"
    assert repr(reading) == "<10 tokens of 'the animal is cute | she is sad' by classroom>"
    assert len(repr(bert("my dog is cute . " * 10))) < 110
    assert repr(reading.attention(2, -1)) == "<attention, layer 2, head maximum>"
    assert repr(reading.attention()) == "<attention, layer mean, head mean>"


def test_a_table_has_a_row_a_token(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    table = reading.frame()
    assert tuple(table["token"]) == reading.tokens and len(table) == len(reading.ids)
    word = table.iloc[2]
    assert TEXT[int(word["start"]) : int(word["end"])] == "animal" and not word["special"]
    assert table["length"][1] == pytest.approx(float(reading.hidden_states[-1, 1].norm()))
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install pandas"):
        reading.frame()


@pytest.mark.parametrize(("layer", "head"), [(1, 1), (3, 4), (0, 0), (2, -1)])
def test_attention_is_that_of_the_page(reading: Reading, layer: int, head: int) -> None:
    picture = reading.attention(layer, head)
    weights = from_page(reading.run, layer, head)
    assert torch.equal(picture.data, weights)
    assert torch.tensor(picture.figure.data[0].z).float().equal(weights)


def pictures(reading: Reading) -> dict[str, Picture]:
    return {
        "head_by_hand": reading.head_by_hand(3, 4),
        "layer": reading.layer(2),
        "embeddings": reading.embeddings(),
        "heads": reading.heads(),
        "lens": reading.lens(3),
        "paths": reading.paths(),
        "space": reading.paths(3),
        "hide": reading.hide(2),
        "next_sentence": reading.next_sentence(),
        "why": reading.why("occlusion"),
        "cost": reading.cost(),
    }


def test_every_picture_has_numbers_and_a_figure(reading: Reading) -> None:
    shown = pictures(reading)
    for name, picture in shown.items():
        assert picture.figure.data, name
        assert picture.data is not None and "\n" not in repr(picture) and len(repr(picture)) < 120, name
    for name in ("head_by_hand", "layer", "embeddings"):
        assert shown[name].data.error < 1e-5
    weights = torch.tensor(shown["head_by_hand"].figure.data[0].z)
    assert torch.allclose(weights.float(), reading.attentions[2, 3], atol=1e-5)
    stages = shown["layer"].figure.data
    assert stages[-1].name == "output"
    assert list(stages[-1].x) == pytest.approx(reading.hidden_states[2].norm(dim=-1).tolist(), abs=1e-4)
    assert sum(shown["next_sentence"].figure.data[0].x) == pytest.approx(1)
    assert shown["space"].data.points.shape == (4, len(reading.ids), 3)
    cells = shown["lens"].figure.data[0]
    assert cells.text[3][2] == shown["lens"].data.readings[3][2][0].token


def test_what_cannot_be_done_is_said_in_words(bert: Bert, reading: Reading) -> None:
    def said(act: Any) -> str:
        with pytest.raises(ValueError) as error:  # noqa: PT011
            act()
        assert error.value.__suppress_context__ or error.value.__cause__ is None
        return str(error.value)

    assert "4" in said(lambda: reading.attention(4, 1)) and "3" in said(lambda: reading.attention(4, 1))
    assert "9" in said(lambda: reading.head_by_hand(1, 9))
    assert "0" in said(lambda: reading.layer(0))
    assert said(lambda: reading.hide(0)) and said(lambda: bert(" "))
    assert "head view" in said(lambda: reading.bertviz("neuron"))
    assert "no layer" in said(lambda: reading.bertviz("head", 9)).lower() or "layer" in said(
        lambda: reading.bertviz("head", 9)
    )
    assert "dimensions" in said(lambda: reading.paths(4))
    assert said(lambda: bert("my dog").next_sentence()) and said(lambda: reading.why("magic"))
    assert "nothing-like-it" in said(lambda: load("nothing-like-it"))


def test_a_picture_shows_itself_without_the_network(reading: Reading) -> None:
    shown = reading.attention(1, 1)._repr_html_()
    assert re.search(r"height: ?450px", shown), "a cell has no height that a figure could fill"
    assert "Plotly.newPlot" in shown and "cdn.plot.ly" not in shown.split("Plotly.newPlot")[1]
    assert "<script src=" not in shown and 'src="https' not in shown
    frame = reading.bertviz("model")
    assert isinstance(frame, Frame) and repr(frame) == "<BertViz of 10 of 10 tokens>"
    assert frame._repr_html_().startswith('<iframe sandbox="allow-scripts"')
    assert "<script" not in frame._repr_html_(), "it is escaped, inside the frame"


def test_a_folder_is_a_model(tmp_path: Path) -> None:
    torch.manual_seed(0)
    BertForPreTraining(tiny_config()).save_pretrained(tmp_path / "mine")
    tiny_tokenizer().save_pretrained(tmp_path / "mine")
    assert load(str(tmp_path / "mine"), "cpu")(TEXT).attentions.shape[:2] == (3, 4)


@pytest.mark.bundled
def test_the_tasks_are_done_by_the_bundled_models() -> None:
    bert = load(device="cpu")
    assert load(device="cpu").models is bert.models, "the weights are read once"
    assert bert.classify("A warm and funny film.").said.startswith("positive 0.9")
    assert "Marie Curie (PER)" in bert.entities("Marie Curie left Warsaw.").said
    answer = bert.answer("When was the bridge opened?", "The bridge was opened in 1894 by the mayor.")
    assert (
        answer.said == answer.data.best.text and len(answer.figure.data[0].x) == len(answer.data.answers) + 1
    )
    translation = bert.translate("Where is the station?")
    assert translation.data.text == translation.said and translation.figure.data[0].z


def run_cell(source: str, space: dict[str, Any]) -> Any:
    """The value of the last line, if it is an expression, as Jupyter shows it."""
    body = ast.parse(source).body
    last = body[-1]
    if not isinstance(last, ast.Expr):
        exec(source, space)
        return None
    exec(compile(ast.Module(body[:-1], []), "cell", "exec"), space)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), space)


@pytest.mark.bundled
def test_the_tour_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """From its own folder."""
    book = nbformat.read(TOUR, as_version=4)
    nbformat.validate(book)
    assert not any(cell.get("outputs") for cell in book.cells), "kept without what it printed"
    monkeypatch.chdir(TOUR.parent)
    monkeypatch.setattr(sys, "path", [place for place in sys.path if Path(place).resolve() != ASSETS.parent])
    space: dict[str, Any] = {}
    codes = [cell.source for cell in book.cells if cell.cell_type == "code"]
    shown = [run_cell(code, space) for code in codes]
    assert [type(one).__name__ for one in shown if one is not None] == [
        "Bert", "DataFrame", "Picture", "Picture", "Frame", "Picture", "Picture", "Picture",
    ]  # fmt: skip
    lens = shown[6].data.readings
    assert lens[-1][space["she"]][0].token in ("she", "he", "they")


def test_the_app_runs_from_a_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a free port, without blocking, and as main() has it: its own styles and addresses."""
    monkeypatch.setattr(app, "warm_up", lambda _: None)
    address = app.launch(inline=False).rstrip("/")
    try:
        with urllib.request.urlopen(f"{address}/") as page:
            assert ".bd-stage" in page.read().decode()
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}/bertdemo/notebook?step=nothing")
        assert refused.value.code == 400 and "“nothing”" in refused.value.read().decode()
        with urllib.request.urlopen(
            f"{address}/bertdemo/notebook?step=head&text=my+dog+is+cute&layer=2"
        ) as page:
            assert page.headers["content-disposition"] == 'attachment; filename="bert-head.ipynb"'
            assert "layer, head, token = 2, 1, " in page.read().decode()
    finally:
        gr.close_all()
