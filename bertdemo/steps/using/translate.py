"""Apply: translation, as it is written: beams as a tree, cross-attention. Computed by bert/translation.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bertdemo.bert.beams import Step
from bertdemo.bert.translation import Translated, Translation, as_written
from bertdemo.errors import UserError
from bertdemo.figures import bertviz
from bertdemo.figures.payload import packed_layer
from bertdemo.page.components import component, panel
from bertdemo.page.focus import AGREES
from bertdemo.page.jobs import state_of
from bertdemo.page.live import tell
from bertdemo.page.questions import OfJob, OfModel, SinceJob
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import TRANSLATOR, translator
from bertdemo.text import Text

EXAMPLES = [
    "The weather is very nice today.",
    "Where is the station?",
    "My younger brother can speak three languages. He lives in Shanghai.",
    "She sat on the river bank and read a book.",
]
BEAMS = 4


@dataclass(frozen=True)
class TranslateQuestion(OfModel):
    """What `start_translation` is asked."""

    text: str
    beams: int


@dataclass(frozen=True)
class FollowTranslation(SinceJob):
    """What `follow_translation` is asked."""

    model: str


@dataclass(frozen=True)
class DrawTranslation(OfJob):
    """What `draw_translation` is asked."""

    sentence: int
    dark: bool


def told(text: Text, event: Any, tokenizer: Any) -> dict[str, Any]:
    """One event for the page."""

    def written(tokens: tuple[str, ...]) -> str:
        return as_written(tokenizer.convert_tokens_to_string(list(tokens)))

    if isinstance(event, Step):
        best = event.beams[0].tokens if event.beams else event.finished[0].tokens[:-1]
        return {
            "kind": "step",
            "sentence": event.sentence,
            "step": event.step,
            "text": written(best),
            "beams": [
                {"token": b.tokens[-1], "parent": b.parent, "probability": b.probability, "score": b.score}
                for b in event.beams
            ],
            "dropped": [
                {"token": c.token, "parent": c.parent, "probability": c.probability, "ends": c.ends}
                for c in event.dropped
            ],
            "finished": [{"text": written(one.tokens[:-1]), "score": one.score} for one in event.finished],
        }
    if isinstance(event, Translated):
        layers, heads, out, read = event.cross_attention.shape
        return {
            "kind": "sentence",
            "text": event.text,
            "written": event.tokens,
            "read": event.source.encoding.tokens,
            "shape": [layers, heads, out, read],
            "weights": packed_layer(event.cross_attention.flatten(0, 1)),
            "checked": text(
                "translate.checked",
                tick="✓" if event.error < 10 * AGREES else "✗",
                error=f"{event.error:.1e}",
            ),
        }
    assert isinstance(event, Translation)
    cut = " " + text("translate.cut", count=event.left_out) if event.left_out else ""
    return {"kind": "whole", "text": event.text, "said": text("translate.said", text=event.text) + cut}


def picked(models: ModelBank, key: str) -> str:
    """The model picked on the page if it translates, else the bundled one."""
    return key if key and models(key).checkpoint.task == "translation" else TRANSLATOR


def build(text: Text, models: ModelBank) -> None:
    @tell(text, TranslateQuestion)
    def start_translation(question: TranslateQuestion) -> dict[str, Any]:
        made = translator(models, picked(models, question.model))
        sentence, beams = question.text, question.beams
        if not made.encoder.encode(sentence).words:
            raise UserError("error.no_words")
        return {"training": models.translations.start(lambda: made.steps(sentence, beams)).key}

    @tell(text, FollowTranslation)
    def follow_translation(question: FollowTranslation) -> dict[str, Any]:
        training = models.translations(question.training)
        tokenizer = translator(models, picked(models, question.model)).tokenizer
        since = max(0, question.since)
        new = training.events[since : since + 100]
        return state_of(text, models.translations, training) | {
            "events": [told(text, event, tokenizer) for event in new],
            "next": since + len(new),
            "more": since + len(new) < len(training.events),
        }

    @tell(text, DrawTranslation, "heavy")
    def draw_translation(question: DrawTranslation) -> dict[str, Any]:
        found = [
            event for event in models.translations(question.training).events if isinstance(event, Translated)
        ]
        if not found:
            raise UserError("error.translation_gone")
        one = found[min(question.sentence, len(found) - 1)]
        view = bertviz.translation_view(
            one.source.attentions,
            one.decoder_attention,
            one.cross_attention,
            one.source.encoding.tokens,
            one.tokens,
            dark=question.dark,
        )
        return {"html": view.html, "height": view.height}

    functions = [start_translation, follow_translation, draw_translation]
    with panel(text, "translate", how="translate.how", code="translate"):
        words = {"failed": text("inside.pick.failed"), **text.part("pick"), **text.part("translate")}
        component(
            "translate",
            words | {"examples": EXAMPLES, "most": models.settings.max_beams, "usual": BEAMS},
            functions,
        )
