"""Does a head find whom a pronoun means by agreement, or by nearness? A short list of English nouns for persons.

Agreement in gender and number is all that this list knows; a noun that is not in it, or that could agree either way
("doctor" with "she"), is no evidence and left out. Nearness is the trivial rule that agreement has to beat.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from torch import Tensor

PRONOUNS = {
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "many"),
}
NOUNS = {
    "female": "mother girl woman lady sister daughter aunt wife queen princess actress grandmother niece waitress "
    "mom mum",
    "male": "father boy man gentleman brother son uncle husband king prince actor grandfather nephew waiter dad",
    "many": "mothers girls women ladies sisters daughters aunts wives queens princesses actresses fathers boys men "
    "gentlemen brothers sons uncles husbands kings princes actors children parents friends people fans students "
    "pupils teachers doctors nurses players",
}
KIND_OF = {noun: kind for kind, nouns in NOUNS.items() for noun in nouns.split()}
LEAST = 0.1  # share of the pronoun's attention that one of the nouns must get; else the row is about something else
CLEAR = 1.5  # times as much as the other: less is no choice


@dataclass(frozen=True)
class Agreement:
    """One noun that agrees with a pronoun against one that does not, by the pronoun's attention."""

    agrees: int  # the token of the noun that agrees and gets most
    agrees_weight: float
    other: int  # that of the noun that does not agree and gets most
    other_weight: float
    nearest: int  # the nearest of all these nouns; of two as near, the one before the pronoun
    verdict: Literal["beyond", "as_near", "nearness", "neither", "undecided"]


def agreement(row: Tensor, tokens: tuple[str, ...], token: int) -> Agreement | None:
    """What a pronoun's row (T,) follows; None where the token is no pronoun, or has no two nouns to choose from.

    `beyond`: the noun that agrees, though one that does not is nearer. `as_near`: the noun that agrees, but nearness
    says the same. `nearness`: the nearest, though it does not agree. `neither`: one that does not agree and is not the
    nearest. `undecided`: both get about the same.
    """
    kind = PRONOUNS.get(tokens[token].lower())
    nouns = [
        i
        for i, noun in enumerate(tokens)
        if noun.lower() in KIND_OF and not (i + 1 < len(tokens) and tokens[i + 1].startswith("##"))
    ]
    agreeing = [i for i in nouns if KIND_OF[tokens[i].lower()] == kind]
    others = [i for i in nouns if KIND_OF[tokens[i].lower()] != kind]
    if kind is None or not agreeing or not others:
        return None
    agrees, other = (max(group, key=lambda i: float(row[i])) for group in (agreeing, others))
    first, second = float(row[agrees]), float(row[other])
    if max(first, second) < LEAST:
        return None
    nearest = min(nouns, key=lambda i: (abs(i - token), i))
    verdict: Literal["beyond", "as_near", "nearness", "neither", "undecided"]
    if max(first, second) < CLEAR * min(first, second):
        verdict = "undecided"
    elif first > second:
        verdict = "as_near" if nearest in agreeing else "beyond"
    else:
        verdict = "nearness" if nearest == other else "neither"
    return Agreement(agrees, first, other, second, nearest, verdict)
