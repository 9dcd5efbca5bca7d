"""Cards of step "depth": What changes from layer to layer."""

from __future__ import annotations

from itertools import combinations

from torch import Tensor

from bertdemo.bert.lens import lens
from bertdemo.bert.pretraining import one_sided
from bertdemo.settings import Language
from bertdemo.steps.card import TIE, Card, Evidence, Outcome
from bertdemo.steps.depth.lens import leads_from, when
from bertdemo.steps.depth.sides import judged

CLEAR = 0.1  # of a cosine, by which two places must be more alike than others
FALLS = 0.1  # of a cosine, for two places to count as driven apart
# What one side alone is worth, as the judgement of the instrument has it.
ENOUGH = {"both": "neither", "left": "left", "left_better": "left", "right": "right", "right_better": "right"}


def late(evidence: Evidence) -> Outcome:
    """From which layer on the last layer's word for the pinned [MASK] stays first."""
    firsts = [places[evidence.token][0].token for places in lens(evidence.model, evidence.run).readings]
    layer, layers = leads_from(firsts), len(firsts) - 1
    values = {
        "word": firsts[-1],
        "layer": str(layer),
        "layers": str(layers),
        "before": firsts[max(layer - 1, 0)],
    }
    stage = when(layer, layers)
    return Outcome(stage if stage in ("midway", "late") else "early", values)


def pair_of(after: Tensor) -> str:
    """Which two of three places are most alike, by their cosines (3, 3); "all" where no two stand out."""
    cosines = {"first_two": float(after[0, 1]), "outer": float(after[0, 2]), "last_two": float(after[1, 2])}
    best, second = sorted(cosines, key=cosines.__getitem__, reverse=True)[:2]
    return best if cosines[best] - cosines[second] > CLEAR else "all"


def alike(evidence: Evidence) -> Outcome:
    """Which two of the three places of the pinned token end up alike."""
    before, after = evidence.likeness()
    values = {
        name: f"{float(after[i, j]):.2f}"
        for name, (i, j) in {"first_two": (0, 1), "outer": (0, 2), "last_two": (1, 2)}.items()
    }
    values["before"] = f"{min(float(before[i, j]) for i, j in ((0, 1), (0, 2), (1, 2))):.2f}"
    return Outcome(pair_of(after), values)


def parted(before: float, after: float) -> str:
    """Whether context drove two places apart, by their cosine before the first layer and behind the last."""
    return "part" if before - after > FALLS else "stay"


def control(evidence: Evidence) -> Outcome:
    """Whether two places of the pinned token part, in a sentence where it means the same in all: those that part most."""
    before, after = evidence.likeness()
    pairs = [(float(before[i, j]), float(after[i, j])) for i, j in combinations(range(len(before)), 2)]
    most = max(pairs, key=lambda pair: pair[0] - pair[1])
    return Outcome(parted(*most), {"before": f"{most[0]:.2f}", "after": f"{most[1]:.2f}"})


def sides(evidence: Evidence) -> Outcome:
    """Whether one side alone is enough to guess the pinned token."""
    guesses = one_sided(evidence.model, evidence.run.encoding, evidence.token)
    shares = {side: guess.probability for side, guess in guesses.items()}
    values: dict[str, str] = {side: evidence.text.percent(share) for side, share in shares.items()}
    return Outcome(ENOUGH.get(judged(shares["both"], shares["left"], shares["right"]), TIE), values)


SIDES = ("left", "right", "neither")
TIMES = ("early", "midway", "late")
PAIRS = ("first_two", "outer", "last_two", "all")
BANKS = "The bank lent him money, then the bank lent her money, and they sat on the bank of the river."
CARDS: dict[Language, tuple[Card, ...]] = {
    "en": (
        Card(
            "both_sides",
            "depth",
            "sides",
            "They fell in love and got married.",
            token="love",
            choices=SIDES,
            outcome=sides,
            section="2.1",
        ),
        Card(
            "one_side",
            "depth",
            "sides",
            "The president of the United States gave a speech.",
            token="states",
            choices=SIDES,
            outcome=sides,
            section="2.1",
        ),
        Card(
            "late",
            "depth",
            "lens",
            "They fell in [MASK] and got married.",
            token="[MASK]",
            choices=TIMES,
            outcome=late,
        ),
        Card(
            "alike",
            "depth",
            "paths",
            BANKS,
            token="bank",
            choices=PAIRS,
            outcome=alike,
            part="alike",
            section="2.1",
        ),
        Card(
            "control",
            "depth",
            "paths",
            "The key to the house lies on the table.",
            token="the",
            choices=("part", "stay"),
            outcome=control,
            part="alike",
        ),
    ),
    "zh": (
        Card(
            "both_sides",
            "depth",
            "sides",
            "我们坐火车去北京。",
            token="火",
            choices=SIDES,
            outcome=sides,
            section="2.1",
        ),
        Card(
            "one_side",
            "depth",
            "sides",
            "战争结束了，人们回家了。",
            token="束",
            choices=SIDES,
            outcome=sides,
            section="2.1",
        ),
        Card("late", "depth", "lens", "北京是中国的首[MASK]。", token="[MASK]", choices=TIMES, outcome=late),
        Card(
            "alike",
            "depth",
            "paths",
            "他去银行存钱，她去银行取钱，他们都提着行李。",
            token="行",
            choices=PAIRS,
            outcome=alike,
            part="alike",
            section="2.1",
        ),
        Card(
            "control",
            "depth",
            "paths",
            "他吃了饭，看了书，关了灯。",
            token="了",
            choices=("part", "stay"),
            outcome=control,
            part="alike",
        ),
    ),
}
