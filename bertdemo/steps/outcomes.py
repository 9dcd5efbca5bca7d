"""Outcomes that many cards share: where a token looks, what is written in a gap, what a classifier says."""

from __future__ import annotations

from collections.abc import Callable

from bertdemo.bert.pretraining import next_sentence
from bertdemo.page.focus import label_of
from bertdemo.steps.card import TIE, Evidence, Outcome

NEAR = 0.02  # two weights that are nearer than this are called equal


def looks(evidence: Evidence) -> Outcome:
    """Which of the choices the pinned token looks at most, in the card's head; with a flip, once the word is changed."""
    card, text = evidence.card, evidence.text
    row = evidence.row(changed=card.flip is not None)
    ranked = sorted(card.choices, key=lambda token: -row[token])
    best, other = ranked[:2]
    tied = row[best] - row[other] < NEAR
    values = {
        "token": best,
        "percent": text.percent(row[best]),
        "other": other,
        "own": text.percent(row[other]),
    }
    return Outcome(TIE if tied else best, values, "outcome.looks.tie" if tied else "outcome.looks.clear")


def swings(evidence: Evidence) -> Outcome:
    """Where the pinned token looks once the card's word is changed, told beside where it looked before."""
    card, text = evidence.card, evidence.text
    assert card.flip
    before, after = evidence.row(), looks(evidence)
    was = max(card.choices, key=before.__getitem__)
    word, replacement = card.flip
    values = {"word": word, "new": replacement, "was": was, "was_percent": text.percent(before[was])}
    branch = TIE if after.answer == TIE else "stays" if after.answer == was else "swings"
    return Outcome(after.answer, {**after.values, **values}, f"card.{card.name}.said.{branch}")


def writes(evidence: Evidence) -> Outcome:
    """Which word BERT writes for the pinned one, and how likely the reader's is to it."""
    text = evidence.text
    chances = evidence.guesses(top_k=1000)
    best = next(iter(chances))
    own = evidence.guess.lower()
    rank = list(chances).index(own) + 1 if own in chances else 0
    values = {
        "best": best,
        "percent": text.percent(chances[best]),
        "guess": own,
        "own": text.percent(chances.get(own, 0.0)),
        "rank": str(rank),
    }
    branch = "none" if not own else "first" if rank == 1 else "among" if rank else "far"
    return Outcome(best, values, f"outcome.writes.{branch}")


def verdict(task: str) -> Callable[[Evidence], Outcome]:
    """Which label a classifier gives the card's text; the choices are the names of labels."""

    def told(evidence: Evidence) -> Outcome:
        scores = evidence.classified(task)
        label = scores.labels[scores.best]
        named = label_of(evidence.text, evidence.task(task), label)
        share = evidence.text.percent(float(scores.probabilities[scores.best]))
        return Outcome(label, {"label": named, "percent": share})

    return told


def follows(evidence: Evidence) -> Outcome:
    """Whether BERT says that the second sentence follows the first: "yes" or "no"."""
    share = next_sentence(evidence.model, evidence.run).follows
    return Outcome("yes" if share >= 0.5 else "no", {"percent": evidence.text.percent(share)})
