"""The code behind each panel, run as a visitor would run it, prints the numbers that the app shows."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from bertdemo.bert.models import ModelBank
from bertdemo.bert.pretraining import guess_hidden
from bertdemo.settings import ASSETS, Settings
from bertdemo.tabs.api import endpoints
from bertdemo.tabs.components import SNIPPETS

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


EXPECTED = {
    "tokens": tokens,
    "attention": attention,
    "scores": scores,
    "guess": guess,
    "head": head,
    "layer": layer,
}
TENSORS = ("attention", "head", "layer")  # printed in four decimals, over several lines


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
        assert checked or name == "attention", "it compares itself with the model"
        return
    lines = ran.stdout.splitlines()
    assert len(lines) == len(rows)
    for line, (word, *values) in zip(lines, rows, strict=True):
        flat = [
            float(v) for value in values for v in (value if isinstance(value, (list, tuple)) else [value])
        ]
        assert line.startswith(f"{word} ")
        assert numbers(line.removeprefix(word)) == pytest.approx(flat, abs=1e-4)
