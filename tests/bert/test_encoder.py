"""One head, one layer, the embeddings: against the library, by hand on a two-token toy, and with parts taken out."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import torch
from torch import nn
from transformers import AutoModel, DistilBertConfig, ElectraConfig, RobertaConfig

from bertdemo.bert import parts
from bertdemo.bert.embeddings import embed
from bertdemo.bert.encoder import (
    Removed,
    attend,
    encode_states,
    last_state,
    one_layer,
    self_attention,
)
from bertdemo.bert.model import Model
from bertdemo.bert.parts import Layer
from bertdemo.bert.stopping import Gone, between_batches
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import Settings
from tests.conftest import VOCAB, tiny_tokenizer
from tests.refusals import refusal

TEXTS = [("my dog is cute", ""), ("she is sad .", "he is un ##ly !"), ("hello", "")]


SIZES = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64}


RELATIVES = [
    RobertaConfig(
        vocab_size=len(VOCAB), max_position_embeddings=40, pad_token_id=0, type_vocab_size=2, **SIZES
    ),
    ElectraConfig(vocab_size=len(VOCAB), max_position_embeddings=40, embedding_size=16, **SIZES),
    DistilBertConfig(
        vocab_size=len(VOCAB), max_position_embeddings=40, dim=32, n_layers=2, n_heads=4, hidden_dim=64
    ),
]


@pytest.fixture(params=["bert", *(c.model_type for c in RELATIVES)])
def model(request: pytest.FixtureRequest, models: ModelBank, tmp_path: Path) -> Model:
    if request.param == "bert":
        return models()
    torch.manual_seed(0)
    config = next(c for c in RELATIVES if c.model_type == request.param)
    module = AutoModel.from_config(config)
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if "weight" in name and "norm" not in name.lower():
                parameter.mul_(8)
    module.save_pretrained(tmp_path / "x")
    tiny_tokenizer().save_pretrained(tmp_path / "x")
    settings = Settings(device="cpu", folders=str(tmp_path))
    return ModelBank(settings)(f"{tmp_path.name}/x")


@pytest.mark.parametrize(("text", "pair"), TEXTS)
def test_every_head_and_layer_is_the_library_s(model: Model, text: str, pair: str) -> None:
    run = model.run(text, pair)
    for layer in range(len(run.attentions)):
        for head in range(run.attentions.shape[1]):
            steps = self_attention(model, run, layer, head)
            torch.testing.assert_close(steps.weights, run.attentions[layer, head], atol=1e-6, rtol=0)
            assert steps.error < 1e-6
        whole = one_layer(model, run, layer)
        torch.testing.assert_close(whole.output, run.hidden_states[layer + 1], atol=1e-5, rtol=0)
        assert whole.error < 1e-5
        torch.testing.assert_close(whole.heads[head], steps.output)
        torch.testing.assert_close(whole.attention_sum - whole.projected, run.hidden_states[layer])
    steps_of = embed(model, run)
    torch.testing.assert_close(steps_of.normalized, run.hidden_states[0], atol=1e-6, rtol=0)
    torch.testing.assert_close(steps_of.token + steps_of.segment + steps_of.position, steps_of.sum)
    assert steps_of.error < 1e-6


def test_the_error_tells_when_a_step_is_wrong(models: ModelBank) -> None:
    model = models()
    run = model.run("my dog is cute")
    changed = type(run)(run.encoding, run.attentions + 0.25, run.hidden_states + 0.5, run.logits)
    assert self_attention(model, changed, 0, 0).error > 0.1
    assert one_layer(model, changed, 0).error > 0.1 and embed(model, changed).error > 0.1


def toy(*, scale: float = 1.0) -> Layer:
    """Two tokens, two numbers each, one head: every matrix the identity, the query's `scale` times that."""

    def identity(times: float = 1.0) -> nn.Linear:
        linear = nn.Linear(2, 2)
        linear.weight.data = times * torch.eye(2)
        linear.bias.data.zero_()
        return linear

    norm = nn.LayerNorm(2)
    return Layer(
        identity(scale),
        identity(),
        identity(),
        identity(),
        norm,
        identity(),
        lambda x: x,
        identity(),
        norm,
        1,
    )


@torch.inference_mode()
def test_a_toy_by_hand() -> None:
    states = torch.tensor([[1.0, 0.0], [0.0, 2.0]])
    output, weights = attend(toy(scale=math.sqrt(2)), states)
    # Products √2·[[1, 0], [0, 4]], divided by √2: softmax of [1, 0] and of [0, 4].
    first, second = 1 / (1 + math.e**-1), 1 / (1 + math.e**4)
    expected = torch.tensor([[[first, 1 - first], [second, 1 - second]]])
    torch.testing.assert_close(weights, expected)
    torch.testing.assert_close(output[0, 0], torch.tensor([first, 2 * (1 - first)]))
    masked = torch.tensor([[0.0, -torch.inf], [-torch.inf, 0.0]])
    torch.testing.assert_close(attend(toy(), states, masked)[0][0], states)


def test_without_the_division_attention_is_sharper(models: ModelBank) -> None:
    run = models().run("my dog is cute , she is sad")
    steps = self_attention(models(), run, 1, 2)
    torch.testing.assert_close(steps.products / math.sqrt(8), steps.scores)
    torch.testing.assert_close(steps.unscaled, steps.products.softmax(-1))
    assert (steps.unscaled.amax(-1) >= steps.weights.amax(-1) - 1e-6).all()


