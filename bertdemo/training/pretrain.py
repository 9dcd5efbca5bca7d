"""Continued pretraining: masked words and next sentence together (Devlin et al. 2018, section 3.1).

Written for speed on two cores: bf16, batches of one length, vocabulary logits at hidden places only.
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
from bertdemo.training.loop import Budget, train

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

    M of them, filled up with places that are not asked to a multiple of PLACES: few shapes, as in `pack`.
    """
    out = model.bert(batch["input_ids"], batch["attention_mask"], batch["token_type_ids"])
    labels = batch["labels"].flatten()  # (B · T)
    order = (labels == -100).to(torch.uint8).argsort(stable=True)  # what is asked comes first
    asked = int((labels != -100).sum())
    places = order[: -(-asked // PLACES) * PLACES]
    logits = model.cls.predictions(out.last_hidden_state.flatten(0, 1)[places])  # (B · T, D) -> (M, V)
    masked_word = cross_entropy(logits.float(), labels[places], reduction="sum") / max(1, asked)
    pair = model.cls.seq_relationship(out.pooler_output).float()  # (B, 2)
    if (batch["next_sentence_label"] == -100).all():
        return masked_word, pair.sum() * 0
    return masked_word, cross_entropy(pair, batch["next_sentence_label"], ignore_index=-100)


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
        lambda batch, rng: collate(batch, frame, recipe.masked, rng, whole=recipe.whole_words),
        assess,
        log,
    )
