"""The lens against the library's head, and costs against a counter and against the weights themselves."""

from __future__ import annotations

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from bertdemo.bert.cost import cost
from bertdemo.bert.lens import lens
from bertdemo.serving.bank import ModelBank
from tests.refusals import refusal


def test_the_last_layer_says_what_the_model_says(models: ModelBank) -> None:
    model = models()
    run = model.run("my dog is [MASK]", "she is sad")
    told = lens(model, run, 3)
    with torch.inference_mode():
        inputs = model.tokenizer("my dog is [MASK]", "she is sad", return_tensors="pt")
        out = model.module(**inputs).prediction_logits[0].softmax(-1)
    best = out.topk(3)
    assert len(told.readings) == 4 and len(told.readings[0]) == len(run.encoding.ids)
    for place, ids in enumerate(best.indices.tolist()):
        readings = told.readings[-1][place]
        assert [r.id for r in readings] == ids
        assert [r.probability for r in readings] == pytest.approx(best.values[place].tolist(), abs=1e-5)
        assert readings[0].token == model.tokenizer.convert_ids_to_tokens(ids[0])
        own = out[place, run.encoding.ids[place]]
        assert told.own[-1][place] == pytest.approx(float(own), abs=1e-5)


def test_every_layer_goes_through_the_same_head(models: ModelBank) -> None:
    model = models()
    run = model.run("my dog is cute")
    with torch.inference_mode():
        first = model.module.cls.predictions(run.hidden_states[1])[2].softmax(-1)
    assert lens(model, run).readings[1][2][0].id == int(first.argmax())


def test_a_model_without_the_head_says_so(models: ModelBank) -> None:
    model = models("classroom-sentiment")
    with refusal("no masked-word head"):
        lens(model, model.run("my dog"))


def test_costs_are_what_a_counter_counts(models: ModelBank) -> None:
    model = models()
    run = model.run("my dog is cute , she is sad")
    told = cost(model, run)
    assert set(told.parameters) == set(told.flops) == set(told.bytes) == set(told.seconds)
    counter = FlopCounterMode(display=False)
    ids = torch.tensor([run.encoding.ids])
    with counter, torch.no_grad():
        model.module.bert.encoder(model.module.bert.embeddings(ids))
    inside = sum(flops for name, flops in told.flops.items() if name != "masked_word_head")
    assert inside == counter.get_total_flops()
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        model.module.cls.predictions(run.hidden_states[-1, :1].clone())
    assert told.flops["masked_word_head"] == counter.get_total_flops()
    assert all(seconds > 0 for seconds in told.seconds.values())


def test_every_parameter_is_counted_once(models: ModelBank) -> None:
    """All but the pooler, the next-sentence head and the bias of the vocabulary; the word table is the head's too."""
    model = models()
    told = cost(model, model.run("my dog"))
    module = model.module
    rest = [module.bert.pooler, module.cls.seq_relationship]
    left_out = (
        sum(p.numel() for part in rest for p in part.parameters()) + module.cls.predictions.bias.numel()
    )
    assert sum(told.parameters.values()) == sum(p.numel() for p in module.parameters()) - left_out
