"""Text(language): every word the page shows, by key.

The words themselves lie in `bertdemo/words/`, one file a part of the page.
"""

from __future__ import annotations

import string

from bertdemo.errors import UserError
from bertdemo.settings import LANGUAGES, Language
from bertdemo.words import (
    controls,
    depth,
    doubt,
    errors,
    finetuning,
    glance,
    head,
    heads,
    jobs,
    labels,
    layer,
    page,
    pieces,
    plot,
    pretraining,
    rows,
    using,
    vectors,
)

WORDS: dict[str, tuple[str, str]] = {
    **page.WORDS,
    **errors.WORDS,
    **jobs.WORDS,
    **controls.WORDS,
    **plot.WORDS,
    **labels.WORDS,
    **rows.WORDS,
    **glance.WORDS,
    **pieces.WORDS,
    **vectors.WORDS,
    **head.WORDS,
    **heads.WORDS,
    **layer.WORDS,
    **depth.WORDS,
    **pretraining.WORDS,
    **finetuning.WORDS,
    **using.WORDS,
    **doubt.WORDS,
}


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


def digits(share: float) -> str:
    """A probability or weight in three significant digits; a tiny one as a fraction: "0.0452", "1/22,500"."""
    return f"{share:#.3g}" if share >= 0.001 else f"1/{1 / share:,.0f}" if share > 0 else "0"


def gaps(words: str) -> set[str]:
    """The names in braces that a text expects: `{"word"}` of `"the word {word}"`."""
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}
