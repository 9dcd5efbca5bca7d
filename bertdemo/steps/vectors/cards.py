"""Cards of step "vectors": What BERT reads in place of pieces."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor

from bertdemo.bert import parts
from bertdemo.bert.embeddings import embed, neighbours
from bertdemo.bert.encoder import encode_states
from bertdemo.settings import Language
from bertdemo.steps.card import TIE, Bar, Card, Evidence, Outcome

NEAREST = 6  # words that are named
# What may lie near the pinned word: of the sense that it has most often, and of the one that it has in the sentence.
USUAL: dict[Language, set[str]] = {
    "en": {"banking", "bankers", "banker", "financial", "finance", "money", "loan", "savings"},
    "zh": set("苞瓣叶草粉蕊茶朵树梅桃"),
}
HERE: dict[Language, set[str]] = {
    "en": {"river", "shore", "edge", "slope", "riverside", "stream", "water", "side"},
    "zh": set("钱买费付赚用耗省"),
}
MOVED = 0.05  # of a cosine, below which two words are said to be as alike as before
EQUAL = 1e-4  # largest difference of two vectors that are called the same
TURNED = {"stays": 8, "little": 25}  # degrees below which each is said; "far" above


def sense(near: list[str], usual: set[str], here: set[str]) -> str:
    """Which of two senses the neighbours of a word belong to."""
    of_usual, of_here = usual.intersection(near), here.intersection(near)
    if of_usual and of_here:
        return "both"
    return "usual" if of_usual else "here" if of_here else TIE


def _fixed(evidence: Evidence) -> Outcome:
    """What lies near the pinned word in the table, before anything is read."""
    vector = embed(evidence.model, evidence.run).token[evidence.token]
    token, language = str(evidence.card.token), evidence.language
    near = [one.token for one in neighbours(evidence.model, vector, 2 * NEAREST)]
    near = [one for one in near if one.removeprefix("##") != token]
    near = near[:NEAREST]
    values = {"token": token, "near": evidence.listed(near)}
    return Outcome(sense(near, USUAL[language], HERE[language]), values)


def alike(before: float, after: float) -> str:
    """Whether two vectors came nearer to each other."""
    return "more" if after > before + MOVED else "less" if after < before - MOVED else "same"


def _twice(evidence: Evidence) -> Outcome:
    """How alike both places of a word are, before the first layer and behind the last."""
    before, after = (float(cosines[0, 1]) for cosines in evidence.likeness())
    values = {"token": str(evidence.card.token), "before": f"{before:.2f}", "after": f"{after:.2f}"}
    return Outcome(alike(before, after), values)


@torch.inference_mode()
def without_positions(evidence: Evidence) -> Tensor:
    """The last layer's states (T, D), had no token a position vector."""
    model = evidence.model
    steps, table = embed(model, evidence.run), parts.embeddings(model.module)
    states = table.finish((steps.token + steps.segment).to(model.device))
    return encode_states(model.module, states[None])[-1][0].cpu()


def _order(evidence: Evidence) -> Outcome:
    """Whether both places of a word end up the same without position vectors."""
    states = without_positions(evidence)
    one, other = evidence.places(str(evidence.card.token))
    gap = float((states[one] - states[other]).abs().max())
    cosine = float(evidence.likeness()[1, 0, 1])
    without = float(torch.cosine_similarity(states[one], states[other], dim=0))
    values = {"cosine": f"{cosine:.2f}"}
    bars = (
        Bar("with", min(max(cosine, 0.0), 1.0), values["cosine"]),
        Bar("without", min(max(without, 0.0), 1.0), f"{without:.2f}"),
    )
    return Outcome("same" if gap < EQUAL else "differ", values, bars=bars)


def _second(evidence: Evidence) -> Outcome:
    """How many different segment vectors there are."""
    segments = embed(evidence.model, evidence.run).segment
    count = str(len(set(map(tuple, segments.tolist()))))
    first = evidence.run.encoding.token_type_ids.count(0)
    values = {"count": count, "first": str(first), "rest": str(len(segments) - first)}
    return Outcome(count, values, "card.second.said.count")


def turn(degrees: float) -> str:
    """What an angle between a vector and its earlier self is called."""
    return next((name for name, below in TURNED.items() if degrees < below), "far")


def _tuned(evidence: Evidence) -> Outcome:
    """By how much the pinned word's last vector turned when the model was tuned to judge reviews."""
    tuned = evidence.task("sentiment").run(evidence.card.text).hidden_states[-1, evidence.token]
    cosine = float(torch.cosine_similarity(evidence.run.hidden_states[-1, evidence.token], tuned, dim=0))
    degrees = math.degrees(math.acos(max(-1.0, min(cosine, 1.0))))
    values = {"token": str(evidence.card.token), "degrees": f"{degrees:.0f}"}
    return Outcome(turn(degrees), values, turned=degrees)


def _card(
    name: str,
    section: str,
    outcome: Callable[[Evidence], Outcome],
    choices: tuple[str, ...],
    text: str,
    token: str,
    pair: str = "",
) -> Card:
    return Card(
        name=name,
        step="vectors",
        on="embeddings",
        text=text,
        pair=pair,
        token=token,
        choices=choices,
        outcome=outcome,
        section=section,
    )


FIXED = ("usual", "here", "both")
TWICE = ("more", "same", "less")
ORDER = ("differ", "same")
TUNED = ("stays", "far", "little")

CARDS: dict[Language, tuple[Card, ...]] = {
    "en": (
        _card("fixed", "2.1", _fixed, FIXED, "They sat on the bank of the river.", "bank"),
        _card("twice", "", _twice, TWICE, "In May you may plant trees.", "may"),
        _card("order", "4.2", _order, ORDER, "The dog bit the man and the man bit the dog.", "dog"),
        _card(
            *("second", "4.2", _second, ("1", "2", "17")),
            *("Where did you leave the keys?", "they", "They are on the kitchen table."),
        ),
        _card("tuned", "3", _tuned, TUNED, "The film is warm and funny.", "funny"),
    ),
    "zh": (
        _card("fixed", "2.1", _fixed, FIXED, "她花了很多钱。", "花"),
        _card("twice", "", _twice, TWICE, "会议上，他说他会来。", "会"),
        _card("order", "4.2", _order, ORDER, "小狗咬了小猫，小猫咬了小狗。", "狗"),
        _card("second", "4.2", _second, ("1", "2", "21"), "你把钥匙放在哪里了？", "厨", "在厨房的桌子上。"),
        _card("tuned", "3", _tuned, TUNED, "房间很小，但是服务很好。", "小"),
    ),
}
