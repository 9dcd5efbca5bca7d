"""Whole sentences with negation and contrast, for sentiment: what phrases of reviews teach little.

Written from templates: what a negated bad word says is no complaint, and behind "but" stands the verdict. Some templates
are held back, so that what is measured is the turn of phrase and not the sentence.
"""

from __future__ import annotations

import itertools
import random
from pathlib import Path

from bertdemo.training.readers import Row, read_sst2

NEGATIVE, POSITIVE = 0, 1
SHARE = 20  # one such sentence to so many phrases
GOOD = (
    "good",
    "great",
    "funny",
    "moving",
    "clever",
    "charming",
    "gripping",
    "honest",
    "beautiful",
    "warm",
    "smart",
    "enjoyable",
    "lovely",
)
BAD = (
    "bad",
    "awful",
    "dull",
    "boring",
    "silly",
    "slow",
    "clumsy",
    "predictable",
    "tedious",
    "weak",
    "ugly",
    "stupid",
    "lifeless",
)
THINGS = ("film", "movie", "story", "plot", "ending", "script", "cast", "comedy", "drama", "dialogue")

# {good} is a word of the verdict that a template says, {bad} one of the other; they change places for the other label.
TEMPLATES = (
    "The {thing} is not {bad} at all.",
    "It is not {bad}.",
    "This {thing} isn't {bad}, it is {good}.",
    "The {thing} is never {bad}.",
    "Nobody could call this {thing} {bad}.",
    "I expected a {bad} {thing} and got a {good} one.",
    "It looks {bad} at first, but it is {good}.",
    "The {thing} starts out {bad} and ends up {good}.",
    "They said it would be {bad}. It was {good}.",
    "Far from {bad}.",
    "There is nothing {bad} about this {thing}.",
    "I would not say that the {thing} is {bad}.",
    "Although the {other} is {bad}, the {thing} as a whole is {good}.",
    "The {other} is {bad}, but everything else is {good}.",
    "What could have been a {bad} {thing} is a {good} one.",
    "Not one {bad} minute in it.",
    "The {thing} was anything but {bad}.",
    "Anything but {bad}.",
    "Not {bad} at all!",
    "Not {bad}.",
    "It's far from {bad}.",
    "The {thing} is hardly {bad}.",
    "No {thing} could be less {bad}.",
)
HELD_TEMPLATES = (
    "This was no {bad} {thing}.",
    "I never found it {bad}.",
    "I thought that it would be {bad}, and I was wrong.",
    "The trailer is {bad}; the {thing} itself is {good}.",
    "You can't say that this {thing} is {bad}.",
    "{Bad}? No, {good} from beginning to end.",
)


def contrasts(templates: tuple[str, ...], count: int, seed: int = 0) -> list[Row]:
    """`count` sentences of the templates in turn, as many positive as negative, each once.

    Raises ValueError when the templates do not give that many.
    """
    rng = random.Random(seed)
    rows: dict[Row, None] = {}
    turns = itertools.cycle(itertools.product(templates, (POSITIVE, NEGATIVE)))
    for template, verdict in itertools.islice(turns, 100 * count + 1):
        if len(rows) == count:
            return list(rows)
        same, opposite = (GOOD, BAD) if verdict == POSITIVE else (BAD, GOOD)
        good, bad = rng.choice(same), rng.choice(opposite)
        thing, other = rng.sample(THINGS, 2)
        text = template.format(good=good, bad=bad, Bad=bad.capitalize(), thing=thing, other=other)
        rows[text, verdict] = None
    raise ValueError(f"{len(templates)} templates do not give {count} sentences")


def read_sentiment(data: Path) -> tuple[list[Row], dict[str, list[Row]]]:
    """SST-2 and sentences with negation and contrast; of both a part is held back."""
    train, held = read_sst2(data)
    return train + contrasts(TEMPLATES, len(train) // SHARE), {
        "SST-2": held,
        "contrast": contrasts(HELD_TEMPLATES, -(-len(held) // 3)),
    }
