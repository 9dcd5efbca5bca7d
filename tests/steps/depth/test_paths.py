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
from bertdemo.steps.depth import paths as ways_of
from bertdemo.steps.depth.paths import travels
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, SENTENCE, laid_out


def test_travels(models: ModelBank) -> None:
    run = models().run("the dog , the bank")
    payload = travels(Text("en"), run, 2)
    json.dumps(sent(payload))
    ways = payload.plane.data
    assert [way["name"] for way in ways][-3:] == ["2 dog", "1 the", "4 the"], "those that are shown, on top"
    assert (payload.layers, payload.size, len(ways)) == (3, 7, 7)
    similar = paths(run).similarity[3, 2]
    best = max((i for i in range(7) if i != 2), key=lambda i: float(similar[i]))
    nearest, cosine = payload.nearest[3]
    assert nearest == run.encoding.tokens[best] and cosine == pytest.approx(float(similar[best]), abs=1e-3)
    assert len(payload.nearest) == 4
    levels = np.frombuffer(zlib.decompress(base64.b64decode(payload.similarity)), np.uint8).reshape(4, 7, 7)
    np.testing.assert_allclose(levels / 255 * 2 - 1, paths(run).similarity, atol=0.005)
    for way in ways:
        points = paths(run).points[:, int(way["name"].split()[0])]
        np.testing.assert_allclose([way["x"], way["y"]], points.T, rtol=1e-3, atol=1e-4)
    shift = float((run.hidden_states[-1, 2] - run.hidden_states[0, 2]).norm())
    assert f"moves {shift:#.3g} from the embeddings to layer 3" in payload.said
    assert f"{sum(paths(run).explained):.0%} of all variance" in payload.said
    assert "“the” comes twice" in payload.said
    assert payload.alike is not None
    (line,) = payload.alike.data
    assert line["y"] == pytest.approx(paths(run).similarity[:, 1, 4].tolist(), abs=1e-3)
    assert payload.alike.said.endswith(f"the: from {line['y'][0]:#.3g} to {line['y'][-1]:#.3g}.")
    assert travels(Text("en"), models().run("my dog"), 1).alike is None


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
