"""Words that count: invariants, the library with the same words hidden, and captum's own sum."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from bertdemo.bert.attribution import (
    METHODS,
    attribute,
    deletion,
    integrated_gradients,
    occlusion,
    random_deletions,
    rollout,
)
from bertdemo.bert.model import Model
from bertdemo.errors import UserError
from bertdemo.serving.bank import ModelBank
from tests.conftest import judged
from tests.refusals import refusal

TEXT = "my dog is cute , she is sad"


@pytest.fixture
def model(models: ModelBank) -> Model:
    return models("classroom-sentiment")


def test_occlusion_is_the_library_with_a_word_hidden(model: Model) -> None:
    run = model.run(TEXT)
    scores = occlusion(model, run, 1)
    ids = list(run.encoding.ids)
    whole = judged(model, ids)[1]
    for place in (1, 4, 7):
        hidden = [*ids[:place], model.tokenizer.mask_token_id, *ids[place + 1 :]]
        assert float(scores[place]) == pytest.approx(float(whole - judged(model, hidden)[1]), abs=1e-5)


def test_rollout_rows_sum_to_one_and_start_from_attention(model: Model) -> None:
    run = model.run(TEXT)
    through = rollout(run)
    torch.testing.assert_close(through.sum(-1), torch.ones(len(run.encoding.ids)))
    one = replace(run, attentions=run.attentions[:1])
    half = 0.5 * run.attentions[0].mean(0) + 0.5 * torch.eye(len(run.encoding.ids))
    torch.testing.assert_close(rollout(one), half)
    two = replace(run, attentions=run.attentions[:2])
    second = 0.5 * run.attentions[1].mean(0) + 0.5 * torch.eye(len(run.encoding.ids))
    torch.testing.assert_close(rollout(two), second @ half)


def test_integrated_gradients_are_complete(model: Model) -> None:
    """Scores add up to the logit minus that of the text with every word hidden (Sundararajan et al. 2017, axiom 1)."""
    run = model.run(TEXT)
    ids = torch.tensor(run.encoding.ids)
    empty = torch.where(torch.tensor(run.encoding.special), ids, model.tokenizer.mask_token_id)
    with torch.inference_mode():
        whole, none = (float(model.module(i[None]).logits[0, 0]) for i in (ids, empty))
    _, error_few = integrated_gradients(model, run, 0, steps=4)
    many, error = integrated_gradients(model, run, 0, steps=300)
    assert float(many.sum()) == pytest.approx(whole - none, abs=max(0.02, 2 * error))
    assert error < max(0.02, error_few)
    assert error == pytest.approx(abs(float(many.sum()) - (whole - none)), abs=1e-3)
    assert many[0] == pytest.approx(0, abs=1e-5)  # [CLS] is the same in both


def test_parts_of_a_path_say_the_same_as_all_at_once(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _ = integrated_gradients(model, model.run(TEXT), 0)
    monkeypatch.setattr("bertdemo.bert.batch_size.SCORES", 5000)
    torch.testing.assert_close(
        integrated_gradients(model, model.run(TEXT), 0)[0], whole, atol=1e-4, rtol=1e-3
    )


def test_nothing_that_learns_is_touched(model: Model) -> None:
    integrated_gradients(model, model.run(TEXT), 0)
    assert all(parameter.grad is None for parameter in model.module.parameters())


def test_deletion_hides_the_best_first(model: Model) -> None:
    run = model.run(TEXT)
    scores = torch.arange(len(run.encoding.ids)).float()
    left = deletion(model, run, scores, 1)
    assert len(left) == 9  # eight words and none
    ids = list(run.encoding.ids)
    for k in (0, 1, 3, 8):
        last = len(ids) - 1
        hidden = [model.tokenizer.mask_token_id if last - k <= i < last else t for i, t in enumerate(ids)]
        assert left[k] == pytest.approx(float(judged(model, hidden)[1]), abs=1e-5)
    assert len(deletion(model, run, scores, 1, most=3)) == 4


def test_random_orders_are_drawn_once_for_all(model: Model) -> None:
    run = model.run(TEXT)
    draws = random_deletions(model, run, 1, draws=4)
    assert draws == random_deletions(model, run, 1, draws=4), "the same for everybody, at any time"
    assert len(set(draws)) == 4, "and different from one another"
    whole = deletion(model, run, torch.zeros(len(run.encoding.ids)), 1)
    for left in draws:
        assert len(left) == 9 and (left[0], left[-1]) == pytest.approx((whole[0], whole[-1]), abs=1e-5)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_answers_for_every_word(model: Model, method: str) -> None:
    found = attribute(model, TEXT, method, "negative")
    assert found.target == 0 and len(found.scores) == len(found.tokens) == 10
    assert found.scores[0] == found.scores[-1] == 0 and found.scores.abs().max() > 0
    assert found.deletion[0] == pytest.approx(found.probability)
    assert (found.completeness_error is None) == (method != "integrated_gradients")
    best = attribute(model, TEXT, method)
    assert best.probability >= 0.5


def test_what_cannot_be_asked(model: Model) -> None:
    with refusal("attention, rollout"):
        attribute(model, TEXT, "magic")
    with refusal("negative, positive"):
        attribute(model, TEXT, "rollout", "angry")
    with pytest.raises(UserError):
        attribute(model, "  ", "rollout")
    model.max_explained = 9
    with refusal("This text has 10 tokens; words are hidden one by one up to 9"):
        attribute(model, TEXT, "occlusion")
