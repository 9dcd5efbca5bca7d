"""Learn: a small BERT that learns from nothing while you watch. Computed by bert/born.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bertdemo.bert.born import Born, Corpus, Look, Recipe, Start, Step, read_text
from bertdemo.errors import UserError
from bertdemo.page import plotted
from bertdemo.page.components import component, panel
from bertdemo.page.jobs import state_of, zip_of
from bertdemo.page.live import tell
from bertdemo.page.questions import AskJob, OfJob, Question, SinceJob
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.export import write_zip
from bertdemo.serving.newborns import born
from bertdemo.settings import ASSETS
from bertdemo.text import Text, digits

STORIES = ASSETS / "examples"
MOST_STEPS = 5000
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


def told(text: Text, event: Any) -> dict[str, Any]:
    """One event for the page."""
    if isinstance(event, Start):
        said = text(
            "born.begins",
            parameters=f"{event.parameters:,}",
            vocabulary=f"{event.vocabulary:,}",
            commonest=f"{event.commonest:.0%}",
        )
        if event.unknown:
            said += " " + text("born.unknown", words=", ".join(event.unknown[:8]))
        return {"kind": "start", "tokens": event.tokens, "commonest": event.commonest, "said": said}
    if isinstance(event, Step):
        return {"kind": "step", **vars(event)}
    if isinstance(event, Look):
        return {
            "kind": "look",
            "step": event.step,
            "mlm_accuracy": event.mlm_accuracy,
            "nsp_accuracy": event.nsp_accuracy,
            "guesses": event.guesses,
            "follows": ""
            if event.follows is None
            else text("born.follows", probability=digits(event.follows)),
        }
    assert isinstance(event, Born)
    said = text(
        "born.end",
        mlm=f"{event.mlm_accuracy:.0%}",
        nsp=f"{event.nsp_accuracy:.0%}",
        seconds=f"{event.seconds:.0f}",
    )
    if event.nsp_accuracy < 0.6 < event.nsp_learned:
        said += " " + text("born.heart", batch=f"{event.nsp_learned:.0%}")
    return {"kind": "born", "model": event.model, "said": said}


def build(text: Text, models: ModelBank) -> None:
    @tell(text, BornQuestion)
    def start_born(question: BornQuestion) -> dict[str, Any]:
        corpus = corpus_of(question.source, question.text)
        steps = question.steps
        if not 50 <= steps <= MOST_STEPS:
            raise UserError(
                "error.choice_range", name=text("born.steps"), value=steps, least=50, most=MOST_STEPS
            )
        recipe = Recipe(steps=steps, seed=question.seed % 2**31)
        sentence, second = question.sentence[:500], question.second[:500]
        training = models.trainings.start(lambda: born(models, corpus, recipe, sentence, second))
        said = text("born.corpus", sentences=corpus.sentences, held=sum(map(len, corpus.held)))
        training.opening = {"said": said}
        return {"training": training.key, **training.opening}

    @tell(text, SinceJob)
    def follow_born(question: SinceJob) -> dict[str, Any]:
        training = models.trainings(question.training)
        since = max(0, question.since)
        new = training.events[since : since + 600]
        return state_of(text, models.trainings, training) | {
            "events": [told(text, event) for event in new],
            "charts": plotted.newborn(text, training.events[: since + len(new)]) if new else {},
            "next": since + len(new),
            "more": since + len(new) < len(training.events),
        }

    @tell(text, AskJob)
    def steer_born(question: AskJob) -> dict[str, Any]:
        return state_of(text, models.trainings, models.trainings.ask(question.training, question.wanted))

    @tell(text, OfJob, "heavy")
    def download_born(question: OfJob) -> dict[str, Any]:
        events = models.trainings(question.training).events
        if not events or not isinstance(events[-1], Born):
            raise UserError("error.training_gone")
        model = models(events[-1].model)
        path = write_zip(model, text("born.card"), models.folder_of(model.checkpoint.key), "bert-newborn")
        return zip_of(models, path)

    with panel(text, "born", how="born.how"):
        words: dict[str, Any] = {"failed": text("inside.pick.failed"), "plot": text.part("plot")}
        words |= text.part("born") | text.part("training")
        language = {
            "examples": EXAMPLES,
            "language": text.language,
            "default_steps": Recipe().steps,
            "most_steps": MOST_STEPS,
        }
        component("born", words | language, [start_born, follow_born, steer_born, download_born])
