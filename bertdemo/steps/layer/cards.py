"""Cards of step "layer": One layer, and what it costs."""

from __future__ import annotations

import math

import torch

from bertdemo.bert.cost import cost
from bertdemo.bert.encoder import attend, feed_forward, join, layer_at, one_layer
from bertdemo.settings import Language
from bertdemo.steps.card import TIE, Bar, Card, Evidence, Outcome
from bertdemo.steps.layer.layer import FIRES

DOG: dict[Language, str] = {"en": "Hello, my dog is cute", "zh": "你好，我的狗很可爱。"}
SENTENCE: dict[Language, str] = {
    "en": "The old man walked slowly along the river and thought about the long years that he had spent at sea.",
    "zh": "老人沿着河边慢慢地走，想起了自己在海上度过的那些漫长的岁月。",
}
SPACE: dict[Language, str] = {"en": " ", "zh": ""}
HALF: dict[Language, str] = {
    language: SPACE[language].join([SENTENCE[language]] * 2) for language in SENTENCE
}
TWICE: dict[Language, str] = {language: SPACE[language].join([HALF[language]] * 2) for language in SENTENCE}
ALIKE = 1.1  # two lengths within this factor are called equal
SAME = 0.01  # of a vector's length, for a difference to count as none
TIMES = {"twice": 2, "four": 4, "eight": 8}


def share_of(fired: int, neurons: int) -> str:
    """How much of a layer's neurons fire."""
    share = fired / neurons
    return "few" if share < 0.1 else "half" if share < 0.7 else "most"


def fires(evidence: Evidence) -> Outcome:
    """How many neurons of the picked layer fire for the pinned token."""
    assert evidence.card.layer
    activated = one_layer(evidence.model, evidence.run, evidence.card.layer - 1).activated[evidence.token]
    fired, neurons = int((activated > FIRES).sum()), activated.numel()
    values = {
        "fired": str(fired),
        "neurons": f"{neurons:,}",
        "percent": evidence.text.percent(fired / neurons),
    }
    silent = neurons - fired
    bars = (Bar("fire", fired / neurons, str(fired)), Bar("silent", silent / neurons, f"{silent:,}"))
    return Outcome(share_of(fired, neurons), values, bars=bars)


def longer_of(attention: float, network: float) -> str:
    """Which of two lengths is longer."""
    if max(attention, network) <= ALIKE * min(attention, network):
        return TIE
    return "attention" if attention > network else "network"


def adds(evidence: Evidence) -> Outcome:
    """Which half of the picked layer adds the longer vector to the pinned token, and what LayerNorm makes of the sum."""
    assert evidence.card.layer
    steps = one_layer(evidence.model, evidence.run, evidence.card.layer - 1)
    stages = {
        "attention": steps.projected,
        "network": steps.down,
        "sum": steps.output_sum,
        "normed": steps.output,
    }
    lengths = {name: float(stage[evidence.token].norm()) for name, stage in stages.items()}
    values = {name: f"{length:.3g}" for name, length in lengths.items()}
    bars = tuple(Bar(name, length / max(lengths.values()), values[name]) for name, length in lengths.items())
    return Outcome(longer_of(lengths["attention"], lengths["network"]), values, bars=bars)


def needs(attention: float, network: float) -> str:
    """Which half gives another vector when it reads one token alone; differences as shares of the vector's length."""
    missed = [part > SAME for part in (attention, network)]
    return (
        "both" if all(missed) else "neither" if not any(missed) else "attention" if missed[0] else "network"
    )


@torch.inference_mode()
def alone(evidence: Evidence) -> Outcome:
    """What each half of the picked layer makes of the pinned token's vector without those of the other tokens."""
    assert evidence.card.layer
    model, token = evidence.model, evidence.token
    weights = layer_at(model, evidence.card.layer - 1)
    steps = one_layer(model, evidence.run, evidence.card.layer - 1)
    own = slice(token, token + 1)
    outputs, _ = attend(weights, steps.states[own].to(model.device))  # one token: it looks at itself only
    parts = {
        "attention": (weights.output(join(outputs)), steps.projected[own]),
        "network": (feed_forward(weights, steps.attention_norm[own].to(model.device)), steps.down[own]),
    }
    missed = {
        name: float((by_itself.cpu() - whole).norm() / whole.norm())
        for name, (by_itself, whole) in parts.items()
    }
    values = {name: f"{share:.1f}" for name, share in missed.items()}
    full = max(1.0, *missed.values())
    bars = tuple(Bar(name, share / full, f"{values[name]} ×") for name, share in missed.items())
    return Outcome(needs(missed["attention"], missed["network"]), values, bars=bars)


def flops(evidence: Evidence, text: str) -> dict[str, float]:
    """Operations of a text, by part, as the picture counts them; "attention" for scores and weighted sums."""
    counted = cost(evidence.model, evidence.model.run(text), repeats=1).flops
    return {**counted, "all": sum(counted.values()), "attention": counted["scores"] + counted["weighted_sum"]}


def priced(share: float) -> str:
    """How much of the work a share is."""
    return "little" if share < 0.01 else "tenth" if share < 0.3 else "half"


def compares(evidence: Evidence) -> Outcome:
    """Which share of the work is to compare every token with every token, and to mix what was found."""
    part = flops(evidence, evidence.card.text)
    attention, network = part["attention"] / part["all"], part["feed_forward"] / part["all"]
    values = {"attention": evidence.text.percent(attention), "network": evidence.text.percent(network)}
    return Outcome(priced(attention), values)


def nearest_times(ratio: float) -> str:
    """Which of the choices a ratio is nearest to."""
    return min(TIMES, key=lambda name: abs(math.log(ratio / TIMES[name])))


def grows(evidence: Evidence) -> Outcome:
    """How many times more comparisons a text takes that is twice as long."""
    short, long = (flops(evidence, texts[evidence.language]) for texts in (HALF, TWICE))
    ratios = {part: long[part] / short[part] for part in ("scores", "feed_forward")}
    run = evidence.run
    values = {
        "scores": f"{ratios['scores']:.1f}",
        "network": f"{ratios['feed_forward']:.1f}",
        "tokens": str(len(run.encoding.ids)),
        "layers": str(run.attentions.shape[0]),
    }
    return Outcome(nearest_times(ratios["scores"]), values)


def _cards(language: Language, token: str, turning: int) -> tuple[Card, ...]:
    """The cards of a language; in layer `turning` what the two halves add differs clearly."""
    dog = DOG[language]
    halves = ("network", "attention")
    return (
        Card(
            "alone",
            "layer",
            "layer",
            dog,
            layer=4,
            token=token,
            outcome=alone,
            section="4.2",
            choices=("both", "neither", "network", "attention"),
        ),
        Card(
            "fires",
            "layer",
            "layer",
            dog,
            layer=5,
            token=token,
            outcome=fires,
            section="4.2",
            choices=("most", "half", "few"),
        ),
        Card(
            "adds",
            "layer",
            "layer",
            dog,
            layer=turning,
            token=token,
            outcome=adds,
            section="4.2",
            choices=halves,
        ),
        Card(
            "cost",
            "layer",
            "cost",
            dog,
            outcome=compares,
            section="2.2",
            choices=("little", "tenth", "half"),
        ),
        Card(
            "longer",
            "layer",
            "cost",
            TWICE[language],
            outcome=grows,
            section="2.2",
            choices=("twice", "four", "eight"),
        ),
    )


CARDS: dict[Language, tuple[Card, ...]] = {"en": _cards("en", "dog", 6), "zh": _cards("zh", "狗", 9)}
