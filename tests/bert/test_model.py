"""One forward pass against the library's, alone and in company."""

from __future__ import annotations

import pytest
import torch

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
