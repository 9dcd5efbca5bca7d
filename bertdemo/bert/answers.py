"""Answers found in a text: every token scored as start and as end, the best pair is the answer (Devlin et al. 2018, 4.2).

The pair [CLS], [CLS] stands for "there is no answer here" (section 4.3). A text that does not fit is read in windows.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import torch
from torch import Tensor
from torch.nn.functional import pad

from bertdemo.bert.model import Model
from bertdemo.bert.parts import span_scorer
from bertdemo.bert.sections import Section, read_sections, sections
from bertdemo.bert.tokenization import Encoding
from bertdemo.errors import UserError
from bertdemo.numbers import whole
from bertdemo.settings import Settings

# Tokens of a window. F1 of the classroom BERT, whose adapter saw 256 at most, on held-back questions, with windows of
# 128, 256 and 384: QAMR among 15 to 20 sentences 0.71, 0.65, 0.55; NarrativeQA 0.47, 0.45, 0.32; QuAC 0.12, 0.25, 0.16.
WINDOW = 256
LONGEST_QUESTION = 64  # word pieces; for a model with fewer than 128 positions, half of those
LONGEST_ANSWER = 30  # word pieces, as in training
MOST_ANSWERS = 20

Obstacle = Literal["", "end_before_start", "too_long", "other_window"]


@dataclass(frozen=True)
class Window:
    """One forward pass over [CLS] question [SEP] a section of the context [SEP]; T tokens."""

    encoding: Encoding
    first: int  # first token of the context
    last: int  # last token of the context
    start: int  # characters [start, end) of the context that it covers
    end: int
    start_logits: Tensor  # (T,)
    end_logits: Tensor  # (T,)
    none: float  # start logit + end logit of [CLS]


@dataclass(frozen=True)
class Place:
    """The token of the context with the highest logit as a start, or as an end, whatever the other one is."""

    window: int
    token: int  # of that window
    start: int  # characters [start, end) of the context
    end: int
    logit: float


@dataclass(frozen=True)
class Answer:
    """A span of the context."""

    text: str
    start: int  # characters [start, end) of the context
    end: int
    score: float  # its probability, see `answer`
    logits: float  # start logit + end logit
    window: int  # the one that scores it highest
    first: int  # its first and last token in that window
    last: int


@dataclass(frozen=True)
class Answers:
    """Everything on the way from a question and a context to the answers."""

    question: str
    context: str  # as it was read: cut to the limit of characters and of windows
    characters_cut: int
    windows: tuple[Window, ...]
    best_start: Place
    best_end: Place
    obstacle: Obstacle  # why these two are no answer together; "" if they are
    none: float  # lowest `none` of all windows: a text holds no answer when no part of it does
    no_answer: float  # its probability
    margin: float  # none - logits of the best span
    threshold: float
    says_none: bool  # margin > threshold
    answers: tuple[Answer, ...]  # most probable first, each with another text

    @property
    def best(self) -> Answer:
        """The best pair of a start and an end."""
        return self.answers[0]


@torch.inference_mode()
def answer(
    model: Model,
    question: str,
    context: str,
    top_k: int = 3,
    threshold: float | None = None,
    most: int = Settings.max_windows,
) -> Answers:
    """The `top_k` best spans of a context for a question, and whether there is an answer at all.

    The context is read in `most` windows at most; what lies behind them is cut, which `characters_cut` tells.
    Every pair start ≤ end of at most 30 pieces inside one window is a span; one that stands in two windows counts once,
    with its higher score. Probabilities are the softmax, over all spans of all windows and "no answer" once, of
    (start logit + end logit) / the model's temperature. Of spans with the same text only the most probable is listed;
    spans that overlap are. `threshold` is what the margin of "no answer" must exceed: by default the one in the
    checkpoint's task.json, else 0. Raises UserError for a question or a context without a word, a question that is too
    long, a `top_k` out of range, and a model without such a head.
    """
    head = span_scorer(model.module)
    if head is None:
        raise UserError("error.no_answer_head", model=model.checkpoint.key)
    whole(top_k, 1, MOST_ANSWERS, "error.number_of_answers")
    question = _checked(model, question)
    if not context.strip():
        raise UserError("error.no_context")
    parts = sections(model, question, context, longest=WINDOW, most=most)
    if not parts[0].words:  # signs that the tokenizer drops
        raise UserError("error.no_context")
    context = parts[0].encoding.text_pair
    windows = tuple(map(_window, parts, read_sections(model, parts, head)))
    marks = [_marks(context, part, window) for part, window in zip(parts, windows, strict=True)]
    scores, found_in = best_of_windows(
        [(part.begins, span_scores(*mark)) for part, mark in zip(parts, marks, strict=True)]
    )
    none = min(window.none for window in windows)
    chances = torch.cat([scores.flatten(), scores.new_tensor([none])]).div(model.temperature).softmax(-1)

    answers: dict[str, Answer] = {}
    for span in scores.flatten().argsort(descending=True, stable=True).tolist():
        begin, longer = divmod(span, LONGEST_ANSWER)
        if len(answers) == top_k or scores[begin, longer] == -torch.inf:
            break
        part = parts[int(found_in[begin, longer])]
        at = begin - part.begins
        start, end = part.offsets[at][0], part.offsets[at + longer][1]
        if context[start:end] not in answers:
            answers[context[start:end]] = Answer(
                text=context[start:end],
                start=start,
                end=end,
                score=float(chances[span]),
                logits=float(scores[begin, longer]),
                window=int(found_in[begin, longer]),
                first=part.first + at,
                last=part.first + at + longer,
            )
    starts, ends = zip(*marks, strict=True)
    best_start, best_end = _highest(parts, starts), _highest(parts, ends)
    margin = none - max(answer.logits for answer in answers.values())
    threshold = stored_threshold(model) if threshold is None else threshold
    return Answers(
        question=question,
        context=context,
        characters_cut=parts[0].encoding.characters_cut,
        windows=windows,
        best_start=best_start,
        best_end=best_end,
        obstacle=_obstacle(parts, best_start, best_end),
        none=none,
        no_answer=float(chances[-1]),
        margin=margin,
        threshold=threshold,
        says_none=margin > threshold,
        answers=tuple(answers.values()),
    )


def stored_threshold(model: Model) -> float:
    """How far "no answer" must score above the best span to be said, as it was fitted; 0 where it was not."""
    return float(_facts(model).get("threshold", 0.0))


def _facts(model: Model) -> dict[str, Any]:
    path = model.checkpoint.folder / "task.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def span_scores(start: Tensor, end: Tensor) -> Tensor:
    """Logits (n,) of starts and ends → (n, 30): [i, k] is the score of the span i … i + k, -inf beyond the last token."""
    ends = pad(end, (0, LONGEST_ANSWER - 1), value=-torch.inf).unfold(0, LONGEST_ANSWER, 1)  # (n, 30)
    return start[:, None] + ends


def best_of_windows(windows: Sequence[tuple[int, Tensor]]) -> tuple[Tensor, Tensor]:
    """Where each window begins and its span scores (n, 30) → those of the whole text (N, 30), and of which window."""
    size = max(begins + len(own) for begins, own in windows)
    scores = torch.full((size, LONGEST_ANSWER), -torch.inf, dtype=torch.double)
    found_in = torch.zeros(size, LONGEST_ANSWER, dtype=torch.long)
    for number, (begins, own) in enumerate(windows):
        rows = slice(begins, begins + len(own))
        better = own > scores[rows]
        scores[rows] = torch.where(better, own, scores[rows])
        found_in[rows] = torch.where(better, number, found_in[rows])
    return scores, found_in


def _checked(model: Model, question: str) -> str:
    encoding = model.encode(question)
    if not encoding.text.strip() or not encoding.words:
        raise UserError("error.no_question")
    pieces, limit = encoding.words + encoding.pieces_cut, min(LONGEST_QUESTION, model.max_tokens // 2)
    if pieces > limit:
        raise UserError("error.question_too_long", pieces=pieces, limit=limit)
    return encoding.text


def _window(part: Section, logits: Tensor) -> Window:
    places = part.offsets
    return Window(
        encoding=part.encoding,
        first=part.first,
        last=part.first + len(places) - 1,
        start=places[0][0],
        end=places[-1][1],
        start_logits=logits[:, 0],
        end_logits=logits[:, 1],
        none=float(logits[0].double().sum()),
    )


def _marks(context: str, part: Section, window: Window) -> Tensor:
    """Start and end logits of the window's context (2, n); -inf at a RoBERTa's pieces that are nothing but a space."""
    blank = torch.tensor([not context[start:end].strip() for start, end in part.offsets], dtype=torch.bool)
    both = torch.stack([window.start_logits, window.end_logits]).double()
    return both[:, part.first : part.first + len(part.words)].masked_fill(blank, -torch.inf)


def _highest(parts: Sequence[Section], logits: Sequence[Tensor]) -> Place:
    window = max(range(len(parts)), key=lambda i: float(logits[i].max()))
    at = int(logits[window].argmax())
    part = parts[window]
    return Place(window, part.first + at, *part.offsets[at], float(logits[window][at]))


def _obstacle(parts: Sequence[Section], start: Place, end: Place) -> Obstacle:
    first, last = (parts[p.window].begins + p.token - parts[p.window].first for p in (start, end))
    if last < first:
        return "end_before_start"
    if last - first >= LONGEST_ANSWER:
        return "too_long"
    return "other_window" if start.window != end.window else ""
