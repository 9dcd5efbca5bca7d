"""What each token is before the first layer, and all position vectors. Computed by bert/embeddings.py."""

from __future__ import annotations

from typing import Any

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


def embedding_payload(text: Text, model: Model, run: Run, token: int) -> dict[str, Any]:
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
        last = model.vocabulary_logits(run.hidden_states[-1, token][None])[0].softmax(-1).topk(8)
        pieces = model.tokenizer.convert_ids_to_tokens(last.indices.tolist())
        after = list(zip(pieces, last.values.tolist(), strict=True))
    except UserError:  # no such head
        after = []
    return {
        "token": token,
        "vectors": [
            {
                "name": text(f"tokens.embeddingname.{name}", **words),
                "values": numbers(getattr(steps, name)[token]),
            }
            for name in ("token", "segment", "position", "sum", "normalized")
        ],
        "before": [(n.token, n.similarity) for n in neighbours(model, steps.token[token])],
        "after": after,
        "said": text("tokens.embeddingsaid", **words, **lengths, width=steps.token.shape[1]),
        "checked": text(
            f"tokens.embedding{'checked' if steps.error < AGREES else 'wrong'}", error=f"{steps.error:.1e}"
        ),
    }


def positions(text: Text, model: Model) -> dict[str, Any]:
    """The picture of all position vectors."""
    table = position_table(model)  # (P, E)
    rows, columns = table.shape
    said = text("tokens.positionssaid", rows=rows, columns=columns)
    return {"chart": plotted.positions_chart(text, table, said), "said": said}


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfToken, "long")
    def embedding(question: OfToken) -> dict[str, Any]:
        """`{text, text_pair, model, layer, head, token}` → the vectors of the token."""
        model = models(question.model)
        run = model.run(question.text, question.text_pair)
        return embedding_payload(text, model, run, picked(run, question)[2])

    @tell(text, OfModel, "long")
    def position_picture(question: OfModel) -> dict[str, Any]:
        """`{model}` → the picture of all position vectors."""
        return positions(text, models(question.model))

    with panel(text, "tokens.embeddings", how="tokens.embeddings.how", code="embeddings"):
        words = text.part("inside.pick") | text.part("tokens.embedding") | {"plot": text.part("plot")}
        component("embeddings", words, [embedding, position_picture])
