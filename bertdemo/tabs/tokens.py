"""Text to numbers: WordPiece, two tokenizers, embeddings. Computed by bert/wordpiece.py and bert/embeddings.py."""

from __future__ import annotations

from typing import Any

from bertdemo.bert.checkpoints import bundled, local
from bertdemo.bert.embeddings import embed, neighbours, position_table
from bertdemo.bert.models import Model, ModelBank
from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import ids_of, variants
from bertdemo.bert.wordpiece import NotWordPiece, payload
from bertdemo.tabs import plotted
from bertdemo.tabs.components import component, panel
from bertdemo.tabs.focus import AGREES, numbers, picked
from bertdemo.tabs.live import Part, tell
from bertdemo.text import Text, UserError, digits

NAME = "tokens"
SHOWN = 600  # tokens of a strip that is compared; the count tells of all


def wordpiece(text: Text, models: ModelBank, model: Model, run: Run) -> dict[str, Any]:
    """The stages, words and matches of the sentence on screen."""
    try:
        return payload(model.tokenizer, run.encoding.text, run.encoding.text_pair)
    except NotWordPiece:
        return {"error": text("error.not_wordpiece", model=model.checkpoint.key)}


def tokenizers(text: Text, models: ModelBank, model: Model, run: Run) -> list[dict[str, Any]]:
    """The sentence through every tokenizer at hand: the model's own, its variants, other checkpoints'."""
    own = text("tokenizer.own", model=model.checkpoint.key)
    found = [(own, model.tokenizer)]
    found += [(text(f"tokenizer.{name}"), variant) for name, variant in variants(model.tokenizer).items()]
    for checkpoint in [
        c for c in [*bundled(), *local(models.settings)] if not c.base and c.key != model.checkpoint.key
    ]:
        try:
            found.append((checkpoint.key, models(checkpoint.key).tokenizer))
        except UserError:  # a broken folder is told where it is chosen as a model
            continue
    texts = (run.encoding.text, run.encoding.text_pair) if run.encoding.text_pair else run.encoding.text
    compared = []
    for name, tokenizer in found:
        ids = ids_of(tokenizer, [texts])[0]
        compared.append(
            {
                "name": name,
                "count": len(ids),
                "unknown": ids.count(tokenizer.unk_token_id),
                "ids": ids[:SHOWN],
                "tokens": tokenizer.convert_ids_to_tokens(ids[:SHOWN]),
            }
        )
    return compared


PARTS: dict[str, Part] = {"wordpiece": wordpiece, "tokenizers": tokenizers}


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
    @tell(text, "text text_pair model layer:int head:int token:int|none", "long")
    def embedding(wanted: dict[str, Any]) -> dict[str, Any]:
        """`{text, text_pair, model, layer, head, token}` → the vectors of the token."""
        model = models(wanted["model"])
        run = model.run(wanted["text"], wanted["text_pair"])
        return embedding_payload(text, model, run, picked(run, wanted)[2])

    @tell(text, "model", "long")
    def position_picture(wanted: dict[str, Any]) -> dict[str, Any]:
        """`{model}` → the picture of all position vectors."""
        return positions(text, models(wanted["model"]))

    with panel(text, "tokens.wordpiece", how="tokens.wordpiece.how", code="tokens"):
        component("wordpiece", text.part("wordpiece"))
    with panel(text, "tokens.compare", how="tokens.compare.how"):
        component("compare", text.part("compare"))
    with panel(text, "tokens.embeddings", how="tokens.embeddings.how", code="embeddings"):
        words = text.part("inside.pick") | text.part("tokens.embedding") | {"plot": text.part("plot")}
        component("embeddings", words, [embedding, position_picture])
