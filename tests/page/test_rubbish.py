"""What no page of ours sends: told, and no bug."""

from __future__ import annotations

import inspect
import time
from dataclasses import fields
from typing import Any

import gradio as gr
import pytest

from bertdemo.page.live import Live
from bertdemo.page.page import build_page
from bertdemo.serving.bank import ModelBank
from bertdemo.steps.cards import CARDS
from bertdemo.steps.table import STEPS
from bertdemo.text import Text
from tests.conftest import own_records

FILLED: dict[str, Any] = {
    "positions": [1], "place": None, "word": "", "off": [], "answers": {}, "seed": 0, "number": 0, "view": "head",
    "dark": False, "data": {"source": "set", "name": "reviews.en"}, "base": "", "recipe": {"method": "head"}, "name": "",
    "training": "x", "since": 0, "wanted": "stop", "steps": 50, "sentence": "a", "second": "b", "first": "a",
    "beams": 1, "id": "x", "question": "who", "context": "a dog", "lines": "a", "position": 1, "part": "scores",
}  # fmt: skip
ODD: list[Any] = [None, "", "x", 3, 1.5, True, [], ["a"], {}, {"text": "my dog"}, {"a": {"b": []}}]


def test_rubbish_to_any_function_of_the_page_is_told_and_not_logged(
    models: ModelBank, caplog: pytest.LogCaptureFixture
) -> None:
    """What no page of ours sends: things of every kind as the question, and as each field of it."""
    with gr.Blocks() as demo:
        build_page(Text("en"), models, STEPS, CARDS)
    functions = [
        (function.__name__, function)
        for block in demo.blocks.values()
        for function in getattr(block, "server_fns", None) or ()
    ]
    assert len(functions) > 45
    good = {
        "text": "my dog",
        "text_pair": "",
        "model": "",
        "layer": 1,
        "head": 1,
        "token": None,
        "task": "sentiment",
    }
    bugs = []
    for name, function in functions:
        for odd in ODD:
            questions = [(name, odd)]
            kind = inspect.getclosurevars(function).nonlocals["kind"]
            names = [field.name for field in fields(kind)] if kind else []
            questions += [(f"{name}: {field}", FILLED | good | {field: odd}) for field in names]
            for place, question in questions:
                told = function(question)
                if not isinstance(told, dict) or told.get("error") == Text("en")("error.bug"):
                    bugs.append((place, odd))
    assert not bugs
    for jobs in (models.trainings, models.translations, models.fetches):
        for job in list(jobs._all.values()):
            job.wanted = "stop"
            until = time.monotonic() + 30
            while not job.ended:
                assert time.monotonic() < until
                time.sleep(0.01)
    # the bundled decoder fits no tiny encoder: that translation fails, which is no matter of the question
    assert not [
        record for record in caplog.records if record.name.startswith(("bertdemo.page", "bertdemo.steps"))
    ]


@pytest.mark.parametrize(
    "view", [None, [], "x", 5, {"layer": "x"}, {"layer": None, "head": {}}, {"on": ["x"]}]
)
@pytest.mark.parametrize("typed", [None, 5, ["x"], {"a": 1}, True])
def test_rubbish_instead_of_a_sentence_is_told(
    live: Live, view: Any, typed: Any, caplog: pytest.LogCaptureFixture
) -> None:
    rubbish: list[tuple[Any, Any, Any]] = [
        (typed, "", "classroom"),
        ("my dog", typed, "classroom"),
        ("my dog", "", typed),
    ]
    for asked in rubbish:
        told = live.analyse(*asked, view)
        assert told.get("error") != Text("en")("error.bug")
    assert not own_records(caplog)
