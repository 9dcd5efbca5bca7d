"""encode() against the library, on the article's line and on anything."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bertdemo.bert.tokenization import clean, encode, pieces_of_words
from bertdemo.errors import UserError
from tests.conftest import VOCAB, tiny_tokenizer

TOKENIZER = tiny_tokenizer()


def test_ids_segments_and_offsets_by_hand() -> None:
    coded = encode(TOKENIZER, "Hello, my dogs", "it is")
    assert coded.tokens == ("[CLS]", "hello", ",", "my", "dog", "##s", "[SEP]", "it", "is", "[SEP]")
    assert coded.ids == tuple(VOCAB[t] for t in coded.tokens)
    assert coded.token_type_ids == (0, 0, 0, 0, 0, 0, 0, 1, 1, 1)
    assert coded.offsets == (None, (0, 5), (5, 6), (7, 9), (10, 13), (13, 14), None, (0, 2), (3, 5), None)
    assert coded.special == (True, *[False] * 5, True, False, False, True)
    assert (coded.words, coded.unknown, coded.pieces_cut, coded.characters_cut) == (7, 0, 0, 0)


def test_typed_mask_is_a_word_of_the_text() -> None:
    coded = encode(TOKENIZER, "my [MASK] is")
    assert coded.tokens == ("[CLS]", "my", "[MASK]", "is", "[SEP]")
    assert coded.special == (True, False, False, False, True)
    assert coded.offsets[2] == (3, 9)


@pytest.mark.parametrize(
    ("text", "pair", "counts"),
    [
        ("Hello, my dogs", "it is", [1, 1, 1, 2, 1, 1]),
        ("unness!", "", [2, 1]),
        ("didn't", "", [1, 1, 1]),
        ("my zebra", "", [1, 1]),
        ("my [MASK] is", "", [1, 1, 1]),
    ],
)
def test_pieces_are_counted_by_word(text: str, pair: str, counts: list[int]) -> None:
    assert pieces_of_words(encode(TOKENIZER, text, pair)) == counts


def test_pieces_that_are_not_marked_meet_without_a_gap() -> None:
    """As byte-level tokenizers cut: only what begins a word says so; Chinese characters are words."""
    coded = encode(TOKENIZER, "my dog is cute")
    tokens = ("[CLS]", "Hel", "lo", "Ġworld", "我", "[SEP]")
    offsets = (None, (0, 3), (3, 5), (6, 11), (11, 12), None)
    special = (True, False, False, False, False, True)
    assert pieces_of_words(replace(coded, tokens=tokens, offsets=offsets, special=special)) == [2, 1, 1]


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60), st.text(max_size=60))
def test_same_as_the_library_on_anything(text: str, pair: str) -> None:
    if pair.strip() and not text.strip():
        with pytest.raises(UserError):
            encode(TOKENIZER, text, pair)
        return
    coded = encode(TOKENIZER, text, pair)
    expected = TOKENIZER(text, pair if pair.strip() else None)
    assert list(coded.ids) == expected["input_ids"]
    assert list(coded.token_type_ids) == expected["token_type_ids"]
    for token, span, segment in zip(coded.tokens, coded.offsets, coded.token_type_ids, strict=True):
        if span is not None and token.isascii() and token.isalpha():
            written = (text if segment == 0 else pair)[span[0] : span[1]]
            assert unicodedata.normalize("NFD", written.lower()).startswith(token[0])


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=30))
def test_clean_leaves_whole_characters_alone(text: str) -> None:
    assert clean(text, 100) == (text, 0)


def test_half_a_surrogate_pair_becomes_one_replacement_character() -> None:
    kept, cut = clean("a\ud83dbc", 3)
    assert (kept, cut) == ("a\ufffdb", 1)
    assert clean("\ud83d\ude00", 10)[0] == "😀"  # two halves that belong together are one character
    coded = encode(TOKENIZER, "my \ud83d dog")  # BERT's normalizer drops U+FFFD; the dog stays where it was
    assert (coded.tokens[2], coded.offsets[2]) == ("dog", (5, 8))


def test_what_does_not_fit_is_cut_and_counted() -> None:
    coded = encode(TOKENIZER, "dog " * 50, max_tokens=40)
    assert (len(coded.ids), coded.pieces_cut) == (40, 12)
    assert coded.tokens[-1] == "[SEP]"
    coded = encode(TOKENIZER, "dog " * 50, "cute", max_tokens=40)
    assert coded.tokens[-3:] == ("[SEP]", "cute", "[SEP]") and coded.pieces_cut == 14
    assert encode(TOKENIZER, "dog " * 50, max_characters=8).characters_cut == 192


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01\x02", "\u200d"])
def test_no_word_leaves_the_frame_only(text: str) -> None:
    assert encode(TOKENIZER, text).words == 0
