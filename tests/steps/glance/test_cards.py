"""The points that the cards of step "glance" make, asked of the bundled model a second way."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from bertdemo.settings import LANGUAGES, Language
from bertdemo.steps.card import Card, Evidence
from bertdemo.steps.cards import CARDS
from bertdemo.steps.flip import stored
from bertdemo.steps.glance.cards import ahead, leaning, shares_ahead, sized
from bertdemo.text import Text
from tests.steps.points import BANK, each_card_of, evidence


def first(guesses: dict[str, float]) -> str:
    return next(iter(guesses))


def told(ask: Evidence) -> tuple[str, dict[str, str], str]:
    assert ask.card.outcome
    outcome = ask.card.outcome(ask)
    return outcome.answer, dict(outcome.values), outcome.words


def flip(ask: Evidence) -> None:
    opening = stored(ask.language)
    one, other = (ask.row(), ask.row(changed=True))
    near, far = ask.card.choices
    if ask.language != "zh":  # a Chinese choice is the last character of its word
        assert one[near] == pytest.approx(opening.before[0], abs=2e-3)
    assert one[near] > 5 * one[far] and other[far] > 5 * other[near]
    assert max(one, key=one.__getitem__) == near and max(other, key=other.__getitem__) == far
    answer, values, words = told(ask)
    assert (answer, values["was"], words) == (far, near, "card.flip.said.swings")
    assert (values["word"], values["new"]) == (opening.word, opening.replacement)


def who(ask: Evidence) -> None:
    weights = sum(part.numel() for part in ask.model.module.parameters())
    answer, values, words = told(ask)
    assert answer == "part" and words == "card.who.said.smaller"
    written = f"{weights / 1e6:.1f} million" if ask.language == "en" else f"{round(weights / 1e4)} 万"
    assert values["weights"] == written
    assert values["layers"] == str(ask.model.module.config.num_hidden_layers)


def name(ask: Evidence) -> None:
    """The library gives what goes ahead of the first word; a layer at a time, by hand."""
    ids = ask.model.tokenizer(ask.card.text, return_tensors="pt")
    with torch.inference_mode():
        layers = ask.model.module.bert(**ids, output_attentions=True).attentions
    shares = [float(sum(head[1, 2:-1].sum() for head in layer[0]) / len(layer[0])) for layer in layers]
    answer, values, _ = told(ask)
    assert answer == "every" and min(shares) > 0.03
    assert values["least"] == ask.text.percent(min(shares))
    assert values["most"] == ask.text.percent(max(shares))


def hidden(ask: Evidence) -> None:
    """It repeats a word of the sentence; what stood there comes second."""
    guesses = ask.guesses()
    best, own = ("伞", "雨") if (ask.language == "zh") else ("paris", "france")
    assert list(guesses)[:2] == [best, own]
    assert guesses[best] > 1.5 * guesses[own]
    answer, values, words = told(Evidence(ask.card, ask.text, ask.models, own))
    assert (answer, values["rank"], words) == (best, "2", "outcome.writes.among")


def no_review(ask: Evidence) -> None:
    sentiment = ask.classified("sentiment")
    assert sentiment.labels[sentiment.best] == "positive" and sentiment.probabilities[sentiment.best] > 0.9
    topic = ask.classified("topic")
    assert topic.probabilities[topic.best] < 0.45
    answer, values, _ = told(ask)
    assert answer == "positive"
    assert values["percent"] == ask.text.percent(max(sentiment.probabilities))
    assert values["share"] == ask.text.percent(max(topic.probabilities))


POINTS: dict[str, Callable[[Evidence], None]] = {
    "flip": flip,
    "who": who,
    "name": name,
    "hidden": hidden,
    "no_review": no_review,
}


@pytest.mark.bundled
@each_card_of("glance")
def test_the_point_is_true_of_the_bundled_model(language: Language, card: Card) -> None:
    POINTS[card.name](evidence(language, card))


def test_a_size_has_a_name() -> None:
    assert [sized(share) for share in (0.1, 0.15, 0.3, 0.4, 0.6, 0.75, 3.1)] == [
        *("tenth", "part", "part", "half", "half", "same", "same")
    ]


class OfSize(Evidence):
    """A card beside a model of another size."""

    @property
    def model(self) -> Any:
        return SimpleNamespace(checkpoint=SimpleNamespace(parameters=108_000_000, layers=12))


def test_a_model_of_full_size_is_told() -> None:
    for language, written in zip(LANGUAGES, ("108.0 million", "1.08 亿"), strict=True):
        (card,) = [card for card in CARDS[language] if card.name == "who"]
        answer, values, words = told(OfSize(card, Text(language), BANK))
        assert (answer, words) == ("same", "card.who.said.like")
        assert (values["weights"], values["layers"]) == (written, "12")


def test_it_looks_ahead_in_every_layer_in_some_or_in_none() -> None:
    assert ahead([0.3, 0.03]) == "every"
    assert ahead([0.3, 0.01]) == "some"
    assert ahead([0.0, 0.01]) == "never"


def test_what_goes_ahead_leaves_out_the_token_itself_and_the_last() -> None:
    row = torch.tensor([0.1, 0.2, 0.3, 0.15, 0.25])
    attentions = torch.zeros(2, 2, 5, 5)
    attentions[0, 0, 1], attentions[0, 1, 1] = row, row.flip(0)
    assert shares_ahead(attentions, 1) == pytest.approx([(0.45 + 0.5) / 2, 0.0])


def test_a_verdict_hardly_above_a_coins_is_undecided() -> None:
    assert leaning("negative", 0.61) == "negative"
    assert leaning("positive", 0.59) == "neither"
