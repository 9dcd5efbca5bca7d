"""Fine-tuning a task: LoRA on the linear layers of the encoder (Hu et al. 2021), the head on top whole.

Where the lower layers stay as they are, the app computes them once for all tasks. A task adds under 3 MB.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import transformers
from peft import LoraConfig, PeftModel, get_peft_model
from torch import Tensor, nn

from bertdemo.training.heads import Head, batches
from bertdemo.training.loop import Budget, set_dropout, train
from bertdemo.training.tasks import Task

ROWS = 20_000  # that are made into batches at a time


@dataclass(frozen=True)
class AdapterRecipe(Budget):
    """Every choice of a run; written into its model card."""

    tokens_per_batch: int = 2048
    rank: int = 32
    first_layer: int = 3  # counted from 0; layers below are left alone
    longest: int = 128
    dropout: float = 0.0


class WithLoss(nn.Module):
    """A model with its loss as the output."""

    def __init__(self, model: nn.Module, head: Head) -> None:
        super().__init__()
        self.model = model
        self.head = head

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        inputs = {name: value for name, value in batch.items() if name != "labels"}
        # peft's own classes for a task drop token_type_ids of questions; the model within takes all inputs.
        model = self.model.base_model if isinstance(self.model, PeftModel) else self.model
        return {"task": self.head.loss(model(**inputs), batch["labels"])}


def new_model(task: Task, base: Path) -> Any:
    """The stored encoder, in float32, with a fresh head of the task. Labels by their names."""
    names = dict(enumerate(task.labels)) or {0: "start", 1: "end"}
    return getattr(transformers, task.head.model).from_pretrained(
        base,
        id2label=names,
        label2id={name: i for i, name in names.items()},
        attn_implementation="eager",
        dtype=torch.float32,
    )


def adapt(
    task: Task, rows: Any, base: Path, recipe: AdapterRecipe, out: Path, log: Any = print
) -> tuple[PeftModel, Any, dict[str, Any]]:
    """Train an adapter for the budget of its recipe; returns it, the tokenizer, and figures for the card."""
    torch.manual_seed(recipe.seed)
    tokenizer = transformers.AutoTokenizer.from_pretrained(base)
    model = new_model(task, base)
    adapted = "|".join(str(i) for i in range(recipe.first_layer, model.config.num_hidden_layers))
    config = LoraConfig(
        task_type=task.head.peft,
        r=recipe.rank,
        lora_alpha=2 * recipe.rank,
        target_modules=rf".*encoder\.layer\.({adapted})\..*(query|key|value|dense)",
        modules_to_save=list(task.head.trained_whole),
    )
    model = get_peft_model(model, config)
    set_dropout(model, recipe.dropout)

    parts = -(-len(rows) // ROWS)

    def part(pool: int, progress: float) -> list[dict[str, Tensor]]:
        epoch, number = divmod(pool, parts)
        order = random.Random(recipe.seed * 1_000_003 + epoch).sample(range(len(rows)), len(rows))
        rng = random.Random(recipe.seed * 1_000_003 + pool)
        features = task.head.encode([rows[i] for i in order[number::parts]], tokenizer, recipe.longest, rng)
        return batches(features, tokenizer, recipe.tokens_per_batch, rng)

    learning = [p for p in model.parameters() if p.requires_grad]
    groups = [{"params": learning, "weight_decay": 0.01}]
    figures = train(WithLoss(model, task.head), groups, recipe, out, part, log=log)
    figures["epochs"] = figures["examples"] / len(rows)
    return model, tokenizer, figures


def save(model: PeftModel, folder: Path, base: str) -> None:
    """The adapter in float16, without paths; `base` is the key of the encoder that it is for."""
    model.half().save_pretrained(str(folder))
    path = folder / "adapter_config.json"
    config = json.loads(path.read_text("utf-8")) | {"base_model_name_or_path": base}
    path.write_text(json.dumps(config, indent=1, sort_keys=True) + "\n", "utf-8")


def stored(task: Task, base: Path, folder: Path) -> Any:
    """The adapter as it lies in its folder, on the encoder as it lies in its own, in float32."""
    return PeftModel.from_pretrained(new_model(task, base), folder).merge_and_unload().eval()
