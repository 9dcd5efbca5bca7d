"""What the ways through the layers are sent as, against the module that computes them."""

from __future__ import annotations

import base64
import json
import zlib

import numpy as np
import pytest
import torch

from bertdemo.bert.paths import paths
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.depth import paths as ways_of
from bertdemo.steps.depth.paths import travels
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out


def test_travels(models: ModelBank) -> None:
    run = models().run("the dog , the bank")
    payload = travels(Text("en"), run, 2)
    json.dumps(sent(payload))
    ways = payload.plane.data
    assert [way["name"] for way in ways][-3:] == ["dog (2)", "the (1)", "the (4)"], (
        "those that are shown, on top"
    )
    assert (payload.layers, payload.size, len(ways)) == (3, 7, 7)
    similar = paths(run).similarity[3, 2]
    best = max((i for i in range(7) if i != 2), key=lambda i: float(similar[i]))
    nearest, cosine = payload.nearest[3]
    assert nearest == run.encoding.tokens[best] and cosine == pytest.approx(float(similar[best]), abs=1e-3)
    assert len(payload.nearest) == 4
    levels = np.frombuffer(zlib.decompress(base64.b64decode(payload.similarity)), np.uint8).reshape(4, 7, 7)
    np.testing.assert_allclose(levels / 255 * 2 - 1, paths(run).similarity, atol=0.005)
    for way in ways:
        points = paths(run).points[:, int(way["name"].rsplit("(", 1)[1][:-1])]
        np.testing.assert_allclose([way["x"], way["y"]], points.T, rtol=1e-3, atol=1e-4)
    assert "“the” comes twice" in payload.said
    assert payload.alike is not None
    (line,) = payload.alike.data
    assert line["y"] == pytest.approx(paths(run).similarity[:, 1, 4].tolist(), abs=1e-3)
    assert payload.alike.said.endswith(f"the: from {line['y'][0]:#.3g} to {line['y'][-1]:#.3g}.")
    assert travels(Text("en"), models().run("my dog"), 1).alike is None


def test_the_finding_names_the_pair_that_came_together_most(models: ModelBank) -> None:
    run = models().run("my dog , is cute")
    words = [i for i, token in enumerate(run.encoding.tokens) if token.isalpha()]
    first, last = (
        torch.nn.functional.cosine_similarity(states[:, None], states[None], dim=-1)
        for states in (run.hidden_states[0], run.hidden_states[-1])
    )
    pairs = [(i, j) for i in words for j in words if i < j]
    one, other = max(pairs, key=lambda pair: float(last[pair] - first[pair]))
    means = [sum(float(table[pair]) for pair in pairs) / len(pairs) for table in (first, last)]
    said = travels(Text("en"), run, 1).said
    assert said.startswith(
        f"Of {len(pairs)} pairs of words, “{run.encoding.tokens[one]}” and “{run.encoding.tokens[other]}”"
    )
    assert f"cosine {float(first[one, other]):.2f} before layer 1, {float(last[one, other]):.2f}" in said
    assert f"on average: {means[0]:.2f} and {means[1]:.2f}" in said
    assert travels(Text("en"), models().run("dog ."), 1).said == Text("en")("depth.paths.says.one_word")


@pytest.mark.parametrize(
    ("rise", "mean", "judgement"),
    [
        (0.4, 0.2, "cone_more"),
        (0.3, 0.25, "cone"),
        (0.4, 0.05, "pair"),
        (0.05, -0.1, "pair"),
        (0, -0.2, "apart"),
    ],
)
def test_a_pair_is_judged_beside_the_mean(rise: float, mean: float, judgement: str) -> None:
    assert ways_of.judged(rise, mean) == judgement
    for language in LANGUAGES:
        assert Text(language)(f"depth.paths.says.judged.{judgement}")


