"""Continued pretraining: masked words and next sentence together (Devlin et al. 2018, section 3.1).

Written for speed on two cores: bf16, batches of one length, vocabulary logits at hidden places only. The
same code runs on one GPU, or on several by `accelerate launch`. The budget is in minutes or steps; the learning
rate warms up and falls to zero over it. A checkpoint every few minutes resumes after a kill at any moment.
"""

from __future__ import annotations

import json
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from accelerate import Accelerator
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from tqdm import tqdm

from bertdemo.training.corpus import Corpus
from bertdemo.training.evaluate import evaluate
from bertdemo.training.examples import Example, Frame, collate, make_examples, pack


@dataclass(frozen=True)
class Recipe:
    """Every choice of a run; written into its model card."""

    minutes: float = 0.0  # of training; or
    steps: int = 0
    learning_rate: float = 6e-4
    head_factor: float = 3.0  # the heads learn this much faster than the encoder
    warm_up: float = 0.05  # share of the budget
    weight_decay: float = 0.01
    tokens_per_batch: int = 4096
    longest: int = 126
    masked: float = 0.25
    pool: int = 6000  # examples that are made, sorted by length and shuffled at a time
    mixture: tuple[float, ...] = (0.62, 0.22, 0.06, 0.10)  # wikipedia, books, speeches, sentences, by example
    last_mixture: tuple[float, ...] = (0.78, 0.12, 0.03, 0.07)  # in the last third
    seed: int = 0
    save_minutes: float = 4.0
    evaluations: int = 3


def parameter_groups(model: nn.Module) -> list[dict[str, Any]]:
    """Parameters by what they need: [encoder, heads] × [decayed, not decayed]."""
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        head = name.startswith("cls.") or ".pooler." in name
        decayed = parameter.ndim > 1
        groups.setdefault((head, decayed), []).append(parameter)
    return [{"params": p, "head": head, "decayed": decayed} for (head, decayed), p in groups.items()]


