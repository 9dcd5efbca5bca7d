"""Endpoints as tools: schemas that a model can rely on, arguments as models write them, numbers with few digits."""

from __future__ import annotations

import inspect
import json
import re
from typing import Any, get_args

import pytest

from bertdemo.api.endpoints import ENDPOINTS, endpoints
from bertdemo.api.inside import Task
from bertdemo.api.learn import Side
from bertdemo.api.tools import SHORT, Tool, arguments, tool_of, unknown, written
from bertdemo.bert.kinds import CLASSIFIERS
from bertdemo.bert.pretraining import CONTEXTS
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import Settings
from bertdemo.text import Text
from tests.refusals import refusal

TOOLS = {tool.name: tool for tool in map(tool_of, endpoints(ModelBank(Settings(device="cpu"))))}
EVERY = pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)


@EVERY
def test_the_first_sentence_names_bert(tool: Tool) -> None:
    assert "BERT" in re.split(r"[.:](?:\s|$)", tool.description)[0]
    assert len(tool.description) < 160


@EVERY
def test_a_schema_tells_each_argument_its_kind_and_its_default(tool: Tool) -> None:
    parameters = inspect.signature(tool.function).parameters
    properties = tool.schema["properties"]
    assert list(properties) == list(parameters)
    assert all(one["description"] and one["type"] for one in properties.values())
    for name, one in parameters.items():
        assert (name in tool.schema["required"]) == (one.default is one.empty)
        assert ("default" in properties[name]) == (one.default is not one.empty)
        if one.default is not one.empty:
            assert properties[name]["default"] == SHORT.get(name, one.default)
    json.dumps(tool.schema)


def test_choices_are_those_that_the_code_knows() -> None:
    def choices(tool: str, name: str) -> tuple[str, ...]:
        return tuple(TOOLS[tool].schema["properties"][name]["enum"])

    assert choices("classify", "task") == choices("ablate", "task") == get_args(Task) == CLASSIFIERS
    assert choices("fill_mask", "context") == get_args(Side)
    assert set(get_args(Side)) == set(CONTEXTS)
    assert choices("finetune", "method") == ("head", "lora", "full")
    assert "integrated_gradients" in choices("attribute", "method")
    heads = TOOLS["ablate"].schema["properties"]["heads"]
    assert heads["items"]["items"]["type"] == "integer"
    epochs = TOOLS["finetune"].schema["properties"]["epochs"]
    assert epochs["type"] == ["integer", "null"] and epochs["default"] is None


def test_only_a_training_leaves_something_and_only_models_are_fetched() -> None:
    assert [tool.name for tool in TOOLS.values() if not tool.reads] == ["finetune"]
    assert [tool.name for tool in TOOLS.values() if not tool.asks_hub] == ["models"]
    assert list(TOOLS) == list(ENDPOINTS) and len(TOOLS) >= 19


def test_whole_numbers_may_be_written_as_models_do() -> None:
    layer = TOOLS["layer"]
    taken = arguments(layer, {"text": "5", "layer": "2", "token": 3.0, "decimals": 2.5})
    assert taken == {"text": "5", "layer": 2, "token": 3, "decimals": 2.5}
    assert arguments(layer, {"text": "a", "layer": "two"}) == {
        "text": "a",
        "layer": "two",
        "decimals": 3,
        "token": 1,
    }


@pytest.mark.parametrize("given", [{}, {"layer": 1}, {"text": "a", "layer": 1, "path": "/etc/passwd"}])
def test_an_argument_that_lacks_or_is_unknown_is_told(given: dict[str, Any]) -> None:
    with refusal("“layer” takes text, layer, text_pair, model, decimals, token; needed: text, layer"):
        arguments(TOOLS["layer"], given)


def test_an_unknown_tool_is_told_with_those_that_there_are() -> None:
    said = Text("en").message(unknown("x" * 500, TOOLS))
    assert said.startswith("There is no tool xxx") and "tokenize, wordpiece" in said and len(said) < 400


def test_numbers_are_written_with_four_digits_that_count() -> None:
    answer = {"a": [0.00001234567, 1 / 3, -12.3456789, 0.0], "b": 22893116, "c": (3.5e9, "é"), "d": None}
    assert written(answer) == (
        '{"a":[1.235e-05,0.3333,-12.35,0.0],"b":22893116,"c":[3500000000,"é"],"d":null}'
    )
