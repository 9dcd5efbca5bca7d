"""What a page is told of a checkpoint that it fetches, from a small Hub on loopback."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from transformers import BertForPreTraining

from bertdemo.page.fetches import fetch_functions, megabytes
from bertdemo.serving import hub as hubs
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import cached
from bertdemo.settings import Settings
from bertdemo.text import Text
from tests.conftest import tiny_config, tiny_tokenizer
from tests.hub_server import Hub, hub_that_is_asked

ID = "google-bert/bert-base-uncased"
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hub]:
    monkeypatch.setattr(hubs, "TIMEOUT", 3.0)
    BertForPreTraining(tiny_config(hidden_size=64)).save_pretrained(tmp_path / "tiny")
    tiny_tokenizer().save_pretrained(tmp_path / "tiny")
    with hub_that_is_asked(monkeypatch) as running:
        running.repositories[ID] = tmp_path / "tiny"
        yield running


@pytest.fixture
def models(tmp_path: Path) -> ModelBank:
    return ModelBank(Settings(device="cpu", hub_folder=str(tmp_path / "cache")))


@pytest.fixture
def ask(models: ModelBank) -> Ask:
    functions = {function.__name__: function for function in fetch_functions(Text("en"), models)}
    return lambda name, **question: functions[name](question)


def follow(ask: Ask, training: str, until: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = []
    deadline = time.monotonic() + 30
    while not answers or not until(answers[-1]):
        assert time.monotonic() < deadline, answers[-1]
        since = answers[-1]["next"] if answers else 0
        answers.append(ask("follow_fetch", training=training, since=since))
        time.sleep(0.05)
    return answers


def test_fetched_with_its_figures_and_its_progress(hub: Hub, models: ModelBank, ask: Ask) -> None:
    hub.pause = 0.05
    started = json.loads(json.dumps(ask("start_fetch", id=ID)))
    preview = hubs.look(ID, models.settings)
    assert started["shape"] == "3 × 4 × 64" and started["megabytes"] == megabytes(preview.bytes)
    answers = follow(ask, started["training"], lambda answer: answer["ended"])
    steps = [event for answer in answers for event in answer["events"]]
    assert len({event["step"] for event in steps}) > 2
    assert steps[-1] == {"kind": "step", "step": preview.bytes, "steps": preview.bytes}
    assert answers[0]["opening"] == {key: started[key] for key in ("shape", "megabytes")}
    assert answers[-1]["state"] == "finished" and cached(ID, models.settings) is not None


def test_what_is_here_is_told_without_asking_the_hub(hub: Hub, models: ModelBank, ask: Ask) -> None:
    hubs.ensure(ID, models.settings)
    hub.asked.clear()
    assert ask("start_fetch", id=f" {ID} ") == {"here": True}
    assert not hub.asked


def test_two_who_want_the_same_fetch_it_once(hub: Hub, ask: Ask) -> None:
    hub.pause = 0.05
    keys = [ask("start_fetch", id=ID)["training"] for _ in range(2)]
    assert [follow(ask, key, lambda answer: answer["ended"])[-1]["state"] for key in keys] == ["finished"] * 2
    assert sum(line.startswith("GET") and line.endswith("model.safetensors") for line in hub.asked) == 1


def test_stopped_and_nothing_but_stopped(hub: Hub, models: ModelBank, ask: Ask) -> None:
    hub.pause = 0.2
    key = ask("start_fetch", id=ID)["training"]
    assert "not paused" in ask("steer_fetch", training=key, wanted="pause")["error"]
    ask("steer_fetch", training=key, wanted="stop")
    last = follow(ask, key, lambda answer: answer["ended"])[-1]
    assert last["state"] == "stopped" and cached(ID, models.settings) is None


def test_without_a_network_one_sentence_with_the_cure(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    said = ask("start_fetch", id=ID)["error"]
    assert "cannot be reached" in said and "bundled models work without a network" in said


@pytest.mark.parametrize(("size", "said"), [(440_449_768, "440"), (1_499_999_999, "1,500"), (0, "0")])
def test_sizes_are_those_of_the_hubs_pages(size: int, said: str) -> None:
    assert megabytes(size) == said
