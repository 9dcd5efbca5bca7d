"""Text(language): every word the page shows, by key; UserError: what a visitor can mend.

The words themselves lie in `bertdemo/words/`, one file a part of the page.
"""

from __future__ import annotations

import math
import string
from typing import Literal

from bertdemo.words import (
    answers,
    apply,
    attention,
    born,
    explore,
    hub,
    inside,
    inside_views,
    jobs,
    lab,
    labelled,
    learn,
    messages,
    page,
    pictures,
    plot,
    tokens,
    translation,
)

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
WORDS: dict[str, tuple[str, str]] = {
    **page.WORDS,
    **messages.WORDS,
    **explore.WORDS,
    **tokens.WORDS,
    **attention.WORDS,
    **inside.WORDS,
    **inside_views.WORDS,
    **pictures.WORDS,
    **plot.WORDS,
    **learn.WORDS,
    **labelled.WORDS,
    **lab.WORDS,
    **jobs.WORDS,
    **born.WORDS,
    **apply.WORDS,
    **answers.WORDS,
    **translation.WORDS,
    **hub.WORDS,
}


class UserError(Exception):
    """Something that a visitor can mend: a key of WORDS and the values for its gaps."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = {name: shown(value) for name, value in values.items()}

    def __str__(self) -> str:
        return Text("en")(self.key, **self.values)


class Text:
    """The page's words in one language: `Text("zh")("tokens.title")`."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._column = LANGUAGES.index(language)

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key with its gaps filled. Raises KeyError for an unknown key or gap."""
        return WORDS[key][self._column].format_map(values)

    def part(self, prefix: str) -> dict[str, str]:
        """All words below a prefix, for a component: `{"title": ...}` of `prefix.title`, gaps unfilled."""
        start = prefix + "."
        return {
            key[len(start) :]: words[self._column] for key, words in WORDS.items() if key.startswith(start)
        }

    def message(self, error: UserError) -> str:
        """What to tell the visitor about an error, in this language."""
        return self(error.key, **error.values)


def shown(value: object, most: int = 400) -> object:
    """A value as a message can hold it: itself, or its beginning; of a number of many digits how many there are."""
    if type(value) is int and abs(value) >= 10**18:  # Python itself writes none of more than 4,300 digits
        return f"{'-' if value < 0 else ''}1e{int(abs(value).bit_length() * math.log10(2))}"
    try:
        said = str(value)
    except (ValueError, RecursionError):  # a list with such a number in it, or one that is endlessly deep
        return "…"
    if not said.isascii() and any(
        "\ud800" <= c <= "\udfff" for c in said
    ):  # half a character: nobody could send it on
        value = said = said.encode("utf-8", "replace").decode()
    return value if len(said) <= most else said[:most] + "…"


def literal(value: object) -> str:
    """What a caller sent, as Python writes it and not longer than a message bears: 2.0, True, '5'."""
    short = shown(value, 40)
    return repr(short) if short is value else str(short)


def digits(share: float) -> str:
    """A probability or weight in three significant digits; a tiny one as a fraction: "0.0452", "1/22,500"."""
    return f"{share:#.3g}" if share >= 0.001 else f"1/{1 / share:,.0f}" if share > 0 else "0"


def gaps(words: str) -> set[str]:
    """The names in braces that a text expects: `{"word"}` of `"the word {word}"`."""
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}
