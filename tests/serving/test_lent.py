"""What travels to a lent GPU and back, and what is told when there is none."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import torch
import transformers

from bertdemo.bert.finetuning import Start
from bertdemo.bert.recipe import DEFAULTS
from bertdemo.errors import UserError
from bertdemo.serving import lent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.devices import pick_device
from bertdemo.serving.finetuned import lent_seconds
from tests.conftest import VOCAB
from tests.refusals import refusal

SIZES = {"num_hidden_layers": 2, "num_attention_heads": 2, "hidden_size": 16, "intermediate_size": 32}
FAMILIES = {
    "bert": (transformers.BertForPreTraining, transformers.BertConfig(vocab_size=len(VOCAB), **SIZES)),
    "distilbert": (
        transformers.DistilBertForMaskedLM,
        transformers.DistilBertConfig(vocab_size=len(VOCAB), n_layers=2, n_heads=2, dim=16, hidden_dim=32),
    ),
    "roberta": (
        transformers.RobertaForMaskedLM,
        transformers.RobertaConfig(vocab_size=len(VOCAB), pad_token_id=0, **SIZES),
    ),
    "electra": (
        transformers.ElectraForSequenceClassification,
        transformers.ElectraConfig(vocab_size=len(VOCAB), embedding_size=16, num_labels=5, **SIZES),
    ),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_model_that_was_asked_before_travels(family: str) -> None:
    """Once it was asked for attentions it carries hooks, which Python cannot pickle."""
    kind, config = FAMILIES[family]
    module = kind._from_config(config, attn_implementation="eager").eval()
    ids = torch.tensor([[2, 5, 6, 3]])
    with torch.inference_mode():
        before = module(ids, output_attentions=True)
        with pytest.raises((AttributeError, pickle.PicklingError)):
            pickle.dumps(module)
        after = pickle.loads(lent.pack(module))(ids, output_attentions=True)
    assert before.keys() == after.keys()
    torch.testing.assert_close(torch.stack(after.attentions), torch.stack(before.attentions), atol=0, rtol=0)
    torch.testing.assert_close(after[0], before[0], atol=0, rtol=0)


def test_weights_that_are_one_stay_one() -> None:
    kind, config = FAMILIES["bert"]
    module = kind._from_config(config)
    there = pickle.loads(lent.pack(module))
    assert there.cls.predictions.decoder.weight is there.bert.embeddings.word_embeddings.weight
    assert not there.training


def count(most: int) -> Iterator[int]:
    yield from range(most)


def mend(_: str) -> Iterator[int]:
    yield 1
    raise UserError("error.no_such_set", name="x")


def refuse() -> Iterator[int]:
    raise RuntimeError("no GPU")
    yield 1


def break_off(said: list[int]) -> Iterator[int]:
    yield from said
    raise RuntimeError("the GPU is gone")


@pytest.fixture
def on_this_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lent, "DEVICE", "cpu")


@pytest.mark.usefixtures("on_this_processor")
def test_events_arrive_in_order_and_a_visitors_mistake_as_such() -> None:
    assert list(lent.run(60, count, 4)) == [0, 1, 2, 3]
    assert list(lent.run(60, count, 0)) == []
    events = lent.run(60, mend, "x")
    assert next(events) == 1
    with refusal("no data set “x”"):
        next(events)


@pytest.mark.usefixtures("on_this_processor")
def test_no_gpu_is_told_before_the_first_event() -> None:
    with pytest.raises(lent.NoGpuError, match="no GPU"):
        next(lent.run(60, refuse))
    with pytest.raises(lent.NoGpuError, match="is gone"):
        next(lent.run(60, break_off, []))


def test_a_gpu_that_cannot_be_used_is_none() -> None:
    if torch.cuda.is_available():
        assert next(lent.run(60, count, 1)) == 0
    else:
        with pytest.raises(lent.NoGpuError):
            next(lent.run(60, count, 1))


@pytest.mark.usefixtures("on_this_processor")
def test_what_breaks_later_is_a_bug_or_the_time_that_was_lent(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(lent, "clock", lambda: now)
    events = lent.run(20, break_off, [1])
    assert next(events) == 1
    with pytest.raises(RuntimeError, match="the GPU is gone"):
        next(events)
    events = lent.run(20, break_off, [1])
    assert next(events) == 1
    now += 20
    with refusal("the 20 s for which"):
        next(events)


def test_no_more_is_asked_for_than_a_visitor_has(monkeypatch: pytest.MonkeyPatch, models: ModelBank) -> None:
    asked: list[int] = []

    def there(seconds: int, work: bytes) -> Iterator[bytes]:
        asked.append(seconds)
        yield from map(lent.pack, count(1))

    monkeypatch.setattr(lent, "_there", there)
    base = models()
    start = Start(base.checkpoint, base.tokenizer, base.module, base.device)
    few, many = (lent_seconds(start, rows, DEFAULTS["full"]) for rows in (20, 2000))
    most = lent_seconds(start, 2000, replace(DEFAULTS["full"], epochs=100, batch_size=1))
    assert few < many < most
    assert lent_seconds(start, 2000, DEFAULTS["head"]) < many * DEFAULTS["head"].epochs
    for seconds in (few, many, most):
        list(lent.run(seconds, count, 1))
    assert asked[0] < asked[1] < asked[2] == lent.MOST == 60


def test_what_is_typed_stays_on_the_cpu_where_gpus_are_lent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert pick_device().type == "cuda"
    monkeypatch.setattr(lent, "ZERO_GPU", True)
    assert pick_device().type == "cpu"
    for wanted in ("cuda", "cuda:0"):
        with pytest.raises(ValueError, match=f"BERTDEMO_DEVICE={wanted} .* lent"):
            pick_device(wanted)


def test_the_events_of_a_caller_that_leaves_are_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[bool] = []

    def there(seconds: int, work: bytes) -> Iterator[bytes]:
        try:
            yield from map(lent.pack, count(9))
        finally:
            ended.append(True)

    monkeypatch.setattr(lent, "_there", there)
    events: Any = lent.run(20, count, 9)
    assert next(events) == 0 and not ended
    events.close()
    assert ended == [True]
