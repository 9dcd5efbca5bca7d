"""Many lines, or a file, classified at once. Computed by bert/classification.py."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.classification import check_readable
from bertdemo.bert.kinds import CLASSIFIERS
from bertdemo.bert.model import Model
from bertdemo.bert.stopping import breathe
from bertdemo.errors import UserError
from bertdemo.page.components import component
from bertdemo.page.findings import joined, speaker_of
from bertdemo.page.focus import label_of
from bertdemo.page.live import tell
from bertdemo.page.questions import OfModel, Question
from bertdemo.rows.labelled import read_texts
from bertdemo.rows.uploads import bytes_of, limits
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import classify, judge_of
from bertdemo.serving.measured import measured
from bertdemo.serving.readers import texts_language
from bertdemo.settings import Language
from bertdemo.text import Text

UNSURE = 0.7  # probability of a label below which a line is called unsure
NEWLINE = re.compile(r"\r\n|\r|\n")  # str.splitlines would cut a text at U+2028 as well
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


@dataclass(frozen=True)
class LinesQuestion(OfModel):
    """What `judge_lines` is asked."""

    task: str
    lines: str


@dataclass(frozen=True)
class UploadQuestion(Question):
    """What `read_lines` is asked."""

    content: str  # the file's bytes in base64


@dataclass(frozen=True)
class FileLinesPayload:
    """The texts of a file."""

    lines: str  # a text each
    said: str
    findings: tuple[str, ...]  # what was assumed of the file


@dataclass(frozen=True)
class LineVerdict:
    """One line with its label, or with why it has none."""

    text: str
    label: str  # or the reason
    probability: float | None  # None without a label
    all: tuple[float, ...]  # (C,), probabilities; () without a label


@dataclass(frozen=True)
class LinesPayload:
    """All lines with their labels."""

    labels: list[str]  # (C,)
    rows: tuple[LineVerdict, ...]
    said: str
    speaker: str


def lines_of(models: ModelBank, lines_text: str) -> tuple[list[str], int]:
    """The lines with a word in them, as many as may be asked at once, and how many more there were."""
    beginning = lines_text[: 200 * models.settings.max_characters]
    lines = [line.strip() for line in NEWLINE.split(beginning) if line.strip()]
    most = models.settings.max_lines
    return lines[:most], max(0, len(lines) - most)


def lines_of_file(text: Text, models: ModelBank, content: str) -> FileLinesPayload:
    """The texts of a file in base64, one a line, as many as may be asked at once, and what was assumed of the file.

    A text of several lines stands on one: to BERT a line break is a space.
    """
    most = limits(models.settings)
    table = read_texts(bytes_of(content, most), most)
    texts = table.texts[: models.settings.max_lines]
    findings = [text(finding.key, **finding.values) for finding in table.findings]
    several = sum("\n" in one for one in texts)
    if several:
        findings.append(text("labelled.one_line", count=several))
    if len(table.texts) > len(texts):
        findings.append(text("using.lines.says.cut", most=len(texts), cut=len(table.texts) - len(texts)))
    return FileLinesPayload(
        lines="\n".join(re.sub(r"\s*\n\s*", " ", one) for one in texts),
        said=text("using.lines.says.read", texts=len(texts)),
        findings=tuple(findings),
    )


def judged_lines(text: Text, models: ModelBank, model: Model, lines_text: str) -> LinesPayload:
    """One label and its probability for every line. Lines that are asked together share forward passes."""
    lines, left_out = lines_of(models, lines_text)
    if not lines:
        raise UserError("error.no_lines")
    rows: list[LineVerdict] = []
    with ThreadPoolExecutor(models.settings.max_batch) as pool:
        for start in range(0, len(lines), models.settings.max_batch):
            breathe()
            batch = lines[start : start + models.settings.max_batch]
            rows += pool.map(lambda line: _line_verdict(text, models, model, line), batch)
    cut = text("using.lines.says.cut", most=len(lines), cut=left_out) if left_out else ""
    labels = [label_of(text, model, label) for label in model.labels]
    said = joined(text, finding(text, model.checkpoint, rows), cut)
    return LinesPayload(labels, tuple(rows), said, speaker_of(text, model.checkpoint))


def finding(text: Text, checkpoint: Checkpoint, rows: Sequence[LineVerdict]) -> str:
    """How the labels are spread, how many lines are unsure, and how many are probably wrong by their own probabilities."""
    sure = [row.probability for row in rows if row.probability is not None]
    if not sure:
        return text("using.lines.says.none", lines=len(rows))
    counts = Counter(row.label for row in rows if row.probability is not None).most_common()
    unsure = sum(share < UNSURE for share in sure)
    case = "same" if len(counts) == 1 else "tie" if counts[0][1] == counts[1][1] else "most"
    spread = text(
        f"using.lines.says.{case}",
        lines=len(sure),
        label=counts[0][0],
        count=counts[0][1],
        counts=text("using.says.between").join(f"{label} {count}" for label, count in counts),
    )
    doubt = text(
        f"using.lines.says.{'all' if unsure == len(sure) else 'some' if unsure else 'no'}_unsure",
        unsure=unsure,
        limit=text.percent(UNSURE),
    )
    accuracy = measured(checkpoint, "accuracy")
    wrong = sum(1 - share for share in sure)
    worth = (
        ""
        if accuracy is None
        else text("using.lines.says.wrong", wrong=f"{wrong:.1f}", accuracy=text.percent(accuracy))
    )
    return joined(text, spread + doubt, worth)


def _line_verdict(text: Text, models: ModelBank, model: Model, line: str) -> LineVerdict:
    try:
        check_readable(model.encode(line), model)
        verdict = classify(models, model, line)
    except UserError as error:
        return LineVerdict(line, text.message(error), None, ())
    label = label_of(text, model, verdict.labels[verdict.best])
    return LineVerdict(line, label, verdict.probabilities[verdict.best], verdict.probabilities)


def build(text: Text, models: ModelBank) -> None:
    @tell(text, LinesQuestion, "heavy")
    def judge_lines(question: LinesQuestion) -> LinesPayload:
        judge = judge_of(models, question.task, question.model)
        return judged_lines(text, models, judge, question.lines)

    @tell(text, UploadQuestion, "heavy")
    def read_lines(question: UploadQuestion) -> FileLinesPayload:
        return lines_of_file(text, models, question.content)

    failed: dict[str, Any] = {
        "failed": text("focus.failed"),
        "megabytes": models.settings.max_upload_mb,
    }
    tasks = {f"task_{task}": text(f"doubt.why.shows.task_{task}") for task in CLASSIFIERS}
    example = LINES[texts_language(models.settings, text.language)]
    words = (
        failed
        | tasks
        | text.part("using.lines.shows")
        | {"task": text("doubt.why.shows.task"), "example": example}
    )
    component("lines", words, [judge_lines, read_lines])
