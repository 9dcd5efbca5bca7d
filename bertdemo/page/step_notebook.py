"""The notebook of a step: the prose of its cards, the code of its pictures for the sentence on screen, a chart of each.

It runs without this project's Python: with the libraries, and with the models (page/snippets.py).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Protocol

from bertdemo.bert.stopping import Gone
from bertdemo.errors import UserError
from bertdemo.page.cards import Card, here
from bertdemo.page.explained import how
from bertdemo.page.html import document, element
from bertdemo.page.questions import LARGEST, OfToken
from bertdemo.page.snippets import ASSIGNED, SNIPPETS, snippet
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.log import log_bug
from bertdemo.serving.readers import texts_language
from bertdemo.serving.sheets import File
from bertdemo.serving.turns import in_turn
from bertdemo.settings import LANGUAGES, Language
from bertdemo.text import Text

log = logging.getLogger(__name__)
FIGURES = SNIPPETS / "figures"  # what a snippet computed, as a chart
KIND = "application/x-ipynb+json"
PACKAGES = ("torch", "transformers", "peft", "captum", "plotly", "nbformat")


class Instrument(Protocol):
    """One thing to see and touch, and the name of its code."""

    @property
    def name(self) -> str: ...
    @property
    def code(self) -> str: ...


class Step(Protocol):
    """A step of the rail."""

    @property
    def name(self) -> str: ...
    @property
    def instruments(self) -> Sequence[Instrument]: ...


class Notebooks:
    """`notebooks({"step": "heads", "text": "…", "layer": "2", …})`: an .ipynb, or a page that says why there is none."""

    def __init__(
        self, models: ModelBank, steps: Sequence[Step], cards: Mapping[Language, Sequence[Card]]
    ) -> None:
        self.models = models
        self.steps = {step.name: step for step in steps}
        self.cards = cards

    def __call__(self, query: Mapping[str, str]) -> tuple[int, str | File]:
        language: Language = "zh" if query.get("language") == LANGUAGES[1] else "en"
        text = Text(language)
        try:
            return 200, self._file(text, query)
        except UserError as error:
            return 400, _refusal(text, text.message(error))
        except Gone:
            raise
        except Exception as error:
            log_bug(log, "notebook", error)
            return 500, _refusal(text, text("error.bug"))

    def _file(self, text: Text, query: Mapping[str, str]) -> File:
        step = self.steps.get(query.get("step", ""))
        if step is None:
            given = query.get("step", "")[:40]
            raise UserError("error.notebook_step", step=given, steps=", ".join(self.steps))
        question = OfToken(
            model=query.get("model", ""),
            text=query.get("text", ""),
            text_pair=query.get("pair", ""),
            layer=_number(query.get("layer", ""), 1),
            head=_number(query.get("head", ""), 1),
            token=_number(query.get("token", ""), None),
        )
        asked = (question.text, question.text_pair)
        codes = in_turn("long", asked, lambda: self._codes(text, step, question))
        own = here(self.models, self.cards[texts_language(self.models.settings, text.language)])
        cells = _cells(text, step, codes, [card for card in own if card.step == step.name])
        return File(f"bert-{step.name}.ipynb", _written(text, step, cells), KIND)

    def _codes(self, text: Text, step: Step, question: OfToken) -> dict[str, str | UserError]:
        """By instrument: its code, or why there is none for this sentence."""
        self.models(question.model).run(
            question.text, question.text_pair
        )  # what cannot be read has no notebook
        codes: dict[str, str | UserError] = {}
        for one in step.instruments:
            try:
                codes[one.name] = snippet(text, self.models, one.code, question) if one.code else ""
            except UserError as error:
                codes[one.name] = error
        return codes


def _refusal(text: Text, said: str) -> str:
    title = text("page.tools.title")
    return document(text.language, title, "", element("main", element("h1", title), element("p", said)))


def _number(given: str, default: Any) -> Any:
    """A whole number of an address, or the default."""
    plain = given.removeprefix("-").isdecimal() and given.isascii() and len(given) < 6
    return max(-1, min(int(given), LARGEST)) if plain else default


def _cells(
    text: Text, step: Step, codes: Mapping[str, str | UserError], cards: Sequence[Card]
) -> list[tuple[str, str]]:
    """Kind and source of every cell: "markdown" or "code"."""
    written = [code for code in codes.values() if isinstance(code, str) and code]
    top = _top(written)
    is_bundled = any("MODELS" in code for code in written)
    install = f"```\n%pip install {' '.join(PACKAGES)}\n```"
    cells = [
        (
            "markdown",
            "\n\n".join(
                [
                    f"# {text('notebook.title', step=text(f'page.step.{step.name}'))}",
                    f"{text('notebook.packages')}\n\n{install}",
                    text("notebook.models" if is_bundled or not written else "notebook.hub"),
                ]
            ),
        )
    ]
    cells += [("code", "\n".join(top))] if top else []
    for one in step.instruments:
        code = codes[one.name]
        prose = [f"## {text(f'{step.name}.{one.name}.title')}"]
        prose += [_prose(text, card) for card in cards if card.on == one.name]
        prose += [told] if (told := how(text, step.name, one.name)) else []
        if isinstance(code, UserError):
            prose.append(escape(text("notebook.no_code", problem=text.message(code)), quote=False))
        cells.append(("markdown", "\n\n".join(prose)))
        if isinstance(code, str) and code:
            cells.append(("code", _without(code, top)))
            figure = FIGURES / f"{one.code}.py"
            cells += [("code", figure.read_text("utf-8").rstrip())] if figure.is_file() else []
    return [*cells, ("markdown", text("notebook.more"))]


def _top(codes: Sequence[str]) -> list[str]:
    """The lines that all codes share which need them: where the models are, which one is opened, and the texts."""
    found: dict[str, set[str]] = {}
    for code in codes:
        lines = code.split("\n")
        for number, line in enumerate(lines):
            assigned = ASSIGNED.match(line)
            if assigned and assigned[1] in ("MODELS", "checkpoint", "text, pair"):
                comment = lines[number - 1] + "\n" if lines[number - 1].startswith("# ") else ""
                found.setdefault(assigned[1], set()).add(comment + line)
    shared = [next(iter(lines)) for lines in found.values() if len(lines) == 1]
    return [line for lines in shared for line in lines.split("\n")]


def _without(code: str, top: Sequence[str]) -> str:
    return "\n".join(line for line in code.rstrip().split("\n") if line not in top)


def _prose(text: Text, card: Card) -> str:
    """A card: what it says and asks, and where the article slips."""
    words = text.part(f"card.{card.name}")
    parts = [f"### {words['title']}"]
    parts += [f"> {line}" for line in (card.text, card.pair) if line and not card.lines]
    parts += ["```python\n" + "\n".join(card.lines) + "\n```"] if card.lines else []
    parts += [words["say"]] if "say" in words else []
    parts += [f"**{words['question'].format_map(card.gaps)}**"] if "question" in words else []
    parts += [" · ".join(card.choice(text, name) for name in card.choices)] if card.choices else []
    slip = " ".join(words[part] for part in ("slip", "source") if part in words)
    return "\n\n".join([*parts, *([slip] if slip else [])])


def _written(text: Text, step: Step, cells: Sequence[tuple[str, str]]) -> str:
    """The file, in the format of Jupyter (nbformat 4.5)."""
    import nbformat

    library: Any = nbformat  # its functions have no types
    v4 = library.v4
    made = [
        (v4.new_code_cell if kind == "code" else v4.new_markdown_cell)(source, id=f"{step.name}-{number}")
        for number, (kind, source) in enumerate(cells)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    title = text("notebook.title", step=text(f"page.step.{step.name}"))
    book = v4.new_notebook(cells=made, metadata={"kernelspec": kernel, "title": title})
    library.validate(book)
    return str(library.writes(book))
