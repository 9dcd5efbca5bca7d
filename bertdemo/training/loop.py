"""The training loop: a budget in minutes or steps, a rate that rises and falls over it, and resuming after a kill.

One processor, one GPU, or several by `accelerate launch`, with the same code: each process takes its share of the
batches, and all of them go by the first one's clock. A resumed run sees the same batches, hides the same words
and drops the same units as one that was never stopped. A GPU gets its batches from processes of their own, which work
ahead: there a pool that was in the making when a run was killed may be made a second time, at a later progress.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from accelerate import Accelerator
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset
from tqdm import tqdm

WORKERS = 3  # processes that make batches ahead for a GPU


@dataclass(frozen=True)
class Budget:
    """How long, how fast, how often: what every recipe has."""

    minutes: float = 0.0  # of training; or
    steps: int = 0
    learning_rate: float = 1e-3  # at its peak
    warm_up: float = 0.06  # share of the budget
    tokens_per_batch: int = 4096
    seed: int = 0
    save_minutes: float = 4.0
    evaluations: int = 0


class Batches(Protocol):
    def __call__(self, pool: int, progress: float) -> Sequence[Any]:
        """The batches of one pool, the same whenever it is made again; `progress` is where it began, 0 to 1."""


Prepare = Callable[[Any, np.random.Generator], dict[str, Tensor]]
Prepared = tuple[int, dict[str, NDArray[Any]]]  # a batch's seed for what is drawn in its step, and its arrays


@dataclass(frozen=True)
class Pools(Dataset[tuple[int, float, list[Prepared]]]):
    """The pools by (number, progress at which it begins), ready to train on: one process's share of their batches."""

    batches: Batches
    prepare: Prepare
    seed: int
    process: int
    processes: int

    def __getitem__(self, asked: tuple[int, float]) -> tuple[int, float, list[Prepared]]:
        pool, began = asked
        made = self.batches(pool, began)
        prepared = []
        for number in range(-(-len(made) // self.processes)):
            # Seeded by the place in the run, so that a resumed run hides the same words and drops the same units.
            rng = np.random.default_rng([self.seed, pool, number, self.process])
            drawn = int(rng.integers(2**32))
            batch = self.prepare(made[(number * self.processes + self.process) % len(made)], rng)
            prepared.append((drawn, {name: value.numpy() for name, value in batch.items()}))
        return pool, began, prepared


def rate(progress: float, warm_up: float) -> float:
    """Learning rate as a share of its peak: up in a line, then down in a line to zero."""
    return min(progress / warm_up, 1.0) if progress < warm_up else max(0.0, (1 - progress) / (1 - warm_up))


def set_dropout(module: nn.Module, share: float) -> None:
    """Drop this share of the units wherever a model has a place for it: of hidden states and attention alike."""
    for part in module.modules():
        if isinstance(part, nn.Dropout):
            part.p = share


def train(
    module: nn.Module,
    groups: list[dict[str, Any]],
    budget: Budget,
    out: Path,
    batches: Batches,
    prepare: Prepare = lambda batch, rng: batch,
    assess: Callable[[], dict[str, float]] | None = None,
    log: Callable[[str], None] = print,
) -> dict[str, Any]:
    """Train in place; returns the figures for the card.

    `module(batch)` gives losses by name, which are added up. `groups` are the optimizer's, with the rate's peak
    as "peak". `out` keeps checkpoint.pt and curve.jsonl; a run that finished there trains no further, one with
    a larger budget goes on from it. `assess` measures `budget.evaluations` times on the way.
    """
    out.mkdir(parents=True, exist_ok=True)
    accelerator = Accelerator(mixed_precision="bf16")
    groups = [{"lr": 0.0, "peak": budget.learning_rate, **group} for group in groups]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)
    learning = {name: p for name, p in module.named_parameters() if p.requires_grad}
    shared, optimizer = accelerator.prepare(module, optimizer)
    done: dict[str, Any] = {"seconds": 0.0, "steps": 0, "tokens": 0, "examples": 0, "pool": 0, "batch": 0}
    done |= {"pool_began": 0.0, "evaluated": 0, "recent": {}, "runs": []}
    saved = out / "checkpoint.pt"
    if saved.is_file():
        state = torch.load(saved, map_location="cpu", weights_only=True)
        with torch.no_grad():
            for name, parameter in learning.items():
                parameter.copy_(state["model"][name])
        optimizer.load_state_dict(state["optimizer"])
        done |= state["done"]
        log(f"resumed after {done['steps']} steps")
    if not done["runs"] or done["runs"][-1]["recipe"] != asdict(
        budget
    ):  # begun, or gone on with another budget
        done["runs"].append({"from_step": done["steps"], "recipe": asdict(budget)})
    curve = out / "curve.jsonl"
    lines = curve.read_text("utf-8").splitlines() if curve.is_file() else []
    # What was measured after the checkpoint will be measured again, and another run's curve is not this one's.
    kept = [line for line in lines if json.loads(line)["steps"] <= done["steps"]]
    curve.write_text("".join(f"{line}\n" for line in kept), "utf-8")

    def save() -> None:
        if accelerator.is_main_process:
            weights = {name: parameter.detach() for name, parameter in learning.items()}
            state = {"model": weights, "optimizer": optimizer.state_dict(), "done": done}
            torch.save(state, saved.with_suffix(".part"))
            saved.with_suffix(".part").replace(saved)

    def progress() -> float:
        by_time = done["seconds"] / (60 * budget.minutes) if budget.minutes else 0.0
        return max(by_time, done["steps"] / budget.steps if budget.steps else 0.0)

    def evaluate() -> None:
        done["evaluated"] += 1
        if assess and accelerator.is_main_process:
            with accelerator.autocast(), torch.compiler.set_stance("force_eager"):
                scores = assess()
            line = {"minutes": round(done["seconds"] / 60, 2), "steps": done["steps"], **recent, **scores}
            with curve.open("a", encoding="utf-8") as opened:
                opened.write(json.dumps(line) + "\n")
            log(json.dumps(line))
        module.train()

    bar = tqdm(
        total=1000,
        initial=int(1000 * progress()),
        disable=not accelerator.is_main_process,
        mininterval=20,
        bar_format="{l_bar}{bar}| {elapsed} < {remaining} {postfix}",
    )
    recent: dict[str, float] = done["recent"]
    on_gpu = accelerator.device.type == "cuda"

    def asked() -> Iterator[tuple[int, float]]:
        first, begun = done["pool"], done["batch"] > 0
        yield first, done["pool_began"] if begun else progress()  # begun before a kill: the same one after it
        for pool in itertools.count(first + 1):
            yield pool, progress()

    pools = DataLoader(
        Pools(batches, prepare, budget.seed, accelerator.process_index, accelerator.num_processes),
        batch_size=None,
        sampler=asked(),
        collate_fn=_as_they_are,
        num_workers=WORKERS if on_gpu else 0,
        multiprocessing_context="fork" if on_gpu else None,
    )
    last_save = clock = time.monotonic()
    module.train()
    coming: Iterator[tuple[int, float, list[Prepared]]] = iter(pools if progress() < 1 else ())
    while progress() < 1:
        done["pool"], done["pool_began"], made = next(coming)
        for number in range(done["batch"], len(made)):
            drawn, arrays = made[number]
            torch.manual_seed(drawn)
            on_cpu = {name: torch.from_numpy(value) for name, value in arrays.items()}
            tensors = {
                name: (value.pin_memory() if on_gpu else value).to(accelerator.device, non_blocking=True)
                for name, value in on_cpu.items()
            }
            share = rate(progress(), budget.warm_up)
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * share
            with accelerator.autocast():
                losses = shared(tensors)
            accelerator.backward(sum(losses.values()))
            accelerator.clip_grad_norm_(learning.values(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            if number % 10 == 0:
                weight = 0.9 if recent else 0.0
                for name, value in losses.items():
                    name = f"loss_{name}"
                    recent[name] = round(weight * recent.get(name, 0.0) + (1 - weight) * value.item(), 4)
            clock, began = time.monotonic(), clock
            _count(done, accelerator, clock - began, on_cpu["attention_mask"])
            done["batch"] = number + 1
            bar.n = min(1000, int(1000 * progress()))
            speed = done["tokens"] / done["seconds"]
            bar.set_postfix_str(f"step {done['steps']} {speed:.0f} tokens/s {recent}", refresh=False)
            bar.update(0)
            if budget.evaluations and progress() * budget.evaluations >= done["evaluated"] + 1:
                evaluate()
                clock = time.monotonic()
            if time.monotonic() - last_save > 60 * budget.save_minutes:
                save()
                last_save = clock = time.monotonic()
            if progress() >= 1:
                break
        else:
            done["pool"], done["batch"] = done["pool"] + 1, 0
    bar.close()
    save()
    return {**done, "device": str(accelerator.device), "processes": accelerator.num_processes}


def _as_they_are(pool: Any) -> Any:
    """Arrays stay arrays on their way between processes: as tensors each would hold a file open."""
    return pool


def _count(done: dict[str, Any], accelerator: Accelerator, seconds: float, mask: Tensor) -> None:
    """Add up one step: time by the first process's clock, so that all stop at once; tokens and examples of all."""
    everyone = torch.tensor([[seconds, float(mask.sum()), float(len(mask))]])
    if accelerator.num_processes > 1:  # what one process counts must not wait for the device
        everyone = accelerator.gather(everyone.to(accelerator.device)).cpu()
    done["steps"] += 1
    done["seconds"] += everyone[0, 0].item()
    done["tokens"] += int(everyone[:, 1].sum())
    done["examples"] += int(everyone[:, 2].sum())
