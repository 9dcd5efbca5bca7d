"""Named entities: one label a word piece, words joined to names by their B- and I- (Devlin et al. 2018, section 5.3).

The first piece of a word speaks for it, as in training. A text that does not fit is read in sections that overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from bertdemo.bert.model import Model
from bertdemo.bert.parts import label_names, token_classifier
from bertdemo.bert.sections import Section, read_sections, sections
from bertdemo.errors import UserError
from bertdemo.settings import Settings

# Tokens of a section. The classroom BERT's adapter learned from sentences, 128 tokens at most: F1 on 30 sentences of
# WikiGold in one text is, with 64, 128, 256 and 512, 0.66, 0.64, 0.54 and 0.45 (0.69 one by one); Universal NER 0.59,
# 0.62, 0.51, 0.46 (0.58).
SECTION = 128
# BIO (Ramshaw and Marcus 1995), and BIOES and BILOU, which also mark last words and names of one word.
TAG = re.compile(r"([BIESLU])-(.+)")


@dataclass(frozen=True)
class Piece:
    """One word piece of the text; [CLS] and [SEP] are not among them."""

    token: str
    label: str  # the most probable one
    score: float  # its probability
    word: int  # place in `words`
    start: int  # characters [start, end) of the text
    end: int


@dataclass(frozen=True)
class Word:
    """One word as the tokenizer splits them: "O'Brien" is three."""

    text: str
    start: int  # characters [start, end) of the text
    end: int
    label: str  # of its first piece
    score: float  # of its first piece
    first: int  # its first and last place in `pieces`
    last: int
    divided: bool  # another of its pieces is labelled as another kind; that counts for nothing


@dataclass(frozen=True)
class Entity:
    """A name."""

    text: str
    label: str  # its kind, without B- or I-
    start: int  # characters [start, end) of the text
    end: int
    score: float  # mean of the scores of its words, that is of their first pieces
    words: tuple[int, ...]  # places in `words`


@dataclass(frozen=True)
class Entities:
    """Everything on the way from a text to its names; T pieces, L labels."""

    text: str  # as it was read: cut to the limit of characters and of sections
    characters_cut: int
    labels: tuple[str, ...]  # as the checkpoint names them
    sections: tuple[tuple[int, int], ...]  # pieces [first, after the last) of each forward pass
    logits: Tensor  # (T, L)
    probabilities: Tensor  # (T, L), softmax of the logits / the model's temperature, rows sum to 1
    pieces: tuple[Piece, ...]  # T of them
    words: tuple[Word, ...]
    entities: tuple[Entity, ...]  # in the order of the text


@torch.inference_mode()
def entities(model: Model, text: str, most: int = Settings.max_sections) -> Entities:
    """The names in a text, with the label and the probabilities of every word piece; read in `most` sections at most.

    Raises UserError when there is no word in it, or when the model has no head that labels tokens.
    """
    head = token_classifier(model.module)
    if head is None:
        raise UserError("error.no_entity_head", model=model.checkpoint.key)
    parts = sections(model, text, longest=SECTION, most=most)
    if not parts[0].words or not text.strip():
        raise UserError("error.no_words")
    logits = join(parts, read_sections(model, parts, head))  # (T, L)
    probabilities = logits.double().div(model.temperature).softmax(-1)
    labels = label_names(model.module)
    text = parts[0].encoding.text
    pieces = _pieces(parts, probabilities, labels)
    words = tuple(_words(text, pieces))
    return Entities(
        text=text,
        characters_cut=parts[0].encoding.characters_cut,
        labels=labels,
        sections=tuple((part.begins, part.ends) for part in parts),
        logits=logits,
        probabilities=probabilities.float(),
        pieces=pieces,
        words=words,
        entities=tuple(_names(text, words)),
    )


def split_label(label: str) -> tuple[bool, str]:
    """Whether a label begins a name whatever stands before it, and its kind: "B-PER" → (True, "PER"), "O" → (False, "").

    A label without such a letter is a kind that goes on, as in "I-PER".
    """
    tag = TAG.fullmatch(label)
    return (tag[1] in "BSU", tag[2]) if tag else (False, "" if label == "O" else label)


def spans(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Names in a row of labels: (first word, word after the last, kind).

    An I- that follows nothing begins a name, and so does one that follows another kind.
    """
    names = []
    began, kind = 0, ""
    for i, label in enumerate([*labels, "O"]):
        begins, own = split_label(label)
        if kind and (begins or own != kind):
            names.append((began, i, kind))
            kind = ""
        if own and not kind:
            began, kind = i, own
    return names


def join(parts: Sequence[Section], logits: Sequence[Tensor]) -> Tensor:
    """Logits [(tokens, L)] of sections → those of the text's pieces (T, L).

    Each piece is taken from the section in which more pieces stand on its poorer side; the text's own ends are as good
    as any company.
    """
    size = parts[-1].ends
    joined = logits[0].new_zeros(size, logits[0].shape[-1])
    company = torch.full((size,), -1)
    for part, scores in zip(parts, logits, strict=True):
        n, rows = len(part.words), slice(part.begins, part.ends)
        left = torch.arange(n) if part.begins else torch.full((n,), size)
        right = torch.arange(n).flip(0) if part.ends < size else torch.full((n,), size)
        poorer = torch.minimum(left, right)
        better = poorer > company[rows]
        company[rows] = torch.where(better, poorer, company[rows])
        joined[rows] = torch.where(better[:, None], scores[part.first : part.first + n], joined[rows])
    return joined


def _pieces(parts: Sequence[Section], probabilities: Tensor, labels: Sequence[str]) -> tuple[Piece, ...]:
    pieces: list[tuple[str, int, tuple[int, int]]] = []
    for part in parts:
        seen = len(pieces) - part.begins  # the neighbour before has these already
        tokens = part.encoding.tokens[part.first :]
        pieces += [(tokens[i], part.words[i], part.offsets[i]) for i in range(seen, len(part.words))]
    best = probabilities.max(-1)
    return tuple(
        Piece(token, labels[label], score, word, *place)
        for (token, word, place), label, score in zip(
            pieces, best.indices.tolist(), best.values.tolist(), strict=True
        )
    )


def _words(text: str, pieces: Sequence[Piece]) -> Iterator[Word]:
    first = 0
    for after in range(1, len(pieces) + 1):
        if after < len(pieces) and pieces[after].word == pieces[first].word:
            continue
        members = pieces[first:after]
        yield Word(
            text=text[members[0].start : members[-1].end],
            start=members[0].start,
            end=members[-1].end,
            label=members[0].label,
            score=members[0].score,
            first=first,
            last=after - 1,
            divided=len({split_label(piece.label)[1] for piece in members}) > 1,
        )
        first = after


def _names(text: str, words: Sequence[Word]) -> Iterator[Entity]:
    # A RoBERTa has words of nothing but a space: they are no part of a name and part none.
    seen = [i for i, word in enumerate(words) if word.text.strip()]
    for first, after, kind in spans([words[i].label for i in seen]):
        held = seen[first:after]
        start, end = words[held[0]].start, words[held[-1]].end
        score = sum(words[i].score for i in held) / len(held)
        yield Entity(text[start:end], kind, start, end, score, tuple(held))