def losses(model: Any, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """Masked-word and next-sentence loss; logits over the vocabulary are computed at hidden places only."""
    out = model.bert(batch["input_ids"], batch["attention_mask"], batch["token_type_ids"])
    asked = batch["labels"] != -100
    logits = model.cls.predictions(out.last_hidden_state[asked])  # (B, T, D) -> (M, V)
    masked_word = cross_entropy(logits.float(), batch["labels"][asked])
    pair = model.cls.seq_relationship(out.pooler_output).float()  # (B, 2)
    if (batch["next_sentence_label"] == -100).all():
        return masked_word, pair.sum() * 0
    return masked_word, cross_entropy(pair, batch["next_sentence_label"], ignore_index=-100)


class Joint(nn.Module):
    """The model with its losses as the output, so that several processes share gradients of one forward."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        return losses(self.model, batch)


def rate(progress: float, warm_up: float) -> float:
    """Learning rate as a share of its peak: up in a line, then down in a line to zero."""
    return min(progress / warm_up, 1.0) if progress < warm_up else max(0.0, (1 - progress) / (1 - warm_up))


def make_pool(
    corpus: Corpus, frame: Frame, recipe: Recipe, number: int, *, late: bool
) -> list[list[Example]]:
    """The batches of one pool, the same whenever it is made again; `late` takes the last third's mixture."""
    rng = random.Random(recipe.seed * 1_000_003 + number)
    examples: list[Example] = []
    for source, share in zip(corpus.train, recipe.last_mixture if late else recipe.mixture, strict=True):
        documents = corpus.train[source]
        wanted = len(examples) + int(share * recipe.pool)
        while documents and len(examples) < wanted:
            examples += make_examples(rng.choice(documents), documents, frame, recipe.longest, rng)
    return pack(examples, recipe.tokens_per_batch, rng)


def pretrain(
    model: Any, corpus: Corpus, frame: Frame, recipe: Recipe, out: Path, log: Any = print
) -> dict[str, Any]:
    """Train in place; returns the figures for the card. `out` keeps the checkpoint and curve.jsonl."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe.seed)
    accelerator = Accelerator(mixed_precision="bf16")
    joint = Joint(model)
    groups = parameter_groups(model)
    for group in groups:
        group["weight_decay"] = recipe.weight_decay if group.pop("decayed") else 0.0
        group["peak"] = recipe.learning_rate * (recipe.head_factor if group.pop("head") else 1.0)
        group["lr"] = 0.0
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6)
    joint, optimizer = accelerator.prepare(joint, optimizer)
    saved = out / "checkpoint.pt"
    done: dict[str, Any] = {"seconds": 0.0, "steps": 0, "tokens": 0, "pool": 0, "batch": 0, "late": False}
    done |= {"evaluated": 0, "recent": {}}
    if saved.is_file():
        state = torch.load(saved, map_location="cpu", weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        done |= state["done"]
        log(f"resumed after {done['steps']} steps")
    curve = out / "curve.jsonl"
    lines = curve.read_text("utf-8").splitlines() if curve.is_file() else []
    # What was measured after the checkpoint will be measured again, and another run's curve is not this one's.
    curve.write_text(
        "".join(f"{line}\n" for line in lines if json.loads(line)["steps"] <= done["steps"]), "utf-8"
    )

    def save() -> None:
        if accelerator.is_main_process:
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "done": done}
            torch.save(state, saved.with_suffix(".part"))
            saved.with_suffix(".part").replace(saved)

    def progress() -> float:
        by_time = done["seconds"] / (60 * recipe.minutes) if recipe.minutes else 0.0
        return max(by_time, done["steps"] / recipe.steps if recipe.steps else 0.0)

    def assess() -> None:
        if accelerator.is_main_process:
            with accelerator.autocast():
                scores = evaluate(model, corpus.held_back, frame, limit=60)
            line = {"minutes": round(done["seconds"] / 60, 2), "steps": done["steps"], **recent, **scores}
            with curve.open("a", encoding="utf-8") as opened:
                opened.write(json.dumps(line) + "\n")
            log(json.dumps(line))

    bar = tqdm(
        total=1000,
        initial=int(1000 * progress()),
        disable=not accelerator.is_main_process,
        mininterval=20,
        bar_format="{l_bar}{bar}| {elapsed} < {remaining} {postfix}",
    )
    recent: dict[str, float] = done["recent"]
    last_save = time.monotonic()
    while progress() < 1:
        if not done[
            "batch"
        ]:  # a pool that was begun before the last third is the same one after a kill in it
            done["late"] = progress() > 2 / 3
        made = make_pool(corpus, frame, recipe, done["pool"], late=done["late"])
        model.train()
        for number in range(done["batch"], len(made)):
            began = time.monotonic()
            # Seeded by the place in the run, so that a resumed run hides the same words and drops the same units.
            place = [recipe.seed, done["pool"], number, accelerator.process_index]
            rng = np.random.default_rng(place)
            torch.manual_seed(int(rng.integers(2**32)))
            batch = made[(number * accelerator.num_processes + accelerator.process_index) % len(made)]
            tensors = {
                k: v.to(accelerator.device) for k, v in collate(batch, frame, recipe.masked, rng).items()
            }
            share = rate(progress(), recipe.warm_up)
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * share
            with accelerator.autocast():
                masked_word, pair = joint(tensors)
            accelerator.backward(masked_word + pair)
            accelerator.clip_grad_norm_(joint.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            if number % 10 == 0:
                weight = 0.9 if recent else 0.0
                for name, value in (("loss_masked", masked_word.item()), ("loss_pair", pair.item())):
                    recent[name] = round(weight * recent.get(name, 0.0) + (1 - weight) * value, 4)
            done["steps"] += 1
            done["tokens"] += int(tensors["attention_mask"].sum())
            done["seconds"] += time.monotonic() - began
            done["batch"] = number + 1
            bar.n = min(1000, int(1000 * progress()))
            speed = done["tokens"] / done["seconds"]
            bar.set_postfix_str(f"step {done['steps']} {speed:.0f} tokens/s {recent}", refresh=False)
            bar.update(0)
            if progress() * recipe.evaluations >= done["evaluated"] + 1:
                done["evaluated"] += 1
                assess()
                model.train()
            if time.monotonic() - last_save > 60 * recipe.save_minutes:
                save()
                last_save = time.monotonic()
            if progress() >= 1:
                break
        else:
            done["pool"], done["batch"] = done["pool"] + 1, 0
    bar.close()
    save()
    return {
        **done,
        "recipe": asdict(recipe),
        "device": str(accelerator.device),
        "processes": accelerator.num_processes,
    }
