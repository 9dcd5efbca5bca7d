"""Where each part lies in BERT, DistilBERT, RoBERTa and ELECTRA, by the names of the papers; None where a family has none.

Nothing else that serves the page knows how transformers names its modules and weights, so that whatever is computed
from these parts is computed for every family; a test reads the sources for such names.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, relu

Activation = Callable[[Tensor], Tensor]
GUESSERS = (  # the first weight of the head that guesses hidden words, in each family
    "cls.predictions.transform.dense.weight",
    "vocab_transform.weight",
    "lm_head.dense.weight",
    "generator_predictions.dense.weight",
)


@dataclass(frozen=True)
class Layer:
    """The weights of one Transformer layer, post-norm (Vaswani et al. 2017, figure 1, left)."""

    query: nn.Linear  # each D → D, all heads beside one another
    key: nn.Linear
    value: nn.Linear
    output: nn.Linear  # Wo, D → D
    attention_norm: nn.LayerNorm
    up: nn.Linear  # D → F, 4 D as a rule
    activation: Activation  # GELU
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
    first_position: int  # RoBERTa counts positions from behind the id of its padding
    padding: int | None  # RoBERTa gives a token of this id no place of its own, and does not count it

    def positions(self, ids: Tensor) -> Tensor:
        """Ids (…, T) → the row of the position table that each token gets (…, T)."""
        if self.padding is None:
            return torch.arange(ids.shape[-1], device=ids.device).expand(ids.shape)
        counted = (ids != self.padding).long()
        return counted.cumsum(-1) * counted + self.padding

    def finish(self, total: Tensor) -> Tensor:
        """The sum of the vectors (…, T, E) → what the first layer reads (…, T, D)."""
        normalized: Tensor = self.norm(total)
        return normalized if self.projection is None else self.projection(normalized)

    def read(self, ids: Tensor, segments: Tensor | None = None, positions: Tensor | None = None) -> Tensor:
        """Ids (…, T), with segments (all 0 if not given) → what the first layer reads (…, T, D)."""
        total = self.word(ids) + self.position(self.positions(ids) if positions is None else positions)
        if self.segment is not None:
            total = total + self.segment(torch.zeros_like(ids) if segments is None else segments)
        return self.finish(total)


@dataclass(frozen=True)
class ClsHead:
    """What reads [CLS] alone: one layer, then a number for each answer.

    BERT's pooler and classifier (Devlin et al. 2018, section 4.1), its next-sentence head (3.1), and what DistilBERT,
    RoBERTa and ELECTRA have in their place.
    """

    dense: nn.Linear  # D → D
    activation: Activation
    output: nn.Linear  # D → C

    def pooled(self, states: Tensor) -> Tensor:
        """States of the last layer (B, T, D) → (B, D)."""
        return self.activation(self.dense(states[:, 0]))

    def logits(self, states: Tensor) -> Tensor:
        """States of the last layer (B, T, D) → (B, C)."""
        logits: Tensor = self.output(self.pooled(states))
        return logits

    @property
    def modules(self) -> tuple[nn.Linear, nn.Linear]:
        return self.dense, self.output


@dataclass(frozen=True)
class MaskedWordHead:
    """From a state to a number for every word piece (Devlin et al. 2018, section 3.1)."""

    dense: nn.Linear  # D → E
    activation: Activation
    norm: nn.LayerNorm
    decoder: nn.Linear  # E → V; its weights are the word embeddings' as a rule

    def logits(self, states: Tensor) -> Tensor:
        """(…, D) → (…, V)"""
        logits: Tensor = self.decoder(self.norm(self.activation(self.dense(states))))
        return logits

    @property
    def modules(self) -> tuple[nn.Module, ...]:
        return self.dense, self.norm, self.decoder


def family(module: Any) -> str:
    """`bert`, `distilbert`, `roberta` or `electra`."""
    return str(module.config.model_type)


def encoder(module: Any) -> Any:
    """The library's network without the heads: what takes `Model.inputs` and gives states, (B, T, D) of each layer."""
    return module.base_model


def encoder_and_decoder(module: Any) -> tuple[Any, Any]:
    """The half of a translating model that reads, and the one that writes."""
    return module.encoder, module.decoder


