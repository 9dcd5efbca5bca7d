"""The named endpoints of how BERT reads a text: tokens, WordPiece, attention, scores."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bertdemo.api.inside import Task, notes
from bertdemo.api.shorter import Short
from bertdemo.bert.attention import from_page
from bertdemo.bert.tokenization import clean
from bertdemo.bert.wordpiece import NotWordPiece
from bertdemo.bert.wordpiece import wordpiece as wordpiece_steps
from bertdemo.errors import UserError
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import listed
from bertdemo.serving.judges import classifier
from bertdemo.serving.judges import classify as classify_text


def list_models(models: ModelBank) -> dict[str, Any]:
    """All BERT models that can be asked here: key, task, layers, heads, hidden size, vocabulary, parameters."""
    return {"models": [c.describe() for c in listed(models.settings)]}


def tokenize(models: ModelBank, text: str, text_pair: str = "", model: str = "") -> dict[str, Any]:
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


def wordpiece(models: ModelBank, word: str, model: str = "") -> dict[str, Any]:
    """How BERT's WordPiece cuts a word: each piece tried, longest first, and whether the vocabulary holds it.

    Args:
        word: a word; of a longer text every word in turn
        model: key of a model from /models, or nothing for the default
    """
    loaded = models(model)
    try:
        steps = wordpiece_steps(clean(word, models.settings.max_characters)[0], loaded.tokenizer)
    except NotWordPiece:
        raise UserError("error.not_wordpiece", model=loaded.checkpoint.key) from None
    return {
        "normalized": steps.normalized,
        "steps": [{"tried": step.tried, "found": step.found} for step in steps.steps],
        "pieces": steps.pieces,
        "words_shown": steps.words_shown,
        "words_total": steps.words_total,
    }


def attention(
    models: ModelBank,
    text: str,
    text_pair: str = "",
    layer: int = 0,
    head: int = 0,
    model: str = "",
    decimals: int = 0,
) -> dict[str, Any]:
    """BERT's attention weights, from × to; each row sums to 1.

    Args:
        text: the sentence
        text_pair: a second sentence, or nothing
        layer: from 1; 0 is the mean over layers
        head: from 1; 0 is the mean over heads
        model: key of a model from /models, or nothing for the default
        decimals: round numbers to so many; 0 leaves all
    """
    short = Short(decimals)
    run = models(model).run(text, text_pair)
    weights = from_page(run, layer, head)
    return {"tokens": run.encoding.tokens, "weights": short.numbers(weights), **notes(run.encoding)}


def classify(models: ModelBank, text: str, task: Task = "sentiment", model: str = "") -> dict[str, Any]:
    """What a fine-tuned BERT makes of a text: labels, logits, probabilities.

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


ENDPOINTS: dict[str, Callable[..., Any]] = {
    "models": list_models,
    "tokenize": tokenize,
    "wordpiece": wordpiece,
    "attention": attention,
    "classify": classify,
}
