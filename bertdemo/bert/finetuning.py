"""Fine-tuning as a generator of steps: a classifier on [CLS], the whole model, LoRA or the head only.

Devlin et al. 2018, section 4.1; LoRA: Hu et al. 2021. Three things make it quick and change no gradient: layers that
stay as they are run once and are remembered; word pieces that the rows never use stay out of the optimizer (AdamW
without decay would not move them); rows of similar length share a batch.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pad_sequence

from bertdemo.bert import parts
from bertdemo.bert.batch_size import batch_size
from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.recipe import Recipe, frozen_of
from bertdemo.bert.scoring import Progress, score
from bertdemo.bert.tokenization import ids_of
from bertdemo.bert.trainee import Batch, Trainee, head_of

log = logging.getLogger(__name__)
RANK = 8  # of LoRA's two matrices


@dataclass(frozen=True)
class Step:
    """One step of the optimizer."""

    step: int
    steps: int
    epoch: int
    loss: float  # cross-entropy of this batch, before the step; may be nan
    accuracy: float  # of this batch, against the labels it was taught
    learning_rate: float
    tokens_per_second: float
    seconds: float
    seconds_left: float


@dataclass(frozen=True)
class Reading:
    """The layers that stay as they are read the rows, once."""

    rows: int
    of: int


@dataclass(frozen=True)
class Start:
    """What a training begins with, and where it computes; it can travel to another process."""

    checkpoint: Checkpoint
    tokenizer: Any
    module: Any  # is copied, never changed
    device: torch.device


@dataclass(frozen=True)
class Trained:
    """What a training leaves behind, wherever it ran; nobody can ask it yet."""

    module: Any  # the classifier, LoRA merged
    parameters: int  # that learned
    # What reads [CLS] as it was at the start, by its names in the model: weight and bias of its first layer, then those
    # of the last.
    untrained_head: dict[str, Tensor]


@dataclass(frozen=True)
class Finished:
    """The end: a model that answers like any other under its key, and what it was before."""

    model: str  # key in the bank; who knows it may ask it
    base: str  # key of what it was trained from
    labels: tuple[str, ...]
    recipe: Recipe
    accuracy: float  # on the rows that were held back
    seconds: float
    trained: int  # parameters that learned
    parameters: int  # of the whole model
    untrained_head: dict[str, Tensor]  # as in Trained


Event = Reading | Step | Progress | Finished


def learn(
    trainee: Trainee, batches: Callable[[int], list[Batch]], recipe: Recipe, accelerator: Any
) -> Iterator[Step | int]:
    """The training loop; the page shows these lines. Yields each step, and the number of each finished epoch."""
    epoch_steps = len(batches(0))
    steps = recipe.epochs * epoch_steps
    warm_up = max(1, round(recipe.warm_up * steps)) if recipe.warm_up else 0
    learning = [parameter for parameter in trainee.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=recipe.learning_rate, weight_decay=0.0, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm_up if warm_up else 1.0, 1 - step / (steps + 1))
    )
    trainee, optimizer, schedule = accelerator.prepare(trainee, optimizer, schedule)
    tokens, began, measured = 0, time.monotonic(), 0.0
    for epoch in range(recipe.epochs):
        for number, batch in enumerate(batches(epoch), start=epoch * epoch_steps + 1):
            optimizer.zero_grad()
            with half_precision(accelerator.device, not trainee.cls_only):
                logits = trainee(batch.inputs, batch.mask)  # (B, labels)
            loss = cross_entropy(logits.float(), batch.labels)
            accelerator.backward(loss)
            accelerator.clip_grad_norm_(learning, 1.0)
            optimizer.step()
            rate = schedule.get_last_lr()[0]
            schedule.step()
            tokens += int(batch.mask.sum())
            seconds = time.monotonic() - began - measured
            accuracy = (logits.argmax(-1) == batch.labels).float().mean().item()
            left = seconds / number * (steps - number)
            yield Step(number, steps, epoch + 1, loss.item(), accuracy, rate, tokens / seconds, seconds, left)
        stopped = time.monotonic()
        yield epoch + 1  # the caller measures on the rows held back
        measured += time.monotonic() - stopped


def half_precision(device: torch.device, enabled: bool = True) -> Any:
    """Multiplications in bfloat16 where the processor has them; weights, their changes and the loss stay float32."""
    cpu = torch.cpu
    able = device.type == "cuda" or any(
        getattr(cpu, name, bool)() for name in ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    )
    return torch.autocast(device.type, torch.bfloat16, enabled=enabled and able and device.type != "mps")


def train(
    base: Start, rows: Sequence[tuple[str, int]], labels: Sequence[str], recipe: Recipe, longest: int = 128
) -> Iterator[Reading | Step | Progress | Trained]:
    """Train a classifier of `rows` (text, index of its label) on top of a copy of `base`; the last event is Trained.

    Texts longer than `longest` word pieces are cut. The base is not changed.
    """
    torch.manual_seed(recipe.seed)  # LoRA's matrices
    module, trainee, table = _prepare(base, labels, recipe)
    head = {
        name: value.detach().clone()
        for part in trainee.head.modules
        for name, value in parts.parameters_of(module, [part]).items()
    }
    train, held = split([label for _, label in rows], recipe.held_back, recipe.seed)
    ids = [torch.tensor(row) for row in ids_of(base.tokenizer, [text for text, _ in rows], longest)]
    if table is not None:
        used = torch.tensor(sorted({int(i) for row in ids for i in row}))
        ids = [torch.searchsorted(used, row) for row in ids]
        full, table.weight = table.weight, nn.Parameter(table.weight[used].clone())
        table.padding_idx = None
    accelerator = _accelerator(base.device)
    device = base.device
    taught = spoil([label for _, label in rows], train, len(labels), recipe)
    inputs = ids
    if trainee.frozen:
        read: dict[int, Tensor] = {}
        for some in alike(list(map(len, ids)), base.checkpoint.heads):
            states = _remembered(trainee, [ids[i] for i in some], device)
            read |= dict(zip(some, states, strict=True))
            yield Reading(len(read), len(ids))
        inputs = [read[i] for i in range(len(ids))]

    def collate(chosen: Sequence[int], answers: Sequence[int]) -> Batch:
        size = torch.tensor([len(inputs[i]) for i in chosen])
        padded = pad_sequence([inputs[i].to(device) for i in chosen], batch_first=True)
        mask = torch.arange(padded.shape[1])[None] < size[:, None]  # (B, T)
        return Batch(
            padded,
            mask.to(device, torch.float32),
            torch.tensor([answers[i] for i in chosen], device=device),
        )

    def batches(epoch: int) -> list[Batch]:
        chosen = similar([len(i) for i in inputs], train, recipe.batch_size, recipe.seed + epoch)
        return [collate(some, taught) for some in chosen]

    true = [label for _, label in rows]
    by_length = sorted(held, key=lambda i: len(inputs[i]))
    size = batch_size(base.checkpoint.heads, len(inputs[by_length[-1]]))
    held_batches = [collate(by_length[i : i + size], true) for i in range(0, len(by_length), size)]
    texts = [rows[i][0] for i in by_length]
    progress = score(trainee, held_batches, texts, 0, None)
    yield progress
    for event in learn(trainee, batches, recipe, accelerator):
        if isinstance(event, Step):
            yield event
        else:
            progress = score(trainee, held_batches, texts, event, progress)
            yield progress
    trained = sum(p.numel() for p in module.parameters() if p.requires_grad)
    if table is not None:
        learned, table.weight = table.weight, nn.Parameter(full.detach().clone())
        table.weight.data[used.to(device)] = learned.data
    _finish(module, recipe)
    yield Trained(module, trained, head)


def split(labels: Sequence[int], share: float, seed: int) -> tuple[list[int], list[int]]:
    """Indices of the rows to learn from and of those held back: `share` of each label, at least one of each."""
    generator = torch.Generator().manual_seed(seed)
    train: list[int] = []
    held: list[int] = []
    for label in sorted(set(labels)):
        members = [i for i, other in enumerate(labels) if other == label]
        order = [members[i] for i in torch.randperm(len(members), generator=generator).tolist()]
        back = min(max(1, round(share * len(members))), len(members) - 1)
        held += order[:back]
        train += order[back:]
    return train, held


def alike(lengths: Sequence[int], heads: int) -> list[list[int]]:
    """Batches of rows that are read once: of similar length, so that few tokens are padding, the longest first."""
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    batches = []
    while order:
        size = batch_size(heads, lengths[order[0]])
        batches.append(order[:size])
        order = order[size:]
    return batches


def spoil(labels: list[int], train: Sequence[int], count: int, recipe: Recipe) -> list[int]:
    """The labels that are taught: of a share of the training rows another than the true one."""
    generator = torch.Generator().manual_seed(recipe.seed)
    taught = list(labels)
    chosen = torch.randperm(len(train), generator=generator)[: round(recipe.wrong_labels * len(train))]
    for i in (train[j] for j in chosen.tolist()):
        shift = int(torch.randint(1, count, (1,), generator=generator))
        taught[i] = (labels[i] + shift) % count
    return taught


def similar(lengths: Sequence[int], rows: Sequence[int], size: int, seed: int) -> list[list[int]]:
    """Batches in random order; each from rows of similar length out of a random handful of batches."""
    generator = torch.Generator().manual_seed(seed)
    order = [rows[i] for i in torch.randperm(len(rows), generator=generator).tolist()]
    handful = 8 * size
    batches = []
    for start in range(0, len(order), handful):
        near = sorted(order[start : start + handful], key=lengths.__getitem__)
        batches += [near[i : i + size] for i in range(0, len(near), size)]
    return [batches[i] for i in torch.randperm(len(batches), generator=generator).tolist()]


def _accelerator(device: torch.device) -> Any:
    from accelerate import Accelerator
    from accelerate.state import AcceleratorState

    accelerator = Accelerator(cpu=device.type == "cpu")
    if accelerator.device.type != device.type:  # it remembers a process's first device, over a fork too
        AcceleratorState._reset_state(True)
        accelerator = Accelerator()
    return accelerator


def _prepare(base: Start, labels: Sequence[str], recipe: Recipe) -> tuple[Any, Trainee, Any]:
    """A copy of the base with a new classifier; what of it learns; its word embeddings, if they learn."""
    module = parts.classifier_on(base.module, labels)
    _draw_head(module, recipe.seed)
    module.to(base.device).eval()  # without dropout: as accurate on a few hundred rows, and quicker
    frozen = frozen_of(recipe, len(parts.blocks(module)))
    upper = list(parts.blocks(module)[frozen:])
    module.requires_grad_(False)
    learning: list[nn.Module] = [*head_of(module).modules]
    if recipe.method == "lora":
        module = _with_adapters(module, upper)
    else:
        learning += upper if frozen else [*upper, *parts.embedding_modules(module)]
    for part in learning:
        part.requires_grad_(True)
    table = parts.embeddings(module).word
    return module, Trainee(module, frozen), table if table.weight.requires_grad else None


def _draw_head(module: Any, seed: int) -> None:
    """Weights of a new head as the library draws them; a pooler that the base was pretrained with stays."""
    generator = torch.Generator().manual_seed(seed)
    for part in head_of(module).modules:
        if not part.weight.any():
            with torch.no_grad():
                part.weight.normal_(0, module.config.initializer_range, generator=generator)


def _with_adapters(module: Any, upper: Sequence[nn.Module]) -> Any:
    """The model with LoRA's two matrices, which learn, beside every matrix of the layers `upper`."""
    from peft import LoraConfig, get_peft_model

    matrices = {id(part) for block in upper for part in block.modules() if isinstance(part, nn.Linear)}
    names = [name for name, part in module.named_modules() if id(part) in matrices]
    lora = LoraConfig(r=RANK, lora_alpha=2 * RANK, target_modules=names)
    return get_peft_model(module, lora).get_base_model()


@torch.inference_mode()
def _remembered(trainee: Trainee, ids: Sequence[Tensor], device: torch.device) -> list[Tensor]:
    """States of the layers that stay as they are, (T, D) of each row; (1, D) when only the head learns."""
    padded = pad_sequence(list(ids), batch_first=True).to(device)
    sizes = torch.tensor([len(row) for row in ids])
    mask = (torch.arange(padded.shape[1])[None] < sizes[:, None]).float().to(device)
    states = trainee.lower(padded, mask)
    return [row[: len(row_ids)].clone().cpu() for row, row_ids in zip(states, ids, strict=True)]


def _finish(module: Any, recipe: Recipe) -> None:
    """LoRA merged into the weights, all of which may learn again."""
    if recipe.method == "lora":
        for owner in list(module.modules()):
            for name, child in list(owner.named_children()):
                if hasattr(child, "lora_A"):
                    child.merge()
                    setattr(owner, name, child.get_base_layer())
    for parameter in module.parameters():
        parameter.requires_grad_(True)
