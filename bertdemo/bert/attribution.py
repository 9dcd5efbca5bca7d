"""Which words carried a decision: four answers, and a test of which one is faithful.

Attention of [CLS] in the last layer; rollout (Abnar & Zuidema 2020); integrated gradients (Sundararajan et al. 2017, by
captum); occlusion. Deletion (Samek et al. 2017): hide the words that a ranking calls important; the faithful one
makes the probability fall fastest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import torch
from torch import Tensor

from bertdemo.bert import ablation
from bertdemo.bert.encoder import encode_states
from bertdemo.bert.models import Model
from bertdemo.bert.run import Run
from bertdemo.text import UserError

Method = Literal["attention", "rollout", "integrated_gradients", "occlusion"]
METHODS: tuple[Method, ...] = get_args(Method)
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


def word_states(model: Model, ids: Tensor, token_type_ids: Tensor) -> Tensor:
    """Ids (B, T) → states after the embeddings (B, T, D)."""
    base = model.module.base_model
    states: Tensor = base.embeddings(input_ids=ids, token_type_ids=token_type_ids)
    return states


def hidden_variants(model: Model, run: Run, hidden: Tensor) -> Tensor:
    """Probabilities (B, labels) with the tokens hidden that `hidden` (B, T) marks: [MASK] stands in their place."""
    ids = torch.tensor(run.encoding.ids).expand(hidden.shape)
    ids = torch.where(hidden, model.tokenizer.mask_token_id, ids).to(model.device)
    types = torch.tensor(run.encoding.token_type_ids, device=model.device).expand(hidden.shape)
    return ablation.probabilities(model, word_states(model, ids, types))


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
    empty = torch.where(special, ids, model.tokenizer.mask_token_id)
    types = torch.tensor(run.encoding.token_type_ids, device=model.device)[None]
    with torch.no_grad():
        start = word_states(model, empty[None].to(model.device), types)  # (1, T, D)
        end = word_states(model, ids[None].to(model.device), types)
    heads = model.checkpoint.heads
    at_once = max(1, ablation.SCORES_AT_ONCE // (heads * len(ids) ** 2) // 4)  # gradients keep every layer

    def logit(states: Tensor) -> Tensor:
        last = encode_states(model.module, states)[-1]
        return ablation.classify_states(model.module, last)[:, target]

    scores, error = IntegratedGradients(logit).attribute(
        end, start, n_steps=steps, internal_batch_size=at_once, return_convergence_delta=True
    )
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


def target_of(model: Model, run: Run, target: str) -> int:
    """Index of a label; "" is the likeliest one. Raises UserError when there is no such label."""
    if target and target not in model.labels:
        raise UserError("error.no_label", label=target[:40], labels=", ".join(model.labels))
    if target:
        return model.labels.index(target)
    assert run.logits is not None
    return int(run.logits.argmax())


def attribute(model: Model, text: str, method: str, target: str = "", text_pair: str = "") -> Attribution:
    """How much each word of a text counted, by one method.

    Raises UserError for a method or label that is not there, when there is no word in it, or too many.
    """
    if method not in METHODS:
        raise UserError("error.no_method", method=method[:40], methods=", ".join(METHODS))
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
