"""Which words carried a decision: four answers, and a test of which one is faithful.

Attention of [CLS] in the last layer; rollout (Abnar & Zuidema 2020); integrated gradients (Sundararajan et al. 2017, by
captum); occlusion. Deletion (Samek et al. 2017): hide the words that a ranking calls important; the faithful one
makes the probability fall fastest.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import torch
from torch import Tensor

from bertdemo.bert import ablation, parts
from bertdemo.bert.batch_size import batch_size
from bertdemo.bert.encoder import last_state
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.bert.stopping import breathe
from bertdemo.bert.tokenization import Encoding
from bertdemo.errors import UserError

Method = Literal["attention", "rollout", "integrated_gradients", "occlusion"]
METHODS: tuple[Method, ...] = get_args(Method)
# Gradients keep what every layer computed: 300 MB for 500 tokens. Two visitors at once would be no quicker on the same cores.
_gradients = threading.Lock()
STEPS = 48  # points on the way from the empty text to the text


@dataclass(frozen=True)
class Attribution:
    """How much each token counted for one label."""

    tokens: tuple[str, ...]
    scores: Tensor  # (T,); 0 for [CLS] and [SEP], which cannot be hidden
    target: int  # index of the label
    probability: float  # of that label, with the whole text
    deletion: tuple[
        float, ...
    ]  # probability left after hiding the k tokens with the highest scores, from k = 0
    completeness_error: (
        float | None
    )  # integrated gradients: |sum of scores - (logit - logit of the empty text)|


def word_states(model: Model, encoding: Encoding, ids: Tensor) -> Tensor:
    """Ids (B, T) in place of those of an input → states after the embeddings (B, T, D)."""
    segments = torch.tensor(model.segment_ids(encoding), device=model.device).expand(ids.shape)
    return parts.embeddings(model.module).read(ids.to(model.device), segments)


def hidden_variants(model: Model, run: Run, hidden: Tensor) -> Tensor:
    """Probabilities (B, labels) with the tokens hidden that `hidden` (B, T) marks: [MASK] stands in their place."""
    ids = torch.tensor(run.encoding.ids).expand(hidden.shape)
    return ablation.probabilities(
        model, word_states(model, run.encoding, torch.where(hidden, model.mask_id, ids))
    )


@torch.inference_mode()
def occlusion(model: Model, run: Run, target: int) -> Tensor:
    """What the probability of the target loses when each token alone is hidden, (T,)."""
    size = len(run.encoding.ids)
    hidden = torch.cat([torch.zeros(1, size, dtype=torch.bool), torch.eye(size, dtype=torch.bool)])
    said = hidden_variants(model, run, hidden)[:, target]
    return said[0] - said[1:]


def cls_attention(run: Run) -> Tensor:
    """What [CLS] looks at in the last layer, mean over heads, (T,)."""
    return run.attentions[-1].mean(0)[0]


def rollout(run: Run) -> Tensor:
    """Attention through all layers, (T, T), [from, to]: each is half of itself, half of what it looks at.

    Abnar & Zuidema 2020, section 3. Rows sum to 1.
    """
    size = run.attentions.shape[-1]
    through = torch.eye(size)
    for weights in run.attentions.mean(1):  # (T, T), one a layer
        through = (0.5 * weights + 0.5 * torch.eye(size)) @ through
    return through


def integrated_gradients(model: Model, run: Run, target: int, steps: int = STEPS) -> tuple[Tensor, float]:
    """Scores (T,) that add up to logit minus logit of the empty text ([MASK] for every word), and the error of that sum."""
    from captum.attr import IntegratedGradients

    special = torch.tensor(run.encoding.special)
    ids = torch.tensor(run.encoding.ids)
    empty = torch.where(special, ids, model.mask_id)
    with torch.no_grad():
        start = word_states(model, run.encoding, empty[None])  # (1, T, D)
        end = word_states(model, run.encoding, ids[None])
    size = batch_size(model.checkpoint.heads, len(ids), gradients=True)

    def logit(states: Tensor) -> Tensor:
        return ablation.classify_cls(model, last_state(model.module, states))[:, target]

    while not _gradients.acquire(timeout=0.1):
        breathe()
    try:
        scores, error = IntegratedGradients(logit).attribute(
            end, start, n_steps=steps, internal_batch_size=size, return_convergence_delta=True
        )
    finally:
        _gradients.release()
    return scores[0].sum(-1).detach().float().cpu(), abs(float(error))


@torch.inference_mode()
def deletion(model: Model, run: Run, scores: Tensor, target: int, most: int = 24) -> tuple[float, ...]:
    """Probability of the target with the k highest-scored words hidden, for k from 0 to all of them, `most` at most."""
    words = [i for i, special in enumerate(run.encoding.special) if not special]
    order = sorted(words, key=lambda i: -float(scores[i]))[:most]
    hidden = torch.zeros(len(order) + 1, len(run.encoding.ids), dtype=torch.bool)
    for k, place in enumerate(order, start=1):
        hidden[k:, place] = True
    return tuple(hidden_variants(model, run, hidden)[:, target].tolist())


def random_deletions(
    model: Model, run: Run, target: int, draws: int = 10, most: int = 24
) -> tuple[tuple[float, ...], ...]:
    """`deletion` of so many random rankings, each from a seed of its own: what a ranking that knows nothing does."""
    curves = []
    for seed in range(draws):
        scores = torch.rand(len(run.encoding.ids), generator=torch.Generator().manual_seed(seed))
        curves.append(deletion(model, run, scores, target, most))
    return tuple(curves)


def names_of(labels: Sequence[str]) -> list[str]:
    """A name for each label that no other has: of labels that are the same, or empty, "A #1", "A #2" in their order."""
    mark = "#"
    while any(mark in label for label in labels):
        mark += "#"
    seen: Counter[str] = Counter()
    names = []
    for label in labels:
        seen[label] += 1
        twice = not label or labels.count(label) > 1
        names.append(f"{label} {mark}{seen[label]}".strip() if twice else label)
    return names


def target_of(model: Model, run: Run, target: str) -> int:
    """Index of a label by its name in `names_of`; "" is the likeliest one.

    Raises UserError, naming all, when there is no such label, or more than one.
    """
    names = names_of(model.labels)
    if target in names:
        return names.index(target)
    if target:
        key = "error.label_twice" if target in model.labels else "error.no_label"
        raise UserError(key, label=target[:40], labels=", ".join(names))
    assert run.logits is not None
    return int(run.logits.argmax())


def attribute(model: Model, text: str, method: str, target: str = "", text_pair: str = "") -> Attribution:
    """How much each word of a text counted, by one method.

    Raises UserError for a method or label that is not there, when there is no word in it, or too many, for a model that
    gives no labels, and for one without a [MASK] to hide words with.
    """
    if method not in METHODS:
        raise UserError("error.no_method", method=method[:40], methods=", ".join(METHODS))
    if not model.labels:
        raise UserError("error.no_classifier", model=model.checkpoint.key)
    run = model.run(text, text_pair)
    if len(run.encoding.ids) > model.max_explained:
        raise UserError("error.too_long_to_explain", tokens=len(run.encoding.ids), limit=model.max_explained)
    index = target_of(model, run, target)
    error = None
    if method == "integrated_gradients":
        scores, error = integrated_gradients(model, run, index)
    elif method == "occlusion":
        scores = occlusion(model, run, index)
    else:
        scores = cls_attention(run) if method == "attention" else rollout(run)[0]
    scores = scores.masked_fill(torch.tensor(run.encoding.special), 0.0)
    left = deletion(model, run, scores, index)
    return Attribution(run.encoding.tokens, scores, index, left[0], left, error)
