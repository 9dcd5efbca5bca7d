"""Packed weights give the library's numbers, and step aside where weights change or somebody learns."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import nn

from bertdemo.bert import packed as packing
from bertdemo.bert import parts
from bertdemo.bert.packed import PackedLinear, pack
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import classifier
from bertdemo.settings import Settings


def layer() -> nn.Linear:
    torch.manual_seed(3)
    made = nn.Linear(48, 32)
    if not pack([made]):
        pytest.skip("this torch has no oneDNN")
    return made


@pytest.mark.parametrize("shape", [(48,), (1, 48), (7, 48), (2, 5, 48), (130, 48)])
def test_the_same_numbers(shape: tuple[int, ...]) -> None:
    made, states = layer(), torch.randn(*shape)
    with torch.inference_mode():
        assert type(made) is PackedLinear
        torch.testing.assert_close(
            made(states), nn.functional.linear(states, made.weight, made.bias), atol=1e-5, rtol=0
        )


def test_weights_that_were_changed_count() -> None:
    made, states = layer(), torch.randn(3, 48)
    with torch.no_grad():
        made.weight.mul_(2)
        torch.testing.assert_close(made(states), nn.functional.linear(states, made.weight, made.bias))


def test_who_learns_learns_as_ever() -> None:
    made, states = layer(), torch.randn(3, 48)
    made(states).sum().backward()
    assert made.weight.grad is not None
    torch.testing.assert_close(made.weight.grad, states.sum(0).expand(32, 48))


def test_a_copy_is_a_plain_layer_with_weights_of_its_own() -> None:
    made = layer()
    twice = copy.deepcopy(nn.ModuleList([made, made]))
    assert type(twice[0]) is nn.Linear and twice[0] is twice[1]
    assert not hasattr(twice[0], "packed") and made.state_dict().keys() == twice[0].state_dict().keys()
    assert torch.equal(twice[0].weight, made.weight) and twice[0].weight.data_ptr() != made.weight.data_ptr()


def test_no_layer_is_packed_that_would_give_other_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    made = nn.Linear(48, 32)
    assert pack([made.double()]) == 0
    monkeypatch.setattr(packing, "_packed_linear", lambda states, *_: torch.zeros(1, 32))
    plain = nn.Linear(48, 32)
    assert pack([plain]) == 0 and type(plain) is nn.Linear


def test_a_torch_without_onednn_keeps_its_layers(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise NotImplementedError("no such operator on this machine")

    monkeypatch.setattr(packing, "_packed_linear", missing)
    plain = nn.Linear(48, 32)
    assert pack([plain]) == 0 and type(plain) is nn.Linear


@pytest.mark.bundled
@pytest.mark.parametrize(
    "text", ["a", "The fans adored the actress because she loved the film.", "long " * 200]
)
def test_the_bundled_encoder_says_what_the_library_says(text: str) -> None:
    """The library's own module, read from the same files, with plain layers."""
    import transformers

    model = ModelBank(Settings(device="cpu"))("classroom")
    packed = [one for one in model.module.modules() if isinstance(one, PackedLinear)]
    if packed:
        assert len(packed) == 6 * len(parts.layers(model.module))
    library = transformers.BertModel.from_pretrained(
        model.checkpoint.folder, attn_implementation="eager", dtype=torch.float32
    )
    run = model.run(text)
    with torch.inference_mode():
        out = library.eval()(
            **model.inputs([run.encoding]), output_attentions=True, output_hidden_states=True
        )
    assert torch.stack(out.attentions)[:, 0].sub(run.attentions).abs().max() < 1e-5
    assert torch.stack(out.hidden_states)[:, 0].sub(run.hidden_states).abs().max() < 1e-4


@pytest.mark.bundled
def test_of_a_classifier_only_the_layers_of_its_own_are_packed() -> None:
    models = ModelBank(Settings(device="cpu"))
    topic = classifier(models, "topic")
    assert topic.shared, "the search has gone blind"
    for number, one in enumerate(parts.layers(topic.module)):
        assert isinstance(one.query, PackedLinear) == (number >= topic.shared)
