"""Trainee: a classifier on [CLS] of which some layers learn (Devlin et al. 2018, section 4.1); Batch: what it reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from bertdemo.bert import parts
from bertdemo.bert.encoder import last_state


class Trainee(nn.Module):
    """A classifier from the first layer that learns upwards; below that, states are read once and given."""

    def __init__(self, module: Any, frozen: int) -> None:
        super().__init__()
        self.module = module
        self.frozen = frozen
        self.blocks = parts.blocks(module)
        self.head = head_of(module)
        self.cls_only = frozen == len(self.blocks)  # nothing but the head learns, which reads [CLS] alone

    def lower(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Embeddings and frozen layers: ids (B, T) → states (B, T, D), or (B, 1, D) of [CLS]."""
        tables = parts.embeddings(self.module)
        # Counted here, since ids may be those of the words in use only, and RoBERTa counts by the id of its padding.
        places = torch.arange(ids.shape[1], device=ids.device) + tables.first_position
        states = tables.read(ids, positions=places)
        if self.cls_only:
            return last_state(self.module, states, mask=_additive(mask))[:, None]
        for block in self.blocks[: self.frozen]:
            states = block(states, _additive(mask))
        return states

    def pooled(self, inputs: Tensor, mask: Tensor) -> Tensor:
        """What the classifier reads: ids (B, T) or remembered states (B, T, D) → (B, D)."""
        states = inputs if inputs.is_floating_point() else self.lower(inputs, mask)
        for block in self.blocks[self.frozen :]:
            states = block(states, _additive(mask))
        return self.head.pooled(states)

    def forward(self, inputs: Tensor, mask: Tensor) -> Tensor:
        """Logits (B, labels)."""
        return self.head.output(self.pooled(inputs, mask))  # type: ignore[no-any-return]


def _additive(mask: Tensor) -> Tensor:
    """(B, T), 1 for a token → (B, 1, 1, T), added to the scores."""
    return (1 - mask[:, None, None, :].float()) * torch.finfo(torch.float32).min


@dataclass(frozen=True)
class Batch:
    inputs: Tensor  # ids (B, T), or states (B, T, D) of the layers that stay as they are
    mask: Tensor  # (B, T), 1 for a token, 0 for padding
    labels: Tensor  # (B,)


def head_of(module: Any) -> parts.ClsHead:
    """What a classifier reads [CLS] with."""
    head = parts.classifier(module)
    assert head is not None
    return head
