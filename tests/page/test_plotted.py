"""Charts as the page gets them: the numbers of a training by hand, sentences that say them, few bytes."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
import torch

from bertdemo.bert.born import Look, Start
from bertdemo.bert.born import Step as BornStep
from bertdemo.bert.finetuning import Step
from bertdemo.bert.scoring import Progress
from bertdemo.page.plotted import deletion_chart, empty_matrix, finetuning, newborn, twins_chart
from bertdemo.page.wire import sent
from bertdemo.settings import LANGUAGES
from bertdemo.text import Text

EN = Text("en")


def step(number: int, epoch: int, loss: float, accuracy: float) -> Step:
    return Step(number, 4, epoch, loss, accuracy, 0.1, 100.0, 1.0, 1.0)


def progress(epoch: int, loss: float, accuracy: float, far: float = 1.0) -> Progress:
    return Progress(
        epoch=epoch,
        names=("good", "bad"),
        loss=loss,
        accuracy=accuracy,
        confusion=torch.tensor([[2, 0], [1, 0]]),
        worst=(),
        points=torch.tensor([[far, 0.0], [0.5, 0.25], [-0.5, -0.25]]),
        explained=0.9,
        labels=torch.tensor([0, 1, 0]),
        probabilities=torch.tensor([[0.9, 0.1], [0.6, 0.4], [0.8, 0.2]]),
    )


EVENTS: list[Any] = [
    progress(0, 0.7, 0.5, far=4.0),
    step(1, 1, 0.5, 0.25),
    step(2, 1, 0.25, 0.5),
    progress(1, 0.4, 0.75),
    step(3, 2, math.nan, 1.0),
]


def test_loss_and_accuracy_of_batches_and_rows_held_back() -> None:
    charts = finetuning(EN, EVENTS, EVENTS)
    batches, held = charts["loss"].data
    assert (batches["x"], batches["y"]) == ([1, 2, 3], [0.5, 0.25, None])
    assert (held["x"], held["y"]) == ([0, 2], [0.7, 0.4]), "an epoch has two steps"
    assert held["name"] == "rows held back (now 0.400)"
    assert charts["accuracy"].data[1]["y"] == [0.5, 0.75]
    assert charts["loss"].layout["xaxis"]["range"] == [0, 4]
    assert charts["loss"].said.startswith(
        "Loss (cross-entropy), 4 steps – batches it learns from: from 0.500"
    )
    json.dumps(sent(charts), allow_nan=False)


def test_the_plane_and_the_confusion_come_with_a_new_look_only() -> None:
    assert set(finetuning(EN, EVENTS, EVENTS[-1:])) == {"loss", "accuracy"}
    charts = finetuning(EN, EVENTS, EVENTS[-2:])
    good, bad = charts["plane"].data
    assert (good["x"], bad["x"], bad["text"]) == ([1, -0.5], [0.5], ["good"])
    assert charts["plane"].layout["xaxis"]["range"][1] == pytest.approx(4.2), "as far as any look went"
    assert charts["plane"].said == "3 rows held back as points in a plane, by label: good 2, bad 1."
    assert charts["confusion"].data[0]["z"] == [[2, 0], [1, 0]]
    assert "2 of 3 rows are right" in charts["confusion"].said
    assert finetuning(EN, [], []) == {}


def test_a_long_training_is_told_in_few_bytes() -> None:
    events = [EVENTS[0], *(Step(n, 3000, 1, 0.123456789, 0.5, 0.1, 100.0, 1.0, 1.0) for n in range(1, 3000))]
    charts = finetuning(EN, events, events[-5:])
    assert len(json.dumps(sent(charts))) < 5000
    assert len(charts["loss"].data[0]["x"]) == 60


def test_a_newborn() -> None:
    start = Start(parameters=1, vocabulary=2, commonest=0.125, tokens=("a",), unknown=())
    steps = [BornStep(n, 20, 6.0 / n, 0.7, 0.0, 0.5, 10.0, 1.0, 1.0) for n in (1, 2)]
    charts = newborn(EN, [start, Look(0, 0.0, 0.5, (), None), *steps])
    masked, follows = charts["loss"].data
    assert (masked["y"], follows["y"]) == ([6, 3], [0.7, 0.7])
    assert masked["name"] == "masked words (now 3.00)"
    *looks, chance = charts["accuracy"].data
    assert [one["y"] for one in looks] == [[0], [0.5]]
    assert chance["y"] == [0.125, 0.125] and "12%" in chance["name"]
    assert len(newborn(EN, [])["accuracy"].data) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_is_said_in_words(language) -> None:
    text = Text(language)
    twins = twins_chart(text, [("bank", [0.75, -0.25]), ("the", [0.5, 1.0])])
    assert "0.750" in twins.said and "-0.250" in twins.said and "bank" in twins.said
    left = deletion_chart(text, {"rollout": [1.0, 0.5]}, {"rollout": 0.75}, [1.0, 0.25])
    assert left.data[0]["name"].endswith(" 0.750") and "0.500" in left.said
    assert left.data[1]["name"].endswith(" 0.625") and "0.250" in left.said
    for chart in (twins, left, *finetuning(text, EVENTS, EVENTS).values()):
        assert (language == "zh") == any(letter >= "\u4e00" for letter in chart.said)


def test_the_frame_of_a_matrix_has_no_numbers() -> None:
    frame = empty_matrix(EN)
    assert frame.data[0]["z"] == [] and frame.layout["yaxis"]["title"]["text"] == "looks"
    assert len(json.dumps(sent(frame))) < 1500
