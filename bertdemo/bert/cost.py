"""What one input costs, by part: parameters, multiplications, bytes, seconds.

A matrix product of (m × k) by (k × n) counts as 2·m·k·n operations; the rest (softmax, LayerNorm, GELU, sums) is left
out, as is usual (Kaplan et al. 2020, table 1). Seconds are measured, part by part, on the weights of this model.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from bertdemo.bert import encoder, parts
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run

Parts = dict[str, float]


@dataclass(frozen=True)
class Cost:
    """By part, summed over layers; the parts are the same in all four."""

    parameters: Parts
    flops: Parts
    bytes: Parts  # of float32 weights and of what the part gives
    seconds: Parts


@torch.inference_mode()
def cost(model: Model, run: Run, repeats: int = 3) -> Cost:
    """What this input costs this model."""
    module: Any = model.module
    stack = parts.layers(module)
    tables = parts.embeddings(module)
    first = stack[0]
    size, width = run.hidden_states.shape[1:]
    inner = first.up.out_features
    heads, number = first.heads, len(stack)
    states = run.hidden_states[0].to(model.device)
    query, key, value = (encoder.split(p(states), heads) for p in (first.query, first.key, first.value))
    weights = run.attentions[0].to(model.device)
    joined = encoder.join(weights @ value)
    ids = torch.tensor(run.encoding.ids, device=model.device)

    def look_up() -> Tensor:
        return tables.read(ids)

    def project() -> Tensor:
        return torch.stack([first.query(states), first.key(states), first.value(states)])

    def score() -> Tensor:
        scores: Tensor = query @ key.transpose(-1, -2) / first.head_size**0.5
        return scores.softmax(-1)

    layers: dict[str, tuple[list[nn.Module], float, Callable[[], Tensor]]] = {
        "query_key_value": ([first.query, first.key, first.value], 6.0 * size * width * width, project),
        "scores": ([], 2.0 * size * size * width, score),
        "weighted_sum": ([], 2.0 * size * size * width, lambda: weights @ value),
        "output": ([first.output], 2.0 * size * width * width, lambda: first.output(joined)),
        "feed_forward": (
            [first.up, first.down],
            4.0 * size * width * inner,
            lambda: first.down(first.activation(first.up(states))),
        ),
        "norms": (
            [first.attention_norm, first.output_norm],
            0.0,
            lambda: first.output_norm(first.attention_norm(states)),
        ),
    }
    widened = 0.0 if tables.projection is None else 2.0 * size * tables.projection.weight.numel()
    made = {"embeddings": (_embedding_parts(tables), widened, look_up, 1)}
    made |= {name: (*part, number) for name, part in layers.items()}
    head = parts.masked_words(module)
    if head is not None:  # for one hidden word
        flops = 2.0 * head.dense.weight.numel() + 2.0 * head.decoder.weight.numel()
        own: list[nn.Module] = [head.dense, head.norm]
        if head.decoder.weight is not tables.word.weight:
            own.append(head.decoder)
        made["masked_word_head"] = (own, flops, lambda: head.logits(states[:1]), 1)
    counted = {name: _count(modules) * times for name, (modules, _, _, times) in made.items()}
    return Cost(
        parameters=counted,
        flops={name: flops * times for name, (_, flops, _, times) in made.items()},
        bytes={
            name: 4.0 * (counted[name] + run_part().numel() * times)
            for name, (_, _, run_part, times) in made.items()
        },
        seconds={name: _seconds(run_part, repeats) * times for name, (_, _, run_part, times) in made.items()},
    )


def _embedding_parts(tables: parts.Embeddings) -> list[nn.Module]:
    some = (tables.word, tables.position, tables.segment, tables.norm, tables.projection)
    return [module for module in some if module is not None]


def _count(modules: list[nn.Module]) -> float:
    return float(sum(p.numel() for module in modules for p in module.parameters()))


def _seconds(run: Callable[[], Tensor], repeats: int) -> float:
    run()
    spent = []
    for _ in range(repeats):
        began = time.perf_counter()
        run()
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)
