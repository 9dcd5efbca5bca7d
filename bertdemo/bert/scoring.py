"""How a classifier in training does on the rows that were held back: figures, confusion, worst errors, a plane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from bertdemo.bert.parts import label_names
from bertdemo.bert.stopping import breathe
from bertdemo.bert.trainee import Batch, Trainee

WORST = 5


@dataclass(frozen=True)
class Mistake:
    """A row that got another label than its own."""

    text: str
    label: int
    guess: int
    probability: float  # of the guess


@dataclass(frozen=True)
class Progress:
    """The rows held back, after an epoch; epoch 0 is before the first step. R rows, C labels."""

    epoch: int
    names: tuple[str, ...]  # of the labels
    loss: float  # mean cross-entropy; may be nan
    accuracy: float
    confusion: Tensor  # (C, C), [true label, guess], counts
    worst: tuple[Mistake, ...]  # the surest first
    points: (
        Tensor  # (R, 2), what the classifier reads of each row ([CLS] after the pooler), on the plane below
    )
    explained: float  # share of the variance that the plane holds
    labels: Tensor  # (R,), true
    probabilities: Tensor  # (R, C)


@torch.inference_mode()
def score(
    trainee: Trainee,
    batches: Sequence[Batch],
    texts: Sequence[str],
    epoch: int,
    before: Progress | None,
) -> Progress:
    """Measure on `batches`, in float32. The plane is turned so that it lies as the one `before` did."""
    read = []
    for batch in batches:
        breathe()
        read.append(trainee.pooled(batch.inputs, batch.mask))
    pooled = torch.cat(read)  # (R, D)
    logits = trainee.head.output(pooled).float().cpu()  # (R, C)
    labels = torch.cat([batch.labels for batch in batches]).cpu()
    guesses = logits.argmax(-1)
    count = logits.shape[1]
    probabilities = logits.softmax(-1)
    confusion = torch.zeros(count, count, dtype=torch.long)
    confusion.index_put_((labels, guesses), torch.ones_like(labels), accumulate=True)
    wrong = (guesses != labels).nonzero().flatten().tolist()
    wrong.sort(key=lambda i: -float(probabilities[i, guesses[i]]))
    points, explained = plane(pooled.float().cpu(), before.points if before else None)
    return Progress(
        epoch=epoch,
        names=label_names(trainee.module),
        loss=float(cross_entropy(logits, labels)),
        accuracy=float((guesses == labels).float().mean()),
        confusion=confusion,
        worst=tuple(
            Mistake(texts[i], int(labels[i]), int(guesses[i]), float(probabilities[i, guesses[i]]))
            for i in wrong[:WORST]
        ),
        points=points,
        explained=explained,
        labels=labels,
        probabilities=probabilities,
    )


def plane(vectors: Tensor, like: Tensor | None) -> tuple[Tensor, float]:
    """First two principal components of (R, D) as (R, 2), and their share of the variance.

    The sign and the turn of the components mean nothing, so they are chosen to lie as close to `like` (R, 2) as they
    can (orthogonal Procrustes, Schönemann 1966). Vectors that are no numbers lie in the middle.
    """
    centred = vectors - vectors.mean(0)
    if not bool(centred.isfinite().all()) or len(vectors) < 2:
        return torch.zeros(len(vectors), 2), 0.0
    left, sizes, _ = torch.linalg.svd(centred, full_matrices=False)
    points = left[:, :2] * sizes[:2]  # (R, 2)
    if points.shape[1] < 2:
        points = torch.nn.functional.pad(points, (0, 2 - points.shape[1]))
    total = float((sizes**2).sum())
    if like is not None and bool(like.isfinite().all()):
        u, _, v = torch.linalg.svd(points.T @ like)
        points = points @ (u @ v)
    return points.clone(), float((sizes[:2] ** 2).sum()) / total if total > 0 else 0.0
