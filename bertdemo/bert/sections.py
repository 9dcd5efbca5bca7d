"""A text of any length read by a model of few positions: in sections that overlap by half, a few at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor, nn

from bertdemo.bert.batch_size import batch_size
from bertdemo.bert.model import Model
from bertdemo.bert.parts import encoder
from bertdemo.bert.stopping import breathe
from bertdemo.bert.tokenization import Encoding, tokenizing
from bertdemo.settings import Settings


@dataclass(frozen=True)
class Section:
    """As much of a text as fits into one input; n word pieces."""

    encoding: Encoding  # `text` and `text_pair` are whole; tokens, ids and offsets are of this section
    words: tuple[int, ...]  # (n,), word that each piece belongs to, counted over the whole text
    offsets: tuple[tuple[int, int], ...]  # (n,), characters [start, end) of each piece, of the whole text
    first: int  # token of its first piece; the others follow
    begins: int  # place of its first piece among all pieces of the text

    @property
    def ends(self) -> int:
        """Place behind its last piece among all pieces of the text."""
        return self.begins + len(self.words)


def sections(
    model: Model, text: str, text_pair: str = "", *, longest: int, most: int = Settings.max_sections
) -> list[Section]:
    """The text in `most` sections at most; with a pair, its second text, with the first in front of every section.

    Each input has `longest` tokens at most, and no more than the model takes, and begins in the middle of the one
    before, so that every word has company on both sides in one of them. What is beyond the limit of characters, or
    behind the last section, is cut, which `encoding.characters_cut` tells. The first of a pair must leave room for some
    of the second.
    """
    whole = model.encode(text, text_pair)
    parts = _overlapping(model, whole, longest)
    if len(parts) <= most:
        return parts
    pair = bool(whole.text_pair)
    last = whole.text_pair if pair else whole.text
    beginning = last[: _last_whole_word(parts[most - 1])]
    shorter = model.encode(text, beginning) if pair else model.encode(beginning)
    shorter = replace(shorter, characters_cut=whole.characters_cut + len(last) - len(beginning))
    return _overlapping(model, shorter, longest)[:most]


def _last_whole_word(part: Section) -> int:
    """Character behind the last word that certainly is whole: the one before the last, if there are two."""
    before = [end for word, (_, end) in zip(part.words, part.offsets, strict=True) if word != part.words[-1]]
    return before[-1] if before else part.offsets[-1][1]


def _overlapping(model: Model, whole: Encoding, longest: int) -> list[Section]:
    pair = bool(whole.text_pair)
    tokenizer: Any = model.tokenizer
    longest = min(longest, model.max_tokens)
    room = longest - tokenizer.num_special_tokens_to_add(pair=pair)
    if pair:
        room -= model.encode(whole.text).words
    with tokenizing:
        coded = tokenizer(
            *((whole.text, whole.text_pair) if pair else (whole.text,)),
            truncation="only_second" if pair else "only_first",
            max_length=longest,
            stride=room // 2,  # the library's word for what two neighbours share
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_token_type_ids=True,
            verbose=False,
        )
    parts = []
    for i, ids in enumerate(coded["input_ids"]):
        words = coded.word_ids(i)
        special = tuple(word is None for word in words)
        places = [(int(start), int(end)) for start, end in coded["offset_mapping"][i]]
        encoding = replace(
            whole,
            tokens=tuple(tokenizer.convert_ids_to_tokens(ids)),
            ids=tuple(ids),
            token_type_ids=tuple(coded["token_type_ids"][i]),
            attention_mask=tuple(coded["attention_mask"][i]),
            offsets=tuple(None if s else place for place, s in zip(places, special, strict=True)),
            special=special,
            unknown=sum(t == tokenizer.unk_token_id and not s for t, s in zip(ids, special, strict=True)),
            pieces_cut=0,
        )
        inside = [place for place, sequence in enumerate(coded.sequence_ids(i)) if sequence == int(pair)]
        parts.append(
            Section(
                encoding=encoding,
                words=tuple(words[k] for k in inside),
                offsets=tuple(places[k] for k in inside),
                first=inside[0] if inside else len(ids),
                begins=i * (room - room // 2),
            )
        )
    return parts


@torch.inference_mode()
def read_sections(model: Model, parts: Sequence[Section], head: nn.Module) -> list[Tensor]:
    """What a head says of every token of each section: [(T, outputs)], on the CPU.

    One section is a run like any other, and remembered. Of several only the logits are kept: a run over 256 tokens
    takes 22 MB in the classroom BERT.
    """
    if len(parts) == 1:
        states = model.read(parts[0].encoding).hidden_states[-1]  # (T, D)
        return [head(states.to(model.device)).float().cpu()]
    logits: list[Tensor] = []
    size = batch_size(model.checkpoint.heads, max(len(part.encoding.ids) for part in parts))
    for at in range(0, len(parts), size):
        breathe()
        encodings = [part.encoding for part in parts[at : at + size]]
        states = encoder(model.module)(**model.inputs(encodings)).last_hidden_state  # (B, T, D)
        rows = head(states).float().cpu()  # (B, T, outputs)
        logits += [row[: len(e.ids)] for row, e in zip(rows, encodings, strict=True)]
    return logits
