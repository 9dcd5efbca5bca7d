"""Which heads find grammar: Clark et al. 2019, section 4, on a small corpus of our own with its relations marked.

A head finds a relation when, of all words, it gives most of a word's attention to the word that the relation points to.
Each is compared with the best fixed distance ("the next word"), which needs no grammar at all.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from bertdemo.bert.examples import examples, reading_language
from bertdemo.bert.model import Model
from bertdemo.bert.run import Run
from bertdemo.bert.stopping import breathe
from bertdemo.settings import Language


@dataclass(frozen=True)
class Marked:
    """A sentence with its relations; a word that is marked stands once in it."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]  # of each word, [start, end) in characters
    pairs: dict[str, tuple[tuple[str, str], ...]]  # of each relation: a word, and the one that it points to


@dataclass(frozen=True)
class Found:
    """How well one relation is found, over the corpus."""

    relation: str
    pairs: int
    layer: int  # of the best head, from 0
    head: int
    accuracy: float  # share of the pairs that this head finds
    distance: int  # the best fixed distance, in words
    by_distance: float  # share that it finds
    example: tuple[str, str, str]  # a sentence, the word, and the word that the head finds for it


def word_attention(run: Run, words: Sequence[tuple[int, int]]) -> Tensor:
    """Attention between words (L, H, W, W), [from, to]: mean over the pieces it comes from, sum over those it goes to.

    `words` are spans of characters. As Clark et al. 2019, section 4.1, have it.
    """
    member = torch.zeros(len(words), len(run.encoding.ids))  # (W, T)
    for number, (start, end) in enumerate(words):
        for token, span in enumerate(run.encoding.offsets):
            if span is not None and span[0] >= start and span[1] <= end:
                member[number, token] = 1
    source = member / member.sum(-1, keepdim=True)
    return source @ run.attentions @ member.T


def relation_names(language: Language) -> tuple[str, ...]:
    """The relations that a language's sentences are marked with, in the order in which they are shown."""
    return tuple(examples("relations", language)["relations"])


@functools.cache
def corpus(language: Language) -> tuple[Marked, ...]:
    """The marked sentences of a language."""
    names = relation_names(language)
    return tuple(_marked(entry, names) for entry in examples("relations", language)["sentences"])


def _marked(entry: dict[str, list[Any]], names: tuple[str, ...]) -> Marked:
    """An entry is `{text, determiner: [[word, its noun], …], …}`, or of `words` where no spaces divide them."""
    text = str(entry.get("text") or "".join(entry["words"]))
    if "words" in entry:
        ends = [*itertools.accumulate(map(len, entry["words"]))]
        spans = [*zip([0, *ends], ends, strict=False)]
    else:
        spans = [match.span() for match in re.finditer(r"\w+", text)]
    spans = [(start, end) for start, end in spans if re.search(r"\w", text[start:end])]  # no full stop
    pairs = {name: tuple((source, target) for source, target in entry.get(name, ())) for name in names}
    return Marked(text, tuple(text[start:end] for start, end in spans), tuple(spans), pairs)


def relations(model: Model) -> list[Found]:
    """The best head for every relation of the language that the model reads; the model's cache keeps its runs."""
    language = reading_language(model)
    names = relation_names(language)
    hits: dict[str, Tensor] = {}
    pairs: Counter[str] = Counter()
    distances: dict[str, Counter[int]] = {name: Counter() for name in names}
    shown: dict[str, list[tuple[Tensor, tuple[str, str, str]]]] = {name: [] for name in names}
    for sentence in corpus(language):
        breathe()
        words = sentence.words
        weights = word_attention(model.run(sentence.text), sentence.spans)  # (L, H, W, W)
        weights = weights.masked_fill(
            torch.eye(len(words), dtype=torch.bool), -1.0
        )  # a word finds another one
        best = weights.argmax(-1)  # (L, H, W)
        for name in names:
            for source, target in sentence.pairs[name]:
                i, j = words.index(source), words.index(target)
                hit = (best[:, :, i] == j).float()
                hits[name] = hits.get(name, torch.zeros_like(hit)) + hit
                pairs[name] += 1
                distances[name][j - i] += 1
                shown[name].append((hit, (sentence.text, source, target)))
    matches = []
    for name in names:
        layer, head = divmod(int(hits[name].argmax()), hits[name].shape[1])
        distance, often = distances[name].most_common(1)[0]
        example = next(
            (example_text for hit, example_text in shown[name] if hit[layer, head]), shown[name][0][1]
        )
        share = float(hits[name][layer, head]) / pairs[name]
        matches.append(Found(name, pairs[name], layer, head, share, distance, often / pairs[name], example))
    return matches
