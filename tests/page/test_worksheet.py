"""The worksheet: every question of a step, the answers last, the class's own sentence, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape, unescape
from typing import Any

import pytest

from bertdemo.errors import UserError
from bertdemo.page.own_sentence import LONGEST, asked_of
from bertdemo.page.worksheet import Worksheets
from bertdemo.serving.bank import ModelBank
from bertdemo.settings import LANGUAGES, Language, Settings
from bertdemo.steps.card import Card, Outcome
from bertdemo.steps.cards import CARDS
from bertdemo.text import WORDS, Text

BANK = ModelBank(Settings(device="cpu"))
LIGHT: dict[Language, tuple[Card, ...]] = {
    language: tuple(replace(card, outcome=None) for card in CARDS[language]) for language in LANGUAGES
}
pytestmark = pytest.mark.bundled


def text_of(page: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "\n", page))


def halves(page: str) -> tuple[str, str]:
    """What is asked, and what is answered."""
    questions, _, answers = page.partition('<section class="answers">')
    assert answers.endswith("</section></main></body></html>"), "the answers are the end"
    return text_of(questions), text_of(answers)


def sheet(sheets: Worksheets, **query: str) -> str:
    status, page = sheets(query)
    assert status == 200
    return page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", ["", "finetuning", "heads"])
def test_every_question_of_a_step_is_there_in_order_and_answered_last(language: Language, step: str) -> None:
    asked, answered = halves(sheet(Worksheets(BANK, LIGHT), step=step, language=language))
    text = Text(language)
    expected = [
        text(f"card.{card.name}.title")
        for card in CARDS[language]
        if step in ("", card.step) and f"card.{card.name}.question" in WORDS
    ]
    assert expected
    titles = [f"{number}. {title}" for number, title in enumerate(expected, 1)]
    for half in (asked, answered):
        assert re.findall(r"\n(\d+\. .+)\n", half) == titles
    for card in CARDS[language]:
        if step in ("", card.step) and f"card.{card.name}.question" in WORDS:
            words = text.part(f"card.{card.name}")
            assert words["question"].split("{")[0] in asked
            assert (card.text in asked) or card.lines
            assert all(line in asked for line in card.lines)
            assert not words.get("slip") or (words["slip"] in answered and words["slip"] not in asked)


def test_choices_have_boxes_and_code_is_chosen_by_its_line() -> None:
    page = sheet(Worksheets(BANK, LIGHT), step="finetuning")
    boxes = re.findall(r'<ul class="boxes">(.*?)</ul>', page)
    by_name = {card.name: card for card in CARDS["en"]}
    asking = [card for card in CARDS["en"] if card.step == "finetuning" and card.choices]
    assert [len(re.findall("<li>", box)) for box in boxes] == [len(card.choices) for card in asking]
    assert "<li>Line 6</li><li>None of them</li>" in page
    assert page.count("<li><code>") == sum(len(card.lines) for card in asking) > 0
    assert by_name["gradients"] in asking


def outcome(answer: str, calls: list[str]) -> Any:
    def told(_: Any) -> Outcome:
        calls.append(answer)
        return Outcome(answer, {"error": "TypeError", "more": "3", "lines": "3, 6, 9"})

    return told


def stopping(told: Any, **changes: Any) -> Worksheets:
    (card,) = (card for card in CARDS["en"] if card.name == "stops")
    cards: tuple[Card, ...] = (replace(card, outcome=told, **changes),)
    return Worksheets(BANK, {"en": cards, "zh": cards})


@pytest.mark.parametrize("heavy", [False, True])
def test_what_the_model_did_is_asked_once_a_language_and_said_last(heavy: bool) -> None:
    calls: list[str] = []
    sheets = stopping(outcome("9", calls), heavy=heavy)
    for language in (*LANGUAGES, *LANGUAGES):
        asked, answered = halves(sheet(sheets, language=language))
        said = Text(language)("card.stops.said.9", error="TypeError", more="3", lines="3, 6, 9")
        assert said in answered and said not in asked
    assert calls == ["9", "9"]


def test_an_answer_that_could_not_be_had_is_told_and_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    faults: list[Exception] = [UserError("error.busy_own", most=4), RuntimeError("a secret")]

    def told(_: Any) -> Outcome:
        if faults:
            raise faults.pop(0)
        return Outcome("1", {"error": "ImportError", "more": "0", "lines": ""})

    sheets = stopping(told)
    text = Text("en")
    assert text("error.busy_own", most=4) in halves(sheet(sheets))[1]
    second = halves(sheet(sheets))[1]
    assert text("error.bug") in second and "secret" not in second
    assert "ImportError" in halves(sheet(sheets))[1]


@pytest.mark.parametrize(
    ("language", "sentence", "model"),
    [
        ("en", "The boys loved <b>unbelievable</b> dogs.", "classroom"),
        ("zh", "小狗在院子里跑得很快。", "classroom-zh"),
    ],
)
def test_the_own_sentence_comes_first_and_its_answers_are_the_models(
    language: Language, sentence: str, model: str
) -> None:
    page = sheet(
        Worksheets(BANK, LIGHT),
        step="heads",
        language=language,
        text=sentence,
        layer="2",
        head="3",
        token="2",
    )
    assert escape(sentence) in page and "<b>" not in page
    asked, answered = halves(page)
    text, run = Text(language), BANK(model).run(sentence)
    tokens = run.encoding.tokens
    assert asked.index(text("worksheet.own")) < asked.index(text("page.step.heads"))
    assert text("worksheet.own_tokens_told", count=len(tokens), tokens=" ".join(tokens)) in answered
    assert text("worksheet.own_looks", layer=2, head=3, token=tokens[2]) in asked
    row = run.attentions[1, 2, 2]
    inner = [place for place in range(1, len(tokens) - 1) if place != 2 and tokens[place] not in "<>/.。"]
    best = max(inner, key=lambda place: float(row[place]))
    told = text(
        "worksheet.own_looks_told",
        target=tokens[best],
        percent=text.percent(float(row[best])),
        specials=text.percent(float(row[0] + row[-1])),
    )
    assert told in answered and told not in asked
    hidden = BANK(model).tokenizer.mask_token
    assert hidden and text("worksheet.own_writes", token=tokens[2]) in asked
    verdict = text("worksheet.own_judges")
    assert verdict in asked
    assert asked.count(text("label.positive")) >= 1


def test_a_sentence_that_is_not_read_is_not_judged() -> None:
    own = asked_of(Text("en"), BANK, {"text": "我喜欢学习自然语言处理。"})
    assert own is not None
    assert Text("en")("worksheet.own_judges") not in [one.question for one in own.questions]


def test_one_word_has_no_other_to_look_at() -> None:
    own = asked_of(Text("en"), BANK, {"text": "Hello."})  # a sign is no word
    assert own is not None
    assert not any("Layer" in one.question for one in own.questions)
    assert not any("pieces" in one.question for one in own.questions)
    assert len(own.questions) == 3


def test_without_a_sentence_nothing_is_asked_of_it() -> None:
    assert asked_of(Text("en"), BANK, {}) is None
    assert asked_of(Text("en"), BANK, {"text": " \n "}) is None


@pytest.mark.parametrize(
    "odd",
    [{"layer": "99", "head": "-1", "token": "99999999"}, {"layer": "x", "token": "0"}, {"model": "../x"}],
)
def test_odd_picks_are_brought_into_their_limits(odd: dict[str, str]) -> None:
    own = asked_of(Text("en"), BANK, {"text": "Hello, my dog is cute", **odd})
    assert own is not None and len(own.questions) == 4
    layer = "6" if odd.get("layer") == "99" else "1"
    assert any(
        f"Layer {layer}, head 1: which other word does “hello”" in one.question for one in own.questions
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_printed_is_told_with_its_cure(language: Language) -> None:
    text, sheets = Text(language), Worksheets(BANK, LIGHT)
    status, page = sheets({"language": language, "text": "a " * LONGEST})
    assert status == 400 and text("error.worksheet_text", limit=LONGEST) in text_of(page)
    status, page = sheets({"language": language, "step": "<script>"})
    assert status == 400 and "<script>" not in page and "glance, pieces" in page
    assert sheets({"language": language, "text": "b" * LONGEST, "step": "heads"})[0] == 200
