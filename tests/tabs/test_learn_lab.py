"""What the newborn's panel is sent."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from bertdemo.bert.born import Recipe as BornRecipe
from bertdemo.errors import UserError
from bertdemo.serving import newborns
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.jobs import Job
from bertdemo.settings import LANGUAGES
from bertdemo.steps.pretraining import born
from bertdemo.text import Text

EN = Text("en")


def wait(training: Job) -> list[Any]:
    until = time.monotonic() + 30
    while not training.ended and time.monotonic() < until:
        time.sleep(0.01)
    assert training.state == "finished", (training.state, training.error)
    return training.events


def test_the_newborns_events(models: ModelBank) -> None:
    text = "\n\n".join(
        f"The dog is big {i}.\nIt runs and barks.\nAnna sees it.\nThen it eats." for i in range(12)
    )
    corpus = born.corpus_of("own", text)
    recipe = BornRecipe(steps=20, every=10, hidden=32, batch_size=8)
    training = models.trainings.start(lambda: newborns.born(models, corpus, recipe, "The dog [MASK].", ""))
    events = [born.told(EN, event) for event in wait(training)]
    json.dumps(events)
    assert [event["kind"] for event in events].count("look") == 3
    assert events[0]["kind"] == "start" and events[-1]["kind"] == "born"
    assert models(events[-1]["model"]).run("the dog").encoding.words == 2
    for language in LANGUAGES:
        assert born.corpus_of(language, "").sentences > 200
    with pytest.raises(UserError):
        born.corpus_of("own", "Too short.")
    assert (Path(__file__).parents[2] / "assets" / "examples" / "stories.en.txt").is_file()
