"""Apply: translation, as it is written: beams as a tree, cross-attention. Computed by bert/translation.py."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bertdemo.bert.beams import Hypothesis, Step
from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.classification import check_readable
from bertdemo.bert.model import Model
from bertdemo.bert.tokenization import Encoding
from bertdemo.bert.translation import Translated, Translation, as_written
from bertdemo.errors import UserError
from bertdemo.figures import bertviz
from bertdemo.figures.payload import packed_layer
from bertdemo.page.components import component
from bertdemo.page.findings import joined, speaker_of
from bertdemo.page.focus import AGREES
from bertdemo.page.jobs import JobPayload, state_of
from bertdemo.page.live import tell
from bertdemo.page.questions import OfJob, OfModel, SinceJob
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.elsewhere import streamed
from bertdemo.serving.judges import TRANSLATOR, translated, translator
from bertdemo.serving.measured import measured
from bertdemo.text import Text

BEAMS = 4
AT_ONCE = 100  # events in one answer
TIES = 0.9  # of the best output's mean probability of a token, for the second to count as its equal
# What goes wrong most: numbers, and names, which have a capital in the middle of a sentence.
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")


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
class TranslationStep:
    """After one more token."""

    sentence: int  # from 0
    step: int  # from 1
    text: str  # of the likeliest beam
    beams: tuple[BeamPayload, ...]  # the likeliest first
    dropped: tuple[DroppedBeam, ...]
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
    speaker: str
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


def event_payload(
    text: Text,
    event: Step | Translated | Translation,
    tokenizer: Any,
    writer: Checkpoint,
    events: Sequence[Any] = (),
) -> TranslationEvent:
    """One event of a translation; `tokenizer` is that of what is written, `events` are those of all of it."""
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
    cut = text("using.translate.says.cut", count=event.left_out) if event.left_out else ""
    said = joined(text, finding(text, event, writer, rivals(events, tokenizer)), cut)
    return WholeTranslation(event.text, said, speaker_of(text, writer))


@dataclass(frozen=True)
class Rivals:
    """The two best outputs for one sentence."""

    best: str
    second: str
    ratio: float  # of the second's mean probability of a token to the best's


def rivals(events: Sequence[Any], tokenizer: Any) -> Rivals | None:
    """Of the sentence in which they are closest; None where no sentence has two that differ."""

    def written(one: Hypothesis) -> str:
        return as_written(tokenizer.convert_tokens_to_string(list(one.tokens[:-1])))

    last = {event.sentence: event.finished for event in events if isinstance(event, Step)}
    pairs = [
        Rivals(written(finished[0]), written(finished[1]), math.exp(finished[1].score - finished[0].score))
        for finished in last.values()
        if len(finished) > 1
    ]
    return max(
        (pair for pair in pairs if pair.best != pair.second), key=lambda pair: pair.ratio, default=None
    )


def finding(text: Text, whole: Translation, writer: Checkpoint, close: Rivals | None) -> str:
    """Whether the search hesitated, what in this text is likely to be wrong, and how good this translator is at all."""
    if close is None:
        said = text("using.translate.says.alone", text=whole.text)
    else:
        said = text(
            f"using.translate.says.{'tie' if close.ratio >= TIES else 'ahead'}",
            best=close.best,
            second=close.second,
            ratio=text.percent(close.ratio),
        )
    source = " ".join(one.source.encoding.text for one in whole.sentences)
    risky = NUMBER.findall(source) + NAME.findall(source)
    bleu, pairs = (measured(writer, name) for name in ("bleu_beams_4", "training_pairs"))
    if bleu is None or pairs is None:
        return said
    rate = text(
        f"using.translate.says.{'risky' if risky else 'rate'}",
        risky=text("using.says.between").join(dict.fromkeys(risky)),
        bleu=f"{bleu:.0f}",
        pairs=f"{pairs:,.0f}",
    )
    return joined(text, said, rate)


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
    )


def picked(models: ModelBank, key: str) -> str:
    """The model picked on the page if it translates, else the bundled one."""
    return key if key and models(key).checkpoint.task == "translation" else TRANSLATOR


def check_english(encoding: Encoding, reader: Model) -> None:
    """Raises UserError for a text that `reader` cannot read: of the bundled one, for every one that is not in English."""
    try:
        check_readable(encoding, reader)
    except UserError:
        if not reader.checkpoint.bundled:
            raise
        raise UserError("error.not_english") from None


def build(text: Text, models: ModelBank) -> None:
    @tell(text, TranslateQuestion)
    def start_translation(question: TranslateQuestion) -> TranslationStarted:
        key = picked(models, question.model)
        reader = translator(models, key)
        sentence, beams = question.text, question.beams
        encoding = reader.encoder.encode(sentence)
        if not encoding.words:
            raise UserError("error.no_words")
        check_english(encoding, reader.encoder)
        job = models.translations.start(lambda: streamed(translated, models, key, sentence, beams))
        return TranslationStarted(job.key)

    @tell(text, FollowTranslation)
    def follow_translation(question: FollowTranslation) -> TranslationEvents:
        job = models.translations(question.training)
        writer = picked(models, question.model)
        tokenizer, checkpoint = translator(models, writer).tokenizer, models(writer).checkpoint
        since = max(0, question.since)
        new = job.events[since : since + AT_ONCE]
        end = since + len(new)
        return TranslationEvents(
            **state_of(text, models.translations, job),
            events=tuple(event_payload(text, event, tokenizer, checkpoint, job.events) for event in new),
            next=end,
            more=end < len(job.events),
        )

    @tell(text, DrawTranslation, "heavy", here=True)
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
    words = {"failed": text("focus.failed"), **text.part("pick"), **text.part("using.translate.shows")}
    component(
        "translate",
        words | {"most": models.settings.max_beams, "usual": BEAMS},
        functions,
    )