def writes(module: Any) -> bool:
    """Whether it is a decoder, which reads no text by itself."""
    return bool(getattr(module.config, "is_decoder", False))


def positions(module: Any) -> int:
    """How many tokens fit: RoBERTa keeps the position vectors up to the id of its padding for other ends."""
    config = getattr(module.config, "encoder", module.config)  # of a model that translates
    return int(config.max_position_embeddings) - (
        int(config.pad_token_id) + 1 if config.model_type == "roberta" else 0
    )


def segments(module: Any) -> int:
    """How many segments it tells apart. DistilBERT has none, a RoBERTa with one was taught pairs without them."""
    table = embeddings(module).segment
    if table is None or (table.num_embeddings == 1 and family(module) == "roberta"):
        return 0
    return table.num_embeddings


def label_names(module: Any) -> tuple[str, ...]:
    """What its config calls the outputs of a classifier, in their order."""
    names = module.config.id2label
    return tuple(str(names[i]) for i in range(len(names)))


def blocks(module: Any) -> Sequence[nn.Module]:
    """The library's own layers, from the first; each takes states (B, T, D) and a mask that is added to the scores."""
    base = encoder(module)
    stack: Sequence[nn.Module] = (
        base.transformer.layer if family(base) == "distilbert" else base.encoder.layer
    )
    return stack


def layers(module: Any) -> list[Layer]:
    """The layers of a model of transformers, from the first."""
    heads = int(module.config.num_attention_heads)
    stack: list[Any] = list(blocks(module))
    if family(module) == "distilbert":
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
            for layer in stack
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
        for layer in stack
    ]


def embeddings(module: Any) -> Embeddings:
    """The embedding tables of a model of transformers."""
    base = encoder(module)
    tables = base.embeddings
    padding = int(base.config.pad_token_id) if family(base) == "roberta" else None
    return Embeddings(
        tables.word_embeddings,
        tables.position_embeddings,
        getattr(tables, "token_type_embeddings", None),
        tables.LayerNorm,
        getattr(base, "embeddings_project", None),
        0 if padding is None else padding + 1,
        padding,
    )


def embedding_modules(module: Any) -> list[nn.Module]:
    """All that lies before the first layer."""
    base = encoder(module)
    projection = getattr(base, "embeddings_project", None)
    return [base.embeddings, *([] if projection is None else [projection])]


def classifier(module: Any) -> ClsHead | None:
    """What gives a text its label; None for a model of another task."""
    last = getattr(module, "classifier", None)
    if last is None or not type(module).__name__.endswith("ForSequenceClassification"):
        return None
    if family(module) == "bert":
        return ClsHead(encoder(module).pooler.dense, torch.tanh, last)
    if family(module) == "distilbert":
        return ClsHead(module.pre_classifier, relu, last)
    return ClsHead(last.dense, gelu if family(module) == "electra" else torch.tanh, last.out_proj)


def next_sentence(module: Any) -> ClsHead | None:
    """BERT's second task of pretraining; None for all who were not trained for it."""
    last = getattr(getattr(module, "cls", None), "seq_relationship", None)
    pooler = getattr(encoder(module), "pooler", None)
    return None if last is None or pooler is None else ClsHead(pooler.dense, torch.tanh, last)


def masked_words(module: Any) -> MaskedWordHead | None:
    """What guesses a hidden word; None for a model of another task, such as ELECTRA's discriminator."""
    head = getattr(getattr(module, "cls", None), "predictions", None)
    if head is not None:
        change = head.transform
        return MaskedWordHead(change.dense, change.transform_act_fn, change.LayerNorm, head.decoder)
    if getattr(module, "vocab_transform", None) is not None:  # DistilBERT
        norm, decoder = module.vocab_layer_norm, module.vocab_projector
        return MaskedWordHead(module.vocab_transform, module.activation, norm, decoder)
    head = getattr(module, "lm_head", None)
    if head is not None:  # RoBERTa, whose activation is GELU whatever its config says
        return MaskedWordHead(head.dense, gelu, head.layer_norm, head.decoder)
    head = getattr(module, "generator_predictions", None)
    if head is not None:  # ELECTRA's generator
        return MaskedWordHead(head.dense, head.activation, head.LayerNorm, module.generator_lm_head)
    return None


