"""What the lower panels of Inside are sent, against the modules that compute it and against each other."""

from __future__ import annotations

import json

import pytest

from bertdemo.bert.attribution import METHODS
from bertdemo.bert.heads import describe
from bertdemo.bert.models import ModelBank
from bertdemo.bert.paths import paths
from bertdemo.tabs.inside_views import counted, explanation, kinds, reading, removal, sides, travels
from bertdemo.tabs.tokens import embedding_payload
from bertdemo.text import LANGUAGES, Text

TEXT = "my dog is cute , she is sad"


@pytest.mark.parametrize("language", LANGUAGES)
def test_kinds(models: ModelBank, language) -> None:
    run = models().run(TEXT)
    told = kinds(Text(language), run)
    json.dumps(told)
    assert sum(told["counts"].values()) == 12 and (len(told["heads"]), len(told["heads"][0])) == (3, 4)
    found = describe(run)
    assert told["heads"][2][1] == (found.labels[2][1], pytest.approx(found.score(2, 1), abs=1e-4))


@pytest.mark.parametrize("language", LANGUAGES)
def test_removal(models: ModelBank, language) -> None:
    model = models("classroom-sentiment")
    run = model.run(TEXT)
    told = removal(Text(language), model, run, [])
    json.dumps(told)
    assert told["before"] == pytest.approx(told["after"]) and len(told["effects"]) == 3
    best = max(range(2), key=told["before"].__getitem__)
    off = removal(Text(language), model, run, [[2, 3]])
    assert off["after"][best] - off["before"][best] == pytest.approx(told["effects"][1][2], abs=1e-5)
    assert off["said"] != told["said"]
    assert [len(part["values"]) for part in told["parts"]] == [1, 1, 1, 1, 3, 3, 3]
    assert told["parts"][0]["values"][0] == pytest.approx(told["before"][best], abs=1e-5)
    flat = [abs(effect) for row in told["effects"] for effect in row]
    strongest = divmod(flat.index(max(flat)), 4)
    if language == "en":
        assert f"head {strongest[1] + 1} of layer {strongest[0] + 1} matters most" in told["said"]
        assert f"{sum(effect < 0.01 for effect in flat)} of 12 heads" in told["said"]


def test_reading(models: ModelBank) -> None:
    model = models()
    run = model.run(TEXT)
    told = reading(Text("en"), model, run)
    json.dumps(told)
    assert (len(told["layers"]), len(told["layers"][0]), len(told["layers"][0][0])) == (4, 10, 5)
    same = sum(told["layers"][-1][i][0][0] == token for i, token in enumerate(run.encoding.tokens))
    assert f"After layer 3, {same} of 10 tokens" in told["said"] and told["cut"] == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_explanation(models: ModelBank, language) -> None:
    model = models("classroom-topic")
    told = explanation(Text(language), model, TEXT)
    json.dumps(told)
    assert set(told["methods"]) == set(METHODS) and len(told["tokens"]) == 10
    for one in told["methods"].values():
        assert len(one["scores"]) == 10 and one["area"] == pytest.approx(sum(one["deletion"]) / 9)
    starts = {round(one["deletion"][0], 5) for one in told["methods"].values()}
    ends = {round(one["deletion"][-1], 5) for one in told["methods"].values()}
    assert len(starts) == len(ends) == 1  # nothing hidden, and everything: the order does not matter


def test_counted(models: ModelBank) -> None:
    told = counted(Text("en"), models(), models().run(TEXT))
    json.dumps(told)
    inside = sum(part["flops"] for part in told["parts"][:-1])
    forward = next(part["flops"] for part in told["parts"] if part["name"] == "feed-forward")
    assert f"takes {forward / inside:.0%} of" in told["said"] and "10 tokens through 3 layers" in told["said"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sides(models: ModelBank, language) -> None:
    model = models()
    run = model.run("she is unness , she is sad")
    told = sides(Text(language), model, run, 2)
    json.dumps(told)
    assert [side["sentence"] for side in told["sides"]] == [
        "she [MASK] unness , she is sad",
        "she [MASK] …",
        "… [MASK] unness , she is sad",
    ]
    assert sides(Text(language), model, run, 0)["token"] == 1  # [CLS] cannot be hidden: the first word is


def test_travels(models: ModelBank) -> None:
    run = models().run("the dog , the bank")
    told = travels(Text("en"), run, 2)
    json.dumps(told)
    assert (len(told["points"]), len(told["points"][0]), len(told["points"][0][0])) == (4, 7, 2)
    similar = paths(run).similarity[3, 2]
    best = max((i for i in range(7) if i != 2), key=lambda i: float(similar[i]))
    assert told["nearest"][3] == (run.encoding.tokens[best], pytest.approx(float(similar[best]), abs=1e-3))
    assert len(told["nearest"]) == 4
    assert told["shown"] == [2, 1, 4] and len(told["twins"]) == 1
    assert "“the” comes twice" in told["said"] and len(told["twins"][0]["similarity"]) == 4
    assert travels(Text("en"), models().run("my dog"), 1)["twins"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_embedding(models: ModelBank, language) -> None:
    model = models()
    run = model.run("the dog", "the bank")
    told = embedding_payload(Text(language), model, run, 5)
    json.dumps(told)
    table = model.module.bert.embeddings
    assert told["vectors"][0]["values"] == pytest.approx(
        table.word_embeddings.weight[run.encoding.ids[5]].tolist(), rel=1e-3, abs=1e-5
    )
    assert told["vectors"][4]["values"] == pytest.approx(run.hidden_states[0, 5].tolist(), rel=1e-3, abs=1e-4)
    assert told["before"][0] == (run.encoding.tokens[5], pytest.approx(1, abs=1e-4))
    assert told["checked"].startswith("✓") and len(told["after"]) == 8
    judge = models("classroom-sentiment")
    assert embedding_payload(Text(language), judge, judge.run("dog"), 1)["after"] == []
