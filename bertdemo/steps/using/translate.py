"""Apply: translation, as it is written: beams as a tree, cross-attention. Computed by bert/translation.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from bertdemo.bert.beams import Step
from bertdemo.bert.translation import Translated, Translation, as_written
from bertdemo.errors import UserError
from bertdemo.figures import bertviz
from bertdemo.figures.payload import packed_layer
from bertdemo.page.components import component, panel
from bertdemo.page.focus import AGREES
from bertdemo.page.jobs import JobPayload, state_of
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
AT_ONCE = 100  # events in one answer


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


@dataclass(frozen=True)
class TranslationStarted:
    """A translation that waits for its turn."""

    training: str  # its key


@dataclass(frozen=True)
class BeamPayload:
    """A beginning that is carried on."""

    token: str  # its last
    parent: int  # beam of the step before that it continues, from 0
    probability: float  # of the token, given the ones before
    score: float  # sum of log-probabilities


@dataclass(frozen=True)
class DroppedBeam:
    """A continuation that is not carried on."""

    token: str
    parent: int
    probability: float
    ends: bool  # the sentence ends here


@dataclass(frozen=True)
class FinishedBeam:
    """A finished sentence."""

    text: str
    score: float  # mean log-probability of a token


@dataclass(frozen=True)
class TranslationStep:
    """After one more token."""

    sentence: int  # from 0
    step: int  # from 1
    text: str  # of the likeliest beam
    beams: tuple[BeamPayload, ...]  # the likeliest first
    dropped: tuple[DroppedBeam, ...]
    finished: tuple[FinishedBeam, ...]  # the best so far, best first
    kind: Literal["step"] = "step"


@dataclass(frozen=True)
class TranslatedSentence:
    """One sentence; L layers and H heads of the decoder, O tokens out, I tokens in."""

    text: str
    written: tuple[str, ...]  # (O,), the end mark last
    read: tuple[str, ...]  # (I,)
    shape: tuple[int, int, int, int]  # L, H, O, I
    weights: str  # (L * H, O, I) in 0 … 1, [from, to], as packed_layer packs them
    checked: str  # how far the steps are from one pass over the whole output
    kind: Literal["sentence"] = "sentence"


@dataclass(frozen=True)
class WholeTranslation:
    """The end."""

    text: str
    said: str
    kind: Literal["whole"] = "whole"


TranslationEvent = TranslationStep | TranslatedSentence | WholeTranslation


@dataclass(frozen=True)
class TranslationEvents(JobPayload):
    """How a translation is, and what has been written since."""

    events: tuple[TranslationEvent, ...]
    next: int  # number of the first event that the page has not heard of
    more: bool  # whether there are more already


@dataclass(frozen=True)
class TranslationFrame:
    """A sentence's attention in BertViz."""

    html: str
    height: int  # px


def event_payload(text: Text, event: Step | Translated | Translation, tokenizer: Any) -> TranslationEvent:
    """One event of a translation; `tokenizer` is that of what is written."""
    if isinstance(event, Step):
        return _step(event, tokenizer)
    if isinstance(event, Translated):
        layers, heads, out, read = event.cross_attention.shape
        return TranslatedSentence(
            text=event.text,
            written=event.tokens,
            read=event.source.encoding.tokens,
            shape=(layers, heads, out, read),
            weights=packed_layer(event.cross_attention.flatten(0, 1)),
            checked=text(
                "using.translate.says.checked",
                tick="✓" if event.error < 10 * AGREES else "✗",
                error=f"{event.error:.1e}",
            ),
        )
    cut = " " + text("using.translate.says.cut", count=event.left_out) if event.left_out else ""
    return WholeTranslation(event.text, text("using.translate.says.said", text=event.text) + cut)


def _step(event: Step, tokenizer: Any) -> TranslationStep:
    def written(tokens: tuple[str, ...]) -> str:
        return as_written(tokenizer.convert_tokens_to_string(list(tokens)))

    best = event.beams[0].tokens if event.beams else event.finished[0].tokens[:-1]
    return TranslationStep(
        sentence=event.sentence,
        step=event.step,
        text=written(best),
        beams=tuple(BeamPayload(b.tokens[-1], b.parent, b.probability, b.score) for b in event.beams),
        dropped=tuple(DroppedBeam(c.token, c.parent, c.probability, c.ends) for c in event.dropped),
        finished=tuple(FinishedBeam(written(one.tokens[:-1]), one.score) for one in event.finished),
    )


def picked(models: ModelBank, key: str) -> str:
    """The model picked on the page if it translates, else the bundled one."""
    return key if key and models(key).checkpoint.task == "translation" else TRANSLATOR


def build(text: Text, models: ModelBank) -> None:
    @tell(text, TranslateQuestion)
    def start_translation(question: TranslateQuestion) -> TranslationStarted:
        reader = translator(models, picked(models, question.model))
        sentence, beams = question.text, question.beams
        if not reader.encoder.encode(sentence).words:
            raise UserError("error.no_words")
        return TranslationStarted(models.translations.start(lambda: reader.steps(sentence, beams)).key)

    @tell(text, FollowTranslation)
    def follow_translation(question: FollowTranslation) -> TranslationEvents:
        job = models.translations(question.training)
        tokenizer = translator(models, picked(models, question.model)).tokenizer
        since = max(0, question.since)
        new = job.events[since : since + AT_ONCE]
        end = since + len(new)
        return TranslationEvents(
            **state_of(text, models.translations, job),
            events=tuple(event_payload(text, event, tokenizer) for event in new),
            next=end,
            more=end < len(job.events),
        )

    @tell(text, DrawTranslation, "heavy")
    def draw_translation(question: DrawTranslation) -> TranslationFrame:
        events = models.translations(question.training).events
        sentences = [event for event in events if isinstance(event, Translated)]
        if not sentences:
            raise UserError("error.translation_gone")
        sentence = sentences[min(question.sentence, len(sentences) - 1)]
        view = bertviz.translation_view(
            sentence.source.attentions,
            sentence.decoder_attention,
            sentence.cross_attention,
            sentence.source.encoding.tokens,
            sentence.tokens,
            dark=question.dark,
        )
        return TranslationFrame(view.html, view.height)

    functions = [start_translation, follow_translation, draw_translation]
    with panel(text, "using.translate", how="using.translate.how", code="translate"):
        words = {"failed": text("focus.failed"), **text.part("pick"), **text.part("using.translate.shows")}
        component(
            "translate",
            words | {"examples": EXAMPLES, "most": models.settings.max_beams, "usual": BEAMS},
            functions,
        )
