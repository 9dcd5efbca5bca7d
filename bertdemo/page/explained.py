"""What stands behind an instrument: how it is computed, and the code that gives the same numbers. Asked for when it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bertdemo.errors import UserError
from bertdemo.page.questions import OfToken
from bertdemo.page.snippets import snippet
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text


@dataclass(frozen=True)
class InstrumentQuestion(OfToken):
    """What `explain` is asked: an instrument, and what is on screen."""

    step: str
    on: str  # the instrument


@dataclass(frozen=True)
class Explained:
    """How an instrument is computed, and its code."""

    how: str  # Markdown, formulas between dollar signs; "" for none
    code: str  # Python; "" for none
    problem: str  # why there is no code for what is on screen; "" where there is one, or none at all


def how(text: Text, step: str, on: str) -> str:
    """How an instrument is computed, in Markdown; "" for one of which nothing is told."""
    return text(f"{step}.{on}.how") if "how" in text.part(f"{step}.{on}") else ""


def explained(
    text: Text, models: ModelBank, codes: Mapping[str, str], question: InstrumentQuestion
) -> Explained:
    """`codes` maps instruments to snippets. Raises UserError for an instrument that is not there."""
    if question.on not in codes or "title" not in text.part(f"{question.step}.{question.on}"):
        raise UserError("error.odd_question", name="on", kind="str")
    name = codes[question.on]
    code, problem = "", ""
    try:
        code = snippet(text, models, name, question) if name else ""
    except UserError as error:
        problem = text.message(error)
    return Explained(how(text, question.step, question.on), code, problem)
