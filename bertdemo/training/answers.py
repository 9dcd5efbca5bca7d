"""Answers as a span of a text, or none: start and end logits, [CLS] for "no answer" (Devlin et al. 2018, 4.2 and 4.3).

A one-sentence context teaches little about finding a span in a page, so short contexts are put among others.
"""

from __future__ import annotations

import random
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from bertdemo.training.heads import Feature, Head, batches
from bertdemo.training.readers import CHINESE_FOLDER, here, in_part, read_questions

CHINESE = "[\u3400-\u9fff]"
SENTENCE = re.compile(r".+?(?:[.!?]\s+|[。！？]|$)", re.DOTALL)
# Sets with questions that their own text does not answer: what must be refused there is harder to tell than a question
# about another text.
FITTED = ("squad", "cmrc", "drcd")
LOST = 1 / 5  # of the questions that are asked among others lose their own context
SHORT = 80  # words; a context with fewer is put among others
TAKEN_OUT = 1 / 10  # of the long contexts lose the sentence with the answer, and
ELSEWHERE = 1 / 10  # of the windows lie anywhere in the context, with the answer or without
LONGEST_ANSWER = 30  # tokens
OVERLAP = 64  # tokens that two neighbouring windows of a long context share
FILES = {  # share of the questions that are used: reviews and quotations are further from what visitors ask
    "qamr_dev": 1.0,
    "qamr_test": 1.0,
    "narrative": 1.0,
    "quac": 0.5,
    "covid": 0.5,
    "subjqa": 0.06,
    "squad": 1.0,
    "factbook": 0.3,
    "elements": 0.3,
}


@dataclass(frozen=True)
class Question:
    question: str
    context: str
    answer: str  # "" when the context holds none
    start: int = 0  # in characters


def read_answers(data: Path) -> tuple[list[Question], dict[str, list[Question]]]:
    """Training questions, and those held back (one context in 25 by its hash) by the set that they come from.

    Held-back questions of one-sentence contexts are asked among four other held-back sentences.
    """
    train: list[Question] = []
    held: dict[str, list[Question]] = {}
    rng = random.Random(0)
    files = {name: data / "qa" / f"{name}.jsonl.gz" for name in FILES}
    for name, path in [(n, p) for n, p in files.items() if here(p)] or [("qamr_dev", files["qamr_dev"])]:
        for asked in questions_of(path):
            if rng.random() > FILES[name]:
                continue
            back = in_part(asked.context, 25)
            (held.setdefault(name.partition("_")[0], []) if back else train).append(asked)
    chosen = {name: held[name] for name in ("qamr", "narrative", "squad") if name in held}
    return train, {name: among_others(rows, random.Random(1), (4,))[:1500] for name, rows in chosen.items()}


def read_chinese_answers(data: Path) -> tuple[list[Question], dict[str, list[Question]]]:
    """Training questions of CMRC 2018 and both parts of DRCD; held back CMRC's development part and one context in 25
    of DRCD's smaller part.

    Of the held-back questions one in five lost the sentences with its answer.
    """
    folder = data / CHINESE_FOLDER / "answers"
    train = list(questions_of(folder / "cmrc2018_train.jsonl.gz"))
    if here(folder / "drcd_more.jsonl.gz"):
        train += questions_of(folder / "drcd_more.jsonl.gz")
    held = {"cmrc": list(questions_of(folder / "cmrc2018_dev.jsonl.gz")), "drcd": []}
    for asked in questions_of(folder / "drcd_train.jsonl.gz"):
        (held["drcd"] if in_part(asked.context, 25) else train).append(asked)
    return train, {
        name: [without_answer(q) if i % 5 == 0 else q for i, q in enumerate(rows)]
        for name, rows in held.items()
    }


def questions_of(path: Path) -> Iterator[Question]:
    """The questions of a file, each with its shortest answer."""
    for row in read_questions(path):
        given = row["answers"] or [{"text": "", "start": 0}]
        answer: dict[str, Any] = min(given, key=lambda a: len(a["text"]))
        text = answer["text"].strip()
        start = answer["start"] + len(answer["text"]) - len(answer["text"].lstrip())
        yield Question(row["question"].strip(), row["context"], text, start)


