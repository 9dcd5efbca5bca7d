"""A model for many visitors: each gets an answer of his own, computed once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from bertdemo.serving.bank import ModelBank
from bertdemo.settings import Settings
from tests.conftest import (
    TinyBank,
    library_says,
    visitors_model,
)
from tests.refusals import refusal


def test_thirty_visitors_each_get_their_own_answer(models: ModelBank) -> None:
    texts = [f"{'my dog ' * (i % 7)}is {'abcde'[i % 5]}" for i in range(60)]
    with ThreadPoolExecutor(30) as pool:
        runs = list(pool.map(models().run, texts))
    for text, run in zip(texts, runs, strict=True):
        assert run.encoding.text == text
        expected = torch.stack(library_says(models, text).hidden_states)[:, 0]
        torch.testing.assert_close(run.hidden_states, expected, atol=1e-5, rtol=0)


def test_too_many_waiting_is_said() -> None:
    models = TinyBank(Settings(device="cpu", max_waiting=1))
    model = models()
    go, started = threading.Event(), threading.Event()
    forward = model.forward

    def slow(encodings):
        started.set()
        go.wait(10)
        return forward(encodings)

    model._answer._answer = slow
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(model.run, "hello")
        assert started.wait(10)
        second = pool.submit(model.run, "my dog")
        while not model._answer._waiting:
            pass
        with refusal("1 sentences of other visitors"):
            model.run("she")
        go.set()
        assert first.result().encoding.text == "hello" and second.result().encoding.text == "my dog"


def test_an_error_reaches_who_asked_and_the_next_is_answered(models: TinyBank) -> None:
    model = models()
    forward = model.forward
    model._answer._answer = lambda encodings: 1 / 0  # type: ignore[assignment, return-value]
    with pytest.raises(ZeroDivisionError):
        model.run("hello")
    model._answer._answer = forward
    assert model.run("hello").encoding.tokens == ("[CLS]", "hello", "[SEP]")


def test_same_sentence_is_computed_once(models: ModelBank) -> None:
    assert models().run("my dog") is models().run("my dog")
    assert models().run("my dog") is not models().run("my dog", "is")


def test_a_run_that_ends_after_its_model_has_gone_is_not_kept() -> None:
    bank = TinyBank(Settings(device="cpu"))
    model = visitors_model(bank, "mine-a")
    bank.add(model)
    go, started = threading.Event(), threading.Event()
    forward = model.forward

    def slow(encodings):
        started.set()
        go.wait(10)
        return forward(encodings)

    model._answer._answer = slow
    with ThreadPoolExecutor(1) as pool:
        run = pool.submit(model.run, "my dog")
        assert started.wait(10)
        bank.drop("mine-a")
        go.set()
        assert run.result().encoding.words == 2, "who asked still gets it"
    assert len(bank.cache) == 0 and bank.cache.nbytes == 0
    bank.add(visitors_model(bank, "mine-a"))
    again = bank("mine-a").run("my dog")
    assert again is bank("mine-a").run("my dog") and again is not run.result()
    assert len(bank.cache) == 1
    assert model.run("my dog") is not again, "what has gone and what came after it share no results"
