"""The points that the cards of step "depth" make, asked of the bundled model a second way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch.nn.functional import cosine_similarity

from bertdemo.settings import Language
from bertdemo.steps.card import TIE, Card, Evidence, Outcome
from bertdemo.steps.depth.cards import CARDS, ENOUGH, pair_of, parted
from tests.steps.points import each_card_of, evidence


def asked(ask: Evidence) -> Outcome:
    assert ask.card.outcome
    return ask.card.outcome(ask)


def late(ask: Evidence) -> None:
    """The library's own head, on every layer's state of the [MASK]."""
    head = ask.model.module.cls.predictions
    with torch.inference_mode():
        ids = head(ask.run.hidden_states[:, ask.token]).argmax(-1).tolist()
    best = ask.model.tokenizer.convert_ids_to_tokens(ids)
    word, after, answer = ("都", 8, "midway") if ask.language == "zh" else ("love", 6, "late")
    assert best.index(word) == after and set(best[after:]) == {word}
    outcome = asked(ask)
    assert outcome.answer == answer
    assert (outcome.values["word"], outcome.values["layer"]) == (word, str(after))
    assert outcome.values["before"] == best[after - 1]
    assert int(outcome.values["layers"]) == ask.model.module.config.num_hidden_layers


def cosine(ask: Evidence, layer: int, first: int, second: int) -> float:
    """Of two occurrences of the pinned token."""
    places = ask.places(ask.card.token or "")
    states = ask.run.hidden_states[layer]
    return float(cosine_similarity(states[places[first]], states[places[second]], dim=0))


def alike(ask: Evidence) -> None:
    pairs = {"first_two": (0, 1), "outer": (0, 2), "last_two": (1, 2)}
    after = {name: cosine(ask, -1, *pair) for name, pair in pairs.items()}
    outcome = asked(ask)
    assert min(cosine(ask, 0, *pair) for pair in pairs.values()) > 0.8
    assert after["first_two"] > 0.9 and max(after["outer"], after["last_two"]) < 0.7
    assert outcome.answer == "first_two"
    for name, likeness in after.items():
        assert float(outcome.values[name]) == pytest.approx(likeness, abs=0.006)


def control(ask: Evidence) -> None:
    """The word that means the same stays as alike as it was; the word of the other card does not."""
    pairs = [(cosine(ask, 0, i, j), cosine(ask, -1, i, j)) for i, j in ((0, 1), (0, 2), (1, 2))]
    before, after = max(pairs, key=lambda pair: pair[0] - pair[1])
    outcome = asked(ask)
    assert len(ask.places(ask.card.token or "")) == 3
    assert abs(before - after) < 0.08 and after > 0.7 and outcome.answer == "stay"
    assert float(outcome.values["before"]) == pytest.approx(before, abs=0.006)
    assert float(outcome.values["after"]) == pytest.approx(after, abs=0.006)


def hidden(ask: Evidence, side: str = "") -> float:
    """Probability of the pinned token where it is hidden; by the library's forward pass, with a mask of tokens a row."""
    encoding, place = ask.run.encoding, ask.token
    ids = torch.tensor([encoding.ids])
    ids[0, place] = ask.model.mask_id
    seen = torch.ones(1, 1, len(encoding.ids), len(encoding.ids), dtype=torch.bool)
    for i, special in enumerate(encoding.special):
        if not special and (i > place if side == "left" else i < place if side == "right" else False):
            seen[..., i] = False
    mask = torch.zeros(seen.shape).masked_fill(~seen, torch.finfo(torch.float32).min)
    segments = torch.tensor([encoding.token_type_ids])
    with torch.inference_mode():
        out = ask.model.module(input_ids=ids, token_type_ids=segments, attention_mask=mask)
    return float(out.prediction_logits[0, place].softmax(-1)[encoding.ids[place]])


def told_of_sides(ask: Evidence, answer: str) -> dict[str, float]:
    shares = {side: hidden(ask, side) for side in ("both", "left", "right")}
    outcome = asked(ask)
    assert outcome.answer == answer
    assert outcome.values == {side: ask.text.percent(share) for side, share in shares.items()}
    return shares


def both_sides(ask: Evidence) -> None:
    shares = told_of_sides(ask, "neither")
    assert shares["both"] > 0.3 and shares["both"] > 5 * max(shares["left"], shares["right"])


def one_side(ask: Evidence) -> None:
    shares = told_of_sides(ask, "left")
    assert shares["left"] > 0.9 and shares["right"] < 0.05
    assert shares["left"] == pytest.approx(shares["both"], abs=0.03)


POINTS: dict[str, Callable[[Evidence], None]] = {
    "both_sides": both_sides,
    "one_side": one_side,
    "late": late,
    "alike": alike,
    "control": control,
}


@pytest.mark.bundled
@each_card_of("depth")
def test_the_point_is_true_of_the_bundled_model(language: Language, card: Card) -> None:
    POINTS[card.name](evidence(language, card))


@pytest.mark.bundled
@pytest.mark.parametrize(
    ("language", "text", "token"), [("en", "The dog barked.", "dog"), ("zh", "我们去北京。", "京")]
)
def test_a_word_that_needs_no_layers_is_early(language: Language, text: str, token: str) -> None:
    """Without a [MASK] every layer repeats the word that it read."""
    (card,) = [card for card in CARDS[language] if card.name == "late"]
    assert asked(evidence(language, replace(card, text=text, token=token))).answer == "early"


def test_which_two_are_most_alike() -> None:
    def three(first_two: float, outer: float, last_two: float) -> str:
        return pair_of(torch.tensor([[1, first_two, outer], [first_two, 1, last_two], [outer, last_two, 1]]))

    assert three(0.9, 0.6, 0.6) == "first_two"
    assert three(0.6, 0.9, 0.6) == "outer"
    assert three(0.6, 0.6, 0.9) == "last_two"
    assert three(0.9, 0.85, 0.6) == "all"


def test_parting() -> None:
    assert [parted(0.9, after) for after in (0.95, 0.85, 0.7)] == ["stay", "stay", "part"]


def test_what_one_side_is_worth() -> None:
    judgements = ("both", "left", "left_better", "right", "right_better", "either", "missed")
    assert [ENOUGH.get(one, TIE) for one in judgements] == [
        *("neither", "left", "left", "right", "right", TIE, TIE)
    ]
