"""The code behind each panel, run as a visitor would run it, prints the numbers that the app shows."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from bertdemo.bert.heads import describe
from bertdemo.bert.models import ModelBank
from bertdemo.bert.paths import paths
from bertdemo.bert.pretraining import guess_hidden, one_sided
from bertdemo.settings import ASSETS, Settings
from bertdemo.tabs.api import endpoints
from bertdemo.tabs.components import SNIPPETS
from bertdemo.tabs.page import EXAMPLES

pytestmark = pytest.mark.bundled
DOG = "Hello, my dog is cute"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


def numbers(text: str) -> list[float]:
    return [float(number) for number in NUMBER.findall(text)]


def tokens(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    told = api["tokenize"](DOG)
    spans = [span or [0, 0] for span in told["offsets"]]
    return [list(row) for row in zip(told["tokens"], told["ids"], told["token_type_ids"], spans, strict=True)]


def attention(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    return [[weight for row in api["attention"](DOG, layer=4, head=2)["weights"] for weight in row]]


def scores(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    told = api["classify"](DOG)
    return [list(row) for row in zip(told["labels"], told["logits"], told["probabilities"], strict=True)]


def guess(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    encoding = models().encode(DOG)
    return [list(best) for best in guess_hidden(models(), encoding, encoding.tokens.index("dog")).best]


def head(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    return [[weight for row in api["self_attention"](DOG, 4, 2)["weights"] for weight in row]]


def layer(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    return [api["layer"](DOG, 4)["steps"][-1]["norms"]]


def embeddings(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    return [[sum(x * x for x in row) ** 0.5 for row in api["embeddings"](DOG)["normalized"]]]


def heads(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    return [describe(models().run(DOG)).scores[..., 0].flatten().tolist()]


def remove(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    told = api["ablate"](DOG, [[5, 8]])
    return [[*told["before"].values(), *told["after"].values()]]


def sides(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    found = one_sided(models(), models().encode(DOG), 4)
    return [[side, guess.probability] for side, guess in found.items()]


def ways(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    run = models().run(EXAMPLES["bank"][0])
    found = paths(run)
    one, other = (i for i, token in enumerate(run.encoding.tokens) if token == "bank")
    return [[*found.explained, *found.similarity[:, one, other].tolist()]]


def lens(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    told = api["lens"]("Hello, my [MASK] is cute", 3)
    places = [layer[4] for layer in told["layers"]]
    return [[" ".join(r["token"] for r in three), *(r["probability"] for r in three)] for three in places]


def why(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    return [api["attribute"](DOG, "integrated_gradients")["scores"]]


def cost(api: dict[str, Callable[..., Any]], models: ModelBank) -> list[list[Any]]:
    flops = api["cost"](DOG)["flops"]
    return [[sum(part for name, part in flops.items() if name != "masked_word_head")]]


EXPECTED = {
    "tokens": tokens,
    "attention": attention,
    "scores": scores,
    "guess": guess,
    "head": head,
    "layer": layer,
    "embeddings": embeddings,
    "heads": heads,
    "remove": remove,
    "sides": sides,
    "paths": ways,
    "lens": lens,
    "why": why,
    "cost": cost,
}
# Printed in four decimals, over several lines.
TENSORS = ("attention", "embeddings", "head", "heads", "layer", "paths", "remove", "why", "cost")
CHECKED = ("embeddings", "head", "layer")  # they compare themselves with the model


@pytest.fixture(scope="module")
def models() -> ModelBank:
    return ModelBank(Settings(device="cpu"))


def test_every_snippet_is_checked() -> None:
    assert {path.stem for path in SNIPPETS.glob("*.py")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_snippet_prints_what_the_app_shows(name: str, models: ModelBank) -> None:
    ran = subprocess.run(
        [sys.executable, str(SNIPPETS / f"{name}.py")],
        cwd=ASSETS.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    api = {function.__name__: function for function in endpoints(models)}
    rows = EXPECTED[name](api, models)
    if name in TENSORS:
        printed, _, checked = ran.stdout.partition("\ntensor(True)")
        assert numbers(printed) == pytest.approx(rows[0], abs=6e-5)
        assert checked or name not in CHECKED, "it compares itself with the model"
        return
    lines = ran.stdout.splitlines()
    assert len(lines) == len(rows)
    for line, (word, *values) in zip(lines, rows, strict=True):
        flat = [
            float(v) for value in values for v in (value if isinstance(value, (list, tuple)) else [value])
        ]
        assert line.startswith(f"{word} ")
        assert numbers(line.removeprefix(word)) == pytest.approx(flat, abs=1e-4)
