"""Answers that stand in a text, with the scores of every token as start and end. Computed by bert/answers.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bertdemo.bert.answers import Answers, answer
from bertdemo.page.components import component, panel
from bertdemo.page.focus import how_read, numbers
from bertdemo.page.live import tell
from bertdemo.page.questions import OfModel
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import for_task
from bertdemo.serving.readers import texts_language
from bertdemo.settings import Language
from bertdemo.text import Text, digits

# Four questions about each passage; it does not answer the last.
QUESTIONS: dict[Language, list[str]] = {
    "en": [
        "Who wrote the letter?",
        "When was the bridge opened?",
        "How long is it?",
        "What did the band play?",
    ],
    "zh": ["谁给妹妹写了一封信？", "石桥是哪一年通车的？", "桥有多长？", "市长的帽子是什么颜色的？"],
}
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


def answered(text: Text, found: Answers) -> dict[str, Any]:
    """Scores over every window, the best start, end and pair, the answers."""
    best = found.best
    windows = []
    for window in found.windows:
        rows = slice(window.first, window.last + 1)
        windows.append(
            {
                "tokens": window.encoding.tokens[rows],
                "start": numbers(window.start_logits[rows]),
                "end": numbers(window.end_logits[rows]),
                "first": window.first,
                "characters": [window.start, window.end],
            }
        )

    def words(place: Any) -> str:
        return found.context[place.start : place.end]

    likelier = found.no_answer > best.score  # is "no answer", by its probability alone
    said = text(
        ("apply.answers.none" if likelier else "apply.answers.not_enough")
        if found.says_none
        else ("apply.answers.in_spite" if likelier else "apply.answers.said"),
        answer=best.text,
        probability=digits(best.score),
        none=digits(found.no_answer),
    )
    pair = text(
        "apply.answers.pair",
        start=words(found.best_start),
        end=words(found.best_end),
        verdict=text(f"apply.answers.obstacle_{found.obstacle or 'ok'}"),
    )
    return {
        "context": found.context,
        "windows": windows,
        "answers": [
            {
                "text": one.text,
                "start": one.start,
                "end": one.end,
                "score": one.score,
                "logits": one.logits,
                "window": one.window,
                "first": one.first - found.windows[one.window].first,
                "last": one.last - found.windows[one.window].first,
            }
            for one in found.answers
        ],
        "no_answer": found.no_answer,
        "says_none": found.says_none,
        "best_start": [
            found.best_start.window,
            found.best_start.token - found.windows[found.best_start.window].first,
        ],
        "best_end": [
            found.best_end.window,
            found.best_end.token - found.windows[found.best_end.window].first,
        ],
        "said": said,
        "pair": pair,
        "margin": text(
            "apply.answers.margin", margin=f"{found.margin:+.2f}", threshold=f"{found.threshold:+.2f}"
        ),
        "cut": " ".join(how_read(text, len(windows), found.context, found.characters_cut)),
    }


def build(text: Text, models: ModelBank) -> None:
    @tell(text, PassageQuestion, "long")
    def find_answer(question: PassageQuestion) -> dict[str, Any]:
        model = for_task(models, question.model, "answers", question.context)
        return answered(
            text, answer(model, question.question, question.context, 3, most=models.settings.max_windows)
        )

    read = texts_language(models.settings, text.language)
    with panel(text, "apply.answers", how="apply.answers.how", code="answers"):
        given = {"questions": QUESTIONS[read], "passage": PASSAGES[read]}
        component(
            "answers",
            {"failed": text("inside.pick.failed")} | text.part("apply.answers") | given,
            [find_answer],
        )
