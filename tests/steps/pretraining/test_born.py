"""The newborn's events, from the text to a model that answers."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from bertdemo.bert.born import Born, Look, Recipe
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
    job = models.trainings.start(lambda: newborns.born(models, corpus, recipe, "The dog [MASK].", ""))
    models.trainings(job.key)  # somebody asks, or it is stopped on a busy machine
    return job


def test_the_newborns_events(models: ModelBank) -> None:
    events = [born.event_payload(EN, event, 0.1) for event in events_of(small(models))]
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


def look(mlm: float, nsp: float) -> str:
    payload = born.event_payload(EN, Look(90, mlm, nsp, (), None), 0.1)
    assert isinstance(payload, born.NewbornLook)
    return payload.said


def test_what_it_has_learned_is_judged_against_chance() -> None:
    assert look(0.13, 0.55) == (
        "After 90 steps: hidden words 13 % right, no better than always the commonest token (10 %); "
        "pairs 55 % right, no better than tossing a coin."
    )
    assert "where always the commonest token gives 10 %" in look(0.15, 0.55)
    assert "pairs 61 % right, better than tossing a coin" in look(0.13, 0.61)


@pytest.mark.parametrize(
    ("nsp", "learned", "by_heart"), [(0.55, 0.9, True), (0.55, 0.59, False), (0.7, 0.9, False)]
)
def test_pairs_that_are_learned_by_heart_are_told(nsp: float, learned: float, by_heart: bool) -> None:
    payload = born.event_payload(EN, Born("mine-x", 0.3, nsp, learned, 9.0), 0.1)
    assert isinstance(payload, born.NewbornEnd) and payload.said.startswith("Done after 9 s.")
    assert ("by heart" in payload.said) is by_heart


def test_chance_is_what_the_first_event_says(models: ModelBank) -> None:
    events = events_of(small(models))
    assert born.chance_of(events) == events[0].commonest > 0 == born.chance_of([])
