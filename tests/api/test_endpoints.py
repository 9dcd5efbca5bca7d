"""The functions behind the endpoints on a tiny BERT, against the library and against numbers worked by hand."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import gradio as gr
import pytest
import torch

from bertdemo.api.endpoints import endpoints, raise_for_caller
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import Settings
from tests.conftest import TinyBank, tiny_model

Ask = Callable[..., dict[str, Any]]


def functions(models: ModelBank) -> dict[str, Ask]:
    return {function.__name__: raise_for_caller(function) for function in endpoints(models)}


@pytest.fixture
def api(models: ModelBank) -> dict[str, Ask]:
    return functions(models)


def attentions(models: ModelBank, text: str, pair: str = "") -> torch.Tensor:
    model = models()
    with torch.inference_mode():
        out = model.module(**model.tokenizer(text, pair or None, return_tensors="pt"), output_attentions=True)
    return torch.stack(out.attentions)[:, 0]


def test_the_endpoints_have_words_for_their_schema(models: ModelBank) -> None:
    for function in endpoints(models):
        assert function.__doc__
        assert set(function.__annotations__) >= {"return"}


def test_tokenize_is_the_library(api: dict[str, Ask], models: ModelBank) -> None:
    got = api["tokenize"]("Hello, my sadly zebra", "it is cute")
    want = models().tokenizer("Hello, my sadly zebra", "it is cute")
    assert list(got["ids"]) == want["input_ids"]
    assert list(got["token_type_ids"]) == want["token_type_ids"]
    assert got["positions"] == list(range(len(want["input_ids"])))
    assert got["unknown"] == 1
    assert got["special"][0] is True
    assert got["offsets"][1] == (0, 5)
    assert (got["pieces_cut"], got["characters_cut"]) == (0, 0)
    json.dumps(got)


def test_no_second_sentence_may_be_none(api: dict[str, Ask]) -> None:
    assert api["tokenize"]("my dog", None) == api["tokenize"]("my dog", "")


def test_tokenize_of_nothing_is_the_frame(api: dict[str, Ask]) -> None:
    assert list(api["tokenize"]("")["tokens"]) == ["[CLS]", "[SEP]"]


@pytest.mark.parametrize(("layer", "head"), [(1, 1), (3, 4), (0, 2), (2, 0), (0, 0)])
def test_attention_is_the_library(api: dict[str, Ask], models: ModelBank, layer: int, head: int) -> None:
    got = torch.tensor(api["attention"]("my dog", "is cute", layer, head)["weights"])
    whole = attentions(models, "my dog", "is cute")
    by_layer = whole.mean(0) if layer == 0 else whole[layer - 1]
    want = by_layer.mean(0) if head == 0 else by_layer[head - 1]
    torch.testing.assert_close(got, want, atol=1e-6, rtol=0)
    torch.testing.assert_close(got.sum(-1), torch.ones(len(got)))


def test_attention_without_a_layer_is_the_mean_of_all(api: dict[str, Ask], models: ModelBank) -> None:
    got = torch.tensor(api["attention"]("my dog")["weights"])
    torch.testing.assert_close(got, attentions(models, "my dog").mean((0, 1)), atol=1e-6, rtol=0)


@pytest.mark.parametrize("task", ["sentiment", "topic"])
def test_classify_is_softmax_with_temperature_by_hand(models: ModelBank, task: str) -> None:
    model = models(f"classroom-{task}")
    model.temperature = 2.5
    got = functions(models)["classify"]("my dog is cute", task)
    with torch.inference_mode():
        logits = model.module(**model.tokenizer("my dog is cute", return_tensors="pt")).logits[0].tolist()
    powers = [math.exp(z / 2.5) for z in logits]
    assert got["logits"] == pytest.approx(logits, abs=1e-5)
    assert got["probabilities"] == pytest.approx([p / sum(powers) for p in powers], abs=1e-6)
    assert got["temperature"] == 2.5
    assert got["labels"] == model.labels


def test_wordpiece_by_hand(api: dict[str, Ask]) -> None:
    # The tiny vocabulary holds sad, ##ly, ##ness, un. "Sadly": sadly, sadl refused, sad found, then ##ly found.
    got = api["wordpiece"]("Sadly")
    assert got["normalized"] == "sadly"
    assert got["steps"] == [
        {"tried": "sadly", "found": False},
        {"tried": "sadl", "found": False},
        {"tried": "sad", "found": True},
        {"tried": "##ly", "found": True},
    ]
    assert list(got["pieces"]) == ["sad", "##ly"]
    assert list(api["wordpiece"]("zebra")["pieces"]) == ["[UNK]"]


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("attention", ("my dog", "", 4, 1), "There is no layer 4: this model has layers 1 to 3"),
        ("attention", ("my dog", "", 1, 5), "There is no head 5"),
        ("attention", ("my dog", "", 1.5, 1), "There is no layer 1.5"),
        ("attention", ("my dog", "", "two", 1), "There is no layer two"),
        ("attention", ("my dog", "", 1, None), "There is no head None"),
        ("attention", ("", "", 1, 1), "There is no word here yet."),
        ("classify", ("my dog", "poetry"), "There is no task “poetry”. Choose one of: sentiment, topic."),
        (
            "classify",
            ("my dog", "sentiment", "bare"),
            "The model “bare” gives no labels",
        ),
        ("tokenize", ("my dog", "", "nobody"), "There is no model “nobody” here."),
        ("tokenize", ("", "my dog"), "The second sentence is filled in but the first is empty."),
    ],
)
def test_mistakes_are_told(
    models: ModelBank, api: dict[str, Ask], name: str, arguments: tuple, said: str
) -> None:
    models.add(tiny_model("bare", models))  # an encoder with nothing on top
    with pytest.raises(gr.Error) as error:
        api[name](*arguments)
    assert error.value.message.startswith(said)


def test_a_bug_is_logged_and_told_politely(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(TinyBank):
        def __call__(self, key: str = "") -> Any:
            return dict[str, Any]()[key]

    with pytest.raises(gr.Error) as error:
        functions(Broken(Settings(device="cpu")))["tokenize"]("my dog", model="typed-by-somebody")
    assert "typed" not in error.value.message
    assert "logged" in error.value.message
    assert "KeyError" in caplog.text and "dict[str, Any]()[key]" in caplog.text
    assert "typed-by-somebody" not in caplog.text, "nothing typed is ever in the log"


def test_what_was_cut_is_told(api: dict[str, Ask]) -> None:
    got = api["tokenize"]("dog " * 100)
    assert len(got["ids"]) == 40
    assert got["pieces_cut"] == 62