@pytest.mark.parametrize(
    ("fall", "control", "judgement"),
    [
        (0.3, 0.1, "apart"),
        (0.3, 0.25, "alike"),
        (0.3, None, "uncontrolled"),
        (0.05, None, "stayed"),
        (-0.2, -0.6, "stayed"),
    ],
)
def test_a_word_that_comes_twice_is_judged_beside_another(
    fall: float, control: float | None, judgement: str
) -> None:
    assert ways_of.judged_twins(fall, control) == judgement


def test_the_control_is_named_with_its_cosines(models: ModelBank) -> None:
    run = models().run("the dog , the bank is my dog")
    similarity = paths(run).similarity
    places = {
        word: [i for i, token in enumerate(run.encoding.tokens) if token == word] for word in ("the", "dog")
    }
    ends = {
        word: [float(similarity[layer][tuple(both)]) for layer in (0, -1)] for word, both in places.items()
    }
    first, control = sorted(ends, key=lambda word: ends[word][0] - ends[word][1], reverse=True)
    fall, other_fall = (ends[word][0] - ends[word][1] for word in (first, control))
    said = travels(Text("en"), run, places[first][0]).said  # the pinned word, whichever parts more
    assert f"“{first}” comes twice: {ends[first][0]:.2f} before layer 1, {ends[first][1]:.2f} after" in said
    judgement = ways_of.judged_twins(fall, other_fall)
    shown = {"control_first": f"{ends[control][0]:.2f}", "control_last": f"{ends[control][1]:.2f}"}
    told = Text("en")(f"depth.paths.says.twins_judged.{judgement}", control=control, **shown)
    assert said.startswith(f"“{first}” comes twice") and told in said, "what is pinned comes first"
    other = run.encoding.tokens.index("bank")
    assert travels(Text("en"), run, other).said.endswith(told)
    assert judgement != "stayed", "or the control is not named at all"


def test_all_places_of_the_pinned_word_are_compared(models: ModelBank) -> None:
    run = models().run("my dog is my cute she my is sad")
    similarity = paths(run).similarity
    own, others = ways_of.twice(run, similarity, 1)
    assert sorted(own) == [(1, 4), (1, 7), (4, 7)] and others == [(3, 8)]
    falls = [float(similarity[0][pair] - similarity[-1][pair]) for pair in own]
    assert falls == sorted(falls, reverse=True)
    payload = travels(Text("en"), run, 1)
    assert payload.alike is not None
    drawn = [line["name"] for line in payload.alike.data]
    assert drawn == [*(f"my ({one}, {other})" for one, other in own), "is"]
    (one, other), first = own[0], similarity[0][own[0]]
    assert f"“my” comes 3 times. Tokens {one} and {other}: {float(first):.2f} before" in payload.said
    chinese = travels(Text("zh"), run, 1).said
    assert f"“my”出现 3 次。第 {one} 与第 {other} 个词元：第 1 层之前余弦为 {float(first):.2f}" in chinese
    of_special = ways_of.twice(run, similarity, 0)
    assert of_special[0] == [] and len(of_special[1]) == 2
    assert ways_of.twice(run, similarity, 8)[0] == [(3, 8)]


def test_travels_in_three_dimensions(models: ModelBank) -> None:
    run = models().run("the dog , the bank")
    payload = travels(Text("en"), run, 2, 3)
    assert all(way["type"] == "scatter3d" and len(way["z"]) == 4 for way in payload.plane.data)
    space = paths(run, 3)
    torch.testing.assert_close(space.points[..., :2], paths(run).points)
    assert payload.plane.layout["scene"]["zaxis"]["title"]["text"] == (
        f"component 3 ({space.explained[2]:.0%})"
    )


@pytest.mark.parametrize(("space", "dimensions"), [(False, 2), (True, 3)])
def test_what_the_page_is_answered(models: ModelBank, space: bool, dimensions: int) -> None:
    ask = laid_out(ways_of.build, models).ask["follow"]
    run = models().run(SENTENCE)
    assert ask(QUESTION | {"space": space}) == sent(travels(Text("en"), run, 4, dimensions))