@torch.inference_mode()
def test_nothing_taken_out_is_the_model_itself(model: Model) -> None:
    run = model.run("my dog is cute", "")
    everything = torch.ones(3, len(run.attentions), run.attentions.shape[1])
    states = run.hidden_states[:1].expand(3, -1, -1)
    for found in (
        encode_states(model.module, states),
        encode_states(model.module, states, Removed(heads=everything)),
    ):
        for layer, states_of in enumerate(found):
            torch.testing.assert_close(states_of[2], run.hidden_states[layer], atol=2e-5, rtol=0)


@torch.inference_mode()
def test_a_head_that_is_off_gives_zeros(models: ModelBank) -> None:
    """The same as zeros in its columns of Wo."""
    model = models()
    run = model.run("my dog is cute")
    off = torch.ones(1, 3, 4)
    off[0, 1, 2] = 0
    found = encode_states(model.module, run.hidden_states[:1], Removed(heads=off))[-1]
    layer = parts.layers(model.module)[1]
    kept = layer.output.weight.data.clone()
    layer.output.weight.data[:, 16:24] = 0
    expected = encode_states(model.module, run.hidden_states[:1])[-1]
    layer.output.weight.data = kept
    torch.testing.assert_close(found, expected)
    assert not torch.allclose(found[0], run.hidden_states[-1], atol=1e-3)


@torch.inference_mode()
def test_layers_without_blocks_and_residuals(models: ModelBank) -> None:
    module = models().module
    states = models().run("my dog is cute").hidden_states[:1]
    layer = parts.layers(module)[0]
    nothing = Removed(attention=(0, 1, 2), feed_forward=(0, 1, 2))
    expected = layer.output_norm(layer.attention_norm(states))
    torch.testing.assert_close(encode_states(module, states, nothing)[1], expected)
    forgets = encode_states(module, states, Removed(residuals=(0,)))[1]
    block, _ = attend(layer, states)
    first = layer.attention_norm(layer.output(block.transpose(-2, -3).flatten(-2)))
    second = layer.output_norm(layer.down(layer.activation(layer.up(first))))
    torch.testing.assert_close(forgets, second)


@torch.inference_mode()
def test_a_masked_side_is_not_seen(models: ModelBank) -> None:
    module = models().module
    states = models().run("my dog is cute").hidden_states[:1]
    size = states.shape[1]
    causal = torch.full((size, size), -torch.inf).triu(1)
    changed = states.clone()
    changed[0, -1] += 1
    before, after = (encode_states(module, s, mask=causal)[-1][0] for s in (states, changed))
    torch.testing.assert_close(before[:-1], after[:-1])
    assert not torch.allclose(before[-1], after[-1])


@torch.inference_mode()
def test_one_place_of_the_last_layer_is_that_of_all(model: Model) -> None:
    layers, heads = model.checkpoint.layers, model.checkpoint.heads
    states = model.run("my dog is cute").hidden_states[:1].expand(4, -1, -1)
    own = torch.tensor([0, 2, 1, 3])
    off = Removed(heads=torch.rand(4, layers, heads).round())
    parts_off = Removed(attention=(1,), feed_forward=(layers - 1,), residuals=(0,))
    unseen = torch.zeros(4, 1, 1, states.shape[1])
    unseen[:, ..., 4:] = -torch.inf
    for removed, mask in [(None, None), (off, None), (parts_off, None), (None, unseen), (off, unseen)]:
        whole = encode_states(model.module, states, removed, mask)[-1]
        cls = last_state(model.module, states, removed=removed, mask=mask)
        torch.testing.assert_close(cls, whole[:, 0], atol=1e-5, rtol=0)
        each = last_state(model.module, states, own, removed, mask)
        torch.testing.assert_close(each, whole[torch.arange(4), own], atol=1e-5, rtol=0)
        assert not torch.allclose(each[1], cls[1], atol=1e-3)


def test_gradients_of_one_place_are_those_of_all(model: Model) -> None:
    states = model.run("my dog is cute").hidden_states[:1].clone()
    found = []
    for read in (
        lambda x: encode_states(model.module, x)[-1][:, 0],
        lambda x: last_state(model.module, x),
    ):
        start = states.clone().requires_grad_()
        found.append(torch.autograd.grad(read(start).square().sum(), start)[0])
    torch.testing.assert_close(found[1], found[0], atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("gradients", [False, True])
def test_others_go_first_between_two_layers(model: Model, gradients: bool) -> None:
    """And who has gone ends it there, on the way back too."""
    layers = model.checkpoint.layers
    states = model.run("my dog is cute").hidden_states[:1].clone().requires_grad_(gradients)
    breaths = []
    token = between_batches.set(lambda: breaths.append(1))
    try:
        last = last_state(model.module, states).sum()
        assert len(breaths) == layers
        if gradients:
            last.backward()
            assert len(breaths) == 2 * layers

            def leave() -> None:
                raise Gone

            again = last_state(model.module, states).sum()
            between_batches.set(leave)
            with pytest.raises(Gone):
                again.backward()
    finally:
        between_batches.reset(token)


@pytest.mark.parametrize(
    ("layer", "head"), [(-1, 0), (3, 0), (0, 4), (0, -1), (True, 0), ("1", 0), (0, None)]
)
def test_what_is_not_there_is_told(models: ModelBank, layer, head) -> None:
    run = models().run("my dog")
    with refusal(r"layers 1 to 3|heads 1 to 4"):
        self_attention(models(), run, layer, head)
