"""WordPiece by hand against the library's: the same words and pieces for any text, and nothing freezes."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tokenizers import AddedToken, Tokenizer
from tokenizers.models import BPE
from transformers import BertTokenizer, PreTrainedTokenizerFast

from bertdemo.bert import normalization as norm
from bertdemo.bert import wordpiece as wp
from bertdemo.bert.wordpiece import Attempt, NotWordPiece, Word, rules_of, split_word, split_words, wordpiece

SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
PIECES = (
    "un ##aff ##able aff a b c d e f g n o s i r t u A B E N O h ' - . , ! ? [ ] ## # mask un##aff "
    "ß é É 日 本 語 ю σ ς ا ل ش ə \u1112 ##\u1161 ##\u11ab ##\u0301 \u0301 i\u0307 "
    "🙂 ##🙂 ##\ufe0f ##\u200d ##❤ ❤ ✓ € ##€ · …"
)
VOCAB = {
    piece: i
    for i, piece in enumerate(
        dict.fromkeys([*SPECIALS, *PIECES.split(), *(f"##{c}" for c in "abcdefghnorstuABENσςслاشéö本")])
    )
}


@cache
def tokenizer(**options: bool | None) -> BertTokenizer:
    return BertTokenizer(vocab=VOCAB, **({"do_lower_case": True} | options))


KINDS = {
    "uncased": {},
    "cased": {"do_lower_case": False},
    "cased, accents stripped": {"do_lower_case": False, "strip_accents": True},
    "lower case, accents kept": {"strip_accents": False},
    "Chinese unspaced": {"tokenize_chinese_chars": False},
}

characters = st.one_of(
    st.characters(exclude_categories=["Cs"]),
    st.sampled_from("abcdefuno ABENÉéıİΣσςßẞ\u0300\u0301\u0316\u0323\u0345\u302e\U0001d165\u0f73\u0344"),
    st.sampled_from(
        "\0\t\n\r\x0b\x1c\x7f\x85\xa0\xad\u200b\u200d\u200e\u202e\u2028\u3000\ufeff\ufffd\ufe0f🙂❤🏳👩🏽"
    ),
    st.sampled_from(
        "日本語䶿豈한각アשלוםالسلام۔؟،«»$+<=>^`|~#[]'…–·\u061d\u166d\U000111c9\U00011938\U00010d50"
    ),
)
texts = st.lists(
    st.one_of(characters, st.sampled_from([*SPECIALS, "unaffable", " ", "[mask]", "[[MASK]]", "a" * 101])),
    max_size=40,
).map("".join)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=400, deadline=None)
@given(text=texts)
@example("")
@example("  ")
@example("[MASK]\u0301[MASK] x")
@example("a\U0001d165\u302e\u0301b")
@example("ΟΔΟΣ İstanbul Straße")
@example("a" * 100 + " " + "a" * 101)
def test_words_and_pieces_are_the_librarys(kind: str, text: str) -> None:
    library = tokenizer(**KINDS[kind])
    rules = rules_of(library)
    words = split_words(text, rules)
    pieces = [piece for word in words.words for piece in split_word(word, rules).pieces]
    assert pieces == library.tokenize(text)
    assert [m.id for w in words.words for m in split_word(w, rules).matches if "[UNK]" not in pieces] == (
        library(text, add_special_tokens=False)["input_ids"] if "[UNK]" not in pieces else []
    )
    backend = library.backend_tokenizer
    if not any(special in text for special in SPECIALS):
        assert words.normalized == backend.normalizer.normalize_str(text)
        plain = [word for word, _ in backend.pre_tokenizer.pre_tokenize_str(words.normalized)]
        assert [word.text for word in words.words] == plain


@settings(max_examples=200, deadline=None)
@given(text=texts)
def test_stages_hang_together(text: str) -> None:
    words = split_words(text, rules_of(tokenizer()))
    before = text
    for stage in words.stages:
        assert "".join(change.before for change in stage.changes) == before
        assert all(
            a.before != a.after or b.before != b.after
            for a, b in zip(stage.changes, stage.changes[1:], strict=False)
        )
        before = stage.text
    assert before == words.normalized


def test_every_character_alone_and_in_a_word() -> None:
    """All of Unicode but the insides of ideographs, hangul and private use, a thousand at a time."""
    rules = rules_of(tokenizer())
    backend = tokenizer().backend_tokenizer
    ideographs = [
        0x3400,
        0x4DBF,
        0x4DC0,
        0x4E00,
        0x2A6DF,
        0x2A6E0,
        0x2B81F,
        0x2B820,
        0x2B91F,
        0x2B920,
        0x2CEAF,
    ]
    ideographs += [0x2CEB0, 0x2F7FF, 0x2F800, 0x2FA1F, 0x2FA20, 0x30000, 0xE0001, 0xE0100, 0x10FFFD, 0x10FFFF]
    points = [
        *range(0x3400),
        *range(0x9FF0, 0xAC10),
        *range(0xD7A0, 0xD800),
        *range(0xF8F0, 0x20010),
        *ideographs,
    ]
    for start in range(0, len(points), 1000):
        text = "".join(f"a{chr(i)}a {chr(i)}\n" for i in points[start : start + 1000])
        words = split_words(text, rules)
        assert words.normalized == backend.normalizer.normalize_str(text)
        plain = [word for word, _ in backend.pre_tokenizer.pre_tokenize_str(words.normalized)]
        assert [word.text for word in words.words] == plain


def test_the_librarys_classes_are_those_of_unicode_but_for_newer_characters() -> None:
    """A second way to the same classes; those that differ are younger than Unicode 8 or were classed anew."""
    differ = []
    for point in range(sys.maxunicode + 1):
        character = chr(point)
        category = unicodedata.category(character)
        if category in ("Cs", "Cn"):
            continue
        same = (
            norm.is_control(character)
            == ((category[0] == "C" and character not in "\t\n\r") or point == 0xFFFD)
            and norm.is_accent(character) == (category == "Mn")
            and norm.is_punctuation(character) == (category[0] == "P" or character in "$+<=>^`|~")
        )
        if not same:
            differ.append(point)
    assert len(differ) < 800
    reclassed = {0x166D, 0x1734, 0x180F, 0x111C9}
    assert all(point > 0x600 for point in differ), "no Latin, Greek, Cyrillic or Hebrew among them"
    assert reclassed & set(differ)


def test_every_attempt_is_kept() -> None:
    steps = wordpiece("Unaffable", tokenizer())
    tried = (
        "unaffable unaffabl unaffab unaffa unaff unaf una un ##affable ##affabl ##affab ##affa ##aff ##able"
    )
    found = {"un", "##aff", "##able"}
    assert steps.normalized == "unaffable"
    assert steps.steps == tuple(Attempt(piece, piece in found) for piece in tried.split())
    assert steps.pieces == ("un", "##aff", "##able")


def test_why_unknown() -> None:
    rules = rules_of(tokenizer())
    failed = split_word(Word("unxa"), rules)
    assert (failed.failed_at, failed.too_long, failed.pieces) == (2, False, ("[UNK]",))
    assert [match.piece for match in failed.matches] == ["un"]
    assert [a.tried for a in wp.attempts(failed, rules)] == ["unxa", "unx", "un", "##xa", "##x"]
    long = split_word(Word("a" * 101), rules)
    assert (long.failed_at, long.too_long, long.matches, long.pieces) == (None, True, (), ("[UNK]",))
    assert list(wp.attempts(long, rules)) == []
    assert not split_word(Word("a" * 100), rules).too_long


def test_stages_say_what_changed() -> None:
    words = split_words("Né\u200bE\t日[MASK]!", rules_of(tokenizer()))
    changed = {s.name: [(c.before, c.after) for c in s.changes if c.before != c.after] for s in words.stages}
    assert changed == {
        "clean": [("\u200b", ""), ("\t", " ")],
        "chinese": [("日", " 日 ")],
        "accents": [("é", "e")],
        "lowercase": [("N", "n"), ("E", "e")],
    }
    assert [word.text for word in words.words] == ["nee", "日", "[MASK]", "!"]
    off = split_words("É", rules_of(tokenizer(do_lower_case=False)))
    assert [stage.on for stage in off.stages] == [True, True, False, False]
    assert off.normalized == "É"


def test_tokens_added_later_are_words_of_their_own() -> None:
    library = BertTokenizer(vocab=VOCAB, do_lower_case=True)
    library.add_tokens(
        ["Éab", AddedToken("<x>", lstrip=True, rstrip=True), AddedToken("cab", single_word=True)]
    )
    library.add_special_tokens({"additional_special_tokens": ["<go>", "<go>>"]})
    rules = rules_of(library)
    for text in ("a éab b", "aEABb", "a <x> b", "cab cabs (cab)", "<go>>a<go>b", "<GO> <go"):
        words = split_words(text, rules).words
        splits = [split_word(word, rules) for word in words]
        ids = library(text, add_special_tokens=False)["input_ids"]
        unknown = library.unk_token_id
        assert [m.id for split in splits for m in split.matches or [wp.Match(0, 0, "", unknown)]] == ids, text
        assert [p for split in splits for p in split.pieces] == library.convert_ids_to_tokens(ids), text


NAMES = [
    "COVID-19",
    "naïve",
    "[NEW]",
    "Éab",
    "<x>",
    "un",
    "unaff",
    "a b",
    "É",
    "日本",
    "ab'",
    "<x>y",
    "x_1",
    "é\u0301",
]
added_tokens = st.lists(
    st.builds(
        AddedToken,
        st.sampled_from(NAMES),
        single_word=st.booleans(),
        lstrip=st.booleans(),
        rstrip=st.booleans(),
        normalized=st.booleans(),
        special=st.booleans(),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda token: norm_of(token.content),
)
texts_with_names = st.lists(
    st.one_of(
        st.sampled_from([*NAMES, *map(str.lower, NAMES), " ", "  ", "\t", "\u3000", "-", "_", "²", "\u0301"]),
        # What this Python's tables do not know yet (U+10D40) is part of a word for the library's, which are newer.
        characters.filter(lambda c: unicodedata.category(c) != "Cn"),
    ),
    max_size=15,
).map("".join)


def norm_of(text: str) -> str:
    return tokenizer().backend_tokenizer.normalizer.normalize_str(text).strip()  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=150, deadline=None)
@given(tokens=added_tokens, text=texts_with_names)
@example(tokens=["COVID-19", "naïve", "[NEW]"], text="Covid-19 is NAÏVE [new]")
@example(tokens=[AddedToken("unaff", single_word=True), AddedToken("un")], text="unaffable un")
@example(tokens=[AddedToken("<x>", lstrip=True, rstrip=True), AddedToken("É")], text="é <x> \t<x>  É")
def test_added_tokens_have_the_librarys_names_and_places(
    kind: str, tokens: list[AddedToken], text: str
) -> None:
    library = BertTokenizer(vocab=VOCAB, **({"do_lower_case": True} | KINDS[kind]))
    library.add_tokens(tokens)
    rules = rules_of(library)
    pieces = [p for word in split_words(text, rules).words for p in split_word(word, rules).pieces]
    ids = library(text, add_special_tokens=False)["input_ids"]
    assert pieces == library.convert_ids_to_tokens(ids)


def test_the_endpoint_stops_at_ten_thousand_attempts() -> None:
    steps = wordpiece(("b" * 99 + "a ") * 1_000, tokenizer())
    assert len(steps.steps) <= wp.MAX_ATTEMPTS
    assert (steps.words_shown, steps.words_total) == (len(steps.pieces) // 100, 1_000)


def test_half_a_surrogate_pair() -> None:
    assert wordpiece("a\ud83db", tokenizer()).pieces == ("a", "##b")


def test_another_kind_of_tokenizer_is_refused() -> None:
    with pytest.raises(NotWordPiece, match="BPE"):
        rules_of(PreTrainedTokenizerFast(tokenizer_object=Tokenizer(BPE())))
    with pytest.raises(NotWordPiece):
        rules_of(object())
    plain = PreTrainedTokenizerFast(tokenizer_object=Tokenizer(tokenizer().backend_tokenizer.model))
    with pytest.raises(NotWordPiece, match="prepares"):
        rules_of(plain)
