"""The notebook of a step: valid, of this very sentence, in both languages, and it runs away from the project."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import plotly.graph_objects as go
import pytest

from bertdemo.errors import UserError
from bertdemo.page.snippets import SNIPPETS, filled
from bertdemo.page.step_notebook import FIGURES, KIND, PACKAGES, Notebooks
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.sheets import File
from bertdemo.settings import ASSETS, LANGUAGES, Language, Settings
from bertdemo.steps.cards import CARDS
from bertdemo.steps.table import STEPS
from bertdemo.text import Text

pytestmark = pytest.mark.bundled
BANK = ModelBank(Settings(device="cpu"))
NOTEBOOKS = Notebooks(BANK, STEPS, CARDS)
TEXT = 'He said: "it\'s\\n fine" <b>& $x$</b>'


def notebook(**query: str) -> Any:
    status, file = NOTEBOOKS({"text": TEXT, **query})
    assert status == 200 and isinstance(file, File) and file.kind == KIND
    assert re.fullmatch(r"bert-[a-z]+\.ipynb", file.name)
    book = nbformat.reads(file.content, as_version=4)
    nbformat.validate(book)
    return book


def sources(book: Any, kind: str) -> list[str]:
    return [cell.source for cell in book.cells if cell.cell_type == kind]


def run(book: Any) -> dict[str, Any]:
    """What all cells leave behind, in one namespace; the value of a last line that is a figure, by cell."""
    space: dict[str, Any] = {"figures": []}
    for source in sources(book, "code"):
        source = filled(source, {"MODELS": str(ASSETS / "models")})
        *first, last = source.rstrip().split("\n")
        if last.startswith(("go.Figure(", "figure.")):
            source = "\n".join([*first, f"figures.append({last})"])
        exec(compile(source, "cell", "exec"), space)
    return space


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_a_notebook_has_the_prose_and_the_code_of_its_step(step: Any, language: Language) -> None:
    text = Text(language)
    model = "classroom-zh" if language == "zh" else "classroom"
    book = notebook(step=step.name, language=language, model=model, pair="So it is.")
    prose, code = "\n".join(sources(book, "markdown")), "\n".join(sources(book, "code"))
    for one in step.instruments:
        assert f"## {text(f'{step.name}.{one.name}.title')}\n" in prose + "\n"
    for card in CARDS[language]:
        assert (f"### {text(f'card.{card.name}.title')}\n" in prose) == (card.step == step.name)
    assert TEXT not in prose, "what is typed stands in strings of the code alone"
    assert code.count("MODELS = ") == 1 and "from bertdemo" not in code
    assert ("text, pair = " + repr(TEXT) in code) == (step.name not in ("finetuning",))
    assert "go.Figure(" in code
    imported = set(re.findall(r"^(?:import|from) (\w+)", code, re.MULTILINE)) - {"json", "csv", "math", "re"}
    assert imported <= set(PACKAGES)


@pytest.mark.parametrize("step", ["heads", "using"])
def test_a_notebook_runs(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = notebook(step=step, pair="So 'it' is.", layer="3", head="5", token="2")
    monkeypatch.chdir(tmp_path)
    space = run(book)
    assert space["figures"] and all(isinstance(figure, go.Figure) for figure in space["figures"])
    assert all(figure.data for figure in space["figures"])
    if step == "heads":
        weights = BANK("classroom").run(TEXT, "So 'it' is.").attentions[2, 4]
        assert space["figures"][0].data[0].z[2] == pytest.approx(weights[2].tolist(), abs=1e-5)


@pytest.mark.parametrize("path", sorted(SNIPPETS.glob("*.py")), ids=lambda path: path.stem)
def test_a_chart_goes_on_with_what_its_code_computed(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the other steps too; the code as it stands in the file."""
    chart = FIGURES / path.name
    if path.stem in ("cost", "translate"):
        assert not chart.is_file(), "a number, a sentence: nothing to draw"
        return
    monkeypatch.chdir(tmp_path)
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(one.read_text("utf-8")) for one in (path, chart)]
    )
    (figure,) = run(book)["figures"]
    assert figure.data


def test_a_sentence_without_a_second_has_a_notebook_too() -> None:
    book = notebook(step="pretraining")
    problem = Text("en").message(UserError("error.two_sentences"))
    assert any(problem in prose for prose in sources(book, "markdown"))
    assert not any("NextSentence" in code for code in sources(book, "code"))


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ({"step": "<b>"}, "error.notebook_step"),
        ({"step": "heads", "text": " "}, "error.no_words"),
        ({"step": "heads", "model": "nobody/<i>"}, "error.no_such_model"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_no_notebook_is_told(query: dict[str, str], key: str, language: Language) -> None:
    status, page = NOTEBOOKS({"text": "my dog", "language": language, **query})
    assert status == 400 and isinstance(page, str) and "<b>" not in page and "<i>" not in page
    said = Text(language)(
        key, step="&lt;b&gt;", steps=", ".join(one.name for one in STEPS), model="nobody/&lt;i&gt;"
    )
    assert said in page


def test_a_bug_is_told_politely(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise KeyError("secret")

    monkeypatch.setattr(NOTEBOOKS, "_codes", broken)
    status, page = NOTEBOOKS({"step": "heads", "text": "my dog"})
    assert status == 500 and "secret" not in str(page) and Text("en")("error.bug") in str(page)


@pytest.mark.parametrize(
    ("given", "layer"), [("3", 3), ("0", 1), ("-5", 1), ("99", 6), ("x", 1), ("", 1), ("٣", 1)]
)
def test_rubbish_in_an_address_is_brought_into_the_limits(given: str, layer: int) -> None:
    code = "\n".join(sources(notebook(step="layer", layer=given), "code"))
    assert f"\nlayer = {layer}\n" in code


def test_a_notebook_is_small() -> None:
    _, file = NOTEBOOKS({"step": "heads", "text": TEXT})
    assert isinstance(file, File) and len(file.content) < 60_000 and json.loads(file.content)["nbformat"] == 4
