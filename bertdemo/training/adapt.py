"""Fine-tuning a task: LoRA on the linear layers of the upper encoder (Hu et al. 2021), pooler and classifier whole.

The lower layers stay as they are, so that the app computes them once for all tasks, and a task adds under 3 MB.
"""

from __future__ import annotations

import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from accelerate import Accelerator
from peft import LoraConfig, PeftModel, get_peft_model
from torch import Tensor
from torch.nn.functional import cross_entropy
from tqdm import tqdm
from transformers import AutoTokenizer, BertForSequenceClassification

from bertdemo.training.pretrain import rate
from bertdemo.training.tasks import Row, Task


@dataclass(frozen=True)
class AdapterRecipe:
    minutes: float
    learning_rate: float = 1e-3
    rank: int = 32
    first_layer: int = 3  # counted from 0; layers below are left alone
    warm_up: float = 0.06
    tokens_per_batch: int = 2048
    longest: int = 128
    seed: int = 0


def batches(
    rows: list[Row], tokenizer: Any, recipe: AdapterRecipe, rng: random.Random | None
) -> list[dict[str, Tensor]]:
    """Padded batches of rows of similar length; in random order when an rng is given, else by length."""
    coded = tokenizer([text for text, _ in rows], truncation=True, max_length=recipe.longest)["input_ids"]
    order = sorted(range(len(rows)), key=lambda i: (len(coded[i]), rng.random() if rng else i))
    groups: list[list[int]] = [[]]
    for i in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(coded[i]) > recipe.tokens_per_batch:
            groups.append([])
        groups[-1].append(i)
    if rng:
        rng.shuffle(groups)
    made = []
    for group in groups:
        batch = tokenizer.pad({"input_ids": [coded[i] for i in group]}, return_tensors="pt")
        made.append({**batch, "labels": torch.tensor([rows[i][1] for i in group])})
    return made


def adapt(
    task: Task, rows: list[Row], base: Path, recipe: AdapterRecipe
) -> tuple[PeftModel, Any, dict[str, Any]]:
    """Train an adapter for the minutes of its recipe; returns it, the tokenizer, and figures for the card."""
    torch.manual_seed(recipe.seed)
    accelerator = Accelerator(mixed_precision="bf16")
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = BertForSequenceClassification.from_pretrained(
        base, num_labels=len(task.labels), attn_implementation="eager", dtype=torch.float32
    )
    adapted = "|".join(str(i) for i in range(recipe.first_layer, model.config.num_hidden_layers))
    config = LoraConfig(
        task_type="SEQ_CLS",
        r=recipe.rank,
        lora_alpha=2 * recipe.rank,
        target_modules=rf".*encoder\.layer\.({adapted})\..*(query|key|value|dense)",
        modules_to_save=["pooler", "classifier"],
    )
    model = get_peft_model(model, config)
    learning = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=0.0, weight_decay=0.01)
    model, optimizer = accelerator.prepare(model, optimizer)
    model.train()
    rng = random.Random(recipe.seed)
    seconds, steps, seen, recent = 0.0, 0, 0, 0.0
    bar = tqdm(total=1000, mininterval=20)
    while seconds < 60 * recipe.minutes:
        for batch in batches(rows, tokenizer, recipe, rng):
            began = time.monotonic()
            progress = seconds / (60 * recipe.minutes)
            if progress >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = recipe.learning_rate * rate(progress, recipe.warm_up)
            batch = {name: value.to(accelerator.device) for name, value in batch.items()}
            labels = batch.pop("labels")
            with accelerator.autocast():
                logits = model(**batch).logits
            loss = cross_entropy(logits.float(), labels)
            accelerator.backward(loss)
            accelerator.clip_grad_norm_(learning, 1.0)
            optimizer.step()
            optimizer.zero_grad()
            recent = loss.item() if not steps else 0.98 * recent + 0.02 * loss.item()
            steps, seen, seconds = steps + 1, seen + len(labels), seconds + time.monotonic() - began
            bar.n = min(1000, int(1000 * progress))
            bar.set_postfix_str(f"step {steps}, loss {recent:.3f}", refresh=False)
            bar.update(0)
    bar.close()
    figures = {
        "seconds": seconds,
        "steps": steps,
        "examples": seen,
        "epochs": seen / len(rows),
        "device": str(accelerator.device),
    }
    return accelerator.unwrap_model(model), tokenizer, figures


@torch.inference_mode()
def all_logits(model: Any, tokenizer: Any, rows: list[Row], recipe: AdapterRecipe) -> tuple[Tensor, Tensor]:
    """Logits (N, labels) and labels (N,) of rows, in float32, in the order of their length."""
    model.eval()
    logits, labels = [], []
    for batch in batches(rows, tokenizer, recipe, None):
        labels.append(batch.pop("labels"))
        logits.append(model(**batch).logits.float())
    return torch.cat(logits), torch.cat(labels)


def fit_temperature(logits: Tensor, labels: Tensor) -> float:
    """The temperature that makes stated probabilities most likely (Guo et al. 2017, section 4.2)."""
    grid = torch.logspace(-1, 1, 401)
    return float(min(grid, key=lambda t: cross_entropy(logits / t, labels).item()))


def calibration_error(logits: Tensor, labels: Tensor, temperature: float, bins: int = 15) -> float:
    """Expected calibration error: mean gap between stated and true share, over bins of the best probability."""
    stated, guess = (logits / temperature).softmax(-1).max(-1)
    right = (guess == labels).float()
    place = (stated * bins).long().clamp(max=bins - 1)
    gaps = [
        (right[place == b].mean() - stated[place == b].mean()).abs() * (place == b).float().mean()
        for b in range(bins)
        if (place == b).any()
    ]
    return float(sum(gaps))


def measure(model: Any, tokenizer: Any, rows: list[Row], recipe: AdapterRecipe) -> dict[str, float]:
    """Accuracy on all rows; temperature fitted on every second row, calibration error on the others."""
    logits, labels = all_logits(model, tokenizer, rows, recipe)
    fitted, other = (logits[::2], labels[::2]), (logits[1::2], labels[1::2])
    temperature = fit_temperature(*fitted)
    return {
        "accuracy": round((logits.argmax(-1) == labels).float().mean().item(), 4),
        "rows": len(rows),
        "temperature": round(temperature, 3),
        "calibration_error": round(calibration_error(*other, temperature), 4),
        "calibration_error_raw": round(calibration_error(*other, 1.0), 4),
    }


def save(model: PeftModel, folder: Path, task: Task, temperature: float) -> None:
    """The adapter in float16, without paths, and task.json beside it."""
    model.half().save_pretrained(str(folder))
    path = folder / "adapter_config.json"
    config = json.loads(path.read_text("utf-8")) | {"base_model_name_or_path": "classroom"}
    path.write_text(json.dumps(config, indent=1, sort_keys=True) + "\n", "utf-8")
    facts = {"task": task.name, "labels": list(task.labels), "temperature": temperature}
    (folder / "task.json").write_text(json.dumps(facts) + "\n", "utf-8")
