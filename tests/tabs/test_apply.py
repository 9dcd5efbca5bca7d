"""What the tab Apply is sent: verdicts, many lines, names, answers."""

from __future__ import annotations

import json

import pytest
import torch

from bertdemo.bert.answers import answer
from bertdemo.bert.entities import entities
from bertdemo.bert.models import ModelBank
from bertdemo.bert.tasks import classify, judge_of
from bertdemo.settings import Settings
from bertdemo.tabs.apply import EXAMPLES, PASSAGE, answered, judged, judged_lines, lines_of, named
from bertdemo.text import Text, UserError

EN = Text("en")


def test_a_verdict_with_its_softmax_and_its_words(models: ModelBank) -> None:
    model = models("classroom-topic")
    told = judged(EN, models, model, "my dog is cute", "")
    json.dumps(told)
    shares = torch.softmax(torch.tensor(told["logits"]) / told["temperature"], -1)
    assert shares.tolist() == pytest.approx(classify(models, model, "my dog is cute").probabilities, abs=1e-5)
    assert len(told["tokens"]) == len(told["scores"]) == 6
    with pytest.raises(UserError):
        judged(EN, models, model, " ", "")


def test_many_lines_are_what_each_is_alone(models: ModelBank) -> None:
    model = models("classroom-sentiment")
    told = judged_lines(EN, models, model, "my dog is cute\n\n  she is sad \n…\n=cmd|dog")
    assert [row["text"] for row in told["rows"]] == ["my dog is cute", "she is sad", "…", "=cmd|dog"]
    for row in told["rows"][:2]:
        alone = classify(models, model, row["text"])
        assert row["all"] == pytest.approx(alone.probabilities, abs=1e-5)
        assert row["probability"] == max(row["all"])
    with pytest.raises(UserError, match="no line"):
        judged_lines(EN, models, model, "\n \n")
    most = models.settings.max_lines
    kept, left = lines_of(models, "dog\n" * (most + 7))
    assert (len(kept), left) == (most, 7)
    assert "7 more lines" in judged_lines(EN, models, model, "dog\n" * (most + 7))["said"]


def test_the_picked_model_judges_if_it_can(models: ModelBank) -> None:
    assert judge_of(models, "sentiment", "").checkpoint.key == "classroom-sentiment"
    assert judge_of(models, "sentiment", "classroom-topic").checkpoint.key == "classroom-topic"


@pytest.mark.bundled
def test_names_and_answers_of_the_examples() -> None:
    models = ModelBank(Settings(device="cpu"))
    for example in EXAMPLES["entities"]:
        found = entities(models("classroom-entities"), example)
        told = named(EN, found)
        json.dumps(told)
        assert [e["text"] for e in told["entities"]] == [example[e.start : e.end] for e in found.entities]
        assert sum(len(word["pieces"]) for word in told["words"]) == len(found.pieces)
    assert {"Marie Curie", "Warsaw"} <= {
        e["text"]
        for e in named(EN, entities(models("classroom-entities"), EXAMPLES["entities"][0]))["entities"]
    }
    for question in EXAMPLES["questions"]:
        got = answer(models("classroom-answers"), question, PASSAGE)
        told = answered(EN, got)
        json.dumps(told)
        window = told["windows"][got.best.window]
        pieces = window["tokens"][told["answers"][0]["first"] : told["answers"][0]["last"] + 1]
        assert "".join(pieces).replace("##", "") == got.best.text.lower().replace(" ", "")
        assert len(window["tokens"]) == len(window["start"]) == len(window["end"])
    assert (
        "1894" in answered(EN, answer(models("classroom-answers"), EXAMPLES["questions"][1], PASSAGE))["said"]
    )
    assert (
        "Helena Brandt"
        in answered(EN, answer(models("classroom-answers"), EXAMPLES["questions"][0], PASSAGE))["said"]
    )
