"""Answers that stand in a text, with the scores of every token as start and end. Computed by bert/answers.py."""

from __future__ import annotations

from dataclasses import dataclass

from bertdemo.bert.answers import Answer, Answers, Window, answer
from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.page.components import component
from bertdemo.page.findings import joined, speaker_of
from bertdemo.page.focus import how_read, numbers
from bertdemo.page.live import tell
from bertdemo.page.questions import OfModel
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import for_task
from bertdemo.serving.measured import measured
from bertdemo.serving.readers import texts_language
from bertdemo.settings import Language
from bertdemo.text import Text

TIES = 0.8  # of the best answer's probability, for another one to count as its equal
# A text for who has none, and a question that it answers; the scenes ask it what it does not say.
QUESTIONS: dict[Language, str] = {"en": "Who wrote the letter?", "zh": "谁给妹妹写了一封信？"}
PASSAGES: dict[Language, str] = {
    "en": (
        "The stone bridge over the river was opened in 1894. It is 312 metres long and rests on nine arches. The mayor walked "
        "across it first, followed by a brass band. A letter that the engineer Helena Brandt wrote to her sister on that day is "
        "kept in the town museum; in it she says that she had not slept for a week."
    ),
    "zh": (
        "河上的石桥于1894年通车，全长312米，有九个桥拱。市长第一个走过桥去，后面跟着一支铜管乐队。就在那一天，"
        "女工程师何兰给妹妹写了一封信，这封信现在收藏在镇上的博物馆里；她在信中说，自己已经一个星期没有睡觉了。"
    ),
}


@dataclass(frozen=True)
class PassageQuestion(OfModel):
    """What `find_answer` is asked."""

    question: str
    context: str


@dataclass(frozen=True)
class WindowPayload:
    """One window of the text with the scores of its N tokens."""

    tokens: tuple[str, ...]  # (N,), without question and special tokens
    start: list[float]  # (N,), logits
    end: list[float]  # (N,), logits
    first: int  # place of the first one in the model's input
    characters: tuple[int, int]  # [start, end) of the text


@dataclass(frozen=True)
class AnswerSpan:
    """One answer."""

    text: str
    start: int  # characters [start, end) of the text
    end: int
    score: float  # its probability
    logits: float  # start logit + end logit
    window: int
    first: int  # its first and last token among those of the window
    last: int


@dataclass(frozen=True)
class AnswersPayload:
    """Scores over every window, the best start, end and pair, the answers."""

    context: str  # as far as it was read
    windows: tuple[WindowPayload, ...]
    answers: tuple[AnswerSpan, ...]  # most probable first
    no_answer: float  # probability
    says_none: bool
    speaker: str
    best_start: tuple[int, int]  # window, and token among those of the window
    best_end: tuple[int, int]
    said: str
    pair: str
    margin: str
    cut: str  # how a long text was read; "" for one that is not


def answered(text: Text, answers: Answers, reader: Checkpoint) -> AnswersPayload:
    """What the page shows of the way from a question and a text to the answers."""

    def place(window: int, token: int) -> tuple[int, int]:
        return window, token - answers.windows[window].first

    return AnswersPayload(
        context=answers.context,
        windows=tuple(_window(window) for window in answers.windows),
        answers=tuple(
            AnswerSpan(
                text=one.text,
                start=one.start,
                end=one.end,
                score=one.score,
                logits=one.logits,
                window=one.window,
                first=place(one.window, one.first)[1],
                last=place(one.window, one.last)[1],
            )
            for one in answers.answers
        ),
        no_answer=answers.no_answer,
        says_none=answers.says_none,
        best_start=place(answers.best_start.window, answers.best_start.token),
        best_end=place(answers.best_end.window, answers.best_end.token),
        said=joined(text, finding(text, answers), _rate(text, reader)),
        speaker=speaker_of(text, reader),
        pair=text(
            "using.answers.says.pair",
            start=answers.context[answers.best_start.start : answers.best_start.end],
            end=answers.context[answers.best_end.start : answers.best_end.end],
            verdict=text(f"using.answers.says.obstacle_{answers.obstacle or 'ok'}"),
        ),
        margin=text(
            "using.answers.says.margin",
            margin=f"{answers.margin:+.2f}",
            threshold=f"{answers.threshold:+.2f}",
        ),
        cut=" ".join(how_read(text, len(answers.windows), answers.context, answers.characters_cut)),
    )


def _window(window: Window) -> WindowPayload:
    context = slice(window.first, window.last + 1)
    return WindowPayload(
        tokens=window.encoding.tokens[context],
        start=numbers(window.start_logits[context]),
        end=numbers(window.end_logits[context]),
        first=window.first,
        characters=(window.start, window.end),
    )


def finding(text: Text, answers: Answers) -> str:
    """Whether there is an answer, by the margin, and how far it is ahead of the second and of "no answer"."""
    best, second = answers.best, next(iter(answers.answers[1:]), None)
    likelier = answers.no_answer > best.score
    if answers.says_none:
        case = "none" if likelier else "not_enough"
    elif likelier:
        case = "in_spite"
    elif second is None:
        case = "alone"
    elif _overlap(best, second):
        case = "same_place"
    else:
        case = "tie" if second.score >= TIES * best.score else "ahead"
    return text(
        f"using.answers.says.{case}",
        answer=best.text,
        probability=text.percent(best.score),
        second=second.text if second else "",
        next=text.percent(second.score if second else 0),
        none=text.percent(answers.no_answer),
    )


def _overlap(one: Answer, other: Answer) -> bool:
    """Whether two spans share a character: the same place of the text, cut in two ways."""
    return one.start < other.end and other.start < one.end


def _rate(text: Text, reader: Checkpoint) -> str:
    refused, f1 = measured(reader, "refused"), measured(reader, "f1_with_none")
    if refused is None or f1 is None:
        return ""
    return text("using.answers.says.rate", refused=text.percent(refused), f1=f"{f1:.2f}")


def build(text: Text, models: ModelBank) -> None:
    @tell(text, PassageQuestion, "long")
    def find_answer(question: PassageQuestion) -> AnswersPayload:
        model = for_task(models, question.model, "answers", question.context)
        answers = answer(model, question.question, question.context, 3, most=models.settings.max_windows)
        return answered(text, answers, model.checkpoint)

    language = texts_language(models.settings, text.language)
    example = {"question": QUESTIONS[language], "passage": PASSAGES[language]}
    component(
        "answers",
        {"failed": text("focus.failed")} | text.part("using.answers.shows") | example,
        [find_answer],
    )
