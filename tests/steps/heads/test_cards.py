"""The points that the cards of step "heads" make, asked of the bundled model a second way."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
import torch

from bertdemo.bert.encoder import self_attention
from bertdemo.bert.heads import describe
from bertdemo.bert.relations import corpus, relations
from bertdemo.settings import Language
from bertdemo.steps.card import Card, Evidence
from bertdemo.steps.cards import CARDS
from bertdemo.steps.heads import cards
from bertdemo.steps.heads.cards import against_rule, nearest_rule, share_of, still, without_mixing
from tests.steps.points import each_card_of, evidence


def told(ask: Evidence) -> tuple[str, dict[str, str], str]:
    assert ask.card.outcome
    outcome = ask.card.outcome(ask)
    return outcome.answer, dict(outcome.values), outcome.words


def many(ask: Evidence) -> None:
    config = ask.model.module.config
    assert told(ask)[0] == str(config.num_hidden_layers * config.num_attention_heads)


def mix(ask: Evidence) -> None:
    """The library with W_O set to the identity writes the same other word."""
    module = copy.deepcopy(ask.model.module)
    with torch.inference_mode():
        for layer in module.bert.encoder.layer:
            layer.attention.output.dense.weight.copy_(torch.eye(module.config.hidden_size))
            layer.attention.output.dense.bias.zero_()
        inputs = ask.model.inputs([ask.run.encoding])
        inputs["input_ids"][0, ask.token] = ask.model.tokenizer.mask_token_id
        logits = module(**inputs).prediction_logits[0, ask.token]
        whole = ask.model.module(**inputs).prediction_logits[0, ask.token].softmax(-1)
    assert torch.allclose(logits.softmax(-1), without_mixing(ask), atol=1e-4)
    answer, values, _ = told(ask)
    assert answer == "other" and values["written"] == ask.card.token
    assert values["percent"] == ask.text.percent(float(whole.max())) and whole.max() > 0.8
    assert values["other"] == ask.model.tokenizer.convert_ids_to_tokens(int(logits.argmax()))


def tired(ask: Evidence) -> None:
    """It stays: one head does not know what gets tired and what is wide, and no other does."""
    street, animal = ask.card.choices
    for row in (ask.row(), ask.row(changed=True)):
        assert row[animal] > 0.25 and row[street] < 0.2 * row[animal]
    answer, values, words = told(ask)
    movers = 0
    runs = ask.run, ask.model.run(ask.changed)
    for layer in range(runs[0].attentions.shape[0]):
        for head in range(runs[0].attentions.shape[1]):
            rows = [
                dict(zip(run.encoding.tokens, run.attentions[layer, head, ask.token].tolist(), strict=True))
                for run in runs
            ]
            movers += rows[0][animal] > rows[0][street] + 0.02 and rows[1][street] > rows[1][animal] + 0.02
    assert (answer, values["movers"], words) == (animal, str(movers), "card.tired.said.none")


def nurse(ask: Evidence) -> None:
    one, other = ask.row(), ask.row(changed=True)
    assert one["nurse"] > one["doctor"] + 0.2 and other["doctor"] > other["nurse"] + 0.2
    answer, values, words = told(ask)
    assert (answer, values["was"], words) == ("doctor", "nurse", "card.nurse.said.swings")
    assert values["percent"] == ask.text.percent(other["doctor"])


def rest(ask: Evidence) -> None:
    """Counted from the weights: the words' mean share for [CLS] is the largest pattern, and 40 % or more."""
    labels = [label for row in describe(ask.run).labels for label in row]
    assert 0.52 * len(labels) < labels.count("first") < 0.7 * len(labels)
    shares = ask.run.attentions[:, :, 1:-1, 0].mean(-1)  # (L, H)
    answer, values, words = told(ask)
    assert answer == "most" and int((shares >= 0.5).sum()) <= int(values["first"]) <= int(
        (shares >= 0.4).sum()
    )
    # What a head takes, token by token: its weights times the values, as the step-by-step view shows them.
    looked, taken = [], []
    for layer, row in enumerate(describe(ask.run).labels):
        for head in (head for head, label in enumerate(row) if label == "first"):
            steps = self_attention(ask.model, ask.run, layer, head)
            for weights in steps.weights[1:-1]:
                lengths = (weights[:, None] * steps.value).norm(dim=-1)
                looked.append(float(weights[0]))
                taken.append(float(lengths[0] / lengths.sum()))
    assert words == "card.rest.said.most_short"
    assert values["looked"] == ask.text.percent(sum(looked) / len(looked))
    assert values["taken"] == ask.text.percent(sum(taken) / len(taken))


def grammar(ask: Evidence) -> None:
    asked = "classifier" if (ask.language == "zh") else "determiner"
    (found,) = [one for one in relations(ask.model) if one.relation == asked]
    assert (found.layer + 1, found.head + 1) == (ask.card.layer, ask.card.head)
    assert found.accuracy > 0.95 and found.by_distance < 0.8 and found.distance == 1
    steps = [
        sentence.words.index(target) - sentence.words.index(source)
        for sentence in corpus(ask.language)
        for source, target in sentence.pairs[asked]
    ]
    answer, values, words = told(ask)
    assert (answer, words) == ("three", "card.grammar.said.wins")
    assert values["rule"] == ask.text.percent(steps.count(1) / len(steps))
    assert values["pairs"] == str(len(steps))


POINTS: dict[str, Callable[[Evidence], None]] = {
    "many": many,
    "mix": mix,
    "tired": tired,
    "nurse": nurse,
    "rest": rest,
    "grammar": grammar,
}


@pytest.mark.bundled
@each_card_of("heads")
def test_the_point_is_true_of_the_bundled_model(language: Language, card: Card) -> None:
    POINTS[card.name](evidence(language, card))


def test_a_share_of_the_heads_has_a_name() -> None:
    assert [share_of(share) for share in (0.2, 0.25, 0.49, 0.5)] == ["few", "some", "some", "most"]


def test_what_a_rule_finds_is_rounded_to_the_nearest_share() -> None:
    assert [nearest_rule(share) for share in (0.2, 0.37, 0.38, 0.62, 0.63, 1)] == [
        *("quarter", "quarter", "half", "half", "three", "three")
    ]


def test_a_head_must_find_more_than_the_rule() -> None:
    assert against_rule(0.9, 0.7) == "wins"
    assert against_rule(0.7, 0.7) == "loses"


@pytest.mark.bundled
def test_the_word_may_stay_without_mixing(monkeypatch: pytest.MonkeyPatch) -> None:
    (card,) = [card for card in CARDS["en"] if card.name == "mix"]
    ask = evidence("en", card)
    chances = torch.zeros(ask.model.checkpoint.vocab)
    chances[ask.model.tokenizer.get_vocab()["born"]] = 0.7
    monkeypatch.setattr(cards, "without_mixing", lambda _: chances)
    answer, values, _ = told(ask)
    assert (answer, values["left"], values["other"]) == ("same", "70 %", "born")


def test_that_no_head_moves_is_said_of_one_that_stays() -> None:
    assert still("card.tired.said.stays", 0) == "card.tired.said.none"
    assert still("card.tired.said.stays", 3) == "card.tired.said.stays"
    assert still("card.tired.said.swings", 0) == "card.tired.said.swings"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_v_that_is_not_short_is_not_called_short(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "SHORT", 0.0)
    (card,) = (one for one in CARDS[language] if one.name == "rest")
    assert told(evidence(language, card))[2] == "card.rest.said.most"
