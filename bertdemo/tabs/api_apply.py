"""The named endpoints of Apply: names, answers, translation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bertdemo.bert.answers import answer as find_answer
from bertdemo.bert.entities import entities as find_entities
from bertdemo.bert.models import ModelBank


def endpoints_apply(models: ModelBank) -> list[Callable[..., Any]]:
    """The functions behind the endpoints, named as they are called."""

    def entities(text: str, model: str = "") -> dict[str, Any]:
        """Names in a text, and the label of every word piece.

        Args:
            text: the text
            model: key of a model that labels tokens, or nothing for the bundled one
        """
        found = find_entities(models(model or "classroom-entities"), text)
        return {
            "entities": [
                {"text": e.text, "label": e.label, "start": e.start, "end": e.end, "score": e.score}
                for e in found.entities
            ],
            "pieces": [{"token": p.token, "label": p.label, "score": p.score} for p in found.pieces],
            "characters_cut": found.characters_cut,
        }

    def answer(question: str, context: str, top_k: int = 3, model: str = "") -> dict[str, Any]:
        """Answers that stand in a text, best first, and the probability that there is none.

        Args:
            question: the question
            context: the text in which the answer stands
            top_k: how many answers
            model: key of a model that marks answers, or nothing for the bundled one
        """
        found = find_answer(models(model or "classroom-answers"), question, context, top_k)
        return {
            "answers": [
                {"text": a.text, "start": a.start, "end": a.end, "score": a.score} for a in found.answers
            ],
            "no_answer": found.no_answer,
            "characters_cut": found.characters_cut,
        }

    return [entities, answer]
