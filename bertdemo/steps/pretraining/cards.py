"""Cards of step "pretraining": What BERT learned before any task."""

from __future__ import annotations

from collections import Counter

from bertdemo.bert.examples import examples, reading_language
from bertdemo.bert.game import deal
from bertdemo.settings import Language
from bertdemo.steps.card import TIE, Card, Evidence, Outcome
from bertdemo.steps.outcomes import follows
from bertdemo.steps.pretraining.next import Tally, tally

CLEAR = 0.05  # of a probability, by which one word must lead
OFFERED = (15, 50, 80, 100)  # of 100 chosen tokens, how many may become [MASK]
COUNTS = ("24", "18", "12", "6")  # of the bundled pairs, how many may be answered rightly


def leading(before: dict[str, float], after: dict[str, float], words: tuple[str, str]) -> tuple[str, str]:
    """Which of two words leads in the gap before a change and after it; TIE for neither."""

    def first(chances: dict[str, float]) -> str:
        one, other = (chances.get(word, 0.0) for word in words)
        return TIE if abs(one - other) < CLEAR else words[one < other]

    return first(before), first(after)


def gap(evidence: Evidence) -> Outcome:
    """Which of two words BERT writes in the gap once one word of the sentence is changed."""
    one, other = evidence.card.choices
    chances = [evidence.guesses(text, top_k=1000) for text in (evidence.card.text, evidence.changed)]
    before, after = leading(chances[0], chances[1], (one, other))
    values = {"one": one, "other": other}
    for side, given in zip(("before", "after"), chances, strict=True):
        values |= {
            f"{side}_{name}": evidence.text.percent(given.get(word, 0.0))
            for name, word in (("one", one), ("other", other))
        }
    branch = "tie" if after == TIE else "stays" if before == after else "swings"
    return Outcome(after, values, f"card.gap.said.{branch}")


def rolled(evidence: Evidence) -> Counter[str]:
    """What became of the chosen tokens in one round of the game for each of its sentences."""
    model = evidence.model
    fates: Counter[str] = Counter()
    for seed, sentence in enumerate(examples("game", reading_language(model))["sentences"]):
        fates.update(place.fate for place in deal(model, model.encode(sentence), seed).places)
    return fates


def nearest(share: float) -> str:
    """Which of the numbers on offer is nearest to a share of 100."""
    return str(min(OFFERED, key=lambda number: abs(100 * share - number)))


def dice(evidence: Evidence) -> Outcome:
    """How many of the chosen tokens the dice turn into [MASK]."""
    fates = rolled(evidence)
    values = {"of": str(fates.total()), **{fate: str(fates[fate]) for fate in ("mask", "random", "kept")}}
    return Outcome(nearest(fates["mask"] / fates.total()), values, "card.dice.said.rolled")


def learned(right: int, of: int, told: int, unrelated: int) -> str:
    """What the answers to traps, and to pairs that have nothing to do with each other, show."""
    if right >= 3 * of / 4:
        return "order"
    return "topics" if right <= of / 4 and told > unrelated / 2 else "little"


def traps(evidence: Evidence) -> Outcome:
    """How many of all bundled pairs BERT gets right, half of which are traps: same topic, and yet no next sentence."""
    scores: Tally = tally(evidence.model)
    (right, of), (told, unrelated) = scores.traps(), scores.unrelated()
    whole = sum(scores.right.values())
    values = {"whole": whole, "pairs": sum(scores.of.values()), "right": right, "of": of, "told": told}
    return Outcome(
        min(COUNTS, key=lambda count: abs(int(count) - whole)),
        {name: str(number) for name, number in values.items()} | {"unrelated": str(unrelated)},
        f"card.traps.said.{learned(right, of, told, unrelated)}",
    )


def _pairs(*pairs: tuple[str, str]) -> tuple[Card, ...]:
    """The cards of next sentences, for their pairs: one that is told easily, and three traps."""
    stranger, denied, backwards, trap = pairs
    return (
        Card(
            "stranger",
            "pretraining",
            "next",
            *stranger,
            choices=("no", "yes"),
            outcome=follows,
            section="3.1.2",
        ),
        Card(
            "denied", "pretraining", "next", *denied, choices=("no", "yes"), outcome=follows, section="3.1.2"
        ),
        Card(
            "backwards",
            "pretraining",
            "next",
            *backwards,
            choices=("yes", "no"),
            outcome=follows,
            section="3.1.2",
        ),
        Card(
            "traps",
            "pretraining",
            "next",
            *trap,
            choices=COUNTS,
            outcome=traps,
            section="3.1.2",
            heavy=True,
        ),
    )


CARDS: dict[Language, tuple[Card, ...]] = {
    "en": (
        Card(
            "dice",
            "pretraining",
            "game",
            "She opened the window because the room was too hot.",
            choices=("15", "50", "80", "100"),
            outcome=dice,
            section="3.1.1",
            heavy=True,
        ),
        Card(
            "gap",
            "pretraining",
            "masked",
            "The nurse said that [MASK] was busy.",
            token="[MASK]",
            flip=("nurse", "doctor"),
            choices=("she", "he"),
            outcome=gap,
            section="3.1.1",
        ),
        *_pairs(
            ("She missed the last bus home.", "The treaty was signed in 1648."),
            ("I am hungry.", "I am not hungry."),
            ("In the end she called a taxi.", "She missed the last bus home."),
            ("The river rose for three days.", "On those three days the river was completely dry."),
        ),
    ),
    "zh": (
        Card(
            "dice",
            "pretraining",
            "game",
            "屋里太热了，她推开窗户，让风吹进来。",
            choices=("15", "50", "80", "100"),
            outcome=dice,
            section="3.1.1",
            heavy=True,
        ),
        Card(
            "gap",
            "pretraining",
            "masked",
            "他看了一封[MASK]。",
            token="[MASK]",
            flip=("封", "本"),
            choices=("信", "书"),
            outcome=gap,
            section="3.1.1",
        ),
        *_pairs(
            ("她没赶上最后一班公共汽车。", "这份条约是1648年签订的。"),
            ("我饿了。", "我不饿。"),
            ("最后她叫了一辆出租车回家。", "她没赶上最后一班公共汽车。"),
            ("大雨下了三天，河水不停地上涨。", "那三天里一滴雨也没有下，河床完全干了。"),
        ),
    ),
}
