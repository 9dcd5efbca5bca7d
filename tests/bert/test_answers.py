"""Answers against a search of every pair in plain Python, over windows of the library's logits; questions of our own."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import BertForQuestionAnswering

from bertdemo.bert.answers import (
    LONGEST_ANSWER,
    MOST_ANSWERS,
    WINDOW,
    Answers,
    answer,
    best_of_windows,
    span_scores,
    stored_threshold,
)
from bertdemo.bert.model import Model
from bertdemo.bert.sections import Section, sections
from bertdemo.errors import UserError
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.cache import ByteCache
from bertdemo.serving.served import ServedModel
from bertdemo.settings import Settings
from bertdemo.text import Text
from bertdemo.training.answers import best_span
from tests.conftest import tiny_checkpoint, tiny_config, tiny_tokenizer
from tests.refusals import refusal

QUESTION = "is my dog sad"
SHORT = "hello , the animal is un"
LONG = "hello , my sadness is cute . the animal un river ' bank ! she it " * 8
Say = Callable[[Section, int], tuple[float, float]]  # start and end logit of a token of a section


def finder(positions: int = 40, seed: int = 5, **changes: int) -> Model:
    torch.manual_seed(seed)
    config = tiny_config()
    config.max_position_embeddings = positions
    module = BertForQuestionAnswering._from_config(config, attn_implementation="eager")
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if "weight" in name and "LayerNorm" not in name:
                parameter.mul_(8)
    options = Settings(device="cpu", **changes)  # type: ignore[arg-type]
    return ServedModel(
        tiny_checkpoint("tiny-answers", config), tiny_tokenizer(), module, options, ByteCache(2**24)
    )


def told(monkeypatch: pytest.MonkeyPatch, say: Say) -> Model:
    """A model whose logits are made up."""

    def read(_: Model, parts: Sequence[Section], head: object) -> list[torch.Tensor]:
        return [torch.tensor([say(part, i) for i in range(len(part.encoding.ids))]).float() for part in parts]

    monkeypatch.setattr("bertdemo.bert.answers.read_sections", read)
    return finder()


def by_words(starts: dict[str, float], ends: dict[str, float]) -> Say:
    return lambda part, i: (
        starts.get(part.encoding.tokens[i], 0.0),
        ends.get(part.encoding.tokens[i], 0.0),
    )


def by_hand(
    model: Model, question: str, context: str, longest: int
) -> tuple[dict[tuple[int, int], float], float]:
    """Every span (first piece, last piece) of a context with its best score, and the lowest score of [CLS]: loops only."""
    tokenizer = model.tokenizer
    asked = tokenizer(question, add_special_tokens=False)["input_ids"]
    ids = tokenizer(context, add_special_tokens=False)["input_ids"]
    room = longest - 3 - len(asked)
    spans: dict[tuple[int, int], float] = {}
    none = math.inf
    begins = 0
    while True:
        kept = ids[begins : begins + room]
        given = [tokenizer.cls_token_id, *asked, tokenizer.sep_token_id, *kept, tokenizer.sep_token_id]
        types = [0] * (len(asked) + 2) + [1] * (len(kept) + 1)
        with torch.inference_mode():
            out = model.module(input_ids=torch.tensor([given]), token_type_ids=torch.tensor([types]))
        start, end = out.start_logits[0].tolist(), out.end_logits[0].tolist()
        none = min(none, start[0] + end[0])
        at = len(asked) + 2
        for i in range(len(kept)):
            for j in range(i, min(len(kept), i + 30)):
                span = (begins + i, begins + j)
                spans[span] = max(spans.get(span, -math.inf), start[at + i] + end[at + j])
        if begins + room >= len(ids):
            return spans, none
        begins += room - room // 2


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("context", "windows"), [(SHORT, 1), (LONG, 8)])
def test_every_pair_of_every_window_by_hand(context: str, windows: int, seed: int) -> None:
    model = finder(seed=seed)
    found = answer(model, QUESTION, context, MOST_ANSWERS)
    spans, none = by_hand(model, QUESTION, context, 40)
    assert len(found.windows) == windows
    offsets = model.tokenizer(context, add_special_tokens=False, return_offsets_mapping=True)[
        "offset_mapping"
    ]
    highest = max(none, *spans.values())
    total = math.exp(none - highest) + sum(math.exp(score - highest) for score in spans.values())
    expected: dict[str, tuple[int, int, float]] = {}
    for (i, j), score in sorted(spans.items(), key=lambda item: -item[1]):
        expected.setdefault(context[offsets[i][0] : offsets[j][1]], (offsets[i][0], offsets[j][1], score))
    first = dict(list(expected.items())[:MOST_ANSWERS])
    assert len(found.answers) == len(first)
    for mine in found.answers:
        assert mine.text == context[mine.start : mine.end]
        assert mine.logits == pytest.approx(first[mine.text][2], abs=2e-4)
        assert mine.score == pytest.approx(math.exp(mine.logits - highest) / total, abs=1e-4)
    assert (found.best.start, found.best.end) == next(iter(first.values()))[:2]
    assert [a.logits for a in found.answers] == sorted((a.logits for a in found.answers), reverse=True)
    assert found.none == pytest.approx(none, abs=2e-4)
    assert found.no_answer == pytest.approx(math.exp(none - highest) / total, abs=1e-4)
    assert found.margin == pytest.approx(none - max(spans.values()), abs=4e-4)


def test_probabilities_sum_to_one_with_no_answer() -> None:
    for seed in range(5):
        found = answer(finder(seed=seed), QUESTION, "hello , un bank !", MOST_ANSWERS)
        assert len(found.answers) == 5 * 6 // 2
        assert sum(a.score for a in found.answers) + found.no_answer == pytest.approx(1, abs=1e-9)


def test_the_temperature_flattens() -> None:
    model = finder()
    sharp = answer(model, QUESTION, SHORT, 2)
    model.temperature = 2.0
    flat = answer(model, QUESTION, SHORT, 2)
    a, b = sharp.answers
    assert a.score / b.score == pytest.approx(math.exp(a.logits - b.logits))
    assert flat.answers[0].score / flat.answers[1].score == pytest.approx(math.exp((a.logits - b.logits) / 2))


def test_windows_tell_what_they_read() -> None:
    model = finder()
    found = answer(model, QUESTION, LONG)
    covered: set[int] = set()
    for window in found.windows:
        tokens = window.encoding.tokens
        assert tokens[:6] == ("[CLS]", "is", "my", "dog", "sad", "[SEP]") and window.first == 6
        assert tokens[window.last + 1 :] == ("[SEP]",) and len(tokens) <= 40
        assert window.encoding.token_type_ids.index(1) == 6
        assert window.start_logits.shape == window.end_logits.shape == (len(tokens),)
        assert window.none == pytest.approx(float(window.start_logits[0] + window.end_logits[0]))
        with torch.inference_mode():
            out = model.module(
                input_ids=torch.tensor([window.encoding.ids]),
                token_type_ids=torch.tensor([window.encoding.token_type_ids]),
            )
        torch.testing.assert_close(window.start_logits, out.start_logits[0], atol=1e-4, rtol=0)
        torch.testing.assert_close(window.end_logits, out.end_logits[0], atol=1e-4, rtol=0)
        covered |= set(range(window.start, window.end))
    assert covered >= {i for i, c in enumerate(LONG) if c != " "}
    for before, after in zip(found.windows, found.windows[1:], strict=False):
        assert after.start < before.end, "an answer between them would be seen by neither"
    for place in (found.best_start, found.best_end):
        assert found.windows[place.window].encoding.offsets[place.token] == (place.start, place.end)
    for span in found.answers:
        offsets = found.windows[span.window].encoding.offsets
        first, last = offsets[span.first], offsets[span.last]
        assert first and last and (first[0], last[1]) == (span.start, span.end)
    starts = [w.start_logits[w.first : w.last + 1].max() for w in found.windows]
    assert found.best_start.logit == pytest.approx(float(max(starts)))


def test_one_window_is_the_run_that_all_views_share() -> None:
    model = finder()
    run = model.run(QUESTION, SHORT)
    (part,) = sections(model, QUESTION, SHORT, longest=WINDOW)
    assert part.encoding == run.encoding and model.read(part.encoding) is run


@given(st.integers(1, 45), st.integers(0, 2**20))
def test_spans_of_one_window_are_those_that_training_searches(size: int, seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    start, end = torch.randn(2, size, generator=generator)
    scores = span_scores(start, end)
    allowed = {(i, k) for i in range(size) for k in range(LONGEST_ANSWER) if i + k < size}
    assert {tuple(place) for place in scores.isfinite().nonzero().tolist()} == allowed
    first, last, score = best_span(start, end)
    i, k = divmod(int(scores.argmax()), LONGEST_ANSWER)
    assert (i, i + k) == (first, last) and float(scores[i, k]) == score


def test_a_span_of_two_windows_counts_once_with_its_higher_score() -> None:
    one, two = torch.full((3, LONGEST_ANSWER), 1.0), torch.full((3, LONGEST_ANSWER), 2.0)
    one[2, 0] = 5.0
    scores, found_in = best_of_windows([(0, one), (2, two)])
    assert scores[:, 0].tolist() == [1, 1, 5, 2, 2] and found_in[:, 0].tolist() == [0, 0, 0, 1, 1]
    assert scores[2, 1] == 2 and found_in[2, 1] == 1


@pytest.mark.parametrize("shift", range(6))
def test_an_answer_across_the_end_of_a_window_is_found(monkeypatch: pytest.MonkeyPatch, shift: int) -> None:
    model = told(monkeypatch, by_words({"bank": 6.0}, {"river": 6.0}))
    room = 40 - 3 - 4
    answered = "bank a b c d river"
    before = room - shift  # with 0 the answer stands behind the first window, with 1 to 5 across its end
    context = "hello " * before + answered + " hello" * 50
    found = answer(model, QUESTION, context)
    assert found.best.text == answered and found.best.start == 6 * before
    assert found.windows[0].end < found.best.end
    inside = found.windows[found.best.window].encoding.tokens[found.best.first : found.best.last + 1]
    assert " ".join(inside) == answered


@pytest.mark.parametrize(
    ("context", "obstacle"),
    [
        ("a bank b river c", ""),
        ("a river b bank c", "end_before_start"),
        ("bank " + "a " * 30 + "river", "too_long"),
        ("bank " + "a " * 28 + "river", ""),
        ("a " * 25 + "bank river" + " c" * 20, "other_window"),
    ],
)
def test_the_best_start_and_the_best_end_may_be_no_pair(
    monkeypatch: pytest.MonkeyPatch, context: str, obstacle: str
) -> None:
    def say(part: Section, i: int) -> tuple[float, float]:
        token = part.encoding.tokens[i]
        start = {"bank": 6.0, "a": 0.5}.get(token, 0.0)
        end = {"river": 6.0, "b": 0.75}.get(token, 0.0)
        if obstacle != "other_window":
            return start, end
        return (start, end * 0.5) if part.begins == 0 else (start * 0.5, end)

    found = answer(told(monkeypatch, say), QUESTION, context)
    assert found.obstacle == obstacle
    start, end = found.best_start, found.best_end
    assert context[start.start : start.end] == "bank" and context[end.start : end.end] == "river"
    assert start.logit == 6 and end.logit == 6
    together = (found.best.start, found.best.end) == (start.start, end.end)
    assert together == (obstacle in ("", "other_window"))
    assert found.best.logits == {"": 12, "other_window": 9}.get(obstacle, 6.5)


def test_the_same_text_is_listed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    model = told(monkeypatch, by_words({"bank": 6.0, "river": 4.0}, {"bank": 6.0, "river": 4.0}))
    found = answer(model, QUESTION, "bank a bank a river", 3)
    assert [(a.text, a.start) for a in found.answers][:2] == [("bank", 0), ("bank a bank", 0)]
    assert len({a.text for a in found.answers}) == 3
    assert len(answer(model, QUESTION, "a a a", 9).answers) == 3  # "a", "a a", "a a a": there are no more


@settings(deadline=None)
@given(st.text(alphabet="ab🙂中é\t\n '.𝔘\u0301", min_size=1, max_size=80))
def test_every_place_is_true_of_the_context(context: str) -> None:
    model = finder()
    if not model.encode(context).words:
        with refusal("no text"):
            answer(model, "is it", context)
        return
    for a in answer(model, "is it", context, 5).answers:
        assert a.text == context[a.start : a.end] and a.text.strip()


def test_emoji_chinese_accents_tabs_and_line_ends_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    model = told(monkeypatch, by_words({"sad": 3.0, "[UNK]": 1.0}, {"river": 3.0, "[UNK]": 1.0}))
    found = answer(model, "is 🙂 sad", "🙂🙂\tÉ 東京\n sád\n🙂\triver , 中")
    assert (found.best.text, found.best.start, found.best.end) == ("sád\n🙂\triver", 9, 20)
    assert found.question == "is 🙂 sad"


def test_none_is_said_above_the_threshold(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    model = told(monkeypatch, by_words({"[CLS]": 1.0, "bank": 2.0}, {"[CLS]": 2.0, "bank": 2.0}))
    assert stored_threshold(model) == 0.0
    found = answer(model, QUESTION, "a bank")
    assert (found.none, found.best.logits, found.margin, found.says_none) == (3, 4, -1, False)
    model.checkpoint = replace(model.checkpoint, folder=tmp_path)
    (tmp_path / "task.json").write_text(json.dumps({"threshold": -1.5}))
    found = answer(model, QUESTION, "a bank")
    assert (found.threshold, found.says_none) == (-1.5, True)
    assert answer(model, QUESTION, "a bank", threshold=-1.0).says_none is False  # above, not at it
    (tmp_path / "task.json").write_text("{}")
    assert answer(model, QUESTION, "a bank").threshold == 0.0


def test_a_text_holds_no_answer_only_if_no_window_does(monkeypatch: pytest.MonkeyPatch) -> None:
    model = told(monkeypatch, lambda part, i: (float(part.begins + 3), 1.0) if i == 0 else (0.0, 0.0))
    found = answer(model, QUESTION, LONG)
    assert [w.none for w in found.windows][:2] == [4, 21] and found.none == 4


@pytest.mark.parametrize(
    ("question", "context", "top_k", "key"),
    [
        ("", SHORT, 3, "no_question"),
        (" \n", SHORT, 3, "no_question"),
        ("\x00", SHORT, 3, "no_question"),
        (QUESTION, "", 3, "no_context"),
        (QUESTION, "\t ", 3, "no_context"),
        (QUESTION, "\x00", 3, "no_context"),
        ("is " * 21, SHORT, 3, "question_too_long"),
        (QUESTION, SHORT, 0, "number_of_answers"),
        (QUESTION, SHORT, 21, "number_of_answers"),
        (QUESTION, SHORT, True, "number_of_answers"),
        (QUESTION, SHORT, 2.0, "number_of_answers"),
        (QUESTION, SHORT, "3", "number_of_answers"),
        (QUESTION, SHORT, None, "number_of_answers"),
        pytest.param(QUESTION, SHORT, [3], "number_of_answers"),
        pytest.param(QUESTION, SHORT, 10**5000, "number_of_answers", id="huge"),
    ],
)
def test_what_cannot_be_answered_is_said(question: str, context: str, top_k: Any, key: str) -> None:
    with pytest.raises(UserError) as raised:
        answer(finder(), question, context, top_k)
    assert raised.value.key == f"error.{key}"
    assert key != "number_of_answers" or Text("en").message(raised.value).endswith(
        "choose a whole number from 1 to 20."
    )


def test_limits_are_named(models: ModelBank) -> None:
    with refusal("21 word pieces; up to 20"):
        answer(finder(), "is " * 21, SHORT)
    assert answer(finder(), "is " * 20, LONG).answers
    with refusal("65 word pieces; up to 64"):
        answer(finder(512), "is " * 65, SHORT)
    assert answer(finder(512), "is " * 64, SHORT).answers
    with refusal(r"99 answers.*1 to 20"):
        answer(finder(), QUESTION, SHORT, 99)
    with refusal(r"classroom-sentiment.*marks no answers"):
        answer(models("classroom-sentiment"), QUESTION, SHORT)


def test_behind_the_last_window_nothing_is_read_and_all_is_counted() -> None:
    model = finder()
    context = "my dog is cute , " * 60
    found = answer(model, QUESTION, context, most=3)
    assert len(found.windows) == 3 and context.startswith(found.context)
    assert found.characters_cut == len(context) - len(found.context) > 0
    alone = answer(model, QUESTION, found.context, most=3)
    assert (alone.answers, alone.no_answer) == (found.answers, found.no_answer)


def test_only_characters_beyond_the_limit_are_cut() -> None:
    found = answer(finder(max_characters=300), QUESTION, LONG)
    assert found.context == LONG[:300] and found.characters_cut == len(LONG) - 300
    assert found.windows[-1].end == len(LONG[:300].rstrip())
    half = "\ud83d"  # half an emoji becomes U+FFFD, so that offsets stay true
    assert answer(finder(), "is it", f"{half} bank").context == "\ufffd bank"


@pytest.fixture(scope="module")
def classroom() -> Model:
    return ModelBank(Settings(device="cpu"))("classroom-answers")


ASKED = [  # question, context, answer
    ("Who wrote the letter?", "After dinner, Maria wrote a long letter to her brother. He read it twice.", "Maria"),
    ("Where does the train stop?", "The night train leaves Vienna at ten. It stops in Linz before midnight.", "Linz"),
    ("What did the farmer plant?", "In spring the farmer planted potatoes behind the old barn.", "potatoes"),
    ("When was the bridge built?", "The bridge across the river was built in 1884 by two engineers.", "1884"),
    ("How many students passed the exam?", "Of forty students, thirty-one passed the exam in June.", "thirty-one"),
    ("What is the capital of Peru?", "Peru lies on the coast. Its capital is Lima, a large city.", "Lima"),
    ("Who discovered penicillin?", "Penicillin was discovered by Alexander Fleming in 1928.", "Alexander Fleming"),
    ("What did she buy?", "On Saturday she bought three red apples at the market and walked home.", "three red apples"),
    ("Why did the match end early?", "The match ended early because of heavy rain.", "because of heavy rain"),
    ("What is the name of the dog?", "The boy has a cat and a dog. The dog's name is Rufus.", "Rufus"),
]  # fmt: skip
PASSAGE = (
    "The harbour lay quiet in the morning. Fishermen mended their nets, and gulls sat on the wall. A girl sold bread "
    "near the church. The baker had a red door. Two boats came in from the north with herring. The old clock struck "
    "nine. Children ran to school along the narrow street. A dog slept in the sun. The post office opened late. "
)
NEEDLE = "The lighthouse on the cliff was painted by Captain Ingrid Larsen. "


def best_texts(model: Model) -> list[tuple[str, Answers]]:
    return [(wanted, answer(model, question, context)) for question, context, wanted in ASKED]


@pytest.mark.bundled
def test_answers_of_the_classroom_model(classroom: Model) -> None:
    made = best_texts(classroom)
    assert sum(found.best.text == wanted for wanted, found in made) >= 6  # 7 are right
    assert (
        sum(wanted in [a.text for a in found.answers] for wanted, found in made) >= 7
    )  # 8 are among the three
    assert not any(found.says_none for _, found in made)
    assert (
        made[0][1].threshold
        == stored_threshold(classroom)
        == json.loads((classroom.checkpoint.folder / "task.json").read_text())["threshold"]
    )
    nothing = answer(classroom, "Who owns the blue car?", "Penguins live in the cold seas. They eat fish.")
    assert nothing.says_none and nothing.no_answer > 0.5


@pytest.mark.bundled
def test_an_answer_across_the_end_of_a_window_in_the_classroom_model(classroom: Model) -> None:
    question = "Who painted the lighthouse on the cliff?"
    room = WINDOW - 3 - len(classroom.tokenizer(question, add_special_tokens=False)["input_ids"])
    words = (PASSAGE * 5).split()
    while len(classroom.tokenizer(" ".join(words), add_special_tokens=False)["input_ids"]) > room - 10:
        words.pop()
    context = " ".join(words) + " . " + NEEDLE + PASSAGE * 2
    found = answer(classroom, question, context)
    first = found.windows[0]
    name = context.index("Ingrid")
    assert context.index("The lighthouse") < first.end < context.index("Larsen") + 6
    assert found.best.start <= name < found.best.end and found.best.window == 1


@pytest.mark.bundled
def test_three_thousand_pieces(classroom: Model) -> None:
    context = PASSAGE * 24 + NEEDLE + PASSAGE * 16
    found = answer(classroom, "Who painted the lighthouse on the cliff?", context)
    assert len(found.windows) > 20 and found.characters_cut == 0
    assert "Larsen" in found.best.text and found.windows[-1].end == len(context.rstrip())
