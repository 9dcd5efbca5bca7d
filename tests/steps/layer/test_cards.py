"""The points that the cards of step "layer" make, asked of the bundled model a second way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch.nn.functional import gelu, scaled_dot_product_attention
from torch.utils.flop_counter import FlopCounterMode

from bertdemo.bert import parts
from bertdemo.settings import Language
from bertdemo.steps.card import TIE, Card, Evidence, Outcome
from bertdemo.steps.layer.cards import HALF, TWICE, longer_of, nearest_times, needs, priced, share_of
from bertdemo.steps.layer.cost import counted as cost_payload
from tests.steps.points import each_card_of, evidence


def asked(ask: Evidence) -> Outcome:
    assert ask.card.outcome
    return ask.card.outcome(ask)


def halves(ask: Evidence) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """What attention and the network add to the pinned token, and the neurons, by torch's own functions."""
    assert ask.card.layer
    layer = parts.layers(ask.model.module)[ask.card.layer - 1]
    states = ask.run.hidden_states[ask.card.layer - 1]

    def split(projected: torch.Tensor) -> torch.Tensor:
        heads: torch.Tensor = projected.unflatten(-1, (layer.heads, -1))
        return heads.transpose(0, 1)

    with torch.inference_mode():
        query, key, value = (split(part(states)) for part in (layer.query, layer.key, layer.value))
        mixed = scaled_dot_product_attention(query, key, value)
        attention = layer.output(mixed.transpose(0, 1).flatten(1))[ask.token]
        neurons = gelu(layer.up(layer.attention_norm(attention + states[ask.token])))
        return attention, layer.down(neurons), neurons


def alone(ask: Evidence) -> None:
    """A sentence of that token alone: what attention adds is its own value, times Wo."""
    assert ask.card.layer
    layer = parts.layers(ask.model.module)[ask.card.layer - 1]
    attention, _, _ = halves(ask)
    with torch.inference_mode():
        own = layer.output(layer.value(ask.run.hidden_states[ask.card.layer - 1][ask.token]))
    off = float((own - attention).norm() / attention.norm())
    outcome = asked(ask)
    assert off > 1 and outcome.answer == "attention"
    assert float(outcome.values["attention"]) == pytest.approx(off, abs=0.06)
    assert float(outcome.values["network"]) == 0


def fires(ask: Evidence) -> None:
    *_, neurons = halves(ask)
    fired = int((neurons > 0.1).sum())
    outcome = asked(ask)
    assert neurons.numel() == 1536 and 10 < fired < 0.05 * 1536
    assert outcome.answer == "few" and abs(int(outcome.values["fired"]) - fired) <= 1
    own, silent = (int(bar.value.replace(",", "")) for bar in outcome.bars)
    assert own == int(outcome.values["fired"]) and own + silent == 1536


def adds(ask: Evidence) -> None:
    attention, network, _ = halves(ask)
    outcome = asked(ask)
    assert network.norm() > 2 * attention.norm() and outcome.answer == "network"
    assert float(outcome.values["network"]) == pytest.approx(float(network.norm()), rel=0.01)
    assert ask.card.layer
    read = ask.run.hidden_states[ask.card.layer][
        ask.token
    ]  # what the library's own layer gives, after its LayerNorm
    drawn = {bar.name: bar for bar in outcome.bars}
    assert drawn["attention"].share / drawn["network"].share == pytest.approx(
        float(attention.norm() / network.norm()), abs=0.01
    )
    assert float(drawn["normed"].value) == pytest.approx(float(read.norm()), rel=0.01)
    assert float(drawn["sum"].value) > 1.5 * float(drawn["normed"].value)


def counted(ask: Evidence, text: str) -> tuple[int, int, int]:
    """Operations of all, of attention's two products and of the feed-forward networks, by the shapes alone."""
    config = ask.model.module.config
    tokens, wide = len(ask.model.encode(text).ids), config.hidden_size
    attention = config.num_hidden_layers * 2 * 2 * tokens**2 * wide
    network = config.num_hidden_layers * 2 * 2 * tokens * wide * config.intermediate_size
    others = config.num_hidden_layers * 4 * 2 * tokens * wide**2
    return attention + network + others, attention, network


def compares(ask: Evidence) -> None:
    whole, attention, _ = counted(ask, ask.card.text)
    inputs = ask.model.inputs([ask.run.encoding])
    with torch.inference_mode(), FlopCounterMode(display=False) as counter:
        parts.encoder(ask.model.module)(**inputs)
    assert counter.get_total_flops() == pytest.approx(whole, rel=0.02)
    outcome = asked(ask)
    config = ask.model.module.config
    guess = (
        2 * config.hidden_size * (config.hidden_size + config.vocab_size)
    )  # the masked-word head at one place
    assert attention < 0.01 * whole and outcome.answer == "little"
    assert outcome.values["attention"] == ask.text.percent(attention / (whole + guess))
    assert outcome.values["attention"] in cost_payload(ask.text, ask.model, ask.run).said, (
        "as the picture's finding says"
    )


def longer(ask: Evidence) -> None:
    assert ask.card.text == TWICE[ask.language]
    (_, short, one), (_, long, two) = (counted(ask, texts[ask.language]) for texts in (HALF, TWICE))
    outcome = asked(ask)
    assert outcome.answer == "four" and 3.6 < long / short < 4
    assert (
        outcome.values["scores"] == f"{long / short:.1f}" and outcome.values["network"] == f"{two / one:.1f}"
    )
    assert int(outcome.values["layers"]) == ask.model.module.config.num_hidden_layers
    assert int(outcome.values["tokens"]) == len(ask.model.tokenizer(ask.card.text)["input_ids"])


POINTS: dict[str, Callable[[Evidence], None]] = {
    "alone": alone,
    "fires": fires,
    "adds": adds,
    "cost": compares,
    "longer": longer,
}


@pytest.mark.bundled
@each_card_of("layer")
def test_the_point_is_true_of_the_bundled_model(language: Language, card: Card) -> None:
    POINTS[card.name](evidence(language, card))


def test_shares_of_neurons_and_of_work() -> None:
    assert [share_of(fired, 100) for fired in (9, 10, 69, 70)] == ["few", "half", "half", "most"]
    assert [priced(share) for share in (0.009, 0.01, 0.29, 0.3)] == [
        "little",
        "tenth",
        "tenth",
        "half",
    ]


def test_which_half_adds_more_and_which_needs_the_others() -> None:
    assert [longer_of(*two) for two in ((2, 1), (1, 2), (1.05, 1), (1, 1.05))] == [
        "attention",
        "network",
        TIE,
        TIE,
    ]
    assert [needs(*two) for two in ((1, 1), (0, 0), (1, 0), (0, 1))] == [
        "both",
        "neither",
        "attention",
        "network",
    ]


def test_times() -> None:
    assert [nearest_times(ratio) for ratio in (1.9, 2.7, 2.9, 3.8, 5.5, 5.8, 9)] == [
        *("twice", "twice", "four", "four", "four", "eight", "eight")
    ]
