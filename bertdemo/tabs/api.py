"""The named endpoints, for gradio_client and notebooks; each returns one JSON object. Layers and heads count from 1."""

from __future__ import annotations

import functools
import inspect
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gradio as gr

from bertdemo.bert import hub
from bertdemo.bert.attention import from_page
from bertdemo.bert.checkpoints import bundled, local
from bertdemo.bert.models import ModelBank
from bertdemo.bert.tasks import classifier
from bertdemo.bert.tasks import classify as classify_text
from bertdemo.bert.tokenization import clean
from bertdemo.bert.wordpiece import NotWordPiece
from bertdemo.bert.wordpiece import wordpiece as wordpiece_steps
from bertdemo.tabs.api_apply import endpoints_apply
from bertdemo.tabs.api_inside import endpoints_inside, notes
from bertdemo.tabs.api_learn import endpoints_learn
from bertdemo.text import Text, UserError

log = logging.getLogger(__name__)
TEXT = Text("en")
TEXTS = {
    "text",
    "text_pair",
    "word",
    "task",
    "model",
    "method",
    "target",
    "context",
    "first",
    "second",
    "base",
    "question",
}  # arguments that are strings; None means the default


def raise_for_caller(function: Callable[..., Any], models: ModelBank | None = None) -> Callable[..., Any]:
    """A visitor's mistake becomes the message that the page would show; a bug is logged and told politely."""

    def called(*args: Any, **kwargs: Any) -> Any:
        given = inspect.signature(function).bind(*args, **kwargs).arguments
        for name, value in given.items():
            if name in TEXTS and not isinstance(value, str | None):
                raise UserError("error.not_text", name=name)
            if models and value and name in ("model", "base"):
                hub.ensure(value, models.settings)
        return function(
            **{name: value for name, value in given.items() if value is not None or name not in TEXTS}
        )

    @contextmanager
    def politely() -> Iterator[None]:
        try:
            yield
        except UserError as error:
            raise gr.Error(TEXT.message(error), print_exception=False) from None
        except Exception:
            log.exception("/%s failed", function.__name__)
            raise gr.Error(TEXT("error.bug_endpoint"), print_exception=False) from None

    @functools.wraps(function)
    def told(*args: Any, **kwargs: Any) -> Any:
        with politely():
            return called(*args, **kwargs)

    @functools.wraps(function)
    def streamed(*args: Any, **kwargs: Any) -> Iterator[Any]:
        with politely():
            yield from called(*args, **kwargs)

    return streamed if inspect.isgeneratorfunction(function) else told


def endpoints(models: ModelBank) -> list[Callable[..., Any]]:
    """The functions behind the endpoints, named as they are called."""

    def list_models() -> dict[str, Any]:
        """All models that can be asked here: key, task, layers, heads, hidden size, vocabulary, parameters."""
        return {"models": [c.describe() for c in [*bundled(), *local(models.settings)]]}

    def tokenize(text: str, text_pair: str = "", model: str = "") -> dict[str, Any]:
        """Tokens and ids of a text or a pair of texts, as BERT reads them.

        Args:
            text: the sentence
            text_pair: a second sentence, or nothing
            model: key of a model from /models, or nothing for the default
        """
        encoding = models(model).encode(text, text_pair)
        return {
            "tokens": encoding.tokens,
            "ids": encoding.ids,
            "token_type_ids": encoding.token_type_ids,
            "positions": list(range(len(encoding.ids))),
            "offsets": encoding.offsets,
            "special": encoding.special,
            "unknown": encoding.unknown,
            **notes(encoding),
        }

    def wordpiece(word: str, model: str = "") -> dict[str, Any]:
        """How WordPiece cuts a word: each piece tried, longest first, and whether the vocabulary holds it.

        Args:
            word: a word; of a longer text every word in turn
            model: key of a model from /models, or nothing for the default
        """
        loaded = models(model)
        try:
            told = wordpiece_steps(clean(word, models.settings.max_characters)[0], loaded.tokenizer)
        except NotWordPiece:
            raise UserError("error.not_wordpiece", model=loaded.checkpoint.key) from None
        return {
            "normalized": told.normalized,
            "steps": [{"tried": step.tried, "found": step.found} for step in told.steps],
            "pieces": told.pieces,
            "words_shown": told.words_shown,
            "words_total": told.words_total,
        }

    def attention(
        text: str, text_pair: str = "", layer: int = 0, head: int = 0, model: str = ""
    ) -> dict[str, Any]:
        """Attention weights, from × to; each row sums to 1.

        Args:
            text: the sentence
            text_pair: a second sentence, or nothing
            layer: from 1; 0 is the mean over layers
            head: from 1; 0 is the mean over heads
            model: key of a model from /models, or nothing for the default
        """
        run = models(model).run(text, text_pair)
        weights = from_page(run, layer, head)
        return {"tokens": run.encoding.tokens, "weights": weights.tolist(), **notes(run.encoding)}

    def classify(text: str, task: str = "sentiment", model: str = "") -> dict[str, Any]:
        """Scores of a text: labels, logits, probabilities.

        Args:
            text: the text
            task: sentiment or topic
            model: key of a fine-tuned model, or nothing for the bundled one of the task
        """
        judge = classifier(models, task, model)
        scores = classify_text(models, judge, text)
        return {
            "labels": scores.labels,
            "logits": scores.logits,
            "probabilities": scores.probabilities,
            "temperature": scores.temperature,
            **notes(judge.encode(text)),
        }

    list_models.__name__ = "models"
    return [
        list_models,
        tokenize,
        wordpiece,
        attention,
        classify,
        *endpoints_inside(models),
        *endpoints_learn(models),
        *endpoints_apply(models),
    ]


def build(models: ModelBank) -> None:
    for function in endpoints(models):
        name = function.__name__
        gr.api(raise_for_caller(function, models), api_name=name, concurrency_limit=8)
