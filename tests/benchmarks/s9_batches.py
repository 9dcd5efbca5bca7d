"""S9: integrated gradients, occlusion and every head off, in batches, against one pass at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from bertdemo.bert.ablation import every_head
from bertdemo.bert.attribution import STEPS, integrated_gradients, occlusion
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import Settings
from tests.benchmarks.measure import Row, in_turn, sentence, timed

SIZES = (16, 32, 64)


def ids_of(model: Model, run: Run) -> torch.Tensor:
    return torch.tensor([run.encoding.ids], device=model.device)


def loop_gradients(model: Model, run: Run) -> None:
    """captum on the library's own model, a step of the path at a time."""
    from captum.attr import LayerIntegratedGradients

    module: Any = model.module
    ids = ids_of(model, run)
    hidden = ids.clone()
    hidden[0, 1:-1] = model.tokenizer.mask_token_id
    LayerIntegratedGradients(lambda ids: module(ids).logits[:, 0], module.bert.embeddings).attribute(
        ids, hidden, n_steps=STEPS, internal_batch_size=1
    )


@torch.inference_mode()
def loop_occlusion(model: Model, run: Run) -> None:
    """captum's way by default (`perturbations_per_eval=1`): a pass for each word."""
    module: Any = model.module
    module(ids_of(model, run))
    for place in range(1, len(run.encoding.ids) - 1):
        ids = ids_of(model, run)
        ids[0, place] = model.tokenizer.mask_token_id
        module(ids)


@torch.inference_mode()
def loop_heads(model: Model, run: Run) -> None:
    """A pass for each head, its columns of Wo at zero."""
    module: Any = model.module
    size = model.checkpoint.hidden // model.checkpoint.heads
    ids = ids_of(model, run)
    for layer in module.bert.encoder.layer:
        weight = layer.attention.output.dense.weight
        for head in range(model.checkpoint.heads):
            own = slice(head * size, (head + 1) * size)
            kept = weight.data[:, own].clone()
            weight.data[:, own] = 0
            module(ids)
            weight.data[:, own] = kept


def goal(name: str, size: int) -> float | None:
    """Above 16 tokens two cores are as busy with one pass as with many, so less is asked of 64, and nothing between."""
    if name == "every head off":
        return 1 / 6
    return {16: 1 / 5, 64: 1 / 2.5}.get(size)


def rows(repeats: int) -> list[Row]:
    models = ModelBank(Settings(device="cpu"))
    model = models("classroom-sentiment")
    ours: dict[str, Callable[[Run], Any]] = {
        "integrated gradients": lambda run: integrated_gradients(model, run, 0),
        "occlusion": lambda run: occlusion(model, run, 0),
        "every head off": lambda run: every_head(model, run),
    }
    loops: dict[str, Callable[[Model, Run], None]] = {
        "integrated gradients": loop_gradients,
        "occlusion": loop_occlusion,
        "every head off": loop_heads,
    }
    made = []
    for size in SIZES:
        run = model.run(sentence(size, "batches"))
        for name, work in ours.items():
            works: dict[str, Callable[[int], float]] = {
                "batched": lambda number, work=work, run=run: timed(lambda: work(run)),  # type: ignore[misc]
                "loop": lambda number, name=name, run=run: timed(lambda: loops[name](model, run)),  # type: ignore[misc]
            }
            found = in_turn(works, max(repeats, 7), warm_up=1)
            made.append(
                Row(
                    "S9",
                    f"{name}, {size} tokens",
                    found["batched"],
                    found["loop"],
                    "one pass at a time",
                    goal(name, size),
                )
            )
    return made
