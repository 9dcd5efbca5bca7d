"""Apply: classify, find names, answer, translate, with any BERT.

Computed by bert/tasks.py, bert/attribution.py, bert/entities.py and bert/answers.py; the lower panels are
apply_translate.py and apply_checkpoints.py.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bertdemo.bert.answers import Answers, answer
from bertdemo.bert.attribution import attribute
from bertdemo.bert.entities import Entities, entities
from bertdemo.bert.labelled import read_texts
from bertdemo.bert.languages import texts_language
from bertdemo.bert.models import Model, ModelBank
from bertdemo.bert.stopping import breathe
from bertdemo.bert.tasks import Classification, bundled_for, check_readable, classify, judge_of
from bertdemo.tabs import apply_checkpoints, apply_translate
from bertdemo.tabs.components import component, panel
from bertdemo.tabs.focus import label_of, numbers
from bertdemo.tabs.learn_lab import bytes_of, limits
from bertdemo.tabs.live import Part, tell
from bertdemo.text import Language, Text, UserError, digits

NAME = "apply"
NEWLINE = re.compile(r"\r\n|\r|\n")  # str.splitlines would cut a text at U+2028 as well
PARTS: dict[str, Part] = {}
# Texts that stand in the panels as they open. Names: as it should be; one word as a person and as a place; names that no
# model has met; and what only context tells, for lower case reads as capitals do and a Chinese name can be a common word.
ENTITIES: dict[Language, list[str]] = {
    "en": [
        "Marie Curie left Warsaw for Paris and later worked with Pierre Curie at the University of Paris.",
        "Jordan plays for Jordan, and Paris moved to Paris with Apple shares and an apple in her bag.",
        "The Electroencephalography Society of Ljubljana invited Antananarivo's mayor.",
        "in berlin, angela met barack obama. BERLIN WAS COLD.",
    ],
    "zh": [
        "鲁迅离开绍兴去南京求学，后来在北京大学教书。",
        "黄山登上了黄山，从海南来的周海南在苹果公司门口吃苹果。",
        "卢布尔雅那脑电图学会请来了牛犇和塔那那利佛的市长。",
        "高峰说用电高峰已经过去，江山为祖国的江山画了一幅画。",
    ],
}
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
# Two reviews and two pieces of news.
LINES: dict[Language, str] = {
    "en": """A warm, funny film that I will watch again.
Two hours of nothing, badly acted.
The central bank raised interest rates again on Tuesday.
The striker scored twice in the second half.""",
    "zh": """房间干净，服务也热情，下次还会来住。
