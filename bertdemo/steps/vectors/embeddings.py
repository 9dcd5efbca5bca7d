"""What each token is before the first layer, and all position vectors. Computed by bert/embeddings.py."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from bertdemo.bert.embeddings import embed, neighbours, position_table
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.errors import UserError
from bertdemo.page import plotted
from bertdemo.page.components import component
from bertdemo.page.focus import AGREES, numbers, picked
from bertdemo.page.live import tell
from bertdemo.page.questions import OfModel, OfToken
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text, digits

NEAREST = 8  # tokens of each list


@dataclass(frozen=True)
class NamedVector:
    """One vector of a token."""

    name: str
    values: list[float]  # (E,)


@dataclass(frozen=True)
class EmbeddingPayload:
    """The vectors of one token, the check, and its neighbours before and after context."""

    token: int  # its place
    vectors: list[NamedVector]  # token, segment, position, their sum, and that after LayerNorm
    before: list[tuple[str, float]]  # other tokens of the nearest embeddings, and the cosine
    after: list[
        tuple[str, float]
    ]  # what else the masked-word head reads after the last layer: see `after_context`
    said: str  # what changed between the two lists, and which of the three vectors is the longest
    checked: str


@dataclass(frozen=True)
class PositionsPayload:
    """The picture of all position vectors."""

    chart: plotted.Chart
    said: str


def embedding_payload(text: Text, model: Model, run: Run, token: int) -> EmbeddingPayload:
    """The vectors of one token, the check, and its neighbours before and after context, itself left out."""
    steps = embed(model, run)
    encoding = run.encoding
    words = {
        "token": encoding.tokens[token],
        "id": encoding.ids[token],
        "segment": "AB"[min(1, encoding.token_type_ids[token])],
        "position": token,
    }
    near = [n for n in neighbours(model, steps.token[token], NEAREST + 1) if n.id != encoding.ids[token]]
    before = [(n.token, n.similarity) for n in near[:NEAREST]]
    try:
        itself, after = after_context(model, run, token)
        if encoding.ids[token] in (model.tokenizer.unk_token_id, model.tokenizer.mask_token_id):
            change = say_guess(text, model, encoding.ids[token], after)
        else:
            change = say_change(text, encoding.tokens[token], itself, before, after)
    except UserError:  # no such head
        after = []
        change = text("vectors.embeddings.says.no_head", token=words["token"], before=before[0][0])
    lengths = {name: float(getattr(steps, name)[token].norm()) for name in ("token", "segment", "position")}
    return EmbeddingPayload(
        token=token,
        vectors=[
            NamedVector(
                text(f"vectors.embeddings.says.name.{name}", **words), numbers(getattr(steps, name)[token])
            )
            for name in ("token", "segment", "position", "sum", "normalized")
        ],
        before=before,
        after=after,
        said=change + say_lengths(text, lengths),
        checked=text(
            f"vectors.embeddings.says.{'checked' if steps.error < AGREES else 'wrong'}",
            error=f"{steps.error:.1e}",
        ),
    )


def after_context(model: Model, run: Run, token: int) -> tuple[float, list[tuple[str, float]]]:
    """What the masked-word head reads in the last layer's vector of a token.

    The probability of the token itself, and the eight likeliest others as if it could not be said: mostly it gets
    nearly everything, which would hide them. Raises UserError of a model without such a head.
    """
    logits = model.vocabulary_logits(run.hidden_states[-1, token][None])[0].double()  # (V,)
    own = run.encoding.ids[token]
    itself = float(logits.softmax(-1)[own])
    others = logits.index_fill(-1, torch.tensor([own], device=logits.device), -torch.inf).softmax(-1)
    likeliest = others.topk(min(NEAREST, len(others) - 1))
    pieces = model.tokenizer.convert_ids_to_tokens(likeliest.indices.tolist())
    return itself, list(zip(pieces, likeliest.values.tolist(), strict=True))


def say_change(
    text: Text, token: str, itself: float, before: list[tuple[str, float]], after: list[tuple[str, float]]
) -> str:
    """What context changed: whether the head still reads the token, and how many neighbours stay."""
    stay = len({name for name, _ in before} & {name for name, _ in after})
    kind = "all_new" if not stay else "few_stay" if 2 * stay < len(before) else "most_stay"
    first, now = before[0][0], after[0][0]
    likelier = after[0][1] * (
        1 - itself
    )  # of the likeliest other one, with the token itself among the choices
    return text(
        f"vectors.embeddings.says.{'kept' if itself >= likelier else 'moved'}",
        token=token,
        itself=text.percent(itself),
        after=now,
        nearest=text(
            f"vectors.embeddings.says.{'still' if first == now else 'instead'}", before=first, after=now
        ),
        change=text(f"vectors.embeddings.says.{kind}", stay=stay, all=len(before)),
    )


def say_guess(text: Text, model: Model, own: int, after: list[tuple[str, float]]) -> str:
    """Of [UNK] and [MASK], which mean nothing themselves: what is read there comes from the words around."""
    kind = "unknown" if own == model.tokenizer.unk_token_id else "mask"
    token = model.tokenizer.convert_ids_to_tokens(own)
    return text(
        f"vectors.embeddings.says.{kind}", token=token, after=after[0][0], share=text.percent(after[0][1])
    )


def say_lengths(text: Text, lengths: dict[str, float]) -> str:
    """Which of the three vectors is the longest, and so weighs most in their sum."""
    longest = max(lengths, key=lengths.__getitem__)
    return text(
        "vectors.embeddings.says.lengths",
        **{name: digits(length) for name, length in lengths.items()},
        verdict=text(f"vectors.embeddings.says.longest.{longest}"),
    )


def positions(text: Text, model: Model) -> PositionsPayload:
    """The picture of all position vectors."""
    table = position_table(model)  # (P, E)
    rows, columns = table.shape
    said = text("vectors.embeddings.says.positions", rows=rows, columns=columns)
    return PositionsPayload(plotted.positions_chart(text, table, said), said)


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfToken, "long")
    def embedding(question: OfToken) -> EmbeddingPayload:
        """`{text, text_pair, model, layer, head, token}` → the vectors of the token."""
        model = models(question.model)
        run = model.run(question.text, question.text_pair)
        return embedding_payload(text, model, run, picked(run, question)[2])

    @tell(text, OfModel, "long")
    def position_picture(question: OfModel) -> PositionsPayload:
        """`{model}` → the picture of all position vectors."""
        return positions(text, models(question.model))

    words = text.part("focus") | text.part("vectors.embeddings.shows") | {"plot": text.part("plot")}
    component("embeddings", words, [embedding, position_picture])
