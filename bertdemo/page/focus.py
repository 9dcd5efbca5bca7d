"""What the step-by-step panels share: the layer, head and token in focus, and numbers that travel to the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from torch import Tensor

from bertdemo.bert.attention import highlights
from bertdemo.bert.kinds import CLASSIFIERS
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import Encoding
from bertdemo.page.questions import OfText, OfToken
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text

AGREES = 1e-4  # largest difference that gets a tick


def numbers(tensor: Tensor) -> Any:
    """Nested lists in five significant digits."""
    if tensor.ndim:
        return [numbers(row) for row in tensor]
    return float(f"{float(tensor):.5g}")


def label_of(text: Text, model: Model, label: str) -> str:
    """A bundled classifier's label in the page's language; that of any other as it is."""
    return text(f"label.{label}") if model.checkpoint.task in CLASSIFIERS else label


def picked(run: Run, question: OfToken) -> tuple[int, int, int]:
    """Layer and head, from 1, and token of a question, brought into the run's limits.

    Without a token, the word whose link to another word is the strongest of that head: signs are no words.
    """
    layers, heads = run.attentions.shape[:2]
    layer, head = (
        min(max(number, 1), most) for number, most in ((question.layer, layers), (question.head, heads))
    )
    token = question.token
    if token is None:
        quiet = no_words(run.encoding)
        source = highlights(run.attentions[layer - 1, head - 1], quiet).source
        token = source if source is not None else quiet.index(False)
    return layer, head, min(max(token, 0), len(run.encoding.ids) - 1)


def no_words(encoding: Encoding) -> tuple[bool, ...]:
    """True for [CLS], [SEP] and signs; for [CLS] and [SEP] alone where a text is nothing but signs. As `quiet` in a script."""
    quiet = tuple(
        special or not any(map(str.isalnum, token))
        for token, special in zip(encoding.tokens, encoding.special, strict=True)
    )
    return encoding.special if all(quiet) else quiet


def still_pinned(tokens: Sequence[str], token: int | None, word: str, count: int) -> int | None:
    """Where the token is that was pinned in a text of `count` tokens before: a script looks closer (`sameToken`).

    At its place, if the same stands there or the text is as long as before; else where it stands alone; else nowhere.
    """
    if token is not None and 0 <= token < len(tokens) and (tokens[token] == word or len(tokens) == count):
        return token
    places = [place for place, one in enumerate(tokens) if one == word]
    return places[0] if len(places) == 1 else None


def agrees(error: float) -> bool:
    """Whether a largest difference from the library's own number is small enough for a tick."""
    return error < AGREES


def read(models: ModelBank, question: OfText) -> tuple[Model, Run]:
    """The model that a question names, and its run over the texts."""
    model = models(question.model)
    return model, model.run(question.text, question.text_pair)


def how_read(text: Text, sections: int, read: str, cut: int) -> list[str]:
    """What to tell of a text that was read in several sections, or not to its end; `cut` characters were not read."""
    notes = [text("using.says.sections", windows=sections)] if sections > 1 else []
    if cut:
        notes.append(text("using.says.read", read=f"{len(read):,}", cut=f"{cut:,}"))
    return notes
