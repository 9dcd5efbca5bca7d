"""The points that the cards of step "pretraining" make, asked of the bundled model a second way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from bertdemo.bert.examples import examples
from bertdemo.settings import LANGUAGES, Language
from bertdemo.steps.card import TIE, Card, Evidence, Outcome
from bertdemo.steps.cards import CARDS
from bertdemo.steps.pretraining.cards import leading, learned, nearest
from tests.steps.points import each_card_of, evidence


def asked(ask: Evidence) -> Outcome:
    assert ask.card.outcome
    return ask.card.outcome(ask)


def follows(ask: Evidence, first: str, second: str) -> float:
    """By the library's own forward pass."""
    with torch.inference_mode():
        out = ask.model.module(**ask.model.tokenizer(first, second, return_tensors="pt"))
    return float(out.seq_relationship_logits[0].softmax(-1)[0])


def told_of_pair(ask: Evidence, answer: str) -> float:
    share = follows(ask, ask.card.text, ask.card.pair)
    outcome = asked(ask)
    assert outcome.answer == answer and outcome.values == {"percent": ask.text.percent(share)}
    return share


def kind(ask: Evidence) -> str:
    """Of the card's pair among the bundled ones."""
    pairs = examples("pairs", ask.language)["pairs"]
    (found,) = [
        one["kind"] for one in pairs if (one["first"], one["second"]) == (ask.card.text, ask.card.pair)
    ]
    return str(found)


def stranger(ask: Evidence) -> None:
    assert kind(ask) == "random" and told_of_pair(ask, "no") < 0.02


def denied(ask: Evidence) -> None:
    assert told_of_pair(ask, "yes") > 0.95


def backwards(ask: Evidence) -> None:
    assert kind(ask) == "swapped" and told_of_pair(ask, "yes") > 0.95


def traps(ask: Evidence) -> None:
    """None of them is seen through, and all of the others are right."""
    pairs = examples("pairs", ask.language)["pairs"]
    right = [(follows(ask, one["first"], one["second"]) >= 0.5) == one["follows"] for one in pairs]
    fair = [one["follows"] or one["kind"] == "random" for one in pairs]
    assert kind(ask) == "contradiction" and right == fair and sum(fair) == 12
    outcome = asked(ask)
    assert outcome.answer == "12" and outcome.words == "card.traps.said.topics"
    assert outcome.values == {
        "whole": "12",
        "pairs": "24",
        "right": "0",
        "of": "12",
        "told": "4",
        "unrelated": "4",
    }


def gap(ask: Evidence) -> None:
    """By the library's own forward pass."""
    words = ask.card.choices
    ids = ask.model.tokenizer.convert_tokens_to_ids([*words])
    shares = []
    for text in (ask.card.text, ask.changed):
        encoded = ask.model.tokenizer(text, return_tensors="pt")
        place = encoded["input_ids"][0].tolist().index(ask.model.mask_id)
        with torch.inference_mode():
            logits = ask.model.module(**encoded).prediction_logits[0, place]
        shares.append(logits.softmax(-1)[ids].tolist())
    (one, other), (new_one, new_other) = shares
    assert one > other + 0.1 and new_other > 5 * new_one
    outcome = asked(ask)
    assert (outcome.answer, outcome.words) == (words[1], "card.gap.said.swings")
    percent = ask.text.percent
    assert (outcome.values["before_one"], outcome.values["before_other"]) == (percent(one), percent(other))
    assert (outcome.values["after_one"], outcome.values["after_other"]) == (
        percent(new_one),
        percent(new_other),
    )


def dice(ask: Evidence) -> None:
    """Shares of so many throws lie within two standard errors of 80, 10 and 10."""
    outcome = asked(ask)
    counts = {fate: int(outcome.values[fate]) for fate in ("mask", "random", "kept")}
    thrown = int(outcome.values["of"])
    assert thrown > 100 and sum(counts.values()) == thrown and outcome.answer == "80"
    for fate, share in (("mask", 0.8), ("random", 0.1), ("kept", 0.1)):
        assert abs(counts[fate] / thrown - share) < 2 * (share * (1 - share) / thrown) ** 0.5


POINTS: dict[str, Callable[[Evidence], None]] = {
    "dice": dice,
    "gap": gap,
    "stranger": stranger,
    "denied": denied,
    "backwards": backwards,
    "traps": traps,
}


@pytest.mark.bundled
@each_card_of("pretraining")
def test_the_point_is_true_of_the_bundled_model(language: Language, card: Card) -> None:
    POINTS[card.name](evidence(language, card))


@pytest.mark.bundled
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_gap_that_does_not_swing_is_told_so(language: Language) -> None:
    (card,) = [card for card in CARDS[language] if card.name == "gap"]
    one, other = card.choices
    chances = iter([{one: 0.9, other: 0.1}, {one: 0.8, other: 0.1}, {one: 0.9}, {one: 0.42, other: 0.4}])

    class Made(Evidence):
        def guesses(self, text: str = "", top_k: int = 20) -> dict[str, float]:
            return next(chances)

    ask = evidence(language, card)
    made = Made(card, ask.text, ask.models)
    stays, tie = asked(made), asked(made)
    assert (stays.answer, stays.words) == (one, "card.gap.said.stays")
    assert (tie.answer, tie.words) == (TIE, "card.gap.said.tie")


def test_which_word_leads() -> None:
    words = ("she", "he")
    assert leading({"she": 0.6, "he": 0.2}, {"she": 0.1, "he": 0.8}, words) == ("she", "he")
    assert leading({"she": 0.33, "he": 0.3}, {"he": 0.2}, words) == (TIE, "he")


def test_the_number_that_is_nearest() -> None:
    assert [nearest(share) for share in (0.2, 0.6, 0.78, 0.95)] == ["15", "50", "80", "100"]


def test_what_the_traps_show() -> None:
    assert learned(right=0, of=12, told=4, unrelated=4) == "topics"
    assert learned(right=3, of=12, told=2, unrelated=4) == "little"
    assert learned(right=6, of=12, told=4, unrelated=4) == "little"
    assert learned(right=9, of=12, told=4, unrelated=4) == "order"
