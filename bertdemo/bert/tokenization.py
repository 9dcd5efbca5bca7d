"""Text to ids: what BERT reads in place of a sentence (Devlin et al. 2018, section 3, figure 2).

A `[CLS]` in front, a `[SEP]` behind each sentence, segment ids 0 and 1, positions from 0.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bertdemo.errors import UserError

# How much to cut is a state of the library's tokenizer: of two threads that ask at once, one would get the other's cut.
tokenizing = threading.Lock()


@dataclass(frozen=True)
class Encoding:
    """One input as numbers. Every tuple has one entry a token; T tokens."""

    text: str  # as it was encoded: cut to the limit, broken characters replaced by U+FFFD
    text_pair: str
    tokens: tuple[str, ...]
    ids: tuple[int, ...]
    token_type_ids: tuple[int, ...]  # 0 in the first sentence, 1 in the second
    attention_mask: tuple[int, ...]
    offsets: tuple[tuple[int, int] | None, ...]  # [start, end) in characters of its own sentence
    special: tuple[bool, ...]  # [CLS], [SEP], [PAD], and a [MASK] or [UNK] that was typed is not special
    unknown: int  # tokens that became [UNK]
    pieces_cut: int  # word pieces that did not fit and were left out
    characters_cut: int  # characters beyond the limit, left out before the words were split

    @property
    def words(self) -> int:
        """Tokens that came from the text rather than from the frame around it."""
        return len(self.special) - sum(self.special)


def clean(text: str, limit: int) -> tuple[str, int]:
    """The text that can be encoded as UTF-8, at most `limit` characters of it, and how many were cut.

    Half a surrogate pair (half an emoji) is no character; it becomes U+FFFD, so offsets stay true.
    """
    beginning = text[:limit]
    whole = (
        beginning.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if _has_surrogate(beginning)
        else beginning
    )
    return whole, len(text) - len(beginning)


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def encode(
    tokenizer: Any, text: str, text_pair: str = "", *, max_tokens: int = 512, max_characters: int = 20_000
) -> Encoding:
    """The input for a sentence, or a pair of sentences, as the tokenizer of the model makes it.

    Too many word pieces are cut from the end of the longer sentence, the way the library does it
    (`truncation="longest_first"`). Raises UserError when no word is left in a pair's first sentence.
    """
    text, cut_a = clean(text, max_characters)
    text_pair, cut_b = clean(text_pair, max_characters)
    if text_pair.strip() and not text.strip():
        raise UserError("error.first_sentence_empty")
    arguments = (text, text_pair) if text_pair.strip() else (text,)
    with tokenizing:
        coded = tokenizer(
            *arguments,
            truncation="longest_first",
            max_length=max_tokens,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
            return_token_type_ids=True,
            verbose=False,
        )
        ids = tuple(coded["input_ids"])
        # What leaves room was not cut, and is not read twice to know it.
        whole = ids if len(ids) < max_tokens else tokenizer(*arguments, verbose=False)["input_ids"]
    unknown = tokenizer.unk_token_id
    # The library marks a typed "[MASK]" as no special token here, because it came from the text.
    special = tuple(word is None for word in coded.word_ids())
    offsets = coded["offset_mapping"]
    return Encoding(
        text=text,
        text_pair=text_pair if len(arguments) == 2 else "",
        tokens=tuple(coded.tokens()),
        ids=ids,
        token_type_ids=tuple(coded["token_type_ids"]),
        attention_mask=tuple(coded["attention_mask"]),
        offsets=tuple(None if s else (int(o[0]), int(o[1])) for o, s in zip(offsets, special, strict=True)),
        special=special,
        unknown=sum(i == unknown and not s for i, s in zip(ids, special, strict=True)),
        pieces_cut=len(whole) - len(ids),
        characters_cut=cut_a + cut_b,
    )


def pieces_of_words(encoding: Encoding) -> list[int]:
    """How many tokens each word and sign of the text became; [CLS] and [SEP] are none.

    A token continues a word if it says so (##), or follows a letter without a gap, as in tokenizers that mark the first
    piece. Chinese characters are words of their own.
    """
    counts: list[int] = []
    last = ""  # the token before, if it is of the text
    end = -1  # where it ends
    for token, offsets, special in zip(encoding.tokens, encoding.offsets, encoding.special, strict=True):
        if special or offsets is None:
            last, end = "", -1
            continue
        joined = offsets[0] == end and bool(last) and _in_word(last[-1]) and _in_word(token[0])
        if counts and last and (token.startswith("##") or joined):
            counts[-1] += 1
        else:
            counts.append(1)
        last, end = token, offsets[1]
    return counts


def _in_word(character: str) -> bool:
    """Whether pieces of one word may meet at this character."""
    return character.isalnum() and not "\u3400" <= character <= "\u9fff"


def ids_of(
    tokenizer: Any, texts: Sequence[str | tuple[str, str]], longest: int | None = None
) -> list[list[int]]:
    """Ids of many texts, or pairs of texts, with [CLS] and [SEP], each cut to `longest` word pieces."""
    with tokenizing:
        coded = tokenizer(list(texts), truncation=longest is not None, max_length=longest, verbose=False)
    return coded["input_ids"]  # type: ignore[no-any-return]


@functools.cache
def variants(tokenizer: Any) -> dict[str, Any]:
    """The same vocabulary used in other ways: capitals kept, accents kept, one character at a time.

    Empty for a tokenizer that is not BERT's.
    """
    from tokenizers import Regex, pre_tokenizers
    from transformers import BertTokenizer

    if not isinstance(tokenizer, BertTokenizer):
        return {}
    vocab = tokenizer.get_vocab()
    characters = BertTokenizer(vocab=vocab, do_lower_case=True)
    characters.backend_tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.BertPreTokenizer(), pre_tokenizers.Split(Regex(r"\S"), "isolated")]
    )
    return {
        "capitals": BertTokenizer(vocab=vocab, do_lower_case=False),
        "accents": BertTokenizer(vocab=vocab, do_lower_case=True, strip_accents=False),
        "characters": characters,
    }
