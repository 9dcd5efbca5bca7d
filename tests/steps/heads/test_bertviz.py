"""Which picture BertViz draws, of which layer and head, and what is said of what is in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import torch

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
    assert answer["said"].startswith(text(f"heads.bertviz.says.view.{view}"))
    assert {"en": "so its layer 0 is layer 1", "zh": "第 0 层就是本页的第 1 层"}[language] in answer["said"]


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
    said = bertviz.say_bertviz(Text("en"), view, run, "model")
    assert said.endswith(Text("en")("heads.bertviz.says.one_layer", layer=2, total=3))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_strongest_link_that_is_drawn_has_both_names(models: ModelBank, language) -> None:
    text, run = Text(language), models().run("my dog is sad")
    weights = torch.zeros(3, 4, 6, 6)
    weights[..., 0] = 0.5  # to [CLS], which is no word
    weights[2, 1, 1, 4] = 0.4  # my → sad, layer 3, head 2
    weights[0, 3, 2, 3] = 0.3  # dog → is, layer 1, head 4
    run = replace(run, attentions=weights)
    gaps = {"layer": 3, "head": 2, "their_layer": 2, "their_head": 1, "steps": 3}
    far = text("heads.bertviz.says.link_far", source="my", target="sad", weight=text.percent(0.4), **gaps)
    view = bertviz.bertviz_view(run, "model", 1, dark=False)
    assert far in bertviz.say_bertviz(text, view, run, "model")
    gaps = {"layer": 1, "head": 4, "their_layer": 0, "their_head": 3, "steps": 1}
    near = text(
        "heads.bertviz.says.link_neighbour", source="dog", target="is", weight=text.percent(0.3), **gaps
    )
    first = replace(view, layers_shown=(0,))
    assert near in bertviz.say_bertviz(text, first, run, "model"), "of the layer that is drawn"
    cut = bertviz.say_bertviz(text, replace(view, tokens_shown=4), run, "model")
    assert near in cut and text("heads.bertviz.says.cut_tokens", shown=4, total=6) in cut, (
        "“sad” is not drawn"
    )
    one = models().run("dog")
    alone = bertviz.bertviz_view(one, "head", 1, dark=False)
    assert text("heads.bertviz.says.no_link") in bertviz.say_bertviz(text, alone, one, "head")
