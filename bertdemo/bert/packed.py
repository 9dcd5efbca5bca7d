"""Weights laid out for oneDNN: the library's own pass, sooner.

A Linear layer of a short text reads every weight once for few multiplications, and MKL reads them slowly where they lie as
PyTorch keeps them (tests/benchmarks/tries.py has the figures). The operator is the one that `torch.compile` puts in its
place when it freezes a model on a CPU; where this torch does not have it, or it gives other numbers, nothing changes.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import linear

ROWS = 32  # tokens that the layout is for; of 16 to 128 it is the best of those tried
SAME = 1e-4  # of outputs that are about 1


class PackedLinear(nn.Linear):
    """A Linear layer that has its weights twice: (out, in) as ever, and packed while nobody changes them or learns."""

    packed: Tensor  # opaque
    version: int  # of the weight that was packed

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002 (the name that torch gives it)
        """(…, in) → (…, out)"""
        if torch.is_grad_enabled() or self.weight._version != self.version or input.dtype != torch.float32:
            return super().forward(input)
        return _packed_linear(input, self.packed, self.bias)

    def __deepcopy__(self, memo: dict[int, Any]) -> nn.Linear:
        """A plain one: who copies a model wants to change it."""
        plain = nn.Linear.__new__(nn.Linear)
        memo[id(self)] = plain
        plain.__dict__.update(
            {
                name: copy.deepcopy(value, memo)
                for name, value in self.__dict__.items()
                if name not in ("packed", "version")
            }
        )
        return plain


def pack(layers: Iterable[nn.Linear]) -> int:
    """Pack the weights of float32 layers on the CPU. Returns how many could be packed."""
    done = 0
    for layer in layers:
        packed = _reordered(layer)
        if packed is None:
            continue
        layer.__class__ = PackedLinear
        layer.__dict__.update(packed=packed, version=layer.weight._version)
        done += 1
    return done


@torch.no_grad()
def _reordered(layer: nn.Linear) -> Tensor | None:
    """The packed weights; None where they cannot be had."""
    if (
        type(layer) is not nn.Linear
        or layer.weight.device.type != "cpu"
        or layer.weight.dtype != torch.float32
    ):
        return None
    try:
        packed: Tensor = torch.ops.mkldnn._reorder_linear_weight(layer.weight.detach().clone(), ROWS)
        tried = torch.linspace(-1, 1, layer.in_features)[None]
        gap = _packed_linear(tried, packed, layer.bias) - linear(tried, layer.weight, layer.bias)
    except (AttributeError, RuntimeError):  # a torch without oneDNN
        return None
    return packed if bool(gap.abs().max() < SAME) else None


def _packed_linear(states: Tensor, packed: Tensor, bias: Tensor | None) -> Tensor:
    done: Tensor = torch.ops.mkldnn._linear_pointwise(states, packed, bias, "none", [], "")
    return done
