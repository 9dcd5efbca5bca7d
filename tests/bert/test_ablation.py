"""Parts switched off: nothing off, one at a time, in any batch, and the library with the same parts gone."""

from __future__ import annotations

import pytest
import torch

from bertdemo.bert.ablation import every_head, every_part, without_heads
from bertdemo.bert.model import Model
from bertdemo.serving.bank import ModelBank
from tests.conftest import judged
from tests.refusals import refusal

TEXT = "my dog is cute , she is sad"


@pytest.fixture
def model(models: ModelBank) -> Model:
    return models("classroom-sentiment")


def test_nothing_off_changes_nothing(model: Model) -> None:
    found = without_heads(model, model.run(TEXT), [])
    torch.testing.assert_close(found.before, found.after)
    torch.testing.assert_close(found.before, judged(model, list(model.encode(TEXT).ids)), atol=1e-5, rtol=0)


def test_a_head_alone_and_in_the_table_of_all(model: Model) -> None:
    run = model.run(TEXT)
    table = every_head(model, run)
    assert table.after.shape == (3, 4, 2)
    for layer, head in [(1, 1), (2, 3), (3, 4)]:
        alone = without_heads(model, run, [[layer, head]])
        torch.testing.assert_close(alone.after, table.after[layer - 1, head - 1], atol=1e-6, rtol=0)
        torch.testing.assert_close(alone.before, table.before, atol=1e-6, rtol=0)
    assert (table.after - table.before).abs().max() > 1e-3


def test_small_batches_say_the_same(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    run = model.run(TEXT)
    whole = every_head(model, run).after
    monkeypatch.setattr("bertdemo.bert.batch_size.SCORES", 1000)
    torch.testing.assert_close(every_head(model, run).after, whole, atol=1e-6, rtol=0)


@pytest.mark.parametrize(
    "heads", [[[0, 1]], [[4, 1]], [[1, 5]], [[1]], [1], [["1", 2]], [[1, 2, 3]], [[True, 1]], ["ab"]]
)
def test_a_head_that_is_not_there(model: Model, heads) -> None:
    with refusal(r"layers 1 to 3|heads 1 to 4|counted from 1"):
        without_heads(model, model.run(TEXT), heads)


def test_larger_parts_are_the_library_with_them_gone(model: Model) -> None:
    run = model.run(TEXT)
    found = every_part(model, run)
    torch.testing.assert_close(found.before, judged(model, list(run.encoding.ids)), atol=1e-5, rtol=0)
    table = model.module.bert.embeddings.position_embeddings.weight
    kept = table.data.clone()
    table.data.zero_()
    torch.testing.assert_close(
        found.without_positions, judged(model, list(run.encoding.ids)), atol=1e-5, rtol=0
    )
    table.data = kept
    layer = model.module.bert.encoder.layer[1]
    blocks = found.blocks
    weights = [
        (layer.output.dense, blocks["feed_forward"]),
        (layer.attention.output.dense, blocks["attention"]),
    ]
    for dense, told in weights:
        kept_weight, kept_bias = dense.weight.data.clone(), dense.bias.data.clone()
        dense.weight.data.zero_()
        dense.bias.data.zero_()
        torch.testing.assert_close(told[1], judged(model, list(run.encoding.ids)), atol=1e-5, rtol=0)
        dense.weight.data, dense.bias.data = kept_weight, kept_bias
    assert found.blocks["residuals"].shape == (3, 2)


def test_shuffled_words_are_the_same_words(model: Model) -> None:
    found = every_part(model, model.run("a a a a"))
    torch.testing.assert_close(found.shuffled, found.before, atol=1e-6, rtol=0)
    other = every_part(model, model.run(TEXT))
    assert not torch.allclose(other.shuffled, other.before, atol=1e-5)
    torch.testing.assert_close(other.shuffled, every_part(model, model.run(TEXT)).shuffled)
