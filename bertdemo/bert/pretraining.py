"""What pretraining taught: words that are hidden (Devlin et al. 2018, section 3.1, task 1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

import torch
from torch import Tensor

from bertdemo.bert.encoder import encode_states
from bertdemo.bert.models import Model
from bertdemo.bert.tokenization import Encoding
from bertdemo.text import UserError


@dataclass(frozen=True)
class HiddenWord:
    """One token hidden by [MASK], and what the model makes of its place."""

    token: str  # what stood there
    probability: float  # of that token
    rank: int  # of that token among all word pieces, 1 is the likeliest
    best: tuple[tuple[str, int, float], ...]  # token, id, probability; likeliest first


Context = Literal["both", "left", "right"]
CONTEXTS: tuple[Context, ...] = get_args(Context)


@torch.inference_mode()
def one_sided(model: Model, encoding: Encoding, position: int, top_k: int = 5) -> dict[Context, HiddenWord]:
    """The token at a position, hidden and guessed from both sides, from the left alone and from the right alone.

    Words of the other side cannot be looked at by any token in any layer; [CLS], [SEP] and all positions stay. This
    BERT was trained with both sides, so one side alone is new to it. Raises UserError as `guess_hidden` does.
    """
    both = guess_hidden(model, encoding, position, top_k)
    hidden = _with_mask(model, encoding, position)
    states = model.read(hidden).hidden_states[:1]  # (1, T, D), after the embeddings
    places = torch.arange(len(encoding.ids))
    words = ~torch.tensor(encoding.special)
    unseen = torch.stack([words & (places > position), words & (places < position)])  # (2, T): left, right
    mask = torch.zeros(2, 1, 1, len(places)).masked_fill(unseen[:, None, None], -torch.inf)
    last = encode_states(model.module, states.expand(2, -1, -1).to(model.device), mask=mask.to(model.device))[
        -1
    ]
    chances = model.vocabulary_logits(last[:, position]).softmax(-1)  # (2, V)
    left, right = (_hidden_word(model, encoding, position, chance, top_k) for chance in chances)
    return {"both": both, "left": left, "right": right}


def guess_hidden(model: Model, encoding: Encoding, position: int, top_k: int = 5) -> HiddenWord:
    """Hide the token at a position (from 0, [CLS] being 0) and guess it from both sides.

    Raises UserError when that is no token of the text, or the model has no masked-word head.
    """
    size = len(encoding.ids)
    if not isinstance(position, int) or not 0 <= position < size or encoding.special[position]:
        raise UserError("error.cannot_hide", position=position, last=size - 2)
    state = model.read(_with_mask(model, encoding, position)).hidden_states[-1, position]  # (D,)
    probabilities = model.vocabulary_logits(state[None])[0].softmax(-1)  # (V,)
    return _hidden_word(model, encoding, position, probabilities, top_k)


def _with_mask(model: Model, encoding: Encoding, position: int) -> Encoding:
    mask = model.tokenizer.mask_token_id
    ids = (*encoding.ids[:position], mask, *encoding.ids[position + 1 :])
    tokens = (*encoding.tokens[:position], model.tokenizer.mask_token, *encoding.tokens[position + 1 :])
    return replace(encoding, ids=ids, tokens=tokens)


def _hidden_word(
    model: Model, encoding: Encoding, position: int, probabilities: Tensor, top_k: int
) -> HiddenWord:
    best = probabilities.topk(top_k)
    own = probabilities[encoding.ids[position]]
    return HiddenWord(
        token=encoding.tokens[position],
        probability=own.item(),
        rank=int((probabilities > own).sum()) + 1,
        best=tuple(
            zip(
                model.tokenizer.convert_ids_to_tokens(best.indices.tolist()),
                best.indices.tolist(),
                best.values.tolist(),
                strict=True,
            )
        ),
    )
