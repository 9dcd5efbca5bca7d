"""Many lines, typed or from a file: each is judged as it is alone."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bertdemo.bert.languages import language_of
from bertdemo.page.wire import sent
from bertdemo.serving.bank import ModelBank
from bertdemo.serving.checkpoints import bundled
from bertdemo.serving.judges import classify, judge_of
from bertdemo.settings import LANGUAGES, Language, Settings
from bertdemo.steps.using.lines import LINES, LineVerdict, finding, judged_lines, lines_of, lines_of_file
from bertdemo.text import Text
from tests.refusals import refusal

EN = Text("en")


def test_many_lines_are_what_each_is_alone(models: ModelBank) -> None:
    model = models("classroom-sentiment")
    payload = judged_lines(EN, models, model, "my dog is cute\n\n  she is sad \n…\n=cmd|dog")
    json.dumps(sent(payload))
    assert [row.text for row in payload.rows] == ["my dog is cute", "she is sad", "…", "=cmd|dog"]
    for row in payload.rows[:2]:
        alone = classify(models, model, row.text)
        assert row.all == pytest.approx(alone.probabilities, abs=1e-5)
        assert row.probability == max(row.all)
    with refusal("no line"):
        judged_lines(EN, models, model, "\n \n")
    most = models.settings.max_lines
    lines, left_out = lines_of(models, "dog\n" * (most + 7))
    assert (len(lines), left_out) == (most, 7)
    assert "7 more lines" in judged_lines(EN, models, model, "dog\n" * (most + 7)).said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_are_in_the_language_of_the_page(language: Language) -> None:
    assert LINES[language].count("\n") == 3
    assert all(language_of(line) == language for line in LINES[language].splitlines())


def as_page_sends(data: bytes) -> str:
    return base64.b64encode(data).decode()


def test_a_file_of_many_texts_is_read_as_the_lab_reads_one(models: ModelBank) -> None:
    made = 'id,text,label\n1,"A warm café, and more",pos\n2,"Two\nlines",neg\n3,,pos\n'.encode("cp1252")
    english = lines_of_file(EN, models, as_page_sends(made))
    assert english.lines == "A warm café, and more\nTwo lines" and english.said.startswith("2 texts")
    findings = " ".join(english.findings)
    for said in ("Windows-1252", "“text”", "label", "1 rows have no text", "Texts of several lines: 1"):
        assert said in findings, said
    chinese = lines_of_file(Text("zh"), models, as_page_sends(made))
    assert chinese.lines == english.lines and len(chinese.findings) == len(english.findings)
    assert all(re.search("[\u4e00-\u9fff]", line) for line in chinese.findings)
    judged = judged_lines(EN, models, models("classroom-sentiment"), english.lines)
    assert len(judged.rows) == 2


def test_more_texts_in_a_file_than_may_be_asked_are_told(models: ModelBank) -> None:
    most = models.settings.max_lines
    file = "".join(f"dog {i}\n" for i in range(most + 7)).encode()
    payload = lines_of_file(EN, models, as_page_sends(file))
    assert payload.lines.count("\n") == most - 1 and "7 more lines" in payload.findings[-1]


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
        payload = judged_lines(EN, models, judge, lines)
        assert "has learned from Chinese" in payload.rows[-1].label
        assert [row.probability is not None for row in payload.rows].count(True) == judged_of
        said = ("None of the 1 texts could be judged", "All 1 judged texts get the same label, positive")
        assert payload.said.startswith(said[judged_of])


def verdicts(*rows: tuple[str, float | None]) -> list[LineVerdict]:
    return [LineVerdict("text", label, share, ()) for label, share in rows]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("too long", None)], "None of the 1 texts could be judged; each row says why."),
        (
            [("good", 0.9), ("good", 0.8)],
            "All 2 judged texts get the same label, good; none is unsure (below 70 %).",
        ),
        ([("good", 0.9), ("bad", 0.6)], "Of 2 judged texts no label leads (good 1, bad 1); 1 are unsure"),
        (
            [("good", 0.6), ("bad", 0.6), ("bad", 0.69), ("no", None)],
            "The commonest label of 3 judged texts is bad (bad 2, good 1); every one is unsure (below 70 %).",
        ),
    ],
)
def test_what_is_said_of_many_lines_fits_their_labels(
    rows: list[tuple[str, float | None]], said: str
) -> None:
    judge = next(checkpoint for checkpoint in bundled() if checkpoint.key == "classroom-sentiment")
    assert finding(EN, judge, verdicts(*rows)).startswith(said)


def test_how_many_lines_are_probably_wrong() -> None:
    judge = next(checkpoint for checkpoint in bundled() if checkpoint.key == "classroom-sentiment")
    said = finding(EN, judge, verdicts(("good", 0.9), ("bad", 0.6), ("bad", 0.5), ("no", None)))
    assert "about 1.0 of them are wrong" in said and "it judges 86 % right" in said
    other = replace(judge, folder=Path("elsewhere"))
    assert "wrong" not in finding(EN, other, verdicts(("good", 0.9)))
