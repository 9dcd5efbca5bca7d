"""The newborn's events, from the text to a model that answers."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from bertdemo.bert.born import Recipe
from bertdemo.errors import UserError
from bertdemo.page.questions import OfJob, SinceJob
from bertdemo.page.wire import sent
from bertdemo.serving import newborns
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.jobs import Job
from bertdemo.settings import LANGUAGES
from bertdemo.steps.pretraining import born
from bertdemo.text import Text
from tests.refusals import refusal

EN = Text("en")
STORIES = "\n\n".join(
    f"The dog is big {i}.\nIt runs and barks.\nAnna sees it.\nThen it eats." for i in range(12)
)


def events_of(job: Job) -> list[Any]:
    until = time.monotonic() + 30
    while not job.ended and time.monotonic() < until:
        time.sleep(0.01)
    assert job.state == "finished", (job.state, job.error)
    return job.events


def small(models: ModelBank) -> Job:
    """A training of twenty steps that has begun."""
    corpus = born.corpus_of("own", STORIES)
    recipe = Recipe(steps=20, every=10, hidden=32, batch_size=8)
    return models.trainings.start(lambda: newborns.born(models, corpus, recipe, "The dog [MASK].", ""))


def test_the_newborns_events(models: ModelBank) -> None:
    events = [born.event_payload(EN, event) for event in events_of(small(models))]
    json.dumps(sent(events))
    assert [event.kind for event in events].count("look") == 3
    assert events[0].kind == "start" and events[-1].kind == "born"
    assert models(events[-1].model).run("the dog").encoding.words == 2
    for language in LANGUAGES:
        assert born.corpus_of(language, "").sentences > 200
    with pytest.raises(UserError):
        born.corpus_of("own", "Too short.")
    assert (Path(__file__).parents[3] / "assets" / "examples" / "stories.en.txt").is_file()


def test_events_are_told_once_and_charts_when_something_is_new(models: ModelBank) -> None:
    job = small(models)
    events = events_of(job)
    payload = born.events_since(EN, models, SinceJob(job.key, 0))
    json.dumps(sent(payload))
    assert len(payload.events) == payload.next == len(events) and not payload.more
    assert set(payload.charts) == {"loss", "accuracy"}
    later = born.events_since(EN, models, SinceJob(job.key, payload.next - 1))
    assert later.events == payload.events[-1:]
    assert born.events_since(EN, models, SinceJob(job.key, payload.next)).charts == {}


def test_a_number_of_steps_out_of_range_is_refused(models: ModelBank) -> None:
    for steps in (born.FEWEST_STEPS - 1, born.MOST_STEPS + 1):
        with refusal(f"{steps}"):
            born.begin(EN, models, born.BornQuestion("own", STORIES, steps, 0, "The dog [MASK].", ""))


def test_no_zip_before_it_is_born(models: ModelBank) -> None:
    job = models.trainings.start(lambda: iter(()))
    until = time.monotonic() + 30
    while not job.ended and time.monotonic() < until:
        time.sleep(0.01)
    with pytest.raises(UserError):
        born.zipped(EN, models, OfJob(job.key))
