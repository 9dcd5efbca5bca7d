"""Explore: the whole idea on one screen: tokens, scores, attention. Computed by bert/tasks.py and bert/attention.py."""

from __future__ import annotations

import logging
from typing import Any

import gradio as gr

from bertdemo.bert.checkpoints import bundled
from bertdemo.bert.models import Model, ModelBank
from bertdemo.bert.pretraining import guess_hidden
from bertdemo.bert.run import Run
from bertdemo.bert.tasks import (
    CLASSIFIERS,
    bundled_for,
    check_readable,
    classifier,
    classify,
    classify_run,
)
from bertdemo.tabs import plotted
from bertdemo.tabs.components import component, panel
from bertdemo.tabs.live import Part, tell
from bertdemo.text import Text, UserError, digits

log = logging.getLogger(__name__)
NAME = "explore"
MOST_LABELS = 6  # bars; the likeliest ones where there are more


def scores(text: Text, models: ModelBank, model: Model, run: Run) -> list[dict[str, Any]]:
    """What the picked model says if it is a classifier; sentiment and topic by the bundled ones of its language.

    One sentence in their place when most of the text is [UNK].
    """
    try:
        check_readable(run.encoding, model)
    except UserError as error:
        titles = [text(f"explore.{task}.title") for task in CLASSIFIERS]
        return [{"title": " · ".join(titles), "error": text.message(error)}]
    own = [_own_score(text, model, run)] if model.labels else []
    return own + [_score(text, models, task, model, run) for task in CLASSIFIERS]


def _own_score(text: Text, model: Model, run: Run) -> dict[str, Any]:
    """What the picked model itself says, if it gives labels."""
    answer = classify_run(model, run)
    return {
        "title": text("explore.own.title"),
        "labels": answer.labels,
        "logits": answer.logits,
        "probabilities": answer.probabilities,
        "said": text(
            "explore.own.said",
            label=answer.labels[answer.best],
            probability=digits(answer.probabilities[answer.best]),
        ),
    }


def _score(text: Text, models: ModelBank, task: str, model: Model, run: Run) -> dict[str, Any]:
    title = text(f"explore.{task}.title")
    try:
        judge = bundled_for(models, task, model.checkpoint)
        if model.checkpoint.key in (judge.checkpoint.key, judge.checkpoint.base):
            answer = classify_run(judge, run)  # its lower layers are those of the run on screen
        else:
            answer = classify(models, judge, run.encoding.text, run.encoding.text_pair)
    except UserError as error:
        return {"title": title, "error": text.message(error)}
    labels = [text(f"label.{label}") for label in answer.labels]
    order = range(len(labels))
    if len(labels) > MOST_LABELS:
        order = sorted(order, key=answer.probabilities.__getitem__, reverse=True)[:MOST_LABELS]  # type: ignore[assignment]
    return {
        "title": title,
        "labels": [labels[i] for i in order],
        "logits": [answer.logits[i] for i in order],
        "probabilities": [answer.probabilities[i] for i in order],
        "more": text(
            "explore.more_labels",
            count=len(labels) - len(order),
            sum=digits(1 - sum(answer.probabilities[i] for i in order)),
        )
        if len(order) < len(labels)
        else "",
        "said": text(
            f"explore.{task}.said",
            label=labels[answer.best],
            probability=digits(answer.probabilities[answer.best]),
        ),
    }


PARTS: dict[str, Part] = {"scores": scores}


def guess(text: Text, model: Model, run: Run, position: int) -> dict[str, Any]:
    """The five likeliest tokens for one that is hidden, and what became of the one that stood there."""
    hidden = guess_hidden(model, run.encoding, position)
    best = hidden.best[0]
    if hidden.token == model.tokenizer.mask_token:  # the visitor hid it: no word stood there
        said = text("explore.guess.said_mask", guess=best[0], probability=digits(best[2]))
    else:
        said = text(
            "explore.guess.said",
            word=hidden.token,
            guess=best[0],
            probability=digits(best[2]),
            own=digits(hidden.probability),
            rank=f"{hidden.rank:,}",
            vocab=f"{model.checkpoint.vocab:,}",
        )
    return {
        "labels": [token for token, _, _ in hidden.best],
        "probabilities": [probability for _, _, probability in hidden.best],
        "said": said,
    }


def warm_up(models: ModelBank) -> None:
    """Load what the first tab needs, then the other bundled models; a visitor who is quicker waits for the same load."""
    try:
        models().run("Hello")
        for task in CLASSIFIERS:
            classify(models, classifier(models, task), "Hello")
        for checkpoint in bundled():
            models(checkpoint.key)
    except UserError as error:
        log.warning("not ready: %s", error)


def build(text: Text, models: ModelBank) -> None:
    @tell(text, "text text_pair model position:int", "long")
    def guess_token(wanted: dict[str, Any]) -> dict[str, Any]:
        """`{text, text_pair, model, position}` → the guesses, for the component that hides a word."""
        model = models(wanted["model"])
        return guess(text, model, model.run(wanted["text"], wanted["text_pair"]), wanted["position"])

    with panel(text, "explore.tokens", how="explore.tokens.how", code="tokens"):
        component("tokens", text.part("explore.strip"))
    with gr.Row(elem_classes="bd-panels"):
        with panel(text, "explore.attention", how="attention.how", code="attention"):
            large = {"plot": text.part("plot"), "matrix_frame": plotted.empty_matrix(text)}
            component("heatmap", text.part("pick") | large | text.part("heatmap"))
        with gr.Column(min_width=320):
            with panel(text, "explore.scores", how="explore.scores.how", code="scores"):
                component("scores", text.part("explore.bars"))
            with panel(text, "explore.guess", how="explore.guess.how", code="guess"):
                component("guess", text.part("guess"), [guess_token])
