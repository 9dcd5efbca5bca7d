"""Which heads find grammar: Clark et al. 2019, section 4, on a small corpus of our own with its relations marked.

A head finds a relation when, of all words, it gives most of a word's attention to the word that the relation points to.
Each is compared with the best fixed distance ("the next word"), which needs no grammar at all.
"""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from bertdemo.bert.models import Model
from bertdemo.bert.run import Run
from bertdemo.bert.stopping import breathe
from bertdemo.settings import ASSETS

CORPUS = ASSETS / "examples" / "relations.json"
RELATIONS = ("determiner", "possessive", "object", "passive", "preposition", "coreference")


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


def word_attention(run: Run, words: list[tuple[int, int]]) -> Tensor:
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


@functools.cache
def corpus() -> list[dict[str, Any]]:
    """Sentences with their relations: `{text, determiner: [[word, its noun], …], …}`; a marked word stands once."""
    sentences: list[dict[str, Any]] = json.loads(CORPUS.read_text("utf-8"))
    return sentences


def relations(model: Model) -> list[Found]:
    """The best head for every relation; runs the corpus once, the model's cache keeps it."""
    hits: dict[str, Tensor] = {}
    pairs: Counter[str] = Counter()
    distances: dict[str, Counter[int]] = {name: Counter() for name in RELATIONS}
    examples: dict[str, list[tuple[Tensor, tuple[str, str, str]]]] = {name: [] for name in RELATIONS}
    for sentence in corpus():
        breathe()
        text = sentence["text"]
        spans = [match.span() for match in re.finditer(r"\w+", text)]
        words = [text[a:b] for a, b in spans]
        weights = word_attention(model.run(text), spans)  # (L, H, W, W)
        weights = weights.masked_fill(
            torch.eye(len(words), dtype=torch.bool), -1.0
        )  # a word finds another one
        best = weights.argmax(-1)  # (L, H, W)
        for name in RELATIONS:
            for source, target in sentence.get(name, ()):
                i, j = words.index(source), words.index(target)
                hit = (best[:, :, i] == j).float()
                hits[name] = hits.get(name, torch.zeros_like(hit)) + hit
                pairs[name] += 1
                distances[name][j - i] += 1
                examples[name].append((hit, (text, source, target)))
    found = []
    for name in RELATIONS:
        layer, head = divmod(int(hits[name].argmax()), hits[name].shape[1])
        distance, often = distances[name].most_common(1)[0]
        shown = next((told for hit, told in examples[name] if hit[layer, head]), examples[name][0][1])
        share = float(hits[name][layer, head]) / pairs[name]
        found.append(Found(name, pairs[name], layer, head, share, distance, often / pairs[name], shown))
    return found
