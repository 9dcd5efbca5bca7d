"""What pretraining taught: words that are hidden, and what follows what (Devlin et al. 2018, section 3.1)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import torch
from torch import Tensor

from bertdemo.bert import parts
from bertdemo.bert.attribution import word_states
from bertdemo.bert.batch_size import batch_size
from bertdemo.bert.encoder import last_state
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.bert.stopping import breathe
from bertdemo.bert.tokenization import Encoding, clean, ids_of
from bertdemo.errors import UserError, literal, shown
from bertdemo.numbers import is_whole

# How others write [MASK] or <mask>: other letters, brackets or spaces.
LIKE_A_MASK = re.compile(r"[\[<({［【〈＜（]\s*mask\s*[\]>)}］】〉＞）]|(?-i:\bMASK\b)|_{2,}", re.IGNORECASE)

WHOLE = re.compile(r"Ġ?[^\W\d_]{3,}|(?![的了着过吗呢吧啊呀们地得])[\u4e00-\u9fff]")  # no particle


@dataclass(frozen=True)
class HiddenWord:
    """One token hidden by [MASK], and what the model makes of its place."""

    position: int
    token: str  # what stood there
    probability: float  # of that token
    rank: int  # of that token among all word pieces, 1 is the likeliest
    best: tuple[tuple[str, int, float], ...]  # token, id, probability; likeliest first
    candidates: tuple[
        tuple[str, int, float], ...
    ] = ()  # the same of the words that were asked for, in their order


Context = Literal["both", "left", "right"]
CONTEXTS: tuple[Context, ...] = get_args(Context)


@dataclass(frozen=True)
class NextSentence:
    """Does B follow A? From [CLS] to two numbers, every step kept; D is the hidden size."""

    cls: Tensor  # (D,), the last layer's state of [CLS]
    pooled: Tensor  # (D,), tanh(W cls + b)
    logits: Tensor  # (2,), [0] "B follows A", [1] "B is from elsewhere"
    follows: float  # softmax(logits)[0]
    error: float  # largest difference of the logits from the model's own


def can_guess(model: Model) -> bool:
    """Whether a model has a head for masked words."""
    return parts.masked_words(model.module) is not None


def guess_hidden(model: Model, encoding: Encoding, position: int, top_k: int = 5) -> HiddenWord:
    """Hide the token at a position (from 0, [CLS] being 0) and guess it from both sides.

    Raises UserError when that is no token of the text, or the model has no masked-word head.
    """
    return fill(model, encoding, [position], top_k)[0]


def one_sided(model: Model, encoding: Encoding, position: int, top_k: int = 5) -> dict[Context, HiddenWord]:
    """The token at a position, hidden and guessed from both sides, from the left alone and from the right alone.

    Raises UserError as `guess_hidden` does.
    """
    return {context: fill(model, encoding, [position], top_k, context)[0] for context in CONTEXTS}


def fill(
    model: Model,
    encoding: Encoding,
    positions: Sequence[int],
    top_k: int = 5,
    context: Context = "both",
    candidates: Collection[int] = (),
) -> list[HiddenWord]:
    """Hide all `positions` together, and guess each; `candidates` are ids whose probability is wanted too.

    With the left or the right alone, words of the other side cannot be looked at by any token in any layer; [CLS],
    [SEP] and all positions stay. This BERT was trained with both sides, so one side alone is new to it. Raises
    UserError when a position is no token of the text, or the model has no masked-word head.
    """
    size = len(encoding.ids)
    for position in positions:
        if not is_whole(position, 0, size - 1) or encoding.special[position]:
            raise UserError("error.cannot_hide", position=position, last=size - 2)
    if not positions:
        return []
    run = model.read(hide(model, encoding, positions))
    if context == "both":
        states = run.hidden_states[-1, list(positions)]  # (M, D)
    else:
        states = _from_one_side(model, encoding, run.hidden_states[0], positions, context)
    chances = model.vocabulary_logits(states).softmax(-1)  # (M, V)
    return [
        _hidden_word(model, encoding, position, chance, top_k, candidates)
        for position, chance in zip(positions, chances, strict=True)
    ]


def hide(model: Model, encoding: Encoding, positions: Collection[int]) -> Encoding:
    """The same input with [MASK] at some positions."""
    mask, token = model.mask_id, model.tokenizer.mask_token
    ids = tuple(mask if i in positions else original for i, original in enumerate(encoding.ids))
    tokens = tuple(token if i in positions else original for i, original in enumerate(encoding.tokens))
    return replace(encoding, ids=ids, tokens=tokens)


@torch.inference_mode()
def context_effect(model: Model, encoding: Encoding, positions: Sequence[int], place: int) -> Tensor:
    """What the first guess at `place` loses when each other word is hidden too, (T,); 0 for what is hidden already.

    Positive: the word helped. Raises UserError as `fill` does, and for a text with too many tokens.
    """
    if len(encoding.ids) > model.max_explained:
        raise UserError("error.too_long_to_explain", tokens=len(encoding.ids), limit=model.max_explained)
    fill(model, encoding, [place, *positions], 1)  # all of them are words
    hidden = hide(model, encoding, positions)
    words = [i for i, special in enumerate(encoding.special) if not special and i not in positions]
    variants = [hidden, *(hide(model, hidden, [word]) for word in words)]
    size = batch_size(model.checkpoint.heads, len(encoding.ids))
    chances = []
    for start in range(0, len(variants), size):
        breathe()
        ids = torch.tensor([variant.ids for variant in variants[start : start + size]])
        last = last_state(model.module, word_states(model, encoding, ids), place)  # (B, D)
        chances.append(model.vocabulary_logits(last).softmax(-1))
    table = torch.cat(chances)  # (1 + W, V)
    best = int(table[0].argmax())
    effect = torch.zeros(len(encoding.ids))
    effect[words] = table[0, best] - table[1:, best]
    return effect


@torch.inference_mode()
def next_sentence(model: Model, run: Run) -> NextSentence:
    """The second task of pretraining, for a pair of sentences.

    Raises UserError when there is one sentence only, or the model has no next-sentence head.
    """
    head = parts.next_sentence(model.module)
    if head is None or run.logits is None:
        raise UserError("error.no_next_sentence_head", model=model.checkpoint.key)
    if not run.encoding.text_pair:
        raise UserError("error.two_sentences")
    cls = run.hidden_states[-1, 0].to(model.device)  # (D,)
    pooled = head.activation(head.dense.weight @ cls + head.dense.bias)  # (D, D) @ (D,) -> (D,)
    logits = (head.output.weight @ pooled + head.output.bias).float().cpu()  # (2, D) @ (D,) -> (2,)
    return NextSentence(
        cls=cls.cpu(),
        pooled=pooled.float().cpu(),
        logits=logits,
        follows=float(logits.softmax(-1)[0]),
        error=float((logits - run.logits).abs().max()),
    )


def _from_one_side(
    model: Model, encoding: Encoding, embedded: Tensor, positions: Sequence[int], context: Context
) -> Tensor:
    """States (M, D) of the last layer when each position sees one side only. `embedded` is (T, D)."""
    places = torch.arange(len(encoding.ids))
    words = ~torch.tensor(encoding.special)
    at = torch.tensor(positions)[:, None]
    unseen = words & ((places > at) if context == "left" else (places < at))  # (M, T)
    mask = torch.zeros(len(positions), 1, 1, len(places)).masked_fill(unseen[:, None, None], -torch.inf)
    states = embedded[None].expand(len(positions), -1, -1).to(model.device)
    with torch.inference_mode():
        return last_state(model.module, states, torch.tensor(positions), mask=mask.to(model.device))


def _hidden_word(
    model: Model,
    encoding: Encoding,
    position: int,
    probabilities: Tensor,
    top_k: int,
    candidates: Collection[int],
) -> HiddenWord:
    best = probabilities.topk(top_k)
    truth = probabilities[encoding.ids[position]]

    def listed(ids: Sequence[int]) -> tuple[tuple[str, int, float], ...]:
        tokens = model.token_names(ids)
        return tuple(zip(tokens, ids, probabilities[list(ids)].tolist(), strict=True))

    return HiddenWord(
        position=position,
        token=encoding.tokens[position],
        probability=truth.item(),
        rank=int((probabilities > truth).sum()) + 1,
        best=listed(best.indices.tolist()),
        candidates=listed(list(candidates)),
    )


def mask_places(model: Model, encoding: Encoding) -> list[int]:
    """Positions of the [MASK]s, or whatever the model calls them, that were typed and are read."""
    mask = model.mask_id
    return [i for i, number in enumerate(encoding.ids) if number == mask]


def whole_words(encoding: Encoding) -> list[int]:
    """Places of words worth hiding: one of three letters or more in one piece, or a Chinese character."""
    tokens, special = encoding.tokens, encoding.special
    ahead = (*tokens[1:], "")
    return [
        i
        for i, token in enumerate(tokens)
        if not special[i] and WHOLE.fullmatch(token) and not ahead[i].startswith("##")
    ]


def middle_word(encoding: Encoding) -> int:
    """The whole word nearest to the middle, so that both sides have something; without one, the token nearest to it."""
    places = whole_words(encoding) or [i for i, special in enumerate(encoding.special) if not special]
    return min(places, key=lambda place: abs(2 * place - len(encoding.ids) + 1))


def unread_mask(model: Model, encoding: Encoding, *texts: str) -> UserError | None:
    """What to tell of a [MASK] in `texts`, as they were typed, that lies behind the end of what is read."""
    token, mask = str(model.tokenizer.mask_token), model.mask_id
    if encoding.pieces_cut:
        pair = (encoding.text, encoding.text_pair) if encoding.text_pair else encoding.text
        (whole,) = ids_of(model.tokenizer, [pair])
        if whole.count(mask) > encoding.ids.count(mask):
            return UserError(
                "error.mask_behind_pieces",
                mask=token,
                limit=len(encoding.ids),
                cut=f"{encoding.pieces_cut:,}",
            )
    read = (encoding.text, encoding.text_pair)
    if encoding.characters_cut and any(
        token in text[len(beginning) :] for text, beginning in zip(texts, read, strict=False)
    ):
        return UserError(
            "error.mask_behind_characters",
            mask=token,
            limit=f"{max(map(len, read)):,}",
            cut=f"{encoding.characters_cut:,}",
        )
    return None


def no_mask(model: Model, encoding: Encoding, text: str) -> UserError:
    """What to tell of a text without a [MASK] that is read: it lies too far behind, is written otherwise, or lacks."""
    token = str(model.tokenizer.mask_token)
    written = LIKE_A_MASK.search(text)
    return unread_mask(model, encoding, text) or (
        UserError("error.mask_spelled", mask=token, found=written[0])
        if written
        else UserError("error.no_mask", mask=token)
    )


def candidate_ids(model: Model, words: Sequence[Any]) -> list[int]:
    """Ids of words that are one word piece each; a piece as the vocabulary has it, such as "##ce", is one.

    Raises UserError, naming the pieces, for any other.
    """
    tokenizer, found = model.tokenizer, []
    vocabulary = tokenizer.get_vocab()
    for word in words:
        if not isinstance(word, str):
            raise UserError("error.candidate_text", given=literal(word))
        pieces = tokenizer.tokenize(clean(word, 200)[0])
        ids = tokenizer.convert_tokens_to_ids(pieces)
        if len(ids) == 1 and (ids[0] != tokenizer.unk_token_id or word == tokenizer.unk_token):
            found.append(ids[0])
        elif word in vocabulary:
            found.append(vocabulary[word])
        else:
            raise UserError(
                "error.not_one_piece",
                word=shown(word, 40),
                pieces=" ".join(pieces)[:80] or "–",
                mask=tokenizer.mask_token,
            )
    return found