def among_others(
    questions: Sequence[Question], rng: random.Random, others: Sequence[int] = (0, 1, 1, 2, 2, 3, 4, 5)
) -> list[Question]:
    """Short contexts joined with a few others at a random place; one in five loses its own, and its answer."""
    short = sorted(context for context in {q.context for q in questions} if is_short(context))
    made = []
    for q in questions:
        if not is_short(q.context) or len(short) < 2:
            made.append(q)
            continue
        drawn = rng.sample(short, min(rng.choice(others), len(short)))
        sentences = [s for s in drawn if s != q.context]
        if sentences and rng.random() < LOST:
            made.append(Question(q.question, " ".join(sentences), ""))
            continue
        place = rng.randint(0, len(sentences))
        before = "".join(s + " " for s in sentences[:place])
        after = "".join(" " + s for s in sentences[place:])
        made.append(Question(q.question, before + q.context + after, q.answer, len(before) + q.start))
    return made


def is_short(context: str) -> bool:
    """Fewer than SHORT words; a text of that many characters is not asked further."""
    return len(context) < 10 * SHORT and len(words(context)) < SHORT


def without_answer(q: Question) -> Question:
    """The question about its context with every sentence taken out that holds the answer; the same if none is left."""
    sentences = SENTENCE.findall(q.context)
    kept = [s for s in sentences if q.answer not in s]
    whole = "".join(kept).strip()
    return Question(q.question, whole, "") if whole and q.answer not in whole else q


