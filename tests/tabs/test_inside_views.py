"""What the lower panels of Inside are sent, against the modules that compute it and against each other."""

from __future__ import annotations

import base64
import json
import zlib

import numpy as np
import pytest
import torch

from bertdemo.bert.ablation import every_part
from bertdemo.bert.attribution import METHODS
from bertdemo.bert.heads import describe
from bertdemo.bert.paths import paths
from bertdemo.bert.relations import relations
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.depth.lens import reading
from bertdemo.steps.depth.paths import travels
from bertdemo.steps.depth.sides import sides
from bertdemo.steps.doubt.remove import each_alone, removal
from bertdemo.steps.doubt.why import explanation
from bertdemo.steps.heads.finder import grammar, kinds
from bertdemo.steps.layer.cost import counted
from bertdemo.steps.vectors.embeddings import embedding_payload, positions
from bertdemo.text import Text, digits
from tests.figures.inflated import inflated

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
    alone = each_alone(Text(language), model, run)
    none = removal(Text(language), model, run, [])
    json.dumps([alone, none])
    assert none["before"] == pytest.approx(none["after"]) and len(alone["effects"]) == 3
    best = max(range(2), key=none["before"].__getitem__)
    off = removal(Text(language), model, run, [[2, 3]])
    assert off["after"][best] - off["before"][best] == pytest.approx(alone["effects"][1][2], abs=1e-5)
    assert [len(part["values"]) for part in alone["parts"]] == [1, 1, 1, 1, 3, 3, 3]
    found = every_part(model, run)
    expected = [found.before, found.without_positions, found.without_segments, found.shuffled]
    assert [part["values"][0] for part in alone["parts"][:4]] == pytest.approx(
        [float(p[best]) for p in expected]
    )
    for told, effects in zip(alone["parts"][4:], found.blocks.values(), strict=True):
        assert told["values"] == pytest.approx(effects[:, best].tolist())
    flat = [abs(effect) for row in alone["effects"] for effect in row]
    strongest = divmod(flat.index(max(flat)), 4)
    if language == "en":
        assert f"head {strongest[1] + 1} of layer {strongest[0] + 1} matters most" in alone["said"]
        assert f"{sum(effect < 0.01 for effect in flat)} of 12 heads" in alone["said"]
        assert f"to {off['after'][best]:#.3g}." in off["said"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_grammar(models: ModelBank, language) -> None:
    told = grammar(Text(language), models())
    json.dumps(told)
    for row, one in zip(told, relations(models()), strict=True):
        assert (row["layer"], row["head"], row["accuracy"]) == (one.layer + 1, one.head + 1, one.accuracy)
        for figure in (f"{one.accuracy:.0%}", f"{one.by_distance:.0%}", f"{one.distance:+d}", str(one.pairs)):
            assert figure in row["said"]


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
    pair = explanation(Text(language), model, "my dog", "is sad")  # both sentences are explained
    assert pair["tokens"] == model.encode("my dog", "is sad").tokens
    assert set(told["methods"]) == set(METHODS) and len(told["tokens"]) == 10
    names = [trace["name"] for trace in told["chart"]["data"]]
    for name, trace, (method, one) in zip(names, told["chart"]["data"], told["methods"].items(), strict=True):
        assert name == f"{Text(language)(f'inside.why.method_{method}')} {digits(one['area'])}"
        assert trace["y"] == pytest.approx(one["deletion"], rel=1e-4, abs=1e-9)
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
    shares = {trace["name"]: trace["x"] for trace in told["chart"]["data"]}
    for kind, column in (("parameters", "parameters"), ("flops", "operations"), ("bytes", "memory")):
        whole = sum(part[kind] for part in told["parts"])
        assert shares[column] == pytest.approx([part[kind] / whole for part in told["parts"]], abs=1e-4)
    assert "Most operations: feed-forward" in told["chart"]["said"]
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
    ways = told["plane"]["data"]
    assert [way["name"] for way in ways][-3:] == ["2 dog", "1 the", "4 the"], "those that are shown, on top"
    assert (told["layers"], told["size"], len(ways)) == (3, 7, 7)
    similar = paths(run).similarity[3, 2]
    best = max((i for i in range(7) if i != 2), key=lambda i: float(similar[i]))
    assert told["nearest"][3] == (run.encoding.tokens[best], pytest.approx(float(similar[best]), abs=1e-3))
    assert len(told["nearest"]) == 4
    levels = np.frombuffer(zlib.decompress(base64.b64decode(told["similarity"])), np.uint8).reshape(4, 7, 7)
    np.testing.assert_allclose(levels / 255 * 2 - 1, paths(run).similarity, atol=0.005)
    for way in ways:
        points = paths(run).points[:, int(way["name"].split()[0])]
        np.testing.assert_allclose([way["x"], way["y"]], points.T, rtol=1e-3, atol=1e-4)
    shift = float((run.hidden_states[-1, 2] - run.hidden_states[0, 2]).norm())
    assert f"moves {shift:#.3g} from the embeddings to layer 3" in told["said"]
    assert f"{sum(paths(run).explained):.0%} of all variance" in told["said"]
    assert "“the” comes twice" in told["said"]
    (line,) = told["alike"]["data"]
    assert line["y"] == pytest.approx(paths(run).similarity[:, 1, 4].tolist(), abs=1e-3)
    assert told["alike"]["said"].endswith(f"the: from {line['y'][0]:#.3g} to {line['y'][-1]:#.3g}.")
    assert travels(Text("en"), models().run("my dog"), 1)["alike"] is None


def test_travels_in_three_dimensions(models: ModelBank) -> None:
    run = models().run("the dog , the bank")
    told = travels(Text("en"), run, 2, 3)
    assert all(way["type"] == "scatter3d" and len(way["z"]) == 4 for way in told["plane"]["data"])
    found = paths(run, 3)
    torch.testing.assert_close(found.points[..., :2], paths(run).points)
    assert told["plane"]["layout"]["scene"]["zaxis"]["title"]["text"] == (
        f"component 3 ({found.explained[2]:.0%})"
    )


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
    lengths = (
        table.word_embeddings.weight[run.encoding.ids[5]],
        table.token_type_embeddings.weight[1],
        table.position_embeddings.weight[5],
    )
    for vector in lengths:
        assert f"{float(vector.norm()):#.3g}" in told["said"]
    judge = models("classroom-sentiment")
    assert embedding_payload(Text(language), judge, judge.run("dog"), 1)["after"] == []


def test_positions(models: ModelBank) -> None:
    told = positions(Text("en"), models())
    json.dumps(told)
    table = models().module.bert.embeddings.position_embeddings.weight.detach()
    (cells,) = told["chart"]["data"]
    assert (cells["z"]["rows"], cells["z"]["columns"]) == (40, 32)
    assert cells["zmax"] == -cells["zmin"] == pytest.approx(float(table.abs().quantile(0.99)), rel=0.01)
    assert told["said"] == told["chart"]["said"] and "40 places" in told["said"]
    most = cells["z"]["most"]
    assert most == pytest.approx(float(table.abs().max()))
    share = (inflated(cells["z"]["packed"]).float().view(40, 32) - 127) / 127
    torch.testing.assert_close(share.sign() * share.square() * most, table, atol=most / 127, rtol=0)
