"""One sentence before and after a training of the lab. Computed by bert/before_after.py."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bertdemo.bert.before_after import Comparison, compare
from bertdemo.bert.finetuning import Finished
from bertdemo.bert.pretraining import can_guess
from bertdemo.page.findings import joined
from bertdemo.page.focus import numbers
from bertdemo.serving.bank import ModelBank
from bertdemo.steps.finetuning.lab_events import digits_or_unknown, finite
from bertdemo.steps.finetuning.lab_verdict import speaker
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
    speaker: str


SAME = 0.1  # of a mean probability, for it to count as kept


def compared(text: Text, models: ModelBank, finished: Finished, sentence: str) -> LabComparison:
    """Before and after for one sentence. Raises UserError when it is empty."""
    base = models(finished.base)
    comparison = compare(base, models(finished.model), finished, sentence)
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
        said=finding(text, comparison, finished, guesses=can_guess(base)),
        speaker=speaker(text, finished),
    )


def finding(text: Text, comparison: Comparison, finished: Finished, guesses: bool) -> str:
    """How the verdict changed, and what of the words was forgotten; `guesses` is whether the base guesses words."""
    return joined(
        text, _verdict(text, comparison, finished.labels), _forgotten(text, comparison, finished, guesses)
    )


def _verdict(text: Text, comparison: Comparison, labels: tuple[str, ...]) -> str:
    before, after = comparison.scores_before, comparison.scores_after
    if not bool(after.isfinite().all()):
        return text("finetuning.lab.says.now_broken")
    old, new = int(before.argmax()), int(after.argmax())
    shares = {"then": text.percent(float(before[old])), "now": text.percent(float(after[new]))}
    if old != new:
        return text("finetuning.lab.says.now_other", old=labels[old], new=labels[new], **shares)
    gain = float(after[new] - before[old])
    case = "same" if abs(gain) < 0.05 else "surer" if gain > 0 else "less_sure"
    return text(f"finetuning.lab.says.now_{case}", new=labels[new], **shares)


def _forgotten(text: Text, comparison: Comparison, finished: Finished, guesses: bool) -> str:
    words = comparison.forgotten
    if not words:
        head = finished.recipe.method == "head"
        return text(
            f"finetuning.lab.says.{'unchanged' if head else 'no_word_of_it' if guesses else 'no_guesses'}"
        )
    before = sum(word.own_before for word in words) / len(words)
    after = sum(word.own_after for word in words) / len(words)
    if not math.isfinite(after):
        return ""
    case = "kept" if abs(after - before) <= SAME * before else "forgot" if after < before else "gained"
    return text(
        f"finetuning.lab.says.{case}",
        before=text.percent(before),
        after=text.percent(after),
        lost=sum(word.own_after < word.own_before for word in words),
        words=len(words),
    )
