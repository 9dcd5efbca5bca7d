"""What is computed elsewhere: the same answers by name, after everything has been bytes; what only this process has stays."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr
import pytest

import app
from bertdemo.api import endpoints
from bertdemo.errors import UserError
from bertdemo.page.live import Live
from bertdemo.serving import elsewhere
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import translated
from bertdemo.settings import Settings
from bertdemo.steps.table import LOOKS, PARTS
from bertdemo.text import Text
from tests.conftest import TinyBank

TEXT = "my dog is cute , the animal is un cute"
ASKED: dict[str, dict[str, Any]] = {
    "tokenize": {"text": TEXT},
    "wordpiece": {"word": "cutely"},
    "attention": {"text": TEXT, "layer": 2, "head": 3},
    "classify": {"text": TEXT},
    "embeddings": {"text": TEXT},
    "self_attention": {"text": TEXT, "layer": 1, "head": 2},
    "layer": {"text": TEXT, "layer": 2},
    "heads": {"text": TEXT},
    "ablate": {"text": TEXT, "heads": [[1, 2]]},
    "attribute": {"text": TEXT, "method": "integrated_gradients"},
    "lens": {"text": TEXT},
    "cost": {"text": TEXT},
    "fill_mask": {"text": "my dog is [MASK]"},
    "next_sentence": {"first": "my dog", "second": "is cute"},
}


class Far:
    """Another bank, reached by bytes only."""

    def __init__(self, functions: dict[str, Callable[..., Any]], models: ModelBank) -> None:
        self.functions = functions
        self.models = models
        self.asked: list[tuple[str, bool]] = []

    def ask(self, name: str, question: tuple[Any, ...], heavy: bool = False) -> Any:
        self.asked.append((name, heavy))
        try:
            answer = self.functions[name](*pickle.loads(pickle.dumps(question)))
        except UserError as error:
            raise pickle.loads(pickle.dumps(error)) from None
        return pickle.loads(pickle.dumps(answer))

    def stream(self, events: Callable[..., Iterator[Any]], *arguments: Any) -> Iterator[Any]:
        events, arguments = pickle.loads(pickle.dumps((events, arguments)))
        return (pickle.loads(pickle.dumps(event)) for event in events(self.models, *arguments))


@pytest.fixture(scope="module")
def there() -> Far:
    models = TinyBank(Settings(device="cpu"))
    return Far(app.functions(models), models)


@pytest.fixture
def far(there: Far) -> Iterator[Far]:
    far = Far(there.functions, there.models)
    elsewhere.move(far)
    yield far
    elsewhere.move(None)


def same(one: Any, other: Any, most: float = 1e-6) -> bool:
    """Whether two answers are the same, numbers within `most`."""
    if isinstance(one, dict):
        return set(one) == set(other) and all(same(one[name], other[name], most) for name in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float):
        return math.isclose(one, other, rel_tol=most, abs_tol=most)
    return bool(one == other)


def untimed(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "seconds"}


@pytest.mark.parametrize("name", ASKED)
def test_an_endpoint_answers_the_same(name: str, models: ModelBank, far: Far) -> None:
    (function,) = [f for f in endpoints.endpoints(models) if f.__name__ == name]
    asked = endpoints.raise_for_caller(function)
    crossed = asked(**ASKED[name])
    assert far.asked == [(f"/{name}", name in endpoints.HEAVY)]
    elsewhere.move(None)
    assert same(untimed(asked(**ASKED[name])), untimed(crossed))


def test_what_the_page_is_sent_is_the_same(models: ModelBank, far: Far) -> None:
    live = Live(Text("en"), models, PARTS, LOOKS)
    view = {"on": "lens", "layer": 2, "head": 1, "token": 1, "part": ""}
    crossed = live.analyse(TEXT, "", "", view)
    question = {"text": TEXT, "text_pair": "", "model": "", "layer": 2}
    layer = live.server_functions[2](question)
    assert [name.split()[0] for name, _ in far.asked] == [
        f"bertdemo.page.live.Live.{name}" for name in ("read", "attention_layer")
    ]
    elsewhere.move(None)
    assert same(live.analyse(TEXT, "", "", view), crossed) and "error" not in crossed
    assert live.server_functions[2](question) == layer


def test_mistakes_are_told_as_they_are_here(models: ModelBank, far: Far) -> None:
    zh = Live(Text("zh"), models, PARTS, LOOKS)
    crossed = zh.analyse("   ", "", "", {})
    asked = endpoints.raise_for_caller(endpoints.bound("attention", endpoints.ENDPOINTS["attention"], models))
    with pytest.raises(gr.Error) as there:
        asked(TEXT, layer=99)
    assert len(far.asked) == 2
    elsewhere.move(None)
    assert crossed == zh.analyse("   ", "", "", {}) and crossed["error"] == Text("zh")("error.no_words")
    with pytest.raises(gr.Error) as here:
        asked(TEXT, layer=99)
    assert str(there.value) == str(here.value)


def test_rubbish_is_refused_before_it_travels(models: ModelBank, far: Far) -> None:
    live = Live(Text("en"), models, PARTS, LOOKS)
    assert "error" in live.server_functions[0]({"text": 5})
    assert not far.asked


def test_every_question_that_may_cross_has_a_function_there(there: Far) -> None:
    pages = [name for name in there.functions if not name.startswith("/")]
    assert {name.split()[1] for name in pages} == {"en", "zh"} and len(pages) % 2 == 0
    assert {name.removeprefix("/") for name in there.functions if name.startswith("/")} == (
        set(endpoints.ENDPOINTS) - endpoints.HERE
    )


def test_jobs_and_files_of_visitors_stay_here(there: Far) -> None:
    """A training's key, a translation's events and a zip are in the process that serves the page."""
    for name in ("start", "follow", "steer", "conclude", "before_after", "download", "download_born"):
        assert not [
            known for known in there.functions if known.split()[0].endswith(f".{name}") and "lab" in known
        ]
    for name in ("draw_translation", "start_translation", "download_born", "start_fetch"):
        assert not [known for known in there.functions if known.split()[0].endswith(f".{name}")]


@pytest.mark.bundled
def test_a_stream_is_the_same(far: Far) -> None:
    here, far.models = ModelBank(Settings(device="cpu")), ModelBank(Settings(device="cpu"))
    asked = ("", "The dog sleeps.", 2)
    crossed = list(elsewhere.streamed(translated, here, *asked))
    elsewhere.move(None)
    again = list(elsewhere.streamed(translated, here, *asked))
    assert len(crossed) == len(again) > 3
    assert crossed[-1].text == again[-1].text  # type: ignore[union-attr]
    with pytest.raises(UserError):
        list(elsewhere.streamed(translated, here, "", "The dog sleeps.", 10**6))