def encode(
    rows: Sequence[Question], tokenizer: Any, longest: int, rng: random.Random | None
) -> list[Feature]:
    """[CLS] question [SEP] context [SEP]; labels are the first and the last token of the answer, 0 0 for none.

    With an rng, as for training: of a context that is too long one window, most often one that holds the answer, and
    some contexts lose it. Without one: all windows that a context needs, as the app reads it.
    """
    if rng:
        rows = among_others(rows, rng)
        long = [q.answer and not is_short(q.context) and rng.random() < TAKEN_OUT for q in rows]
        rows = [without_answer(q) if lost else q for q, lost in zip(rows, long, strict=True)]
    questions = tokenizer(
        [q.question for q in rows], add_special_tokens=False, truncation=True, max_length=48
    )
    contexts = tokenizer(
        [q.context for q in rows], add_special_tokens=False, return_offsets_mapping=True, verbose=False
    )
    cls, sep = tokenizer.cls_token_id, tokenizer.sep_token_id
    features = []
    for row, (q, asked, ids, offsets) in enumerate(
        zip(rows, questions["input_ids"], contexts["input_ids"], contexts["offset_mapping"], strict=True)
    ):
        end = q.start + len(q.answer)
        inside = [i for i, (a, b) in enumerate(offsets) if a < end and b > q.start] if q.answer else []
        room = longest - len(asked) - 3
        overlap = min(OVERLAP, room // 2)
        places = (
            [window_at(len(ids), room, inside, rng)]
            if rng
            else range(0, max(1, len(ids) - overlap), room - overlap)
        )
        for window in places:
            kept = ids[window : window + room]
            shift = len(asked) + 2 - window  # from a place in the context to one in the input
            holds = inside and window <= inside[0] and inside[-1] < window + len(kept)
            features.append(
                {
                    "input_ids": [cls, *asked, sep, *kept, sep],
                    "token_type_ids": [0] * (len(asked) + 2) + [1] * (len(kept) + 1),
                    "labels": [inside[0] + shift, inside[-1] + shift] if holds else [0, 0],
                    "question": q,
                    "row": row,
                    "offsets": offsets[window : window + room],
                }
            )
    return features


def window_at(length: int, room: int, inside: list[int], rng: random.Random) -> int:
    """Where a window of `room` tokens begins: most often around the answer, if there is one, else anywhere."""
    furthest = max(0, length - room)
    if not inside or rng.random() < ELSEWHERE:
        return rng.randint(0, furthest)
    low = min(furthest, max(0, inside[-1] + 1 - room))
    return rng.randint(low, max(low, min(furthest, inside[0])))


def loss(out: Any, labels: Tensor) -> Tensor:
    start, end = out.start_logits.float(), out.end_logits.float()
    return (cross_entropy(start, labels[:, 0]) + cross_entropy(end, labels[:, 1])) / 2


def best_span(start: Tensor, end: Tensor) -> tuple[int, int, float]:
    """First token, last token and score of the best pair; at most 30 tokens, the end not before the start."""
    scores = (start[:, None] + end[None, :]).triu().tril(LONGEST_ANSWER - 1)
    allowed = torch.ones_like(scores).triu().tril(LONGEST_ANSWER - 1).bool()
    scores = scores.masked_fill(~allowed, -torch.inf)
    first, last = divmod(int(scores.argmax()), len(end))
    return first, last, float(scores[first, last])


def words(text: str) -> list[str]:
    """As SQuAD compares answers: lower case, no punctuation, no articles (Rajpurkar et al. 2016).

    A Chinese character is a word, as CMRC 2018 compares them (Cui et al. 2019).
    """
    bare = "".join(
        c if unicodedata.category(c)[0] not in "PS" else " " * (c not in string.punctuation)
        for c in text.lower()
    )
    return re.findall(f"{CHINESE}|[^\\s{CHINESE[1:]}+", re.sub(r"\b(a|an|the)\b", " ", bare))


def overlap(guess: str, truth: str) -> tuple[float, float]:
    """(exact match, F1 over words) of two answers; "" is "no answer"."""
    a, b = words(guess), words(truth)
    common = sum((Counter(a) & Counter(b)).values())
    if not a or not b:
        return float(a == b), float(a == b)
    return float(a == b), 2 * common / (len(a) + len(b))


@torch.inference_mode()
def guesses(
    model: Any, tokenizer: Any, rows: Sequence[Question], longest: int
) -> list[tuple[Question, str, float]]:
    """Each question with the best span of all windows, and how far "no answer" scores above it.

    A context holds no answer when none of its windows does: the lowest score of [CLS] counts.
    """
    model.eval()
    features = sorted(encode(rows, tokenizer, longest, None), key=lambda f: len(f["input_ids"]))
    best: dict[int, tuple[float, str]] = {}
    none: dict[int, float] = {}
    left = iter(features)
    for batch in batches(features, tokenizer, 8192, None):
        batch.pop("labels")
        out = model(**{k: v.to(model.device) for k, v in batch.items()})
        for starts, ends in zip(out.start_logits.float().cpu(), out.end_logits.float().cpu(), strict=True):
            feature = next(left)
            offsets = feature["offsets"]
            at = feature["token_type_ids"].index(1)
            first, last, score = best_span(starts[at : at + len(offsets)], ends[at : at + len(offsets)])
            text = feature["question"].context[offsets[first][0] : offsets[last][1]]
            row = feature["row"]
            best[row] = max(best.get(row, (score, text)), (score, text))
            none[row] = min(none.get(row, torch.inf), float(starts[0] + ends[0]))
    return [(q, best[row][1], none[row] - best[row][0]) for row, q in enumerate(rows)]


def measure(model: Any, tokenizer: Any, held: dict[str, list[Question]], longest: int) -> dict[str, float]:
    """Exact match and F1 of each set on questions that have an answer, when it must name one.

    Then, when it may say that there is none: `threshold` for that, fitted on every second question of the sets in FITTED
    so that answers and refusals count the same, and on the others F1 of what it answers where there is an answer
    (`f1_with_none`), and the share that it refuses where there is none (`refused`).
    """
    scores: dict[str, float] = {}
    made = {name: guesses(model, tokenizer, rows, longest) for name, rows in held.items()}
    for name, rows in made.items():
        pairs = [overlap(text, q.answer) for q, text, _ in rows if q.answer]
        scores |= {
            f"{name}_exact": round(sum(e for e, _ in pairs) / len(pairs), 4),
            f"{name}_f1": round(sum(f for _, f in pairs) / len(pairs), 4),
            f"{name}_questions": len(pairs),
        }
    every = [row for name in ([n for n in FITTED if n in made] or made) for row in made[name]]
    random.Random(0).shuffle(every)
    margins = sorted(none for _, _, none in every[::2])
    steps = margins[:: max(1, len(margins) // 50)]
    threshold = max(steps, key=lambda t: sum(with_none(every[::2], t)))
    right, refused = with_none(every[1::2], threshold)
    return scores | {
        "threshold": round(threshold, 3),
        "f1_with_none": round(right, 4),
        "refused": round(refused, 4),
        "without_answer": round(sum(not q.answer for q, _, _ in every[1::2]) / len(every[1::2]), 4),
    }


def with_none(rows: Sequence[tuple[Question, str, float]], threshold: float) -> tuple[float, float]:
    """F1 where there is an answer, and the share refused where there is none, if none is said above a threshold."""
    answered = [overlap("" if none > threshold else text, q.answer)[1] for q, text, none in rows if q.answer]
    refused = [none > threshold for q, _, none in rows if not q.answer]
    return sum(answered) / max(1, len(answered)), sum(refused) / max(1, len(refused))


HEAD = Head("BertForQuestionAnswering", "QUESTION_ANS", ("qa_outputs",), encode, loss, measure)
