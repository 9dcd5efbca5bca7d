"""The points that the cards of step "head" make, asked of the bundled model a second way."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from bertdemo.settings import Language
from bertdemo.steps.card import TIE, Card, Evidence
from bertdemo.steps.cards import CARDS
from bertdemo.steps.head.cards import grown, kept, without_biases
from tests.steps.points import each_card_of, evidence


def told(ask: Evidence) -> tuple[str, dict[str, str], str]:
    assert ask.card.outcome
    outcome = ask.card.outcome(ask)
    return outcome.answer, dict(outcome.values), outcome.words


def row_of(ask: Evidence, module: torch.nn.Module) -> Tensor:
    """The card's row (T,) from the library's forward pass."""
    assert ask.card.layer and ask.card.head
    with torch.inference_mode():
        run = module(**ask.model.inputs([ask.run.encoding]), output_attentions=True)
    row: Tensor = run.attentions[ask.card.layer - 1][0, ask.card.head - 1, ask.token]
    return row


def noun(ask: Evidence) -> None:
    row = ask.row()
    best = "桥" if (ask.language == "zh") else "city"
    assert max(row, key=row.__getitem__) == best and row[best] > 0.6
    assert ask.run.encoding.tokens.index(best) - ask.token == 5  # four between them
    answer, values, words = told(ask)
    assert (answer, words) == (best, "card.noun.said.finds")
    share = float(row_of(ask, ask.model.module.bert)[ask.run.encoding.tokens.index(best)])
    assert values["percent"] == ask.text.percent(share)


def pronoun(ask: Evidence) -> None:
    one, other = ask.row(), ask.row(changed=True)
    hers, his = ("姐", "弟") if (ask.language == "zh") else ("queen", "king")
    assert one[hers] > 1.8 * one[his] and other[his] > 1.8 * other[hers]
    answer, values, words = told(ask)
    assert (answer, values["was"], words) == (his, hers, "card.pronoun.said.swings")
    assert values["was_percent"] == ask.text.percent(one[hers])


def root(ask: Evidence) -> None:
    """The model's own weights give the share with the root; their d-th root's power that without."""
    row = row_of(ask, ask.model.module.bert).double()
    larger, smaller = row.topk(2).values.tolist()
    with_root = larger / (larger + smaller)
    size = ask.model.module.config.hidden_size // ask.model.module.config.num_attention_heads
    without = 1 / (1 + (smaller / larger) ** math.sqrt(size))  # softmax of products that were not divided
    assert 0.55 < with_root < 0.75 and without > 0.93
    answer, values, _ = told(ask)
    assert (answer, values["d"]) == ("all", str(size))
    assert values["with_root"] == ask.text.percent(with_root)
    assert values["without"] == ask.text.percent(without)
    tokens = ask.run.encoding.tokens
    assert values["first"] == tokens[int(row.argmax())]


def itself(ask: Evidence) -> None:
    share = float(row_of(ask, ask.model.module.bert)[ask.token])
    assert share > 0.7
    answer, values, _ = told(ask)
    assert (answer, values["percent"]) == ("most", ask.text.percent(share))
    mean = ask.run.attentions.flatten(0, 1)[:, ask.token, ask.token].mean()
    assert mean < 0.2 and values["mean"] == ask.text.percent(float(mean))


def biases(ask: Evidence) -> None:
    """The library, its layer robbed of biases, looks where the card says; the bias of the keys alone changes nothing."""
    assert ask.card.layer
    bare, keyless = (copy.deepcopy(ask.model.module.bert) for _ in range(2))
    attention = bare.encoder.layer[ask.card.layer - 1].attention.self
    with torch.inference_mode():
        attention.query.bias.zero_()
        attention.key.bias.zero_()
        keyless.encoder.layer[ask.card.layer - 1].attention.self.key.bias.zero_()
    row = row_of(ask, bare)
    assert torch.allclose(row, without_biases(ask), atol=1e-4)
    assert torch.allclose(row_of(ask, keyless), row_of(ask, ask.model.module.bert), atol=1e-4)
    tokens = ask.run.encoding.tokens
    best = tokens[int(row.argmax())]
    assert best == ("的" if ask.language == "zh" else "my") and float(row.max()) > 0.6
    answer, values, words = told(ask)
    assert (answer, values["was"], words) == (best, "[CLS]", "card.biases.said.moves")
    assert ask.row()["[CLS]"] > 0.6 and values["percent"] == ask.text.percent(float(row.max()))


POINTS: dict[str, Callable[[Evidence], None]] = {
    "noun": noun,
    "root": root,
    "itself": itself,
    "biases": biases,
    "pronoun": pronoun,
}


@pytest.mark.bundled
@each_card_of("head")
def test_the_point_is_true_of_the_bundled_model(language: Language, card: Card) -> None:
    POINTS[card.name](evidence(language, card))


def test_a_share_grows_hardly_somewhat_or_to_nearly_everything() -> None:
    assert [grown(0.5, without) for without in (0.5, 0.54, 0.6, 0.9, 0.91)] == [
        *("same", "same", "some", "some", "all")
    ]


def test_a_token_keeps_nothing_some_or_most() -> None:
    assert [kept(share) for share in (0.005, 0.01, 0.5, 0.51)] == ["none", "some", "some", "most"]


def one_of(name: str) -> Card:
    (card,) = [card for card in CARDS["en"] if card.name == name]
    return card


@pytest.mark.bundled
def test_a_head_that_does_not_find_the_noun_is_told() -> None:
    """Another head looks elsewhere, and between two equal adverbs there is a tie."""
    card = one_of("noun")
    missed = replace(card, layer=2, head=5)
    answer, _, words = told(evidence("en", missed))
    assert answer != "city" and words == "card.noun.said.misses"
    tied = replace(card, layer=1, head=1, choices=("really", "quite"))
    row = evidence("en", tied).row()
    assert abs(row["really"] - row["quite"]) < 0.02
    assert told(evidence("en", tied))[0::2] == (TIE, "card.noun.said.tie")


@pytest.mark.bundled
def test_biases_that_change_nothing_and_a_token_that_was_not_offered() -> None:
    stays = replace(one_of("biases"), layer=2, head=2, choices=("dog", "my"))
    assert told(evidence("en", stays))[0::2] == ("dog", "card.biases.said.stays")
    unoffered = replace(one_of("biases"), choices=("[CLS]", "cute"))
    assert told(evidence("en", unoffered))[0] == TIE
