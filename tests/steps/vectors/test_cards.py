"""The points that the cards of step "vectors" make, asked of the bundled model a second way."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from dataclasses import replace

import pytest
import torch

from bertdemo.bert.embeddings import embed
from bertdemo.settings import Language
from bertdemo.steps.card import TIE, Card, Evidence
from bertdemo.steps.cards import CARDS
from bertdemo.steps.vectors.cards import HERE, USUAL, alike, sense, turn, without_positions
from tests.steps.points import each_card_of, evidence


def told(ask: Evidence) -> tuple[str, dict[str, str]]:
    assert ask.card.outcome
    outcome = ask.card.outcome(ask)
    return outcome.answer, dict(outcome.values)


def fixed(ask: Evidence) -> None:
    """The library's own table has the usual sense nearer to the word than the sense of this sentence."""
    table = ask.model.module.get_input_embeddings().weight.detach()
    entries = ask.model.tokenizer.get_vocab()
    word = table[entries[str(ask.card.token)]]

    def nearest(words: set[str]) -> float:
        return max(
            float(torch.cosine_similarity(word, table[entries[one]], dim=0)) for one in words & set(entries)
        )

    assert nearest(USUAL[ask.language]) > nearest(HERE[ask.language]) + 0.03
    answer, values = told(ask)
    assert answer == "usual" and not HERE[ask.language] & set(values["near"].split(", "))


def twice(ask: Evidence) -> None:
    before, after = (float(like[0, 1]) for like in ask.likeness())
    assert before > 0.8 and after < 0.7 * before
    assert ask.card.token
    here = ask.places(ask.card.token)
    logits = ask.model.vocabulary_logits(ask.run.hidden_states[-1, here])
    pieces = [ask.model.tokenizer.convert_ids_to_tokens(row.topk(8).indices.tolist()) for row in logits]
    verbs = set("将要能想") if (ask.language == "zh") else {"might", "can", "shall", "will", "must"}
    assert not verbs & set(pieces[0]) and len(verbs & set(pieces[1])) >= 3
    one, other = ask.run.hidden_states[-1, here]
    by_hand = float(one @ other / (one.norm() * other.norm()))
    assert told(ask) == (
        "less",
        {"token": ask.card.token, "before": f"{before:.2f}", "after": f"{by_hand:.2f}"},
    )


def order(ask: Evidence) -> None:
    """Without positions the two places are one, by the library with a table of zeros as well."""
    steps = embed(ask.model, ask.run)
    assert ask.card.token
    one, other = ask.places(ask.card.token)
    assert torch.equal(steps.token[one], steps.token[other])
    assert torch.equal(steps.segment[one], steps.segment[other])
    assert not torch.equal(steps.position[one], steps.position[other])
    assert float(ask.likeness()[0, 0, 1]) < 0.9 and float(ask.likeness()[1, 0, 1]) < 0.95
    module = copy.deepcopy(ask.model.module.bert)
    with torch.inference_mode():
        module.embeddings.position_embeddings.weight.zero_()
        states = module(**ask.model.inputs([ask.run.encoding])).last_hidden_state[0]
    assert torch.allclose(states[one], states[other], atol=1e-5)
    assert torch.allclose(states, without_positions(ask), atol=1e-4)
    assert told(ask)[0] == "same"
    assert ask.card.outcome
    with_, without = ask.card.outcome(ask).bars
    cosine = float(torch.cosine_similarity(states[one], states[other], dim=0))
    assert (with_.share, float(with_.value)) == pytest.approx((float(ask.likeness()[1, 0, 1]),) * 2, abs=6e-3)
    assert (without.share, float(without.value)) == pytest.approx((cosine, cosine), abs=6e-3)


def second(ask: Evidence) -> None:
    segments = embed(ask.model, ask.run).segment
    ids = ask.run.encoding.token_type_ids
    assert ids[ask.token] == 1
    assert all(torch.equal(segments[i], segments[ask.token]) == (ids[i] == 1) for i in range(len(ids)))
    assert torch.cosine_similarity(segments[1], segments[ask.token], dim=0) < 0.99
    answer, values = told(ask)
    assert answer == "2" and ask.run.encoding.tokens[int(values["first"]) - 1] == "[SEP]"
    assert int(values["rest"]) == sum(ids) and ask.card.choices[2] == str(len(ids))


def tuned(ask: Evidence) -> None:
    """The same angle from the library's forward pass, model for model."""
    states = []
    for model in (ask.model, ask.task("sentiment")):
        with torch.inference_mode():
            encoder = model.module.base_model
            states.append(encoder(**model.inputs([ask.run.encoding])).last_hidden_state[0, ask.token])
    degrees = math.degrees(math.acos(float(torch.cosine_similarity(states[0], states[1], dim=0))))
    assert degrees > 35
    answer, values = told(ask)
    assert answer == "far" and float(values["degrees"]) == pytest.approx(degrees, abs=0.6)
    assert ask.card.outcome and ask.card.outcome(ask).turned == pytest.approx(degrees, abs=0.1)


POINTS: dict[str, Callable[[Evidence], None]] = {
    "fixed": fixed,
    "twice": twice,
    "order": order,
    "second": second,
    "tuned": tuned,
}


@pytest.mark.bundled
@each_card_of("vectors")
def test_the_point_is_true_of_the_bundled_model(language: Language, card: Card) -> None:
    POINTS[card.name](evidence(language, card))


def test_neighbours_are_of_one_sense_of_both_or_of_neither() -> None:
    usual, here = {"money", "loan"}, {"river"}
    assert sense(["loan", "church"], usual, here) == "usual"
    assert sense(["church", "river"], usual, here) == "here"
    assert sense(["river", "money"], usual, here) == "both"
    assert sense(["church"], usual, here) == TIE


def test_two_vectors_come_nearer_drift_apart_or_stay() -> None:
    assert [alike(0.8, after) for after in (0.9, 0.82, 0.78, 0.7)] == ["more", "same", "same", "less"]


def test_a_turn_has_a_name() -> None:
    assert [turn(degrees) for degrees in (0, 7, 8, 24, 25, 90)] == [
        *("stays", "stays", "little", "little", "far", "far")
    ]


@pytest.mark.bundled
def test_two_places_that_differ_without_positions() -> None:
    """In two sentences the segment vectors tell the places apart."""
    (card,) = [card for card in CARDS["en"] if card.name == "order"]
    pair = replace(card, text="The dog barks.", pair="The dog sleeps.")
    assert told(evidence("en", pair))[0] == "differ"
