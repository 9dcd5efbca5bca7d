"""Answers: contexts among others, windows, the best span against every span, SQuAD's scores by hand."""

from __future__ import annotations

import gzip
import json
import random
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from bertdemo.training.answers import (
    ELSEWHERE,
    LONGEST_ANSWER,
    OVERLAP,
    TAKEN_OUT,
    Question,
    among_others,
    best_span,
    encode,
    guesses,
    is_short,
    loss,
    measure,
    overlap,
    read_answers,
    read_chinese_answers,
    window_at,
    without_answer,
    words,
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


class Around(random.Random):
    """Never says "elsewhere"; everything else is drawn."""

    def random(self) -> float:
        return ELSEWHERE


@given(
    st.integers(1, 60),
    st.integers(1, 30),
    st.integers(0, 59),
    st.integers(1, 9),
    st.integers(0, 9),
)
def test_a_window_holds_as_much_of_the_answer_as_fits(
    length: int, room: int, first: int, size: int, seed: int
) -> None:
    first = min(first, length - 1)
    inside = list(range(first, min(first + size, length)))
    at = window_at(length, room, inside, Around(seed))
    assert 0 <= at <= max(0, length - room)
    assert at <= inside[0] < at + room or len(inside) > room
    if len(inside) <= room:
        assert inside[-1] < at + room


def test_one_window_in_ten_lies_anywhere() -> None:
    """An answer of one token at the very end: a window around it can begin at one place only."""
    rng = random.Random(0)
    begins = [window_at(1000, 100, [999], rng) for _ in range(4000)]
    anywhere = [at for at in begins if at != 900]
    assert len(anywhere) / 4000 == pytest.approx(ELSEWHERE, abs=0.02)  # the standard error is 0.005
    assert 0 <= min(anywhere) < 100 and max(anywhere) < 900
    assert {window_at(12, 10, [], rng) for _ in range(60)} == {0, 1, 2}  # without an answer always


def numbered(count: int) -> str:
    """A text of so many words of one token each, none of them in the question."""
    return " ".join(["dog", "cute", "bank", "river", "animal", "street"][i % 6] for i in range(count))


@given(st.integers(1, 300), st.integers(0, 299), st.integers(1, 4), st.integers(12, 90))
@settings(deadline=None, max_examples=60)
def test_windows_cover_every_token_and_label_the_answer_wherever_it_stands(
    count: int, first: int, size: int, longest: int
) -> None:
    tokenizer = tiny_tokenizer()
    context = numbered(count)
    first = min(first, count - 1)
    last = min(first + size, count) - 1
    places = [m.span() for m in re.finditer(r"\w+", context)]
    start, end = places[first][0], places[last][1]
    asked = Question("who is", context, context[start:end], start)
    features = encode([asked], tokenizer, longest, None)
    covered: list[int] = []
    for feature in features:
        assert len(feature["input_ids"]) <= longest and feature["row"] == 0
        own = [places.index(place) for place in feature["offsets"]]
        assert own == list(range(own[0], own[0] + len(own)))
        covered += own
        low, high = feature["labels"]
        if first in own and last in own:
            at = feature["token_type_ids"].index(1)
            assert [own[low - at], own[high - at]] == [first, last]
        else:
            assert [low, high] == [0, 0]
    assert set(covered) == set(range(count))
    room = longest - 5  # [CLS] who is [SEP] … [SEP]
    assert len(covered) - count == (len(features) - 1) * min(OVERLAP, room // 2)


def test_in_training_a_long_context_gives_one_window_and_sometimes_loses_its_answer() -> None:
    sentences = [f"dog {'bank ' * 9}river . " for _ in range(20)]
    sentences[12] = "the animal is sad . "
    context = "".join(sentences)
    asked = Question("who", context, "animal", context.index("animal"))
    features = encode([asked] * 1500, tiny_tokenizer(), 60, random.Random(0))
    assert [feature["row"] for feature in features] == list(range(1500))
    lost = [feature for feature in features if not feature["question"].answer]
    assert len(lost) / 1500 == pytest.approx(TAKEN_OUT, abs=0.03)  # the standard error is 0.008
    animal = tiny_tokenizer().convert_tokens_to_ids("animal")
    for feature in features:
        low, high = feature["labels"]
        assert (
            (low == high == 0) if animal not in feature["input_ids"] else feature["input_ids"][low] == animal
        )
    elsewhere = sum(f["labels"] == [0, 0] for f in features if f["question"].answer) / (1500 - len(lost))
    assert 0.03 < elsewhere < ELSEWHERE + 0.03


@pytest.mark.parametrize(
    ("context", "answer", "left"),
    [
        ("他生于北京。他在上海工作。后来回到北京。", "北京", "他在上海工作。"),
        ("He was born in Oslo. He works in Rome! Why?", "Oslo", "He works in Rome! Why?"),
        ("It costs 3.5 million. It is red.", "red", "It costs 3.5 million."),
        ("他在北京。", "北京", None),  # nothing would be left
        ("他生于北京。上海。", "京。上", None),  # no sentence alone holds it
        ("第一行没有句号", "没有", None),
    ],
)
def test_sentences_with_the_answer_are_taken_out(context: str, answer: str, left: str | None) -> None:
    asked = Question("?", context, answer, context.index(answer))
    made = without_answer(asked)
    assert made == (asked if left is None else Question("?", left, ""))


def test_what_is_short_is_counted_in_words_or_characters_of_chinese() -> None:
    assert is_short("word " * 79) and not is_short("word " * 80)
    assert is_short("我" * 79) and not is_short("我" * 80)
    assert not is_short("w" * 800)  # however few words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Eiffel-Tower!", ["eiffeltower"]),
        ("《红楼梦》第3回", ["红", "楼", "梦", "第", "3", "回"]),
        ("BERT 模型", ["bert", "模", "型"]),
        ("“上海”，北京。", ["上", "海", "北", "京"]),
        ("a型血", ["a", "型", "血"]),  # no article: it is part of a word
        ("，。", []),
    ],
)
def test_words_of_an_answer(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_labels_are_the_tokens_of_the_answer() -> None:
    tokenizer = tiny_tokenizer()
    asked = Question("who", "hello hello , my unness dog is", "unness dog", 17)
    for longest, rng in ((40, None), (10, Around(0)), (10, Around(1))):
        (feature,) = encode([asked], tokenizer, longest, rng)
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
        ("北京市。", "北京市", 1, 1),
        ("北京市", "北京", 0, 0.8),  # two of three and two of two characters
        ("1998年", "1998 年", 1, 1),
        ("上海", "北京", 0, 0),
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
    assert scores["f1_with_none"] > 0.6 and scores["refused"] == 1 and -6 <= scores["threshold"] <= 4


def test_of_all_windows_the_best_span_and_the_lowest_none() -> None:
    """ "dog" scores 10 wherever it stands, "animal" 20; the [CLS] of a window says 2 for each token in it."""

    class Scorer(torch.nn.Module):
        device = torch.device("cpu")

        def forward(self, input_ids: torch.Tensor, **_: torch.Tensor) -> SimpleNamespace:
            ids = tiny_tokenizer().convert_tokens_to_ids
            scores = (input_ids == ids("dog")) * 5.0 + (input_ids == ids("animal")) * 10.0
            scores[:, 0] = (input_ids != 0).sum(1)
            return SimpleNamespace(start_logits=scores, end_logits=scores)

    context = "dog " + "bank " * 60 + "animal " + "river " * 40
    long = Question("who", context, "animal", context.index("animal"))
    short = Question("who", "my dog is", "dog", 3)
    longest = 30
    features = encode([long], tiny_tokenizer(), longest, None)
    assert len(features) > 3 and len(features[-1]["input_ids"]) < longest  # the last window is the lowest
    made = guesses(Scorer(), tiny_tokenizer(), [long, short], longest)
    assert [q for q, _, _ in made] == [long, short] and [text for _, text, _ in made] == ["animal", "dog"]
    lowest = 2 * min(len(feature["input_ids"]) for feature in features)
    assert [none for _, _, none in made] == [lowest - 20, 2 * 7 - 10]


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


def test_chinese_questions_from_files(tmp_path: Path) -> None:
    folder = tmp_path / "zh" / "answers"

    def made(name: str, count: int) -> list[dict[str, Any]]:
        return [
            {
                "question": "在哪里？",
                "context": f"{name}第{i}号在这里。那里下雨。",
                "answers": [{"text": f"第{i}号", "start": len(name)}],
            }
            for i in range(count)
        ]

    with pytest.raises(FileNotFoundError, match=r"cmrc2018_train\.jsonl\.gz is missing.*--data"):
        read_chinese_answers(tmp_path)
    rows(folder / "cmrc2018_train.jsonl.gz", made("甲", 20))
    rows(folder / "cmrc2018_dev.jsonl.gz", made("乙", 20))
    rows(folder / "drcd_train.jsonl.gz", made("丙", 200))
    train, held = read_chinese_answers(tmp_path)
    assert set(held) == {"cmrc", "drcd"} and 2 <= len(held["drcd"]) <= 20
    assert len(train) == 220 - len(held["drcd"]) and all(q.answer for q in train)
    assert not {q.context for q in train} & {q.context for part in held.values() for q in part}
    assert [q.context for q in held["cmrc"][:6]] == [
        "那里下雨。",
        *[f"乙第{i}号在这里。那里下雨。" for i in range(1, 5)],
        "那里下雨。",
    ]
    assert [bool(q.answer) for q in held["cmrc"]] == [False, True, True, True, True] * 4
    assert all(q.context.startswith(q.answer, q.start) for part in held.values() for q in part)
