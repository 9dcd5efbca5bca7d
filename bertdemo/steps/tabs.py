"""The six tabs: which instruments each shows, in which order, and what of the sentence they need with the first answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import gradio as gr

from bertdemo.page.live import Part
from bertdemo.serving.bank import ModelBank
from bertdemo.steps.depth import lens, paths, sides
from bertdemo.steps.doubt import remove, why
from bertdemo.steps.finetuning import lab
from bertdemo.steps.glance import guess, scores
from bertdemo.steps.glance import tokens as strip
from bertdemo.steps.head import head
from bertdemo.steps.heads import arcs, bertviz, finder, grid
from bertdemo.steps.heads import attention as matrix
from bertdemo.steps.layer import cost, layer
from bertdemo.steps.pieces import tokenizers, wordpiece
from bertdemo.steps.pretraining import born, game, masked
from bertdemo.steps.pretraining import next as next_sentence
from bertdemo.steps.using import answers, checkpoints, classify, entities, lines, translate
from bertdemo.steps.vectors import embeddings
from bertdemo.text import Text


@dataclass(frozen=True)
class Tab:
    """A tab by its name, which stands in links; `build` lays its panels out."""

    name: str
    build: Callable[[Text, ModelBank], None]
    parts: dict[str, Part] = field(default_factory=dict)


def _explore(text: Text, models: ModelBank) -> None:
    strip.build(text, models)
    with gr.Row(elem_classes="bd-panels"):
        matrix.build(text, models, small=True)
        with gr.Column(min_width=320):
            scores.build(text, models)
            guess.build(text, models)


def _attention(text: Text, models: ModelBank) -> None:
    with gr.Row(elem_classes="bd-panels"):
        matrix.build(text, models)
        grid.build(text, models)
    arcs.build(text, models)
    bertviz.build(text, models)


def _below_each_other(*builds: Callable[[Text, ModelBank], None]) -> Callable[[Text, ModelBank], None]:
    def build(text: Text, models: ModelBank) -> None:
        for one in builds:
            one(text, models)

    return build


TABS = [
    Tab("explore", _explore, {"scores": scores.scores}),
    Tab(
        "tokens",
        _below_each_other(wordpiece.build, tokenizers.build, embeddings.build),
        {"wordpiece": wordpiece.wordpiece, "tokenizers": tokenizers.tokenizers},
    ),
    Tab("attention", _attention),
    Tab(
        "inside",
        _below_each_other(
            head.build,
            layer.build,
            finder.build,
            remove.build,
            sides.build,
            paths.build,
            lens.build,
            why.build,
            cost.build,
        ),
    ),
    Tab("learn", _below_each_other(masked.build, game.build, next_sentence.build, born.build, lab.build)),
    Tab(
        "apply",
        _below_each_other(
            classify.build, lines.build, entities.build, answers.build, translate.build, checkpoints.build
        ),
    ),
]
