"""WordPiece, step by step: how a text becomes words and each word the pieces that the vocabulary holds.

Normalisation and splitting follow BERT's own tokenizer (Devlin et al. 2018), in the library's order of
stages; the greedy longest match from the left is that of Wu et al. 2016, section 4.1, and the idea of a
vocabulary of pieces that of Schuster and Nakajima 2012. Song et al. 2021 find the same pieces in linear
time, without trying; here the trying is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from bertdemo.bert.normalization import STAGES, Pairs, Stage, StageName, joined, split_on_punctuation
from bertdemo.bert.tokenization import clean as without_half_characters

MAX_WORDS = 200  # of a text that is told about; 100,000 characters must not freeze anything
WHITE = "".join(
    chr(i)
    for i in (
        *range(9, 14),
        32,
        0x85,
        0xA0,
        0x1680,
        *range(0x2000, 0x200B),
        0x2028,
        0x2029,
        0x202F,
        0x205F,
        0x3000,
    )
)
MAX_ATTEMPTS = 10_000  # a word of 100 characters can take 5,050


class NotWordPiece(ValueError):  # noqa: N818, it reads as what it says
    """The tokenizer is of another kind (byte pairs, sentence pieces, a tokenizer without rules to read)."""


@dataclass(frozen=True)
class AddedTokens:
    """Tokens that are cut out of the text whole, each with its number."""

    pattern: re.Pattern[str]  # one group for each token
    tokens: tuple[tuple[str, int], ...]  # name and id, in the order of the groups
    # a word of its own; takes the white space before it, behind it
    options: tuple[tuple[bool, bool, bool], ...]


@dataclass(frozen=True)
class Rules:
    """What a tokenizer does to a text, read from the tokenizer itself."""

    clean: bool  # drop control characters, make every white space a plain space
    chinese: bool  # set every Chinese character apart as a word of its own
    accents: bool  # strip them
    lowercase: bool
    prefix: str  # marks a piece that continues a word: "##"
    unknown: str  # stands for a word that cannot be written in pieces: "[UNK]"
    longest: int  # a word of more characters is unknown without trying: 100
    id_of: Callable[[str], int | None]  # the vocabulary
    added: AddedTokens | None  # those like [MASK], found before anything is changed
    added_later: AddedTokens | None  # those found in the normalised text


@dataclass(frozen=True)
class Word:
    text: str  # as the text has it, after normalisation
    token: tuple[str, int] | None = None  # name and id of a token such as [MASK], which is never split


@dataclass(frozen=True)
class Words:
    """A text on its way to words, every stage kept."""

    stages: tuple[Stage, ...]
    normalized: str  # the text after the last stage
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Match:
    """The longest piece of the vocabulary that fits a word from `start` on."""

    start: int  # in characters of the word
    end: int
    piece: str  # with the prefix, unless it begins the word
    id: int


@dataclass(frozen=True)
class Split:
    """One word in pieces. All that was tried follows from the matches: see `attempts`."""

    word: Word
    matches: tuple[Match, ...]  # those before the failure, if the word failed
    failed_at: int | None  # the character from which on no piece fits, which makes the whole word unknown
    too_long: bool  # unknown without trying
    pieces: tuple[str, ...]


@dataclass(frozen=True)
class Attempt:
    tried: str
    found: bool


@dataclass(frozen=True)
class WordPieceSteps:
    """One word, or all of a short text."""

    words_shown: int  # those that steps and pieces tell about
    words_total: int
    normalized: str
    steps: tuple[Attempt, ...]  # in the order of trying, word after word
    pieces: tuple[str, ...]


def rules_of(tokenizer: Any) -> Rules:
    """The rules of a BERT tokenizer of the library. Raises NotWordPiece when it is of another kind."""
    backend = getattr(tokenizer, "backend_tokenizer", None)
    model = getattr(backend, "model", None)
    normalizer = getattr(backend, "normalizer", None)
    if not isinstance(model, WordPiece):
        raise NotWordPiece(f"{type(tokenizer).__name__} is built on {type(model).__name__}, not on WordPiece")
    if not isinstance(normalizer, BertNormalizer) or not isinstance(backend.pre_tokenizer, BertPreTokenizer):  # type: ignore[union-attr]
        raise NotWordPiece(f"{type(tokenizer).__name__} prepares its text in another way than BERT does")
    accents = normalizer.strip_accents
    rules = Rules(
        clean=normalizer.clean_text,
        chinese=normalizer.handle_chinese_chars,
        accents=normalizer.lowercase if accents is None else accents,
        lowercase=normalizer.lowercase,
        prefix=model.continuing_subword_prefix,
        unknown=model.unk_token,
        longest=model.max_input_chars_per_word,
        id_of=model.token_to_id,
        added=None,
        added_later=None,
    )
    tokens = {
        number: token
        for number, token in backend.get_added_tokens_decoder().items()  # type: ignore[union-attr]
        if not (token.special and backend.encode_special_tokens)  # type: ignore[union-attr]
    }
    # The name of a token found in the normalised text is normalised too: "COVID-19" is called "covid-19".
    names = {number: backend.id_to_token(number) or token.content for number, token in tokens.items()}  # type: ignore[union-attr]
    named = [(names[number], number, token) for number, token in tokens.items()]
    early = _added((*one, one[2].content) for one in named if not one[2].normalized)
    late = _added((*one, split_words(one[2].content, rules).normalized) for one in named if one[2].normalized)
    return replace(rules, added=early, added_later=late)


def _added(tokens: Iterable[tuple[str, int, Any, str]]) -> AddedTokens | None:
    longest_first = sorted((t for t in tokens if t[3]), key=lambda t: -len(t[3]))
    if not longest_first:
        return None
    pattern = re.compile("|".join(rf"({re.escape(content)})" for *_, content in longest_first))
    return AddedTokens(
        pattern,
        tuple((name, number) for name, number, *_ in longest_first),
        tuple((t.single_word, t.lstrip, t.rstrip) for _, _, t, _ in longest_first),
    )


def split_words(text: str, rules: Rules) -> Words:
    """Normalise a text and split it into words and signs, each stage kept.

    Half a surrogate pair becomes U+FFFD. Tokens such as [MASK] pass untouched.
    """
    text, _ = without_half_characters(text, len(text))
    on: dict[StageName, bool] = {
        "clean": rules.clean,
        "chinese": rules.chinese,
        "accents": rules.accents,
        "lowercase": rules.lowercase,
    }
    pieces = list(_cut_out(text, rules.added))
    stages = []
    for name, step in STAGES.items():
        pairs: Pairs = []
        for i, (piece, token) in enumerate(pieces):
            made = step(piece) if on[name] and token is None else [(piece, piece)]
            pieces[i] = ("".join(after for _, after in made), token)
            pairs += made
        stages.append(Stage(name, on[name], joined(pairs)))
    words: list[Word] = []
    for piece, token in pieces:
        if token is not None:
            words.append(Word(piece, token))
            continue
        for part, later in _cut_out(piece, rules.added_later):
            words += [Word(part, later)] if later else map(Word, split_on_punctuation(part))
    return Words(tuple(stages), "".join(piece for piece, _ in pieces), tuple(words))


def _cut_out(text: str, added: AddedTokens | None) -> Iterator[tuple[str, tuple[str, int] | None]]:
    """The text in parts, each with the token that it is, if it is one; the library's own order of checks.

    The longest token from the left; one that has to be a word of its own and is none leaves its place as plain text,
    also to shorter ones; then the white space beside a token that wants it goes to it.
    """
    at = 0
    for match in added.pattern.finditer(text) if added else ():
        which = (match.lastindex or 1) - 1
        single_word, lstrip, rstrip = added.options[which]  # type: ignore[union-attr]
        start, end = match.span()
        if single_word and (_is_word(text[start - 1 : start]) or _is_word(text[end : end + 1])):
            continue
        if lstrip:
            start = max(at, len(text[:start].rstrip(WHITE)))
        if rstrip:
            end = len(text) - len(text[end:].lstrip(WHITE))
        if start > at:
            yield text[at:start], None
        yield text[start:end], added.tokens[which]  # type: ignore[union-attr]
        at = end
    if at < len(text):
        yield text[at:], None


def _is_word(character: str) -> bool:
    """What \\w is in the library's regular expressions; "" is none."""
    if not character:
        return False
    category = unicodedata.category(character)
    return category[0] in "LM" or category in ("Nd", "Nl", "Pc") or character in "\u200c\u200d"


