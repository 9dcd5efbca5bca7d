"""What each token is before the first layer, and all position vectors. Computed by bert/embeddings.py."""

from __future__ import annotations

from dataclasses import dataclass

from bertdemo.bert.embeddings import embed, neighbours, position_table
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.errors import UserError
from bertdemo.page import plotted
from bertdemo.page.components import component, panel
from bertdemo.page.focus import AGREES, numbers, picked
from bertdemo.page.live import tell
from bertdemo.page.questions import OfModel, OfToken
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text, digits


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
    before: list[tuple[str, float]]  # tokens of the nearest embeddings, and the cosine
    after: list[tuple[str, float]]  # likeliest tokens after the last layer; none without a masked-word head
    said: str
    checked: str


@dataclass(frozen=True)
class PositionsPayload:
    """The picture of all position vectors."""

    chart: plotted.Chart
    said: str


def embedding_payload(text: Text, model: Model, run: Run, token: int) -> EmbeddingPayload:
    """The vectors of one token, the check, and its neighbours before and after context."""
    steps = embed(model, run)
    encoding = run.encoding
    words = {
        "token": encoding.tokens[token],
        "id": encoding.ids[token],
        "segment": "AB"[min(1, encoding.token_type_ids[token])],
        "position": token,
    }
    lengths = {
        f"{name}_length": digits(float(getattr(steps, name)[token].norm()))
        for name in ("token", "segment", "position")
    }
    try:
        likeliest = model.vocabulary_logits(run.hidden_states[-1, token][None])[0].softmax(-1).topk(8)
        pieces = model.tokenizer.convert_ids_to_tokens(likeliest.indices.tolist())
        after = list(zip(pieces, likeliest.values.tolist(), strict=True))
    except UserError:  # no such head
        after = []
    return EmbeddingPayload(
        token=token,
        vectors=[
            NamedVector(
                text(f"vectors.embeddings.says.name.{name}", **words), numbers(getattr(steps, name)[token])
            )
            for name in ("token", "segment", "position", "sum", "normalized")
        ],
        before=[(n.token, n.similarity) for n in neighbours(model, steps.token[token])],
        after=after,
        said=text("vectors.embeddings.says.said", **words, **lengths, width=steps.token.shape[1]),
        checked=text(
            f"vectors.embeddings.says.{'checked' if steps.error < AGREES else 'wrong'}",
            error=f"{steps.error:.1e}",
        ),
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

    with panel(text, "vectors.embeddings", how="vectors.embeddings.how", code="embeddings"):
        words = text.part("focus") | text.part("vectors.embeddings.shows") | {"plot": text.part("plot")}
        component("embeddings", words, [embedding, position_picture])
