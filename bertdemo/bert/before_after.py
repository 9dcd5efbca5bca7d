"""One sentence before and after fine-tuning: scores, attention, and what the masked-word head lost on the way."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from bertdemo.bert import parts
from bertdemo.bert.finetuning import Finished
from bertdemo.bert.model import Model
from bertdemo.bert.pretraining import hide
from bertdemo.bert.tokenization import Encoding

MOST_WORDS = 24  # hidden one by one


@dataclass(frozen=True)
class Forgotten:
    """One word hidden, guessed by the pretrained masked-word head on the states of both encoders."""

    position: int
    token: str
    before: tuple[str, float]  # first guess and its probability
    after: tuple[str, float]
    own_before: float  # probability of the word itself
    own_after: float


@dataclass(frozen=True)
class Comparison:
    """L layers, T tokens, C labels."""

    encoding: Encoding
    scores_before: Tensor  # (C,), by the head as it was before the first step
    scores_after: Tensor  # (C,)
    attention_before: Tensor  # (L, T, T), mean over heads
    attention_after: Tensor
    moved: tuple[
        float, ...
    ]  # mean cosine of a token's state before and after, by layer, 0 being the embeddings
    forgotten: tuple[Forgotten, ...]  # empty when the base has no masked-word head, or did not change


@torch.inference_mode()
def compare(base: Model, trained: Model, finished: Finished, text: str) -> Comparison:
    """Read a text with the encoder before and after. Raises UserError when the text is empty."""
    old, new = base.run(text), trained.run(text)
    head = parts.classifier(trained.module)
    assert head is not None and new.logits is not None
    dense, dense_bias, weight, bias = (value.cpu() for value in finished.untrained_head.values())
    pooled = head.activation(dense @ old.hidden_states[-1, 0] + dense_bias)  # (D, D) @ (D,) -> (D,)
    untrained = weight @ pooled + bias  # (C, D) @ (D,) -> (C,)
    cosine = torch.cosine_similarity(old.hidden_states, new.hidden_states, dim=-1).mean(-1)  # (L + 1,)
    forgotten = []
    head_only = finished.recipe.method == "head"  # then the encoder is the same
    guesses = parts.masked_words(base.module) is not None and base.tokenizer.mask_token_id is not None
    if guesses and not head_only:
        unknown = base.tokenizer.unk_token_id
        words = [
            i
            for i, special in enumerate(old.encoding.special)
            if not special and old.encoding.ids[i] != unknown
        ][:MOST_WORDS]
        for position in words:
            masked = hide(base, old.encoding, [position])
            states = torch.stack(
                [model.read(masked).hidden_states[-1, position] for model in (base, trained)]
            )
            chances = base.vocabulary_logits(states).softmax(-1)  # (2, V)
            best = chances.max(-1)
            names = base.token_names(best.indices.tolist())
            truth = chances[:, old.encoding.ids[position]].tolist()
            forgotten.append(
                Forgotten(
                    position,
                    old.encoding.tokens[position],
                    (names[0], float(best.values[0])),
                    (names[1], float(best.values[1])),
                    *truth,
                )
            )
    return Comparison(
        encoding=old.encoding,
        scores_before=untrained.softmax(-1),
        scores_after=new.logits.softmax(-1),
        attention_before=old.attentions.mean(1),
        attention_after=new.attentions.mean(1),
        moved=tuple(cosine.tolist()),
        forgotten=tuple(forgotten),
    )
