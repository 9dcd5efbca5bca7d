"""The points that the cards of step "pieces" make, asked of the bundled model a second way."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from bertdemo.bert.wordpiece import wordpiece
from bertdemo.settings import Language
from bertdemo.steps.card import TIE, Card, Evidence
from bertdemo.steps.cards import CARDS
from bertdemo.steps.pieces.cards import odd_one
from tests.steps.points import BANK, each_card_of, evidence

ARTICLE = [101, 7592, 1010, 2026, 3899, 2003, 10140, 102]  # what it prints, section 5.1


def told(ask: Evidence) -> tuple[str, dict[str, str], str]:
    assert ask.card.outcome
    outcome = ask.card.outcome(ask)
    return outcome.answer, dict(outcome.values), outcome.words


def ids(ask: Evidence) -> None:
    """The article's numbers are right, and are ids."""
    assert ask.model.tokenizer.encode(ask.card.text) == ARTICLE
    answer, values, _ = told(ask)
    assert answer == "8" and list(map(int, re.findall(r"\d+", values["ids"]))) == ARTICLE
    assert ask.model.tokenizer.convert_ids_to_tokens(ARTICLE[1:4]) == ["hello", ",", "my"]


def vocabulary(ask: Evidence) -> None:
    """One of the words is no entry, the others are."""
    entries = ask.model.tokenizer.get_vocab()
    (odd,) = [word for word in ask.card.choices if word not in entries]
    answer, values, words = told(ask)
    assert answer == odd == ("犇" if ask.language == "zh" else "giraffe")
    assert words == f"card.vocabulary.said.{'unknown' if ask.language == 'zh' else 'pieces'}"
    assert values["size"] == f"{len(entries):,}"


def long_word(ask: Evidence) -> None:
    """The same by the splitter that the app has written itself."""
    tokens = ask.run.encoding.tokens
    pieces: tuple[str, ...]
    if ask.language == "zh":
        pieces = ("t", "##ran", "##s", "##form", "##er")
        assert tokens[4:9] == pieces
        assert all(character in tokens for character in "让自然语言处理进步很快")
    else:
        pieces = ("anti", "##dis", "##est", "##ab", "##lish", "##ment", "##arian", "##ism")
        assert tokens[1:10] == (*pieces, "and")
    answer, values, words = told(ask)
    assert answer == str(len(pieces)) and words == "card.long_word.said.pieces"
    assert values["pieces"] == " ".join(pieces)
    assert tuple(wordpiece(values["word"].lower(), ask.model.tokenizer).pieces) == pieces


def capitals(ask: Evidence) -> None:
    token = str(ask.card.token)
    assert len(ask.places(token)) == 2
    assert token.capitalize() in ask.card.text and token in ask.card.text
    answer, values, _ = told(ask)
    assert answer == "same" and values["id"] == str(ask.model.tokenizer.get_vocab()[token])
    assert token.capitalize() not in ask.model.tokenizer.get_vocab()


def unread(ask: Evidence) -> None:
    readable = [c for c in ask.card.text if re.match("[一-鿿]", c) and c in ask.run.encoding.tokens]
    of = len(re.findall("[一-鿿]", ask.card.text))
    assert (len(readable), of) == ((2, 11) if (ask.language == "zh") else (2, 6))
    assert ask.run.encoding.unknown == of - 2
    assert BANK("classroom-zh").run(ask.card.text).encoding.unknown == 0
    answer, values, _ = told(ask)
    assert (answer, values["of"], values["chinese"]) == ("2", str(of), str(of))


POINTS: dict[str, Callable[[Evidence], None]] = {
    "ids": ids,
    "vocabulary": vocabulary,
    "long_word": long_word,
    "capitals": capitals,
    "unread": unread,
}


@pytest.mark.bundled
@each_card_of("pieces")
def test_the_point_is_true_of_the_bundled_model(language: Language, card: Card) -> None:
    POINTS[card.name](evidence(language, card))


def test_the_odd_one_is_in_pieces_or_unknown_and_there_is_only_one() -> None:
    whole = {"cat": ["cat"], "dog": ["dog"]}
    assert odd_one({**whole, "gnu": ["g", "##nu"]}, "[UNK]") == ("gnu", "pieces")
    assert odd_one({**whole, "犇": ["[UNK]"]}, "[UNK]") == ("犇", "unknown")
    assert odd_one(whole, "[UNK]") == (TIE, TIE)
    assert odd_one({"gnu": ["g", "##nu"], "犇": ["[UNK]"]}, "[UNK]") == (TIE, TIE)


def one_of(name: str) -> Card:
    (card,) = [card for card in CARDS["en"] if card.name == name]
    return card


@pytest.mark.bundled
def test_a_word_of_one_piece_and_a_word_that_comes_once() -> None:
    whole = replace(one_of("long_word"), text="A cat sleeps.", token="cat")
    answer, values, words = told(evidence("en", whole))
    assert (answer, values["pieces"], words) == ("1", "sleeps", "card.long_word.said.whole")
    once = replace(one_of("capitals"), text="They polish their tables.")
    assert told(evidence("en", once))[0] == "different"
