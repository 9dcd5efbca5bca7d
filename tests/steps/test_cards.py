"""The cards: each is whole, has its words, and its outcome is one that it has words for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bertdemo.bert.languages import language_of
from bertdemo.settings import LANGUAGES, Language
from bertdemo.steps.card import TIE, Card
from bertdemo.steps.cards import CARDS
from bertdemo.steps.flip import FlipPair
from bertdemo.text import WORDS, Text, gaps
from tests.steps.points import BANK, EVERY_CARD, asked_once, evidence, outcome_of

ROOT = Path(__file__).resolve().parent.parent.parent
STEPS = (
    *("glance", "pieces", "vectors", "head", "heads", "layer"),
    *("depth", "pretraining", "finetuning", "using", "doubt"),
)
MOST = {"en": 60, "zh": 110}  # words, or characters, of what a card says before a guess, and after it
each_card = pytest.mark.parametrize(
    ("language", "card"), EVERY_CARD, ids=lambda one: getattr(one, "name", one)
)


def long(language: Language, said: str) -> int:
    return len(said.split()) if language == "en" else len(said)


def test_a_card_has_one_name_in_both_languages_and_stands_in_order() -> None:
    for language in LANGUAGES:
        names = [card.name for card in CARDS[language]]
        assert len(set(names)) == len(names)
        steps = [card.step for card in CARDS[language] if not card.quiz]
        quiz = [card.quiz for card in CARDS[language]]
        assert any(quiz) and quiz == sorted(quiz), "the quiz comes last"
        assert tuple(dict.fromkeys(steps)) == STEPS and steps == sorted(steps, key=STEPS.index)
        assert all(2 <= steps.count(step) <= 6 for step in STEPS)
    places = [
        [(card.name, card.step, card.on, card.section, card.typed) for card in CARDS[one]]
        for one in LANGUAGES
    ]
    assert places[0] == places[1]
    assert CARDS["en"][0].name == "flip"


@each_card
def test_a_card_is_whole(language: Language, card: Card) -> None:
    assert card.text.strip()
    assert (ROOT / "bertdemo" / "steps" / card.step / f"{card.on}.py").is_file()
    assert (card.layer is None) <= (card.head is None)
    assert not (card.choices and card.typed)
    assert not card.choices or 2 <= len(card.choices) <= 4 or card.lines
    if card.choices or card.typed:
        assert card.outcome is not None, "a guess without an answer"
    if card.flip:
        word, replacement = card.flip
        assert FlipPair(card.text, word, replacement, "", "").changed.count(replacement) > 0


@each_card
def test_a_card_speaks_the_language_of_its_page_and_is_short(language: Language, card: Card) -> None:
    said = Text(language).part(f"card.{card.name}")
    title = said["title"]
    assert 4 <= len(title) <= 24 if language == "en" else 2 <= len(title) <= 10
    if card.choices or card.typed:
        question = said["question"]
        assert gaps(question) <= ({"word", "other"} if card.flip else {"layer"} if card.layer else set())
        assert question.endswith(("?", "？"))
    assert said.get("question") or said.get("say")
    before = " ".join(said.get(part, "") for part in ("title", "say", "question"))
    after = " ".join(said.get(part, "") for part in ("slip", "try"))
    assert long(language, before) <= MOST[language] and long(language, after) <= MOST[language]
    assert ("slip" in said) <= ("source" in said), "what puts the article right has a source"
    # an English sentence on the Chinese page has a gloss and the English model
    english = language == "zh" and language_of(card.text) == "en"
    assert bool(language == "zh" and said.get("gloss")) == english
    if english:
        assert card.model == "classroom" and language_of(said["gloss"]) == "zh"
        assert Text("en")(f"card.{card.name}.gloss") == card.text


def test_no_words_are_left_over() -> None:
    names = {key.split(".")[1] for key in WORDS if key.startswith("card.")}
    assert names == {card.name for card in CARDS["en"]}
    parts = ("title", "say", "question", "gloss", "slip", "source", "try", "said", "choice", "bar")
    assert not [key for key in WORDS if key.startswith("card.") and key.split(".")[2] not in parts]
    choices = {
        (card.name, name) for language in LANGUAGES for card in CARDS[language] for name in card.choices
    }
    assert not [
        key
        for key in WORDS
        if key.startswith("card.") and ".choice." in key and tuple(key.split(".")[1::2]) not in choices
    ]


@pytest.mark.bundled
@each_card
def test_every_branch_of_an_outcome_has_its_words(language: Language, card: Card) -> None:
    """The answer is a choice, and whatever the weights make right, the card has a sentence for it without a gap."""
    if card.outcome is None:
        assert not [key for key in WORDS if key.startswith(f"card.{card.name}.said.")]
        return
    outcome = outcome_of(language, card.name)
    if card.choices:
        assert outcome.answer in (*card.choices, TIE)
    text = Text(language)
    branches = [key for key in WORDS if key.startswith(f"card.{card.name}.said.")]
    if not outcome.words:
        needed = {f"card.{card.name}.said.{choice}" for choice in card.choices or [outcome.answer]}
        assert needed <= set(branches)
    for key in branches:
        said = text(key, **outcome.values)
        assert long(language, said) <= MOST[language]
    revealed = asked_once(language, card).reveal(text, BANK)
    assert revealed.said and revealed.answer == outcome.answer and revealed.right is None


@pytest.mark.bundled
@each_card
def test_bars_are_as_long_as_their_numbers_say(language: Language, card: Card) -> None:
    """Each number beside its bar, each bar named in both languages; no words for a bar that there is not."""
    bars = outcome_of(language, card.name).bars if card.outcome else ()
    of_other = outcome_of("en" if language == "zh" else "zh", card.name).bars if card.outcome else ()
    named = {key.split(".")[-1] for key in WORDS if key.startswith(f"card.{card.name}.bar.")}
    assert named == {bar.name for bar in (*bars, *of_other)}
    if card.outcome is None:
        return
    revealed = asked_once(language, card).reveal(Text(language), BANK)
    assert len(revealed.bars) == len(bars) != 1, "one bar says nothing"
    told = [float(re.sub(r"[^\d.-]", "", value)) for _, _, value in revealed.bars]
    for (label, share, value), number in zip(revealed.bars, told, strict=True):
        assert label and "{" not in label and len(label) <= 40
        assert 0 <= share <= 1
        if value[0] not in "<>≈":
            full = max(range(len(told)), key=told.__getitem__)
            assert share == pytest.approx(revealed.bars[full][1] * max(number, 0) / told[full], abs=0.06)


@pytest.mark.bundled
@each_card
def test_right_and_wrong_guesses_are_told_apart(language: Language, card: Card) -> None:
    if card.outcome is None or not (card.choices or card.typed):
        return
    text = Text(language)
    card = asked_once(language, card)
    answer = card.reveal(text, BANK).answer
    for guess in card.choices or (answer, "zebra"):
        assert card.reveal(text, BANK, guess).right is (None if answer == TIE else guess == answer)


@pytest.mark.bundled
@each_card
def test_what_is_pinned_and_offered_is_there(language: Language, card: Card) -> None:
    ask = evidence(language, card)
    tokens = ask.run.encoding.tokens
    assert not card.token or card.token in tokens
    layers, heads = ask.run.attentions.shape[:2]
    assert (card.layer or 1) <= layers and (card.head or 1) <= heads


def test_every_second_card_asks_for_a_guess() -> None:
    for language in LANGUAGES:
        cards = CARDS[language]
        assert 40 <= len(cards) <= 66
        assert 2 * sum(bool(card.choices or card.typed) for card in cards) >= len(cards)


def test_every_section_of_the_article_has_a_card() -> None:
    sections = {card.section for card in CARDS["en"]}
    assert sections >= {
        *"12789",
        "2.1",
        "2.2",
        "3.1.1",
        "3.1.2",
        "3.2",
        "4.1",
        "4.2",
        "5.1",
        "5.2",
        "5.3",
        "6",
    }
