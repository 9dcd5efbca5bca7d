"""The glossary: its terms for the page's scripts, and a page of its own in each language, which needs no script."""

from __future__ import annotations

from dataclasses import dataclass

from bertdemo.page.html import LANG, Html, element
from bertdemo.page.look import PAGE
from bertdemo.serving.page_files import PageFiles
from bertdemo.settings import LANGUAGES, Language
from bertdemo.text import Text

ADDRESSES: dict[Language, str] = {"en": "glossary", "zh": "zh/glossary"}  # below the address of the app
SHEETS = ("base.css", "frame.css", "glossary.css")
ENTRY = "shared/glossary_page.js"


@dataclass(frozen=True)
class Term:
    """A term of the field in one language."""

    key: str
    name: str
    line: str  # what it means, in plain words
    spellings: tuple[str, ...]  # in running text; "个·头" is 头 behind 个
    need: int  # 0 for the one that a reader is least likely to know


def terms(text: Text) -> list[Term]:
    """All terms by name, Chinese ones as a Chinese dictionary has them."""
    words = text.part("glossary")
    keys = [key.removesuffix(".name") for key in words if key.endswith(".name")]
    made = [
        Term(
            key, words[f"{key}.name"], words[f"{key}.line"], tuple(words[f"{key}.spellings"].split("|")), need
        )
        for need, key in enumerate(keys)
    ]
    return sorted(made, key=lambda term: _place(term.name))


def documents(files: PageFiles) -> dict[str, str]:
    """The pages of their own: HTML by path."""
    return {f"/{ADDRESSES[language]}": document(Text(language), files) for language in LANGUAGES}


def document(text: Text, files: PageFiles) -> str:
    """The whole glossary as HTML. Its links begin where the app answers, whatever that is called outside."""
    own = ADDRESSES[text.language]
    other = next(language for language in LANGUAGES if language != text.language)
    all_terms = terms(text)
    title = text("page.glossary.title")
    style = Html("\n".join((PAGE / "shared" / name).read_text("utf-8") for name in SHEETS))
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("base", href="../" * own.count("/") or "./"),
        element("title", f"{title} · {text('page.title')}"),
        element("style", style),
        # Before anything is painted: a page that turns dark would flash.
        element("script", type="module", blocking="render", src=files.address(ENTRY)),
    )
    links = element(
        "nav",
        element("a", text("page.glossary.back"), href="./" if text.language == "en" else "zh"),
        element("a", text("page.glossary.other_language"), href=ADDRESSES[other], lang=LANG[other]),
    )
    main = element(
        "main",
        element("h1", title),
        element("p", text("page.glossary.intro", count=len(all_terms))),
        element("dl", *(_entry(term, own) for term in all_terms)),
    )
    body = element("body", links, main, class_="bd-glossary")
    return f"<!doctype html>{element('html', head, body, lang=LANG[text.language])}"


def _entry(term: Term, page: str) -> Html:
    name = element("dt", element("a", term.name, href=f"{page}#{term.key}"))
    return element("div", name, element("dd", term.line), id=term.key)


def _place(name: str) -> tuple[bool, bytes]:
    """Latin names first, marks like [CLS] among them; GB 18030 has the commoner characters by their sound."""
    bare = name.split("[")[-1].casefold()
    return not bare[0].isascii(), bare.encode("gb18030")
