"""Cards of step "head": One head, step by step."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from bertdemo.bert.encoder import layer_at, self_attention, split
from bertdemo.settings import Language
from bertdemo.steps.card import TIE, Bar, Card, Evidence, Outcome
from bertdemo.steps.outcomes import looks, swings

NOUN: dict[Language, str] = {"en": "city", "zh": "桥"}  # of the determiner, or classifier, that is pinned
MUCH = 0.9  # a share above which nearly everything goes to one token
MORE = 0.05  # by which a share must grow to be said to
LITTLE, MOST = 0.01, 0.5  # shares below and above which a token gives itself nothing, or most


def _noun(evidence: Evidence) -> Outcome:
    """Whether the head finds the noun."""
    best = looks(evidence)
    branch = TIE if best.answer == TIE else "finds" if best.answer == NOUN[evidence.language] else "misses"
    return Outcome(best.answer, {**best.values, "noun": NOUN[evidence.language]}, f"card.noun.said.{branch}")


def grown(with_root: float, without: float) -> str:
    """What becomes of the larger of two shares when nothing divides the products."""
    if without > MUCH:
        return "all"
    return "some" if without > with_root + MORE else "same"


def _root(evidence: Evidence) -> Outcome:
    """The larger of the two best matches of the pinned token, with ÷ √d and without."""
    card, text = evidence.card, evidence.text
    assert card.layer and card.head
    steps = self_attention(evidence.model, evidence.run, card.layer - 1, card.head - 1)
    products, places = steps.products[evidence.token].topk(2)
    size = steps.query.shape[1]
    with_root, without = (
        float(two.softmax(-1)[0]) for two in (steps.scores[evidence.token][places], products)
    )
    tokens = [evidence.run.encoding.tokens[place] for place in places.tolist()]
    values = {
        "first": tokens[0],
        "second": tokens[1],
        "larger": f"{float(products[0]):.1f}",
        "smaller": f"{float(products[1]):.1f}",
        "d": str(size),
        "root": f"{math.sqrt(size):.1f}",
        "with_root": text.percent(with_root),
        "without": text.percent(without),
    }
    bars = (Bar("divided", with_root, values["with_root"]), Bar("plain", without, values["without"]))
    return Outcome(grown(with_root, without), values, bars=bars)


def kept(share: float) -> str:
    """How much of its attention a token keeps."""
    return "none" if share < LITTLE else "most" if share > MOST else "some"


def _itself(evidence: Evidence) -> Outcome:
    """What the pinned token gives itself, in the card's head and over all heads."""
    card, text, token = evidence.card, evidence.text, evidence.token
    assert card.layer and card.head
    given = evidence.run.attentions[:, :, token, token]  # (L, H)
    share = float(given[card.layer - 1, card.head - 1])
    values = {
        "token": str(card.token),
        "percent": text.percent(share),
        "mean": text.percent(float(given.mean())),
        "heads": str(given.numel()),
    }
    return Outcome(kept(share), values)


@torch.inference_mode()
def without_biases(evidence: Evidence) -> Tensor:
    """The card's row (T,) as the article has it: queries and keys are products with a matrix, nothing added."""
    card = evidence.card
    assert card.layer and card.head
    layer = layer_at(evidence.model, card.layer - 1)
    states = evidence.run.hidden_states[card.layer - 1].to(evidence.model.device)
    query, key = (
        split(states @ part.weight.T, layer.heads)[card.head - 1] for part in (layer.query, layer.key)
    )  # (T, d)
    row: Tensor = (query[evidence.token] @ key.T / math.sqrt(layer.head_size)).softmax(-1)
    return row.cpu()


def _biases(evidence: Evidence) -> Outcome:
    """Where the pinned token looks without biases, and where it does with them."""
    text, tokens = evidence.text, evidence.run.encoding.tokens
    bare, full = without_biases(evidence), evidence.row()
    best, was = tokens[int(bare.argmax())], max(full, key=full.__getitem__)
    values = {
        "best": best,
        "percent": text.percent(float(bare.max())),
        "was": was,
        "was_percent": text.percent(full[was]),
    }
    offered = best if best in evidence.card.choices else TIE
    bars = (
        Bar("with", full[was], values["was_percent"]),
        Bar("without", float(bare.max()), values["percent"]),
    )
    return Outcome(offered, values, f"card.biases.said.{'stays' if best == was else 'moves'}", bars)


def _nouns(text: str, layer: int, head: int, token: str, *choices: str) -> Card:
    return Card(
        "noun",
        "head",
        "head",
        text,
        part="softmax",
        layer=layer,
        head=head,
        token=token,
        choices=choices,
        outcome=_noun,
    )


def _roots(text: str, layer: int, head: int, token: str) -> Card:
    return Card(
        name="root",
        step="head",
        on="head",
        part="÷ √d",
        text=text,
        layer=layer,
        head=head,
        token=token,
        choices=("all", "same", "some"),
        outcome=_root,
        section="4.1",
    )


def _others(text: str, layer: int, head: int, token: str) -> Card:
    return Card(
        name="itself",
        step="head",
        on="head",
        part="softmax",
        text=text,
        layer=layer,
        head=head,
        token=token,
        choices=("none", "some", "most"),
        outcome=_itself,
        section="4.1",
    )


def _added(text: str, layer: int, head: int, token: str, *choices: str) -> Card:
    return Card(
        name="biases",
        step="head",
        on="head",
        part="softmax",
        text=text,
        layer=layer,
        head=head,
        token=token,
        choices=choices,
        outcome=_biases,
        section="4.1",
    )


def _pronoun(
    text: str, layer: int, head: int, token: str, flip: tuple[str, str], choices: tuple[str, ...]
) -> Card:
    return Card(
        name="pronoun",
        step="head",
        on="head",
        part="softmax",
        text=text,
        layer=layer,
        head=head,
        token=token,
        flip=flip,
        choices=choices,
        outcome=swings,
    )


CARDS: dict[Language, tuple[Card, ...]] = {
    "en": (
        _nouns(
            "A really quite beautiful old city lay there.",
            *(4, 2, "a"),
            *("really", "beautiful", "city", "lay"),
        ),
        _roots("The boys loved their mother because she laughed so much.", 2, 4, "she"),
        _others("Hello, my dog is cute", 2, 2, "dog"),
        _added("Hello, my dog is cute", 2, 12, "dog", "[CLS]", "my", "cute"),
        _pronoun(
            "The king thanked the queen because she was kind.",
            *(2, 4, "she"),
            ("she", "he"),
            ("king", "queen"),
        ),
    ),
    "zh": (
        _nouns("那座古老的石桥已经关闭了。", 7, 3, "座", "古", "石", "桥"),
        _roots("那座古老的石桥已经关闭了。", 1, 2, "座"),
        _others("你好，我的狗很可爱。", 4, 9, "狗"),
        _added("你好，我的狗很可爱。", 3, 6, "狗", "[CLS]", "的", "爱"),
        _pronoun("弟弟给姐姐买了礼物，因为她过生日。", 5, 1, "她", ("她", "他"), ("弟", "姐")),
    ),
}