def token_classifier(module: Any) -> nn.Linear | None:
    """What gives every token a label, D → labels; None for a model of another task."""
    labels_tokens = type(module).__name__.endswith("ForTokenClassification")
    return module.classifier if labels_tokens else None


def span_scorer(module: Any) -> nn.Linear | None:
    """What scores every token as the start and the end of an answer, D → 2; None for a model of another task."""
    head = getattr(module, "qa_outputs", None)
    return head if head is not None and head.out_features == 2 else None


def parameters_of(module: nn.Module, some: Sequence[nn.Module]) -> dict[str, nn.Parameter]:
    """The parameters of some parts by their names in the whole model; one that it shares has several."""
    members = {id(parameter) for part in some for parameter in part.parameters()}
    return {
        name: parameter
        for name, parameter in module.named_parameters(remove_duplicate=False)
        if id(parameter) in members
    }


def drop_untrained(module: Any, missing: set[str]) -> None:
    """Take out the heads of pretraining of which weights are `missing`: they would answer at random."""
    guesses, follows = masked_words(module), next_sentence(module)
    if guesses is not None and missing & parameters_of(module, guesses.modules).keys():
        if hasattr(module, "cls"):
            module.cls.predictions = None
        for name in ("vocab_transform", "lm_head", "generator_predictions"):
            if hasattr(module, name):
                setattr(module, name, None)
    if follows is not None and missing & parameters_of(module, follows.modules).keys():
        module.cls.seq_relationship = None


def classifier_on(original: Any, labels: Sequence[str]) -> Any:
    """The library's classifier for a family, with these labels, around a copy of a model's encoder.

    Only what BERT has as a pooler comes with the encoder; every other weight of the head is 0, to be drawn by who
    trains it.
    """
    from transformers import MODEL_FOR_SEQUENCE_CLASSIFICATION_MAPPING

    config, base = copy.deepcopy(original.config), copy.deepcopy(encoder(original))
    config.id2label = dict(enumerate(labels))
    config.label2id = {label: i for i, label in enumerate(labels)}
    config.problem_type = None  # a classifier that is fine-tuned anew may have had another
    with torch.device("meta"):
        module: Any = MODEL_FOR_SEQUENCE_CLASSIFICATION_MAPPING[type(config)](config)
    config.architectures = [type(module).__name__]
    pooler = getattr(base, "pooler", None)
    if family(module) == "bert":
        base.pooler = pooler or encoder(module).pooler
    elif pooler is not None:  # RoBERTa's classifier brings a layer of its own
        base.pooler = None
    setattr(module, module.base_model_prefix, base)
    for child in module.modules():
        if any(parameter.is_meta for parameter in child.parameters(recurse=False)):
            child.to_empty(device="cpu", recurse=False)
            for parameter in child.parameters(recurse=False):
                nn.init.zeros_(parameter)
    return module


def depth(names: Iterable[str]) -> int:
    """How many layers there are by the names of their weights."""
    return (
        max(
            (int(number) for name in names for number in re.findall(r"\.layer\.(\d{1,9})\.", name)),
            default=-1,
        )
        + 1
    )


def layer_shapes(weights: Mapping[str, Sequence[int]]) -> set[tuple[str, str]]:
    """Name and shape of the weights in the layers, under today's names: the first BERTs had gamma and beta."""
    return {
        (name[name.index(".layer.") :].replace(".gamma", ".weight").replace(".beta", ".bias"), str(shape))
        for name, shape in weights.items()
        if ".layer." in name
    }


def in_encoder(name: str) -> bool:
    """Whether a weight of this name lies in the embeddings or in a layer."""
    return "embeddings" in name or ".layer." in name


def pretraining_heads(names: Iterable[str]) -> tuple[bool, bool]:
    """Whether weights of these names guess hidden words, and whether they tell if a sentence follows.

    Names of classes do not tell: the first BERT calls itself a MaskedLM, and holds both heads.
    """
    held = set(names)
    pooled = any(name.endswith("pooler.dense.weight") for name in held)
    return not held.isdisjoint(GUESSERS), pooled and "cls.seq_relationship.weight" in held
