"""WordPiece: every stage of the normalizer, every piece that is tried. Computed by bert/wordpiece.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bertdemo.bert.model import Model
from bertdemo.bert.normalization import StageName, is_chinese
from bertdemo.bert.run import Run
from bertdemo.bert.tokenization import clean
from bertdemo.bert.wordpiece import MAX_WORDS, NotWordPiece, Rules, Split, rules_of, split_word, split_words
from bertdemo.page.components import component
from bertdemo.serving.bank import ModelBank
from bertdemo.text import Text

MAX_PIECES = 8  # of a word that a sentence names
MAX_CHARACTERS = 400  # of a sentence whose stages are shown; 100,000 must not freeze the page


@dataclass(frozen=True)
class UnknownPiece:
    """What stands for a word that cannot be written in pieces."""

    piece: str
    id: int | None


@dataclass(frozen=True)
class StageChanges:
    """One stage of the normalizer, over the first 400 characters of a sentence."""

    name: StageName
    on: bool
    changes: list[tuple[str] | tuple[str, str]]  # in order: what stays, or what was there and what it becomes


@dataclass(frozen=True)
class WordMatches:
    """One word and its pieces; what was tried follows from them and is not sent."""

    text: str  # after normalisation
    characters: int  # of the whole word; the text of one that is too long is cut
    token: str | None  # the name, if it is a token such as [MASK]
    matches: list[tuple[int, int, int]]  # first character, first behind it, id of the piece
    failed_at: int | None  # the character from which on no piece fits
    too_long: bool  # unknown without trying


@dataclass(frozen=True)
class SentenceWords:
    """One sentence on its way to words."""

    text: str  # its first 400 characters
    characters: int  # of all of it
    stages: list[StageChanges]
    words: list[WordMatches]  # the first 200
    words_total: int


@dataclass(frozen=True)
class WordPiecePayload:
    """The stages, the words and the matches of each sentence."""

    prefix: str  # marks a piece that continues a word: "##"
    unknown: UnknownPiece
    longest: int  # a word of more characters is unknown without trying
    sentences: list[SentenceWords]
    said: str  # how many words have a piece of their own, and what BERT must put together for the others


@dataclass(frozen=True)
class WordPieceRefusal:
    """Why a tokenizer of another kind has no stages to show."""

    error: str


def wordpiece(text: Text, models: ModelBank, model: Model, run: Run) -> WordPiecePayload | WordPieceRefusal:
    """The stages, words and matches of the sentence on screen."""
    try:
        return wordpiece_payload(text, model.tokenizer, run.encoding.text, run.encoding.text_pair)
    except NotWordPiece:
        return WordPieceRefusal(text("error.not_wordpiece", model=model.checkpoint.key))


def wordpiece_payload(text: Text, tokenizer: Any, *sentences: str) -> WordPiecePayload:
    """The way of every sentence to its pieces, cut to what one picture can show. Raises NotWordPiece."""
    rules = rules_of(tokenizer)
    split = [split_words(sentence, rules) for sentence in sentences if sentence.strip()]
    words = [split_word(word, rules) for one in split for word in one.words[:MAX_WORDS]]
    return WordPiecePayload(
        prefix=rules.prefix,
        unknown=UnknownPiece(rules.unknown, rules.id_of(rules.unknown)),
        longest=rules.longest,
        sentences=[_sentence(sentence, rules) for sentence in sentences if sentence.strip()],
        said=say_words(text, words, rules.unknown),
    )


def say_words(text: Text, words: list[Split], unknown: str) -> str:
    """What the vocabulary makes of the words: unknown ones, those in pieces, characters that stand alone, or all whole."""
    if not words:
        return ""
    lost = [split for split in words if split.too_long or split.failed_at is not None]
    apart = [split for split in words if split not in lost and len(split.matches) > 1]
    characters = [split for split in words if split not in lost and _is_character(split.word.text)]
    gaps = {"words": len(words), "unknown": unknown, "lost": len(lost), "apart": len(apart)}
    said = []
    if lost:
        kind = "unknown" if len(lost) > 1 else "unknown_one"
        said.append(text(f"pieces.wordpiece.says.{kind}", word=_short(lost[0].word.text), **gaps))
    if apart:
        longest = max(apart, key=lambda split: len(split.pieces))
        said.append(
            text(
                "pieces.wordpiece.says.apart",
                word=_short(longest.word.text),
                count=len(longest.pieces),
                pieces=" ".join(longest.pieces[:MAX_PIECES])
                + (" …" if len(longest.pieces) > MAX_PIECES else ""),
                **gaps,
            )
        )
    if 2 * len(characters) > len(words):
        said.append(text("pieces.wordpiece.says.characters", characters=len(characters), **gaps))
    elif not said:
        said.append(text("pieces.wordpiece.says.whole", **gaps))
    return (" " if text.language == "en" else "").join(said[:2])


def _is_character(word: str) -> bool:
    """Whether a word is one Chinese character, as the normalizer sets them apart."""
    return len(word) == 1 and is_chinese(word)


def _short(word: str) -> str:
    return f"{word[:20]}…" if len(word) > 20 else word


def _sentence(text: str, rules: Rules) -> SentenceWords:
    words = split_words(text, rules)
    start = split_words(text[:MAX_CHARACTERS], rules) if len(text) > MAX_CHARACTERS else words
    return SentenceWords(
        text=clean(text, MAX_CHARACTERS)[0],
        characters=len(text),
        stages=[
            StageChanges(
                stage.name,
                stage.on,
                [(c.before,) if c.before == c.after else (c.before, c.after) for c in stage.changes],
            )
            for stage in start.stages
        ],
        words=[_word(split_word(word, rules), rules.longest) for word in words.words[:MAX_WORDS]],
        words_total=len(words.words),
    )


def _word(split: Split, longest: int) -> WordMatches:
    word = split.word
    return WordMatches(
        text=word.text[:longest] if split.too_long else word.text,
        characters=len(word.text),
        token=word.token[0] if word.token else None,
        matches=[(match.start, match.end, match.id) for match in split.matches],
        failed_at=split.failed_at,
        too_long=split.too_long,
    )


def build(text: Text, models: ModelBank) -> None:
    component("wordpiece", text.part("pieces.wordpiece.shows"))
