"""Learn: a small BERT that learns from nothing while you watch. Computed by bert/born.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bertdemo.bert.born import Born, Corpus, Look, Recipe, Start, Step, read_text
from bertdemo.errors import UserError
from bertdemo.page import plotted
from bertdemo.page.components import component
from bertdemo.page.findings import joined
from bertdemo.page.jobs import JobPayload, ZipPayload, job_payload, state_of, zip_payload
from bertdemo.page.live import tell
from bertdemo.page.questions import AskJob, OfJob, Question, SinceJob
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.elsewhere import streamed
from bertdemo.serving.export import write_zip
from bertdemo.serving.newborns import born
from bertdemo.settings import ASSETS
from bertdemo.text import Text, digits

STORIES = ASSETS / "examples"
FEWEST_STEPS, MOST_STEPS = 50, 5000
# How far above chance an accuracy must be to count as learned: more than two standard errors of what is measured, some
# eight hundred hidden words, and 256 pairs that are drawn from few documents.
WORDS_ABOVE, PAIRS_ABOVE = 0.04, 0.1
# What the newborn is asked at first: a sentence with a gap, and one that may follow.
EXAMPLES = {
    "en": ("Anna opened the door and the [MASK] ran into the garden.", "The dog barked at the cat."),
    "zh": ("小明打开门，小[MASK]跑进了院子。", "小狗对着小猫叫。"),
}


@dataclass(frozen=True)
class BornQuestion(Question):
    """What `start_born` is asked."""

    source: str  # en, zh, or own
    text: str  # where it is their own
    steps: int
    seed: int
    sentence: str
    second: str


def corpus_of(source: str, text: str) -> Corpus:
    """The bundled stories of a language, or the text that was pasted."""
    if source in ("en", "zh"):
        return read_text((STORIES / f"stories.{source}.txt").read_text("utf-8"))
    return read_text(text)


@dataclass(frozen=True)
class NewbornOpening:
    """A training that has begun."""

    training: str  # its key
    said: str


@dataclass(frozen=True)
class NewbornStart:
    """Before the first step."""

    tokens: tuple[str, ...]  # of the sentence, with [MASK]
    commonest: float  # share of the commonest token among the chosen ones: what chance gives
    said: str
    speaker: str
    kind: Literal["start"] = "start"


@dataclass(frozen=True)
class NewbornStep(Step):
    """One step of the optimizer."""

    kind: Literal["step"] = "step"


@dataclass(frozen=True)
class NewbornLook:
    """What it knows after a number of steps."""

    step: int
    mlm_accuracy: float  # on documents held back
    nsp_accuracy: float
    guesses: tuple[tuple[tuple[str, float], ...], ...]  # for each [MASK]: tokens with their probabilities
    follows: str  # "" without a second sentence
    said: str
    kind: Literal["look"] = "look"


@dataclass(frozen=True)
class NewbornEnd:
    """A model that answers like any other under its key."""

    model: str
    said: str
    kind: Literal["born"] = "born"


NewbornEvent = NewbornStart | NewbornStep | NewbornLook | NewbornEnd


@dataclass(frozen=True)
class NewbornEvents(JobPayload):
    """How the training is, and what it has said since."""

    events: tuple[NewbornEvent, ...]
    charts: dict[str, plotted.Chart]  # losses and accuracies up to now; {} where nothing is new
    next: int  # number of the first event that the page has not heard of
    more: bool  # whether it is there already


def event_payload(text: Text, event: Start | Step | Look | Born, chance: float) -> NewbornEvent:
    """One event for the page; `chance` is the share of the commonest token, see `Start`."""
    if isinstance(event, Start):
        said = text(
            "pretraining.born.says.begins",
            parameters=f"{event.parameters:,}",
            vocabulary=f"{event.vocabulary:,}",
            commonest=text.percent(event.commonest),
        )
        if event.unknown:
            unknown = text("pretraining.born.says.unknown", words=", ".join(event.unknown[:8]))
            said = joined(text, said, unknown)
        return NewbornStart(event.tokens, event.commonest, said, text("pretraining.born.says.speaker"))
    if isinstance(event, Step):
        return NewbornStep(**vars(event))
    learned = _learned(text, event, chance)
    if isinstance(event, Look):
        follows = ""
        if event.follows is not None:
            follows = text("pretraining.born.says.follows", probability=digits(event.follows))
        said = text("pretraining.born.says.now", step=event.step, **learned)
        return NewbornLook(event.step, event.mlm_accuracy, event.nsp_accuracy, event.guesses, follows, said)
    said = text("pretraining.born.says.end", seconds=f"{event.seconds:.0f}", **learned)
    if event.nsp_accuracy < 0.5 + PAIRS_ABOVE < event.nsp_learned:
        heart = text("pretraining.born.says.heart", batch=text.percent(event.nsp_learned))
        said = joined(text, said, heart)
    return NewbornEnd(event.model, said)


def _learned(text: Text, event: Look | Born, chance: float) -> dict[str, str]:
    """What it can do against chance, for both tasks."""
    words = "some" if event.mlm_accuracy > chance + WORDS_ABOVE else "nothing"
    pairs = "some" if event.nsp_accuracy > 0.5 + PAIRS_ABOVE else "nothing"
    return {
        "words": text(
            f"pretraining.born.says.words_{words}",
            share=text.percent(event.mlm_accuracy),
            chance=text.percent(chance),
        ),
        "pairs": text(f"pretraining.born.says.pairs_{pairs}", share=text.percent(event.nsp_accuracy)),
    }


def chance_of(events: Sequence[Any]) -> float:
    """The share of the commonest token, which the first event of a training says; 0 before it."""
    return next((event.commonest for event in events if isinstance(event, Start)), 0.0)


def begin(text: Text, models: ModelBank, question: BornQuestion) -> NewbornOpening:
    """Start a training. Raises UserError for a number of steps out of range and for a text that cannot be learned from."""
    corpus = corpus_of(question.source, question.text)
    if not FEWEST_STEPS <= question.steps <= MOST_STEPS:
        raise UserError(
            "error.choice_range",
            name=text("pretraining.born.shows.steps"),
            value=question.steps,
            least=FEWEST_STEPS,
            most=MOST_STEPS,
        )
    recipe = Recipe(steps=question.steps, seed=question.seed % 2**31)
    sentence, second = question.sentence[:500], question.second[:500]
    job = models.trainings.start(lambda: streamed(born, models, corpus, recipe, sentence, second))
    said = text("pretraining.born.says.corpus", sentences=corpus.sentences, held=sum(map(len, corpus.held)))
    job.opening = {"said": said}
    return NewbornOpening(job.key, said)


def events_since(text: Text, models: ModelBank, question: SinceJob) -> NewbornEvents:
    """How a training is, and the next events of it, 600 at most."""
    job = models.trainings(question.training)
    since = max(0, question.since)
    new = job.events[since : since + 600]
    return NewbornEvents(
        **state_of(text, models.trainings, job),
        events=tuple(event_payload(text, event, chance_of(job.events)) for event in new),
        charts=plotted.newborn(text, job.events[: since + len(new)]) if new else {},
        next=since + len(new),
        more=since + len(new) < len(job.events),
    )


def zipped(text: Text, models: ModelBank, question: OfJob) -> ZipPayload:
    """The model as a zip. Raises UserError before it is born."""
    events = models.trainings(question.training).events
    if not events or not isinstance(events[-1], Born):
        raise UserError("error.training_gone")
    model = models(events[-1].model)
    path = write_zip(
        model, text("pretraining.born.says.card"), models.folder_of(model.checkpoint.key), "bert-newborn"
    )
    return zip_payload(models, path)


def build(text: Text, models: ModelBank) -> None:
    @tell(text, BornQuestion)
    def start_born(question: BornQuestion) -> NewbornOpening:
        return begin(text, models, question)

    @tell(text, SinceJob)
    def follow_born(question: SinceJob) -> NewbornEvents:
        return events_since(text, models, question)

    @tell(text, AskJob)
    def steer_born(question: AskJob) -> JobPayload:
        return job_payload(text, models.trainings, models.trainings.ask(question.training, question.wanted))

    @tell(text, OfJob, "heavy", here=True)
    def download_born(question: OfJob) -> ZipPayload:
        return zipped(text, models, question)

    words: dict[str, Any] = {"failed": text("focus.failed"), "plot": text.part("plot")}
    words |= text.part("pretraining.born.shows") | text.part("training")
    language = {
        "examples": EXAMPLES,
        "language": text.language,
        "default_steps": Recipe().steps,
        "most_steps": MOST_STEPS,
    }
    component("born", words | language, [start_born, follow_born, steer_born, download_born])
