"""Which picture BertViz draws, of which layer and head, and what is said of what is in it."""

from __future__ import annotations

from typing import Any

import pytest

from bertdemo.figures import bertviz as figures
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES
from bertdemo.steps.heads import bertviz
from bertdemo.text import Text
from tests.steps.laid_out import QUESTION, laid_out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["head", "model", "neuron"])
def test_what_the_page_is_answered(models: ModelBank, view: str, language) -> None:
    text = Text(language)
    draw = laid_out(bertviz.build, models, language).ask["draw_bertviz"]
    answer = draw(QUESTION | {"view": view, "dark": False})
    assert set(answer) == {"html", "height", "said"}
    assert answer["html"].startswith("<!doctype html>") and answer["height"] > 100
    assert (text("heads.bertviz.says.neuron_hint") in answer["said"]) == (view == "neuron")
    assert text("heads.bertviz.says.all_tokens", total=10) in answer["said"]
    assert text("heads.bertviz.says.all_layers", total=3) in answer["said"]


def test_layers_and_heads_count_from_one_on_the_page(
    models: ModelBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = models().run("my dog", "is sad")
    drawn: list[tuple[Any, ...]] = []
    monkeypatch.setattr(figures, "head_view", lambda *arguments, dark: drawn.append(arguments))
    monkeypatch.setattr(figures, "neuron_view", lambda *arguments, dark: drawn.append(arguments))
    for layer in (-1, 0, 1, 2, 3, 99):
        bertviz.bertviz_view(run, "head", layer, dark=False)
        bertviz.neuron_view(models(), run, layer, 5 - layer, dark=False)
    heads, neurons = drawn[::2], drawn[1::2]
    assert [chosen for *_, chosen in heads] == [0, 0, 0, 1, 2, 2]
    assert [chosen for *_, chosen, _ in neurons] == [0, 0, 0, 1, 2, 2]
    assert [head for *_, head in neurons] == [3, 3, 3, 2, 1, 0], "four heads a layer"
    assert {arguments[2] for arguments in heads} == {4}, (
        "the second sentence begins behind [CLS] my dog [SEP]"
    )


def test_a_model_view_that_does_not_fit_is_of_one_layer(
    models: ModelBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = models().run("my dog is sad")
    assert bertviz.bertviz_view(run, "model", 2, dark=False).layers_shown == (0, 1, 2)
    monkeypatch.setattr(figures, "MAX_LINES", 6 * 6 * 4)
    view = bertviz.bertviz_view(run, "model", 2, dark=False)
    assert view.layers_shown == (1,)
    said = bertviz.say_bertviz(Text("en"), view)
    assert Text("en")("heads.bertviz.says.one_layer", layer=2, total=3) in said
