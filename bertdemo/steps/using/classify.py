"""One verdict taken apart: logits, temperature, probabilities, and what each word added. Computed by bert/classification.py."""

from __future__ import annotations

from dataclasses import dataclass

from bertdemo.bert.attribution import attribute
from bertdemo.bert.checkpoint import Checkpoint
from bertdemo.bert.classification import Classification, check_readable
from bertdemo.bert.kinds import CLASSIFIERS
from bertdemo.bert.model import Model
from bertdemo.errors import UserError
from bertdemo.page.components import component
from bertdemo.page.findings import joined, speaker_of
from bertdemo.page.focus import label_of, numbers
from bertdemo.page.live import tell
from bertdemo.page.questions import OfTask
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.judges import classify, judge_of
from bertdemo.serving.measured import measured
from bertdemo.text import Text

TIES = 0.1  # between the two most probable labels, for them to count as undecided
SURE = 0.9


@dataclass(frozen=True)
class VerdictPayload:
    """One verdict of a classifier, from logits to words."""

    labels: list[str]  # (C,)
    logits: tuple[float, ...]  # (C,), not divided by the temperature
    temperature: float
    said: str
    speaker: str
    tokens: tuple[str, ...]  # (T,); () for a text that is too long to explain
    scores: list[float]  # (T,), integrated gradients: what each token added to the logit
    why: str


def judged(text: Text, models: ModelBank, model: Model, sentence: str, second: str) -> VerdictPayload:
    """Logits, temperature and probabilities of one text, and what each word added to the decision."""
    check_readable(model.encode(sentence, second), model)
    verdict = classify(models, model, sentence, second)
    labels = [label_of(text, model, label) for label in verdict.labels]
    tokens: tuple[str, ...] = ()
    scores: list[float] = []
    try:
        attribution = attribute(model, sentence, "integrated_gradients", text_pair=second)
        tokens, scores = attribution.tokens, numbers(attribution.scores)
        why = text("using.classify.says.why", error=f"{attribution.completeness_error or 0:.1e}")
    except UserError as error:  # too long to explain; the verdict stands
        why = text.message(error)
    return VerdictPayload(
        labels=labels,
        logits=verdict.logits,
        temperature=verdict.temperature,
        said=finding(text, model.checkpoint, verdict, labels),
        speaker=speaker_of(text, model.checkpoint),
        tokens=tokens,
        scores=scores,
        why=why,
    )


def finding(text: Text, checkpoint: Checkpoint, verdict: Classification, labels: list[str]) -> str:
    """How sure the verdict is, and what that is worth: the measured calibration and accuracy, where there are any."""
    order = sorted(range(len(labels)), key=lambda i: -verdict.probabilities[i])
    shares = [verdict.probabilities[i] for i in order]
    case = "only"
    if len(order) > 1:
        case = "tie" if shares[0] - shares[1] < TIES else "sure" if shares[0] >= SURE else "leans"
    said = text(
        f"using.classify.says.{case}",
        label=labels[order[0]],
        probability=text.percent(shares[0]),
        second=labels[order[min(1, len(order) - 1)]],
        next=text.percent(shares[min(1, len(order) - 1)]),
    )
    return joined(text, said, _worth(text, checkpoint, verdict))


def _worth(text: Text, checkpoint: Checkpoint, verdict: Classification) -> str:
    accuracy, off = (measured(checkpoint, name) for name in ("accuracy", "calibration_error"))
    raw = measured(checkpoint, "calibration_error_raw")
    if accuracy is None or off is None or raw is None:
        return text("using.classify.says.unmeasured")
    return text(
        "using.classify.says.measured" if off < raw else "using.classify.says.not_calibrated",
        kind=text(f"using.classify.says.of_{checkpoint.task}"),
        accuracy=text.percent(accuracy),
        temperature=f"{verdict.temperature:.3f}",
        off=f"{100 * off:.1f}",
        raw=f"{100 * raw:.1f}",
    )


def build(text: Text, models: ModelBank) -> None:
    @tell(text, OfTask, "heavy")
    def judge(question: OfTask) -> VerdictPayload:
        model = judge_of(models, question.task, question.model)
        return judged(text, models, model, question.text, question.text_pair)

    tasks = {f"task_{task}": text(f"doubt.why.shows.task_{task}") for task in CLASSIFIERS}
    words = (
        {"failed": text("focus.failed")}
        | tasks
        | text.part("using.classify.shows")
        | {"task": text("doubt.why.shows.task")}
    )
    component("classify", words, [judge])
