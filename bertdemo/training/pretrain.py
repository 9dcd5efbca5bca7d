"""Continued pretraining: masked words and next sentence together (Devlin et al. 2018, section 3.1).

Written for speed on two cores: bf16, batches of one length, vocabulary logits at hidden places only. On a GPU nothing in
a step waits for it, its attention is fused and its layers are compiled.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from bertdemo.training.corpus import Corpus
from bertdemo.training.examples import Example, Frame, collate, make_examples, pack
from bertdemo.training.loop import Budget, set_dropout, train

PLACES = 128


@dataclass(frozen=True)
class Recipe(Budget):
    """Every choice of a run; written into its model card."""

    learning_rate: float = 6e-4
    warm_up: float = 0.05
    evaluations: int = 3
    head_factor: float = 3.0  # the heads learn this much faster than the encoder
    weight_decay: float = 0.01
    longest: int = 126
    longer: int = 0  # tokens of the few examples that teach the places behind `longest`
    longer_share: float = 0.0
    masked: float = 0.25
    dropout: float = 0.0  # for runs that see their text often enough to learn it by heart
    whole_words: float = 0.0  # share of the examples in which all pieces of a word are hidden together
    pool: int = 6000  # examples that are made, sorted by length and shuffled at a time
    mixture: dict[str, float] = field(default_factory=dict)  # share of the examples by source
    last_mixture: dict[str, float] = field(default_factory=dict)  # in the last third


def parameter_groups(model: nn.Module) -> list[dict[str, Any]]:
    """Parameters by what they need: [encoder, heads] × [decayed, not decayed]."""
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        head = name.startswith("cls.") or ".pooler." in name
        decayed = parameter.ndim > 1
        groups.setdefault((head, decayed), []).append(parameter)
    return [{"params": p, "head": head, "decayed": decayed} for (head, decayed), p in groups.items()]


def losses(model: Any, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """Masked-word and next-sentence loss; logits over the vocabulary are computed at hidden places only.

    The batch is one of `with_places`.
    """
    shown = batch["attention_mask"][
        :, None, None
    ].bool()  # (B, 1, 1, T); in this form nothing asks how many there are
    hidden_from = torch.zeros_like(shown, dtype=torch.float32).masked_fill(
        ~shown, torch.finfo(torch.float32).min
    )
    out = model.bert(batch["input_ids"], hidden_from, batch["token_type_ids"])
    places = batch["places"]
    labels = batch["labels"].flatten()[places]  # (M)
    logits = model.cls.predictions(out.last_hidden_state.flatten(0, 1)[places])  # (B · T, D) -> (M, V)
    pair = model.cls.seq_relationship(out.pooler_output)  # (B, 2)
    return _mean_loss(logits, labels), _mean_loss(pair, batch["next_sentence_label"])


def _mean_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Mean over what is asked; 0 where nothing is."""
    return cross_entropy(logits.float(), labels, reduction="sum") / (labels != -100).sum().clamp(min=1)


def with_places(batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """The batch with `places` (M), where in (B · T) something is asked.

    Filled up with places that are not asked to a multiple of PLACES: few shapes, as in `pack`.
    """
    labels = batch["labels"].flatten()
    order = (labels == -100).to(torch.uint8).argsort(stable=True)  # what is asked comes first
    asked = int((labels != -100).sum())
    return {**batch, "places": order[: -(-asked // PLACES) * PLACES]}


class Joint(nn.Module):
    """The model with its losses as the output, so that several processes share gradients of one forward."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        masked_word, pair = losses(self.model, batch)
        return {"masked": masked_word, "pair": pair}


def make_pool(
    corpus: Corpus, frame: Frame, recipe: Recipe, number: int, *, late: bool
) -> list[list[Example]]:
    """The batches of one pool, the same whenever it is made again; `late` takes the last third's mixture."""
    rng = random.Random(recipe.seed * 1_000_003 + number)
    examples: list[Example] = []
    for source, share in (recipe.last_mixture if late else recipe.mixture).items():
        documents = corpus.train[source]
        wanted = len(examples) + int(share * recipe.pool)
        while documents and len(examples) < wanted:
            longest = recipe.longer if rng.random() < recipe.longer_share else recipe.longest
            examples += make_examples(rng.choice(documents), documents, frame, longest, rng)
    return pack(examples, recipe.tokens_per_batch, rng)


def pretrain(
    model: Any,
    corpus: Corpus,
    frame: Frame,
    recipe: Recipe,
    out: Path,
    assess: Callable[[], dict[str, float]] | None = None,
    log: Callable[[str], None] = print,
) -> dict[str, Any]:
    """Train in place; returns the figures for the card. `out` keeps the checkpoint and curve.jsonl."""
    torch.manual_seed(recipe.seed)
    set_dropout(model, recipe.dropout)
    if torch.cuda.is_available():
        model.set_attn_implementation("sdpa")
        for layer in model.bert.encoder.layer:
            layer.compile(dynamic=True)
    groups = parameter_groups(model)
    for group in groups:
        group["weight_decay"] = recipe.weight_decay if group.pop("decayed") else 0.0
        group["peak"] = recipe.learning_rate * (recipe.head_factor if group.pop("head") else 1.0)
    return train(
        Joint(model),
        groups,
        recipe,
        out,
        lambda pool, progress: make_pool(corpus, frame, recipe, pool, late=progress > 2 / 3),
        lambda batch, rng: with_places(collate(batch, frame, recipe.masked, rng, whole=recipe.whole_words)),
        assess,
        log,
    )
