"""One sentence before and after a training of the lab. Computed by bert/before_after.py."""

from __future__ import annotations

from dataclasses import dataclass

from bertdemo.bert.before_after import Comparison, compare
from bertdemo.bert.finetuning import Finished
from bertdemo.page.focus import numbers
from bertdemo.serving.bank import ModelBank
from bertdemo.steps.finetuning.lab_events import digits_or_unknown, finite
from bertdemo.text import Text, digits


@dataclass(frozen=True)
class LabComparison:
    """Before and after; L layers, T tokens, C labels. None stands for what is no number."""

    labels: tuple[str, ...]  # (C,)
    before: list[float | None]  # (C,), probabilities by the head as it was before the first step
    after: list[float | None]  # (C,)
    tokens: tuple[str, ...]  # (T,)
    attention: list[
        list[list[float]]
    ]  # (2, T, T), before and after, [from, to], of the last layer, mean over heads
    moved: list[
        float | None
    ]  # (L + 1,), mean cosine of a token's state before and after; 0 is the embeddings
    # Of each word hidden: itself, the first guess before and its probability, and the same after.
    forgotten: list[tuple[str, str, str, str, str]]
    said: str


def compared(text: Text, models: ModelBank, finished: Finished, sentence: str) -> LabComparison:
    """Before and after for one sentence. Raises UserError when it is empty."""
    comparison = compare(models(finished.base), models(finished.model), finished, sentence)
    pictures = comparison.attention_before, comparison.attention_after
    return LabComparison(
        labels=finished.labels,
        before=[finite(score) for score in comparison.scores_before.tolist()],
        after=[finite(score) for score in comparison.scores_after.tolist()],
        tokens=comparison.encoding.tokens,
        attention=[numbers(picture[-1].nan_to_num()) for picture in pictures],
        moved=[None if finite(cosine) is None else round(cosine, 4) for cosine in comparison.moved],
        forgotten=[
            (
                word.token,
                word.before[0],
                digits(word.before[1]),
                word.after[0],
                digits_or_unknown(word.after[1]),
            )
            for word in comparison.forgotten
        ],
        said=_said(text, comparison),
    )


def _said(text: Text, comparison: Comparison) -> str:
    words = comparison.forgotten
    if not words:
        return text("finetuning.lab.says.unchanged")
    return text(
        "finetuning.lab.says.forgot_said",
        before=digits(sum(word.own_before for word in words) / len(words)),
        after=digits(sum(word.own_after for word in words) / len(words)),
        lost=sum(word.own_after < word.own_before for word in words),
        words=len(words),
    )
