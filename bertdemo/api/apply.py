"""The named endpoints of Apply: names, answers, translation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from bertdemo.bert.answers import answer as find_answer
from bertdemo.bert.entities import entities as find_entities
from bertdemo.bert.translation import Translation
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import adapted, translator


def entities(models: ModelBank, text: str, model: str = "") -> dict[str, Any]:
    """Names that BERT finds in a text, and the label of every word piece.

    Args:
        text: the text
        model: key of a model that labels tokens, or nothing for the bundled one
    """
    names = find_entities(models(adapted(model, "entities")), text, models.settings.max_sections)
    return {
        "entities": [
            {"text": e.text, "label": e.label, "start": e.start, "end": e.end, "score": e.score}
            for e in names.entities
        ],
        "pieces": [{"token": p.token, "label": p.label, "score": p.score} for p in names.pieces],
        "sections": len(names.sections),
        "characters_cut": names.characters_cut,
    }


def answer(models: ModelBank, question: str, context: str, top_k: int = 3, model: str = "") -> dict[str, Any]:
    """Answers that BERT finds in a text, best first, and the probability that there is none.

    Args:
        question: the question
        context: the text in which the answer stands
        top_k: how many answers
        model: key of a model that marks answers, or nothing for the bundled one
    """
    answers = find_answer(
        models(adapted(model, "answers")), question, context, top_k, most=models.settings.max_windows
    )
    return {
        "answers": [
            {"text": a.text, "start": a.start, "end": a.end, "score": a.score} for a in answers.answers
        ],
        "no_answer": answers.no_answer,
        "windows": len(answers.windows),
        "characters_cut": answers.characters_cut,
    }


def translate(models: ModelBank, text: str, beams: int = 4, model: str = "") -> dict[str, Any]:
    """Chinese for an English text by a BERT with a decoder, its tokens, and how much each looks at the tokens that were read.

    Args:
        text: the text; each sentence is translated by itself
        beams: beginnings that are carried on, 1 for the likeliest token each time
        model: key of a model with encoder and decoder, or nothing for the bundled one
    """
    *_, whole = translator(models, model).steps(text, beams)
    assert isinstance(whole, Translation)
    parts = whole.sentences
    last = [part.cross_attention[-1].mean(0) for part in parts]  # (out, in) of each sentence
    return {
        "translation": whole.text,
        "tokens": [token for part in parts for token in part.tokens],
        "source": [token for part in parts for token in part.source.encoding.tokens],
        "cross_attention": torch.block_diag(*last).tolist(),  # type: ignore[no-untyped-call]
        "sentences": len(parts),
        "sentences_left_out": whole.left_out,
        "characters_cut": whole.characters_cut,
    }


ENDPOINTS: dict[str, Callable[..., Any]] = {
    "entities": entities,
    "answer": answer,
    "translate": translate,
}