def split_word(word: Word, rules: Rules) -> Split:
    """Greedy longest match from the left: the longest piece that fits, then the longest that continues it."""
    text = word.text
    if word.token is not None:
        name, number = word.token
        return Split(word, (Match(0, len(text), name, number),), None, False, (name,))
    if len(text) > rules.longest:
        return Split(word, (), None, True, (rules.unknown,))
    matches: list[Match] = []
    start = 0
    while start < len(text):
        for end in range(len(text), start, -1):
            piece = (rules.prefix if start else "") + text[start:end]
            token_id = rules.id_of(piece)
            if token_id is not None:
                matches.append(Match(start, end, piece, token_id))
                start = end
                break
        else:
            return Split(word, tuple(matches), start, False, (rules.unknown,))
    return Split(word, tuple(matches), None, False, tuple(match.piece for match in matches))


def attempts(split: Split, rules: Rules) -> Iterator[Attempt]:
    """Every candidate in the order of trying: from each start the whole rest, then one character less."""
    text = split.word.text
    for match in split.matches:
        if split.word.token is not None:
            yield Attempt(match.piece, True)
            continue
        for end in range(len(text), match.end, -1):
            yield Attempt((rules.prefix if match.start else "") + text[match.start : end], False)
        yield Attempt(match.piece, True)
    if split.failed_at is not None:
        for end in range(len(text), split.failed_at, -1):
            yield Attempt((rules.prefix if split.failed_at else "") + text[split.failed_at : end], False)


def wordpiece(word: str, tokenizer: Any) -> WordPieceSteps:
    """What the endpoint /wordpiece answers: a word, or the words of a text until 10,000 attempts are told.

    Raises NotWordPiece for a tokenizer of another kind.
    """
    rules = rules_of(tokenizer)
    words = split_words(word, rules)
    steps: list[Attempt] = []
    pieces: list[str] = []
    shown = 0
    for part in words.words[:MAX_WORDS]:
        split = split_word(part, rules)
        tried = list(attempts(split, rules))
        if len(steps) + len(tried) > MAX_ATTEMPTS:
            break
        steps += tried
        pieces += split.pieces
        shown += 1
    return WordPieceSteps(shown, len(words.words), words.normalized, tuple(steps), tuple(pieces))
