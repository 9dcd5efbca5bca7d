"""Answers: contexts among others, windows, the best span against every span, SQuAD's scores by hand."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from bertdemo.training.answers import (
    LONGEST_ANSWER,
    Question,
    among_others,
    best_span,
    encode,
    loss,
    measure,
    overlap,
    read_answers,
    window_at,
)
from tests.conftest import tiny_tokenizer

DOG = Question("who is cute", "my dog is cute .", "dog", 3)
BANK = Question("the street", "the animal is sad !", "animal", 4)


def test_an_answer_stays_where_it_was_among_others() -> None:
    others = [Question("?", f"{word} bank river .", word, 0) for word in ("she", "he", "it", "the", "is")]
    made = among_others([DOG, *others] * 30, random.Random(0))
    none = [q for q in made if not q.answer]
    assert 3 <= len(none) <= 40 and all(
        DOG.context not in q.context for q in none if q.question == DOG.question
    )
    for q in made:
        assert q.context[q.start : q.start + len(q.answer)] == q.answer
    assert len({q.context for q in made if q.question == DOG.question}) > 10


def test_a_long_context_stays_alone() -> None:
    long = Question("?", "word " * 100, "word", 5)
    assert among_others([long, DOG, BANK], random.Random(0))[0] == long


@given(
    st.integers(1, 60),
    st.integers(1, 30),
    st.integers(0, 59),
    st.integers(1, 9),
    st.none() | st.integers(0, 9),
)
def test_a_window_holds_as_much_of_the_answer_as_fits(
    length: int, room: int, first: int, size: int, seed: int | None
) -> None:
    first = min(first, length - 1)
    inside = list(range(first, min(first + size, length)))
    at = window_at(length, room, inside, None if seed is None else random.Random(seed))
    assert 0 <= at <= max(0, length - room)
    assert at <= inside[0] < at + room or len(inside) > room
    if len(inside) <= room:
        assert inside[-1] < at + room


def test_labels_are_the_tokens_of_the_answer() -> None:
    tokenizer = tiny_tokenizer()
    for longest in (40, 10):
        (feature,) = encode(
            [Question("who", "hello hello , my unness dog is", "unness dog", 17)], tokenizer, longest, None
        )
        first, last = feature["labels"]
        tokens = tokenizer.convert_ids_to_tokens(feature["input_ids"])
        assert tokens[first : last + 1] == ["un", "##ness", "dog"] and len(tokens) <= longest
        assert feature["token_type_ids"].index(1) == tokens.index("[SEP]") + 1
    (none,) = encode([Question("who", "hello", "")], tokenizer, 20, None)
    assert none["labels"] == [0, 0]


@pytest.mark.parametrize("seed", range(20))
def test_the_best_span_is_the_best_of_all(seed: int) -> None:
    torch.manual_seed(seed)
    start, end = torch.randn(50), torch.randn(50) - (3 if seed % 2 else 0)
    allowed = [(i, j) for i in range(50) for j in range(i, min(50, i + LONGEST_ANSWER))]
    first, last = max(allowed, key=lambda ij: float(start[ij[0]] + end[ij[1]]))
    found = best_span(start, end)
    assert found[:2] == (first, last) and found[2] == pytest.approx(float(start[first] + end[last]))


@pytest.mark.parametrize(
    ("guess", "truth", "exact", "f1"),
    [
        ("The Eiffel Tower!", "eiffel tower", 1, 1),
        ("in the tower", "Eiffel tower", 0, 0.5),
        ("", "", 1, 1),
        ("", "tower", 0, 0),
        ("tower tower", "tower", 0, 2 / 3),
    ],
)
def test_overlap_as_squad_counts_it(guess: str, truth: str, exact: float, f1: float) -> None:
    assert list(overlap(guess, truth)) == pytest.approx([exact, f1])


class Oracle(torch.nn.Module):
    """Finds "dog" and "animal"; without one it says [CLS]."""

    device = torch.device("cpu")

    def forward(self, input_ids: torch.Tensor, **_: torch.Tensor) -> SimpleNamespace:
        tokenizer = tiny_tokenizer()
        found = sum((input_ids == tokenizer.convert_tokens_to_ids(w)) * 5.0 for w in ("dog", "animal"))
        assert isinstance(found, torch.Tensor)
        found[:, 0] = 2.0
        return SimpleNamespace(start_logits=found, end_logits=found)


def test_measured_with_and_without_an_answer() -> None:
    wrong = Question("who", "my dog is sad", "sad", 10)
    nothing = Question("who", "hello , the river", "")
    scores = measure(
        Oracle(), tiny_tokenizer(), {"a": [DOG, BANK, wrong] + [nothing] * 8, "b": [DOG] * 6}, 40
    )
    assert scores["a_f1"] == 0.6667 and scores["a_questions"] == 3 and scores["b_exact"] == 1
    assert scores["f1_with_none"] > 0.7 and -6 <= scores["threshold"] <= 4


def test_loss_is_the_library_s() -> None:
    from transformers import BertForQuestionAnswering

    from tests.conftest import tiny_config

    torch.manual_seed(0)
    model = BertForQuestionAnswering(tiny_config()).eval()
    ids, labels = torch.randint(5, 20, (3, 9)), torch.tensor([[1, 2], [0, 0], [3, 8]])
    out = model(ids, start_positions=labels[:, 0], end_positions=labels[:, 1])
    torch.testing.assert_close(loss(out, labels), out.loss)


def rows(path: Path, made: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, made)).encode()))


def test_questions_from_files(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="questions, one JSON object a line"):
        read_answers(tmp_path)
    context = "It rains in {}. "
    made = [
        {
            "question": " Where? ",
            "context": context.format(f"Town{i}"),
            "answers": [{"text": f" Town{i}", "start": 11}, {"text": "moved", "start": 2}],
        }
        for i in range(200)
    ]
    made.append(
        {"question": "Why?", "context": context.format("Rome"), "answers": [{"text": "Oslo", "start": 12}]}
    )
    rows(tmp_path / "qa" / "qamr_dev.jsonl.gz", made)
    train, held = read_answers(tmp_path)
    assert {q.question for q in train} == {
        "Where?"
    }  # the answer that does not stand in its context is left out
    assert all(q.context[q.start :].startswith(q.answer) and q.answer.startswith("Town") for q in train)
    assert 190 < len(train) + len(held["qamr"]) <= 200 and held["qamr"]
    assert all(len(q.context.split()) > 8 for q in held["qamr"])  # among four others
