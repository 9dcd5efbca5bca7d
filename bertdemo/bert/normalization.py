"""BERT's normalisation, stage by stage: control characters, Chinese characters, accents, capitals; then words.

The stages and their order are those of BERT's own tokenizer (Devlin et al. 2018) as the library runs them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from tokenizers.normalizers import NFD, BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

StageName = Literal["clean", "chinese", "accents", "lowercase"]
Pairs = list[tuple[str, str]]  # a text as (before, after), stretch by stretch


@dataclass(frozen=True)
class Change:
    """A stretch of text before and after a stage; equal where the stage changed nothing."""

    before: str
    after: str


@dataclass(frozen=True)
class Stage:
    """One stage of normalisation, over the whole text."""

    name: StageName
    on: bool  # False when this tokenizer leaves the stage out
    changes: tuple[Change, ...]

    @property
    def text(self) -> str:
        return "".join(change.after for change in self.changes)


# Which characters are control signs, accents or punctuation is a table of Unicode, and every edition adds
# some. The library's tables are of several editions (classes: 8.0 of 2015), Python's come with its version;
# 503 rare characters differ on Python 3.11. So ASCII is decided here, and for the rest the library's tables
# are asked, one character at a time. tests/bert/test_wordpiece.py compares them with unicodedata.
_OFF = {"clean_text": False, "handle_chinese_chars": False, "strip_accents": False, "lowercase": False}
_CONTROL = BertNormalizer(**(_OFF | {"clean_text": True}))
_ACCENT = BertNormalizer(**(_OFF | {"strip_accents": True}))
_LOWER = BertNormalizer(**(_OFF | {"lowercase": True}))
_SIGNS = BertPreTokenizer()
_DECOMPOSE = NFD()


def is_space(character: str) -> bool:
    """White space as Unicode has it; Python counts four separators from U+001C on as well."""
    return character.isspace() and not "\x1c" <= character <= "\x1f"


def is_control(character: str) -> bool:
    """Category C (control, format, private use), but not tab and line ends; U+FFFD too."""
    if character.isascii():
        return not character.isprintable() and character not in "\t\n\r"
    return bool(_CONTROL.normalize_str(character) == "")


def is_accent(character: str) -> bool:
    """Category Mn: marks that take no room of their own."""
    return not character.isascii() and bool(_ACCENT.normalize_str(character) == "")


def is_punctuation(character: str) -> bool:
    """Category P, and every ASCII sign, also those that Unicode calls symbols: $ + < = > ^ ` | ~."""
    if character.isascii():
        return character.isprintable() and not character.isalnum() and character != " "
    return not is_space(character) and len(_SIGNS.pre_tokenize_str(f"a{character}a")) == 3


def lower(character: str) -> str:
    """One character without its neighbours: a capital sigma never becomes the sigma of a word's end."""
    return character.lower() if character.isascii() else str(_LOWER.normalize_str(character))


# CJK Unified Ideographs, their extensions and compatibility ideographs; no kana, no hangul. BERT's own code
# begins the sixth block at 2B820, the library at 2B920.
_CHINESE = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a700-\U0002b81f"
    "\U0002b920-\U0002ceaf\U0002f800-\U0002fa1f]"
)


def is_chinese(character: str) -> bool:
    return bool(_CHINESE.match(character))


def _each(parts: Sequence[str], change: Callable[[str], str]) -> Pairs:
    after = {part: change(part) for part in set(parts)}
    return [(part, after[part]) for part in parts]


def _clean(text: str) -> Pairs:
    return _each(text, lambda c: "" if is_control(c) else " " if is_space(c) else c)


def _space_chinese(text: str) -> Pairs:
    return _each(text, lambda c: f" {c} " if is_chinese(c) else c)


def _strip_accents(text: str) -> Pairs:
    """Take letters and accents apart (NFD), then drop the accents."""
    after = _without_accents(text)
    # Accents may change places with their neighbours, so a character goes together with those that follow it.
    pairs = _each(list(_clusters(text)), _without_accents)
    if "".join(made for _, made in pairs) == after:
        return pairs
    return [(text, after)]  # marks that change places across clusters


def _without_accents(text: str) -> str:
    apart = _DECOMPOSE.normalize_str(text)
    accents = {character for character in set(apart) if is_accent(character)}
    return "".join(character for character in apart if character not in accents)


def _clusters(text: str) -> Iterator[str]:
    start = 0
    for i, character in enumerate(text):
        if i and not unicodedata.combining(character):
            yield text[start:i]
            start = i
    if text:
        yield text[start:]


def _lowercase(text: str) -> Pairs:
    return _each(text, lower)


# Each stage as a function of the text, in the library's order.
STAGES: dict[StageName, Callable[[str], Pairs]] = {
    "clean": _clean,
    "chinese": _space_chinese,
    "accents": _strip_accents,
    "lowercase": _lowercase,
}


def split_on_punctuation(text: str) -> Iterator[str]:
    """Words and signs of a normalised text: white space parts them, each sign stands alone."""
    signs = {character for character in set(text) if is_punctuation(character)}
    start = None  # of the word that is being read
    for i, character in enumerate(text):
        ends = character in signs or is_space(character)
        if ends and start is not None:
            yield text[start:i]
            start = None
        if character in signs:
            yield character
        elif not ends and start is None:
            start = i
    if start is not None:
        yield text[start:]


def joined(pairs: Pairs) -> tuple[Change, ...]:
    """Pairs as changes, neighbours of a kind made one."""
    runs = (list(run) for _, run in groupby(pairs, key=lambda pair: pair[0] != pair[1]))
    return tuple(
        Change("".join(before for before, _ in run), "".join(after for _, after in run)) for run in runs
    )