等了两个小时才送到，菜都凉了，再也不点了。
央行周二再次上调利率
前锋下半场连进两球，主队晋级决赛""",
}


def judged(text: Text, models: ModelBank, model: Model, sentence: str, second: str) -> dict[str, Any]:
    """Logits, temperature and probabilities of one text, and what each word added to the decision."""
    check_readable(model.encode(sentence, second), model)
    scores = classify(models, model, sentence, second)
    best = scores.best
    told = {
        "labels": [label_of(text, model, label) for label in scores.labels],
        "logits": scores.logits,
        "temperature": scores.temperature,
        "said": text(
            "apply.classify.said",
            label=label_of(text, model, scores.labels[best]),
            probability=digits(scores.probabilities[best]),
            logit=f"{scores.logits[best]:.2f}",
            temperature=f"{scores.temperature:.2f}",
        ),
    }
    try:
        found = attribute(model, sentence, "integrated_gradients", text_pair=second)
        told |= {
            "tokens": found.tokens,
            "scores": numbers(found.scores),
            "why": text("apply.classify.why", error=f"{found.completeness_error or 0:.1e}"),
        }
    except UserError as error:  # too long to explain; the scores stand
        told |= {"tokens": [], "scores": [], "why": text.message(error)}
    return told


def lines_of(models: ModelBank, given: str) -> tuple[list[str], int]:
    """The lines with a word in them, as many as may be asked at once, and how many more there were."""
    read = given[: 200 * models.settings.max_characters]
    lines = [line.strip() for line in NEWLINE.split(read) if line.strip()]
    most = models.settings.max_lines
    return lines[:most], max(0, len(lines) - most)


def lines_of_file(text: Text, models: ModelBank, content: Any) -> dict[str, Any]:
    """The texts of a file in base64, one a line, as many as may be asked at once, and what was assumed of the file.

    A text of several lines stands on one: to BERT a line break is a space.
    """
    most = limits(models.settings)
    found = read_texts(bytes_of(content, most), most)
    texts = found.texts[: models.settings.max_lines]
    said = [text(finding.key, **finding.values) for finding in found.findings]
    several = sum("\n" in one for one in texts)
    if several:
        said.append(text("labelled.one_line", count=several))
    if len(found.texts) > len(texts):
        said.append(text("apply.batch.cut", most=len(texts), cut=len(found.texts) - len(texts)))
    return {
        "lines": "\n".join(re.sub(r"\s*\n\s*", " ", one) for one in texts),
        "said": text("apply.batch.read", texts=len(texts)),
        "findings": said,
    }


def judged_lines(text: Text, models: ModelBank, model: Model, given: str) -> dict[str, Any]:
    """One label and its probability for every line. Lines that are asked together share forward passes."""
    lines, left_out = lines_of(models, given)
    if not lines:
        raise UserError("error.no_lines")

    def one(line: str) -> Classification | str:
        try:
            check_readable(model.encode(line), model)
            return classify(models, model, line)
        except UserError as error:
            return text.message(error)

    with ThreadPoolExecutor(models.settings.max_batch) as pool:
        found: list[Classification | str] = []
        for start in range(0, len(lines), models.settings.max_batch):
            breathe()
            found += pool.map(one, lines[start : start + models.settings.max_batch])
    rows: list[dict[str, Any]] = []
    for line, scores in zip(lines, found, strict=True):
        if isinstance(scores, str):
            rows.append({"text": line, "label": scores, "probability": None, "all": []})
        else:
            rows.append(
                {
                    "text": line,
                    "label": label_of(text, model, scores.labels[scores.best]),
                    "probability": scores.probabilities[scores.best],
                    "all": scores.probabilities,
                }
            )
    return {
        "labels": [label_of(text, model, label) for label in model.labels],
        "rows": rows,
        "said": text("apply.batch.said", lines=sum(row["probability"] is not None for row in rows))
        + (" " + text("apply.batch.cut", most=len(lines), cut=left_out) if left_out else ""),
    }


def named(text: Text, found: Entities) -> dict[str, Any]:
    """Names marked in the text, the words with their tags, the pieces of each word."""
    kinds = sorted({one.label for one in found.entities})
    return {
        "text": found.text,
        "entities": [
            {"text": e.text, "label": e.label, "start": e.start, "end": e.end, "score": e.score}
            for e in found.entities
        ],
        "kinds": kinds,
        "words": [
            {
                "text": word.text,
                "label": word.label,
                "divided": word.divided,
                "pieces": [
                    {"token": piece.token, "label": piece.label, "score": piece.score}
                    for piece in found.pieces[word.first : word.last + 1]
                ],
            }
            for word in found.words[:400]
        ],
        "said": text(
            "apply.entities.said",
            names=len(found.entities),
            words=len(found.words),
            pieces=len(found.pieces),
        )
        + "".join(
            " " + line for line in how_read(text, len(found.sections), found.text, found.characters_cut)
        ),
    }


def how_read(text: Text, sections: int, read: str, cut: int) -> list[str]:
    """What to tell of a text that was read in several sections, or not to its end; `cut` characters were not read."""
    told = [text("apply.sections", windows=sections)] if sections > 1 else []
    if cut:
        told.append(text("apply.read", read=f"{len(read):,}", cut=f"{cut:,}"))
    return told


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


def for_task(models: ModelBank, picked: str, task: str, given: str) -> Model:
    """The model picked on the page if it was fine-tuned for the task, else the bundled one, see `bundled_for`."""
    model = models(picked)
    return model if model.checkpoint.task == task else bundled_for(models, task, model.checkpoint, given)


def build(text: Text, models: ModelBank) -> None:
    @tell(text, "text text_pair model task", "heavy")
    def judge(wanted: dict[str, Any]) -> dict[str, Any]:
        model = judge_of(models, wanted["task"], wanted["model"])
        return judged(text, models, model, wanted["text"], wanted["text_pair"])

    @tell(text, "task model lines", "heavy")
    def judge_lines(wanted: dict[str, Any]) -> dict[str, Any]:
        judge = judge_of(models, wanted["task"], wanted["model"])
        return judged_lines(text, models, judge, str(wanted["lines"]))

    @tell(text, "content", "heavy")
    def read_lines(wanted: dict[str, Any]) -> dict[str, Any]:
        return lines_of_file(text, models, wanted["content"])

    @tell(text, "text model", "long")
    def find_names(wanted: dict[str, Any]) -> dict[str, Any]:
        given = str(wanted["text"])
        model = for_task(models, wanted["model"], "entities", given)
        return named(text, entities(model, given, models.settings.max_sections))

    @tell(text, "question context model", "long")
    def find_answer(wanted: dict[str, Any]) -> dict[str, Any]:
        question, context = str(wanted["question"]), str(wanted["context"])
        model = for_task(models, wanted["model"], "answers", context)
        return answered(text, answer(model, question, context, 3, most=models.settings.max_windows))

    read = texts_language(models.settings, text.language)
    failed: dict[str, Any] = {
        "failed": text("inside.pick.failed"),
        "megabytes": models.settings.max_upload_mb,
    }
    tasks = {f"task_{task}": text(f"inside.why.task_{task}") for task in ("sentiment", "topic")}
    with panel(text, "apply.classify", how="apply.classify.how", code="scores"):
        words = failed | tasks | text.part("apply.classify") | {"task": text("inside.why.task")}
        component("classify", words, [judge])
    with panel(text, "apply.batch"):
        words = (
            failed
            | tasks
            | text.part("apply.batch")
            | {"task": text("inside.why.task"), "example": LINES[read]}
        )
        component("lines", words, [judge_lines, read_lines])
    with panel(text, "apply.entities", how="apply.entities.how", code="entities"):
        component(
            "entities",
            failed | text.part("apply.entities") | {"examples": ENTITIES[read]},
            [find_names],
        )
    with panel(text, "apply.answers", how="apply.answers.how", code="answers"):
        static = {"questions": QUESTIONS[read], "passage": PASSAGES[read]}
        words = failed | text.part("apply.answers") | static
        component("answers", words, [find_answer])
    apply_translate.build(text, models)
    apply_checkpoints.build(text, models)
