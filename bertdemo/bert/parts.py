"""Where the weights of a layer lie, by the names of the papers: BERT, RoBERTa and ELECTRA alike, DistilBERT its own way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn


@dataclass(frozen=True)
class Layer:
    """The weights of one Transformer layer, post-norm (Vaswani et al. 2017, figure 1, left)."""

    query: nn.Linear  # each D → D, all heads beside one another
    key: nn.Linear
    value: nn.Linear
    output: nn.Linear  # Wo, D → D
    attention_norm: nn.LayerNorm
    up: nn.Linear  # D → F, 4 D as a rule
    activation: Callable[[Tensor], Tensor]  # GELU
    down: nn.Linear  # F → D
    output_norm: nn.LayerNorm
    heads: int

    @property
    def head_size(self) -> int:
        return self.query.out_features // self.heads


@dataclass(frozen=True)
class Embeddings:
    """The tables that are added up, and what follows."""

    word: nn.Embedding  # V × E
    position: nn.Embedding
    segment: nn.Embedding | None  # DistilBERT has none
    norm: nn.LayerNorm
    projection: nn.Linear | None  # ELECTRA's small model widens E to D
    first_position: int  # RoBERTa counts positions from 2


def layers(module: Any) -> list[Layer]:
    """The layers of a model of transformers, from the first."""
    base = module.base_model
    heads = int(base.config.num_attention_heads)
    if base.config.model_type == "distilbert":
        return [
            Layer(
                layer.attention.q_lin,
                layer.attention.k_lin,
                layer.attention.v_lin,
                layer.attention.out_lin,
                layer.sa_layer_norm,
                layer.ffn.lin1,
                layer.ffn.activation,
                layer.ffn.lin2,
                layer.output_layer_norm,
                heads,
            )
            for layer in base.transformer.layer
        ]
    return [
        Layer(
            layer.attention.self.query,
            layer.attention.self.key,
            layer.attention.self.value,
            layer.attention.output.dense,
            layer.attention.output.LayerNorm,
            layer.intermediate.dense,
            layer.intermediate.intermediate_act_fn,
            layer.output.dense,
            layer.output.LayerNorm,
            heads,
        )
        for layer in base.encoder.layer
    ]


def embeddings(module: Any) -> Embeddings:
    """The embedding tables of a model of transformers."""
    base = module.base_model
    own = base.embeddings
    return Embeddings(
        own.word_embeddings,
        own.position_embeddings,
        getattr(own, "token_type_embeddings", None),
        own.LayerNorm,
        getattr(base, "embeddings_project", None),
        int(base.config.pad_token_id) + 1 if base.config.model_type == "roberta" else 0,
    )
