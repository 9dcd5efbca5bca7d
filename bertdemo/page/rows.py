"""The finding about one row of attention, wherever a row is shown. Computed by bert/attention.py and bert/pronouns.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from torch import Tensor

from bertdemo.bert.attention import MAXIMUM, Row, from_page, highlights, row_of
from bertdemo.bert.pronouns import Agreement, agreement
from bertdemo.bert.run import Run
from bertdemo.page.focus import read
from bertdemo.page.live import tell
from bertdemo.page.questions import OfToken
from bertdemo.page.said import say_where
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text


@dataclass(frozen=True)
class RowPayload:
    """Where one token looks."""

    token: int  # its place
    said: str


def row_payload(text: Text, run: Run, question: OfToken) -> RowPayload:
    """The finding about one row of the picture that a question names; without a token, that of its strongest link.

    Raises UserError for a layer or head that is not there.
    """
    weights = from_page(run, question.layer, question.head)
    token = question.token
    if token is None:
        source = highlights(weights, run.encoding.special).source
        token = source if source is not None else run.encoding.special.index(False)
    token = min(max(token, 0), len(run.encoding.ids) - 1)
    where = say_where(text, question.layer, question.head)
    return RowPayload(token, say_row(text, run, weights, token, where, is_maximum=question.head == MAXIMUM))


def say_row(text: Text, run: Run, weights: Tensor, token: int, where: str, *, is_maximum: bool) -> str:
    """Where a token looks and what that is worth. `weights` is (T, T), [from, to], of the picture that `where` names."""
    tokens = run.encoding.tokens
    row = row_of(weights, run.encoding.ids, run.encoding.special, token)
    choice = None if is_maximum else agreement(weights[token], tokens, token)
    if choice:
        return _say_agreement(text, tokens, token, where, choice)
    gaps = {
        "where": where,
        "token": tokens[token],
        "target": tokens[row.target],
        "weight": text.percent(row.weight),
        "alike": row.alike,
        "words": row.words,
        "equal": text.percent(1 / len(tokens)),
    }
    if is_maximum:
        return text("heads.attention.says.row.max", **gaps)
    if run.encoding.special[token]:
        return text("heads.attention.says.row.of_special", **gaps)
    side = "next" if row.target > token else "previous"
    kind = side if row.kind == "neighbour" else row.kind
    said = text(f"heads.attention.says.row.{kind}", **gaps, steps=_steps(text, row.target - token))
    return said + _say_word(text, tokens, row)


def _say_agreement(text: Text, tokens: tuple[str, ...], token: int, where: str, choice: Agreement) -> str:
    return text(
        "heads.attention.says.row.agreement",
        where=where,
        token=tokens[token],
        agrees=tokens[choice.agrees],
        agrees_weight=text.percent(choice.agrees_weight),
        other=tokens[choice.other],
        other_weight=text.percent(choice.other_weight),
        verdict=text(
            f"heads.attention.says.agreement.{choice.verdict}",
            agrees=tokens[choice.agrees],
            other=tokens[choice.other],
            nearest=tokens[choice.nearest],
        ),
    )


def _say_word(text: Text, tokens: tuple[str, ...], row: Row) -> str:
    """The word that gets most beside the target of the row."""
    if row.kind == "even" or row.word is None:
        return ""
    share = text.percent(row.word_weight)
    return text("heads.attention.says.row.word", word=tokens[row.word], share=share)


def _steps(text: Text, steps: int) -> str:
    """A distance in tokens: "6 tokens back"."""
    return text(f"heads.attention.says.{'back' if steps < 0 else 'ahead'}", count=abs(steps))


def row_function(text: Text, models: ModelBank) -> Callable[..., Any]:
    """What a picture of rows asks when a token is pinned."""

    @tell(text, OfToken, "long")
    def attention_row(question: OfToken) -> RowPayload:
        """`{text, text_pair, model, layer, head, token}` → the finding about the token's row."""
        return row_payload(text, read(models, question)[1], question)

    return attention_row
