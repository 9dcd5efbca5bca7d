"""What a token is before the first layer: word + segment + position → LayerNorm (Devlin et al. 2018, figure 2)."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import normalize

from bertdemo.bert import parts
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.errors import UserError

# Entries of BERT's vocabulary that may be called [unused…]: a token that was hardly ever met is nearest to them.
UNUSED = 1000


@dataclass(frozen=True)
class EmbeddingSteps:
    """The three vectors of every token, their sum, and what the first layer reads."""

    token: Tensor  # (T, E)
    segment: Tensor  # (T, E), zeros where a model has no segments
    position: Tensor  # (T, E)
    sum: Tensor  # (T, E)
    normalized: Tensor  # (T, D): LayerNorm, and in ELECTRA's small model a projection behind it
    error: float  # largest difference from the model's own hidden state


@torch.inference_mode()
def embed(model: Model, run: Run) -> EmbeddingSteps:
    """The embeddings of an input, step by step."""
    tables = parts.embeddings(model.module)
    ids = torch.tensor(run.encoding.ids, device=model.device)
    token = tables.word(ids)  # (T, E)
    position = tables.position(tables.positions(ids))
    segment = torch.zeros_like(token)
    if tables.segment is not None:
        segment = tables.segment(torch.tensor(model.segment_ids(run.encoding), device=model.device))
    total = token + segment + position
    normalized = tables.finish(total)
    return EmbeddingSteps(
        token=token.cpu(),
        segment=segment.cpu(),
        position=position.cpu(),
        sum=total.cpu(),
        normalized=normalized.cpu(),
        error=float((normalized.cpu() - run.hidden_states[0]).abs().max()),
    )


@dataclass(frozen=True)
class Neighbour:
    token: str
    id: int
    similarity: float  # cosine of the angle between the vectors, -1 to 1


@torch.inference_mode()
def neighbours(model: Model, vector: Tensor, count: int = 8) -> list[Neighbour]:
    """The vocabulary's word pieces whose embeddings lie nearest to a vector (E,), by cosine similarity.

    Unused entries of the vocabulary are left out. Raises UserError when the vector is of another width.
    """
    table = parts.embeddings(model.module).word.weight  # (V, E)
    if vector.shape != table.shape[1:]:
        raise UserError("error.no_neighbours", model=model.checkpoint.key)
    similarity = normalize(table, dim=-1) @ normalize(vector.to(table), dim=-1)  # (V,)
    best = similarity.topk(min(count + UNUSED, len(similarity)))
    tokens = model.token_names(best.indices.tolist())
    rows = zip(tokens, best.indices.tolist(), best.values.tolist(), strict=True)
    nearest = [Neighbour(*row) for row in rows if not row[0].startswith("[unused")]
    return nearest[:count]


def position_table(model: Model) -> Tensor:
    """The position vectors (P, E): one a place, learned."""
    return parts.embeddings(model.module).position.weight.detach().float().cpu()
