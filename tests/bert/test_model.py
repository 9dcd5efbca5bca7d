"""One forward pass against the library's, alone and in company."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import torch

from bertdemo.bert.run import Run
from bertdemo.serving.bank import ModelBank
from tests.conftest import library_says
from tests.refusals import refusal


@pytest.mark.parametrize(
    ("text", "pair"), [("Hello, my dog is cute", ""), ("my dog", "she is sad."), ("hello", "")]
)
def test_run_is_what_the_library_computes(models: ModelBank, text: str, pair: str) -> None:
    run = models().run(text, pair)
    expected = library_says(models, text, pair)
    torch.testing.assert_close(run.attentions, torch.stack(expected.attentions)[:, 0], atol=1e-6, rtol=0)
    torch.testing.assert_close(
        run.hidden_states, torch.stack(expected.hidden_states)[:, 0], atol=1e-5, rtol=0
    )
    torch.testing.assert_close(run.logits, expected.seq_relationship_logits[0], atol=1e-5, rtol=0)
    torch.testing.assert_close(run.attentions.sum(-1), torch.ones_like(run.attentions[..., 0]))


def test_company_in_a_batch_changes_nothing(models: ModelBank) -> None:
    model = models()
    texts = ["hello", "my dog is cute", "she is sad . he is un ##ly sad", "a b c d e a b c d e a b c d e"]
    together = model.forward([model.encode(text) for text in texts])
    for text, run in zip(texts, together, strict=True):
        alone = model.forward([model.encode(text)])[0]
        torch.testing.assert_close(run.attentions, alone.attentions, atol=1e-6, rtol=0)
        torch.testing.assert_close(run.hidden_states, alone.hidden_states, atol=1e-5, rtol=0)


class Elsewhere:
    """Stands for a tensor on a GPU: brought by `cpu`, indexed where it lies."""

    def __init__(self, tensor: torch.Tensor) -> None:
        self.tensor = tensor
        self.brought = 0

    def cpu(self) -> torch.Tensor:
        self.brought += 1
        return self.tensor

    def __getitem__(self, layer: int) -> Elsewhere:
        return Elsewhere(self.tensor[layer])


def test_what_a_gpu_computed_is_brought_when_it_is_read(models: ModelBank) -> None:
    here = models().run("my dog is cute")
    weights: Any = Elsewhere(here.attentions)
    states: Any = Elsewhere(here.hidden_states)
    without: Any = Run
    run = replace(here, attentions=weights, hidden_states=states)
    found: Any = run.states_after(2)
    assert torch.equal(found.tensor, here.hidden_states[2])
    assert weights.brought == states.brought == 0
    assert run.attentions is here.attentions and run.hidden_states is here.hidden_states
    assert run.attentions is here.attentions
    assert weights.brought == states.brought == 1
    assert run.nbytes == here.nbytes
    with pytest.raises(TypeError):
        without(run.encoding, logits=None)


def test_a_run_of_a_batch_does_not_hold_the_batch(models: ModelBank) -> None:
    model = models()
    together = model.forward([model.encode("my dog is cute")] * 5)
    alone = model.forward([model.encode("my dog is cute")])[0]
    assert {run.nbytes for run in together} == {alone.nbytes}


@pytest.mark.parametrize("text", ["", "  ", "\x00\x01"])
def test_no_words_is_said(models: ModelBank, text: str) -> None:
    with refusal("no word"):
        models().run(text)


def test_half_the_digits_would_show(models: ModelBank) -> None:
    """Why the app keeps float32: in bfloat16 attention moves by more than the 1e-3 that the page promises."""
    model = models()
    run = model.run("my dog is cute")
    with torch.autocast("cpu", torch.bfloat16):
        half = model.forward([run.encoding])[0]
    assert (half.attentions - run.attentions).abs().max() > 1e-3
