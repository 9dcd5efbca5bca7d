"""The outline of a run: lengths of the input vectors and shares between words, counted a second way."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
import torch

from bertdemo.bert.attention import highlights
from bertdemo.bert.outline import outline
from bertdemo.serving.bank import ModelBank


@pytest.mark.parametrize("pair", ["", "he is sad"])
def test_shares_are_those_that_a_head_does_not_give_to_specials(models: ModelBank, pair: str) -> None:
    run = models().run("my dog is cute , she is sad", pair)
    drawn = outline(run)
    layers, heads = run.attentions.shape[:2]
    assert drawn.norms.shape == (len(run.encoding.ids),) and drawn.between_words.shape == (layers, heads)
    for layer in range(layers):
        for head in range(heads):
            seen = highlights(run.attentions[layer, head], run.encoding.special)
            assert float(drawn.between_words[layer, head]) == pytest.approx(1 - seen.to_specials, abs=1e-5)
    assert drawn.norms.tolist() == pytest.approx([float(row.norm()) for row in run.hidden_states[0]])


def test_rows_of_specials_are_not_counted(models: ModelBank) -> None:
    """By hand: [CLS] looks at words only, the two words at [CLS] only, so nothing is between words."""
    run = models().run("my dog")
    weights = torch.zeros_like(run.attentions)
    weights[:, :, :, 0] = 1
    weights[:, :, 0] = torch.tensor([0.0, 0.5, 0.5, 0.0])
    assert float(outline(replace(run, attentions=weights)).between_words.max()) == 0
    weights[1, 2, 1] = torch.tensor([0.25, 0.0, 0.75, 0.0])
    shares = outline(replace(run, attentions=weights)).between_words
    assert float(shares[1, 2]) == 0.375 and float(shares.sum()) == 0.375, "the mean of 0.75 and 0"


def test_a_text_without_words_has_zeros(models: ModelBank) -> None:
    run = models().run("my dog")
    alone = replace(run, encoding=replace(run.encoding, special=(True,) * 4))
    assert outline(alone).between_words.tolist() == [[0.0] * 4] * 3


def test_it_costs_under_a_millisecond_for_128_tokens(models: ModelBank) -> None:
    run = models().run("my dog")
    attentions = torch.rand(12, 12, 128, 128).softmax(-1)
    long = replace(
        run,
        encoding=replace(run.encoding, special=(True, *(False,) * 126, True)),
        attentions=attentions,
        hidden_states=torch.rand(13, 128, 768),
    )
    seconds = []
    for _ in range(100):  # the machine may be busy: the quickest counts
        start = time.perf_counter()
        outline(long)
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 1e-3
