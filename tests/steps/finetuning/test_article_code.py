"""The article's code goes wrong as the cards say, and each mended version does what it should."""

from __future__ import annotations

import pytest
import torch
from transformers import BertForSequenceClassification

from bertdemo.steps.finetuning.article_code import (
    MENDS,
    TRAINING,
    ZERO_GRAD,
    Stop,
    TinyBert,
    gradient_norms,
    padded,
    passes,
    run,
    stops,
)
from bertdemo.steps.finetuning.cards import LOOP, PREDICTION
from bertdemo.steps.finetuning.cards import TRAINING as SHOWN


def mended(count: int) -> str:
    code = TRAINING
    for old, new in MENDS[:count]:
        assert code.count(old) == 1
        code = code.replace(old, new)
    return code


@pytest.fixture
def tiny() -> BertForSequenceClassification:
    torch.manual_seed(1)
    module = TinyBert.from_pretrained("", num_labels=2)
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if "LayerNorm" not in name:
                parameter.mul_(20)  # new weights are so small that nothing changes anything
    return module


def inputs(*ids: int) -> dict[str, torch.Tensor]:
    return {"input_ids": torch.tensor([ids]), "attention_mask": torch.ones(1, len(ids), dtype=torch.long)}


@pytest.mark.parametrize(
    ("done", "stop"),
    [
        (0, Stop(1, "ImportError")),  # AdamW
        (1, Stop(3, "NameError")),  # torch
        (2, Stop(6, "NameError")),  # dataloader
        (3, Stop(9, "TypeError")),  # outputs
        (4, None),
    ],
)
def test_each_mend_lets_the_training_go_on_to_the_next_slip(done: int, stop: Stop | None) -> None:
    assert run(mended(done))[0] == stop


def test_all_stops_are_told_in_their_order() -> None:
    assert [stop.line for stop in stops()] == [1, 3, 6, 9]


@pytest.mark.parametrize("zero_grad", [False, True])
def test_the_last_gradient_is_that_of_one_batch_only_with_zero_grad(zero_grad: bool) -> None:
    """The whole training, run to its end: what lies in `.grad` against the gradient of the last batch, asked anew."""
    code = mended(len(MENDS)).replace(*ZERO_GRAD) if zero_grad else mended(len(MENDS))
    torch.manual_seed(0)
    stop, names = run(code.replace("lr=1e-5", "lr=0.0"))  # the weights stay, so every batch has one gradient
    assert stop is None
    model = names["model"]
    piled = {name: parameter.grad.clone() for name, parameter in model.named_parameters()}
    model.zero_grad()
    names["loss_fn"](model(names["ids"]).logits, names["answers"]).backward()
    batches = 1 if zero_grad else 20  # 10 epochs of 2
    for name, parameter in model.named_parameters():
        assert torch.allclose(piled[name], batches * parameter.grad, rtol=1e-3, atol=1e-6), name


def test_gradients_pile_up_one_batch_after_the_other() -> None:
    states = torch.linspace(-1, 1, 8)
    cleared, piled = (gradient_norms(states, 0, zero_grad) for zero_grad in (True, False))
    assert cleared == pytest.approx([cleared[0]] * 3, rel=1e-3)
    assert piled == pytest.approx([cleared[0], 2 * cleared[0], 3 * cleared[0]], rel=1e-3)
    # by hand: (p - y) times the input, and p is about 1/2
    assert cleared[0] == pytest.approx(0.5 * 2**0.5 * (1 + float(states @ states)) ** 0.5, rel=0.05)


def test_padding_changes_the_answer_only_without_the_mask(tiny: BertForSequenceClassification) -> None:
    alone = inputs(2, 5, 6, 3)
    filled = padded(alone, 0, 3)
    assert filled["input_ids"].tolist() == [[2, 5, 6, 3, 0, 0, 0]]
    assert filled["attention_mask"].tolist() == [[1, 1, 1, 1, 0, 0, 0]]
    with torch.no_grad():
        own, masked = tiny(**alone).logits, tiny(**filled).logits
        unmasked = tiny(filled["input_ids"]).logits  # as the article calls it
    assert torch.allclose(own, masked, atol=1e-6)
    assert not torch.allclose(own, unmasked, atol=1e-4)


def test_two_passes_differ_in_training_mode_alone(tiny: BertForSequenceClassification) -> None:
    dropped, still = (passes(tiny, inputs(2, 5, 6, 3), training) for training in (True, False))
    assert not torch.equal(dropped[0], dropped[1])
    assert torch.equal(still[0], still[1])
    assert not tiny.training, "the module itself stays as it was"
    # the library itself, in both modes
    with torch.no_grad():
        assert torch.allclose(still[0], tiny(**inputs(2, 5, 6, 3)).logits[0], atol=1e-6)
        tiny.train()
        one, other = (tiny(**inputs(2, 5, 6, 3)).logits for _ in range(2))
    assert not torch.equal(one, other)


def test_passes_leave_the_random_numbers_of_others_alone(tiny: BertForSequenceClassification) -> None:
    torch.manual_seed(3)
    expected = torch.rand(4)
    torch.manual_seed(3)
    passes(tiny, inputs(2, 5, 3), True)
    assert torch.equal(torch.rand(4), expected)


@pytest.mark.parametrize("shown", [SHOWN, LOOP])
def test_the_card_shows_the_code_that_runs(shown: tuple[str, ...]) -> None:
    """Line by line; "…" on the card stands for what is left out."""
    code = TRAINING.splitlines()[-len(shown) :]
    for line, ran in zip(shown, code, strict=True):
        at = 0
        for part in filter(None, line.replace(" ", "").split("…")):
            at = ran.replace(" ", "").index(part, at) + len(part)
    assert all(len(line) <= 31 for line in (*shown, *PREDICTION))
