"""What pretraining taught: words that are hidden (Devlin et al. 2018, section 3.1, task 1)."""

from __future__ import annotations

from dataclasses import dataclass, replace

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


def guess_hidden(model: Model, encoding: Encoding, position: int, top_k: int = 5) -> HiddenWord:
    """Hide the token at a position (from 0, [CLS] being 0) and guess it from both sides.

    Raises UserError when that is no token of the text, or the model has no masked-word head.
    """
    size = len(encoding.ids)
    if not isinstance(position, int) or not 0 <= position < size or encoding.special[position]:
        raise UserError("error.cannot_hide", position=position, last=size - 2)
    mask = model.tokenizer.mask_token_id
    ids = (*encoding.ids[:position], mask, *encoding.ids[position + 1 :])
    tokens = (*encoding.tokens[:position], model.tokenizer.mask_token, *encoding.tokens[position + 1 :])
    state = model.read(replace(encoding, ids=ids, tokens=tokens)).hidden_states[-1, position]  # (D,)
    probabilities = model.vocabulary_logits(state[None])[0].softmax(-1)  # (V,)
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
