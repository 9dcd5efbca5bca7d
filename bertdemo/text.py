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
    errors_jobs,
    errors_models,
    errors_people,
    finetuning,
    glance,
    glossary,
    head,
    heads,
    heads_finder,
    jobs,
    labels,
    layer,
    notebook,
    outline,
    page,
    pieces,
    plot,
    pretraining,
    pretraining_born,
    pretraining_game,
    room,
    rows,
    tools,
    using,
    using_answers,
    using_checkpoints,
    using_translate,
    vectors,
    worksheet,
)
from bertdemo.words.cards import words as cards

WORDS: dict[str, tuple[str, str]] = {
    **page.WORDS,
    **outline.WORDS,
    **room.WORDS,
    **errors.WORDS,
    **errors_models.WORDS,
    **errors_jobs.WORDS,
    **errors_people.WORDS,
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
    **heads_finder.WORDS,
    **layer.WORDS,
    **depth.WORDS,
    **pretraining.WORDS,
    **pretraining_born.WORDS,
    **pretraining_game.WORDS,
    **finetuning.WORDS,
    **using.WORDS,
    **using_answers.WORDS,
    **using_checkpoints.WORDS,
    **using_translate.WORDS,
    **doubt.WORDS,
    **worksheet.WORDS,
    **notebook.WORDS,
    **tools.WORDS,
    **cards.WORDS,
    **glossary.WORDS,
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

    def large(self, count: int) -> str:
        """A large number as a sentence says it, in three digits or so: "22.9 M"; in Chinese "2290 万", "1.1 亿"."""
        if self.language == "en":
            return f"{count / 1e6:,.1f} M"
        return f"{count / 1e8:.3g} 亿" if count >= 1e8 else f"{count / 1e4:.0f} 万"

    def percent(self, share: float) -> str:
        """A share from 0 to 1 as a sentence says it, in two digits: "36 %", "1.3 %"; in Chinese "36%".

        What is not quite all or nothing is not rounded to it: "99.7 %", "> 99.9 %", "< 0.1 %".
        """
        share = min(max(share, 0.0), 1.0)  # a sum of shares can be a little more than all
        if 0 < share < 0.001:
            number = "< 0.1"
        elif 0.9995 <= share < 1:
            number = "> 99.9"
        elif share < 0.0995 and share > 0:
            number = f"{100 * share:#.2g}"
        else:
            number = f"{100 * share:.{0 if share < 0.995 or share >= 1 else 1}f}"
        return f"{number} %" if self.language == "en" else f"{number}%"


def digits(share: float) -> str:
    """A probability or weight in three significant digits; a tiny one as a fraction: "0.0452", "1/22,500"."""
    return f"{share:#.3g}" if share >= 0.001 else f"1/{1 / share:,.0f}" if share > 0 else "0"


def gaps(words: str) -> set[str]:
    """The names in braces that a text expects: `{"word"}` of `"the word {word}"`."""
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}
