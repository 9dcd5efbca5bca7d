"""What the tab Apply is sent: verdicts, many lines, names, answers."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace

import pytest
import torch

from bertdemo.api.apply import endpoints_apply
from bertdemo.bert.answers import answer
from bertdemo.bert.entities import entities
from bertdemo.bert.languages import language_of
from bertdemo.errors import UserError
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import BUNDLED_FOR, shipped
from bertdemo.serving.judges import classify, for_task, judge_of
from bertdemo.settings import LANGUAGES, Language, Settings
from bertdemo.steps.using.answers import PASSAGES, QUESTIONS, answered
from bertdemo.steps.using.classify import judged
from bertdemo.steps.using.entities import ENTITIES, named
from bertdemo.steps.using.lines import LINES, judged_lines, lines_of, lines_of_file
from bertdemo.text import Text
from tests.refusals import refusal

EN = Text("en")
ANSWERS: dict[Language, tuple[str, str]] = {"en": ("Helena Brandt", "1894"), "zh": ("何兰", "1894")}
HERE = [language for language in LANGUAGES if f"{BUNDLED_FOR[language]}-answers" in shipped()]


def test_a_verdict_with_its_softmax_and_its_words(models: ModelBank) -> None:
    model = models("classroom-topic")
    told = judged(EN, models, model, "my dog is cute", "")
    json.dumps(told)
    shares = torch.softmax(torch.tensor(told["logits"]) / told["temperature"], -1)
    assert shares.tolist() == pytest.approx(classify(models, model, "my dog is cute").probabilities, abs=1e-5)
    assert len(told["tokens"]) == len(told["scores"]) == 6
    with pytest.raises(UserError):
        judged(EN, models, model, " ", "")


def test_many_lines_are_what_each_is_alone(models: ModelBank) -> None:
    model = models("classroom-sentiment")
    told = judged_lines(EN, models, model, "my dog is cute\n\n  she is sad \n…\n=cmd|dog")
    assert [row["text"] for row in told["rows"]] == ["my dog is cute", "she is sad", "…", "=cmd|dog"]
    for row in told["rows"][:2]:
        alone = classify(models, model, row["text"])
        assert row["all"] == pytest.approx(alone.probabilities, abs=1e-5)
        assert row["probability"] == max(row["all"])
    with refusal("no line"):
        judged_lines(EN, models, model, "\n \n")
    most = models.settings.max_lines
    kept, left = lines_of(models, "dog\n" * (most + 7))
    assert (len(kept), left) == (most, 7)
    assert "7 more lines" in judged_lines(EN, models, model, "dog\n" * (most + 7))["said"]


def test_the_picked_model_judges_if_it_can(models: ModelBank) -> None:
    assert judge_of(models, "sentiment", "").checkpoint.key == "classroom-sentiment"
    assert judge_of(models, "sentiment", "classroom-topic").checkpoint.key == "classroom-topic"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_are_in_the_language_of_the_page(language: Language) -> None:
    for texts in (ENTITIES, QUESTIONS):
        assert len(texts[language]) == 4
    assert LINES[language].count("\n") == 3
    shown = [*ENTITIES[language], *QUESTIONS[language], *LINES[language].splitlines(), PASSAGES[language]]
    assert all(language_of(text) == language for text in shown)
    assert all(PASSAGES[language].count(found) == 1 for found in ANSWERS[language])


@pytest.mark.bundled
@pytest.mark.parametrize("language", HERE)
def test_names_and_answers_of_the_examples(language: Language) -> None:
    models = ModelBank(Settings(device="cpu"))
    finder, reader = (models(f"{BUNDLED_FOR[language]}-{task}") for task in ("entities", "answers"))
    names = []
    for example in ENTITIES[language]:
        found = entities(finder, example)
        told = named(EN, found)
        json.dumps(told)
        names.append([e["text"] for e in told["entities"]])
        assert names[-1] == [example[e.start : e.end] for e in found.entities]
        assert sum(len(word["pieces"]) for word in told["words"]) == len(found.pieces)
    assert set(names[0]) >= {"en": {"Marie Curie", "Warsaw"}, "zh": {"绍兴"}}[language]
    said, refused = [], []
    for question in QUESTIONS[language]:
        got = answer(reader, question, PASSAGES[language])
        told = answered(EN, got)
        json.dumps(told)
        said.append(told["said"])
        refused.append(told["says_none"])
        window = told["windows"][got.best.window]
        pieces = window["tokens"][told["answers"][0]["first"] : told["answers"][0]["last"] + 1]
        assert "".join(pieces).replace("##", "") == got.best.text.lower().replace(" ", "")
        assert len(window["tokens"]) == len(window["start"]) == len(window["end"])
    assert all(right in told for right, told in zip(ANSWERS[language], said, strict=False))
    assert refused == [False, False, False, True]  # the last is not told


@pytest.mark.bundled
@pytest.mark.parametrize(
    ("no_answer", "says_none", "said"),
    [
        (0.9, True, "BERT says that the text holds no answer (0.900). Its best guess would be “London”"),
        (0.9, False, "The answer is “London” (0.400). “No answer” is likelier (0.900), but by less"),
        (0.1, True, "No answer is given: “London” (0.400) is likelier than “no answer” (0.100), but by less"),
        (0.1, False, "The answer is “London” (probability 0.400; no answer 0.100)."),
    ],
)
def test_what_is_said_of_an_answer_fits_its_numbers(no_answer: float, says_none: bool, said: str) -> None:
    reader = ModelBank(Settings(device="cpu"))("classroom-answers")
    found = answer(reader, "Where is the office?", "The office is in London.", 1)
    best = replace(found.answers[0], text="London", score=0.4)
    told = answered(EN, replace(found, no_answer=no_answer, says_none=says_none, answers=(best,)))
    assert told["said"].startswith(said)


@pytest.mark.bundled
def test_a_text_of_the_page_s_own_is_read_by_the_model_of_its_language() -> None:
    if "zh" not in HERE:
        pytest.skip("no Chinese model is bundled")
    models = ModelBank(Settings(device="cpu"))
    for picked, other in (("classroom", "classroom-zh"), ("classroom-zh", "classroom")):
        for task in ("entities", "answers"):
            text = {"classroom": "鲁迅离开了绍兴。", "classroom-zh": "Marie left Warsaw."}[picked]
            assert for_task(models, picked, task, text).checkpoint.key == f"{other}-{task}"


@pytest.mark.bundled
def test_twenty_thousand_characters_are_read_as_far_as_the_limit_and_the_rest_is_told() -> None:
    models = ModelBank(Settings(device="cpu", max_sections=6, max_windows=4))
    text = "a b . ! " * 2500
    found = entities(models("classroom-entities"), text, models.settings.max_sections)
    said = named(EN, found)["said"]
    assert "in 6 overlapping windows" in said
    assert f"The first {len(found.text):,} characters were read; the last {found.characters_cut:,}" in said
    asked = {function.__name__: function for function in endpoints_apply(models)}
    got = asked["entities"](text)
    assert (got["sections"], got["characters_cut"]) == (6, found.characters_cut)
    answers = asked["answer"]("Who?", text)
    assert answers["windows"] == 4 and 0 < answers["characters_cut"] < len(text)
    told = answered(EN, answer(models("classroom-answers"), "Who?", text, most=4))
    assert f"the last {answers['characters_cut']:,}" in told["cut"]
    usual = PASSAGES["en"] * 48
    whole = entities(models("classroom-entities"), usual[:20_000])
    found_in = answer(models("classroom-answers"), "How long is the bridge over the river?", usual[:20_000])
    assert (whole.characters_cut, found_in.characters_cut) == (0, 0), (
        "prose of the longest length is read whole"
    )


def as_page_sends(data: bytes) -> str:
    return base64.b64encode(data).decode()


def test_a_file_of_many_texts_is_read_as_the_lab_reads_one(models: ModelBank) -> None:
    made = 'id,text,label\n1,"A warm café, and more",pos\n2,"Two\nlines",neg\n3,,pos\n'.encode("cp1252")
    found = lines_of_file(EN, models, as_page_sends(made))
    assert found["lines"] == "A warm café, and more\nTwo lines" and found["said"].startswith("2 texts")
    told = " ".join(found["findings"])
    for said in ("Windows-1252", "“text”", "label", "1 rows have no text", "Texts of several lines: 1"):
        assert said in told, said
    chinese = lines_of_file(Text("zh"), models, as_page_sends(made))
    assert chinese["lines"] == found["lines"] and len(chinese["findings"]) == len(found["findings"])
    assert all(re.search("[\u4e00-\u9fff]", line) for line in chinese["findings"])
    judged = judged_lines(EN, models, models("classroom-sentiment"), found["lines"])
    assert len(judged["rows"]) == 2


def test_more_texts_in_a_file_than_may_be_asked_are_told(models: ModelBank) -> None:
    most = models.settings.max_lines
    found = lines_of_file(EN, models, as_page_sends("".join(f"dog {i}\n" for i in range(most + 7)).encode()))
    assert found["lines"].count("\n") == most - 1 and "7 more lines" in found["findings"][-1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("%%%", "did not arrive whole"),
        (as_page_sends(b"%PDF-1.7 x"), "no text file"),
        (as_page_sends(b" \n\n"), "no text in this file"),
        ("A" * (15 * 2**20), "larger than"),
    ],
)
def test_a_file_that_is_no_text_is_refused(models: ModelBank, content: str, said: str) -> None:
    with refusal(said):
        lines_of_file(EN, models, content)


def test_a_line_is_a_text_wherever_else_python_would_cut_it(models: ModelBank) -> None:
    assert lines_of(models, "my dog\u2028is cute\x85now\r\nshe\r") == (
        ["my dog\u2028is cute\x85now", "she"],
        0,
    )


@pytest.mark.bundled
def test_a_line_in_the_other_language_is_refused_alone_and_among_others() -> None:
    models = ModelBank(Settings(device="cpu"))
    judge = judge_of(models, "sentiment", "classroom-zh")
    for lines, judged_of in (("菜很好吃\nThe food was terrible.", 1), ("The food was terrible.", 0)):
        told = judged_lines(EN, models, judge, lines)
        assert "has learned from Chinese" in told["rows"][-1]["label"]
        assert [row["probability"] is not None for row in told["rows"]].count(True) == judged_of
        assert told["said"].startswith(EN("apply.batch.said", lines=judged_of))
