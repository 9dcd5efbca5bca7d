"""The glossary: complete in both languages, short, unambiguous, of words that the page really uses; and its own page."""

from __future__ import annotations

import re
from html import unescape

import pytest

from bertdemo.page import glossary, look
from bertdemo.page.glossary import ADDRESSES, Term, document, terms
from bertdemo.serving.page_files import PageFiles
from bertdemo.settings import LANGUAGES, Language
from bertdemo.text import WORDS, Text

TERMS = {language: terms(Text(language)) for language in LANGUAGES}
CHARACTER = r"[\u4e00-\u9fff]"
ALL = [(language, term) for language in LANGUAGES for term in TERMS[language]]


def title(value: object) -> str:
    return f"{value.key}" if isinstance(value, Term) else str(value)


def said(language: Language) -> str:
    """All words of the page but the glossary's, without gaps."""
    column = LANGUAGES.index(language)
    own = ("glossary.", "page.glossary.")
    return "\n".join(
        re.sub(r"\{\w+\}", "", words[column]) for key, words in WORDS.items() if not key.startswith(own)
    )


SAID = {language: said(language) for language in LANGUAGES}


def spelled(spelling: str) -> str:
    """As assets/page/shared/glossary.js looks for it."""
    before, _, word = spelling.rpartition("·")
    edges = [r"(?<![\w-])", r"(?![\w-])"] if re.match(r"[\w[]", word, re.ASCII) else ["", ""]
    return f"(?a:{f'(?<={before})' if before else ''}{edges[0]}{re.escape(word)}{edges[1]})"


def test_there_are_about_sixty_each_in_both_languages() -> None:
    assert len(TERMS["en"]) >= 55
    keys = {part for key in WORDS if key.startswith("glossary.") for part in [key.split(".")[1]]}
    for language in LANGUAGES:
        assert {term.key for term in TERMS[language]} == keys
        assert sorted(term.need for term in TERMS[language]) == list(range(len(keys)))
    for key in keys:
        assert {f"glossary.{key}.{part}" for part in ("name", "line", "spellings")} <= set(WORDS)


@pytest.mark.parametrize(("language", "term"), ALL, ids=title)
def test_a_line_is_one_short_line(language: Language, term: Term) -> None:
    if language == "en":
        assert len(term.line.split()) <= 20
    else:
        assert len(re.findall(rf"{CHARACTER}|[A-Za-z0-9\[\]#]+", term.line)) <= 36
    assert term.line.endswith((".", "?") if language == "en" else ("。", "？"))
    assert "\n" not in term.line and "  " not in term.line


@pytest.mark.parametrize(("language", "term"), ALL, ids=title)
def test_the_page_uses_the_term(language: Language, term: Term) -> None:
    pattern = "|".join(map(spelled, term.spellings))
    assert re.search(pattern, SAID[language], re.IGNORECASE), "leave it out: nobody meets it"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_spelling_is_of_one_term(language: Language) -> None:
    spellings = [spelling.casefold() for term in TERMS[language] for spelling in term.spellings]
    assert all(spelling == spelling.strip() and spelling for spelling in spellings)
    assert len(spellings) == len(set(spellings))
    names = [term.name for term in TERMS[language]]
    assert len(names) == len(set(names))


def test_terms_stand_by_their_names() -> None:
    english = [term.name.strip("[]").casefold() for term in TERMS["en"]]
    assert english == sorted(english)
    chinese = [term.key for term in TERMS["zh"]]
    latin = [bool(re.match(r"[A-Za-z]|记号 \[", term.name)) for term in TERMS["zh"]]
    assert latin == sorted(latin, reverse=True), "names in Latin letters first"
    by_sound = ["layer", "token", "batch", "embedding", "gradient", "fine_tuning", "vector", "attention"]
    assert sorted(by_sound, key=chinese.index) == by_sound, (
        "ceng ciyuan pici qianru tidu weitiao xiangliang zhuyi"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_its_own_has_every_term(language: Language) -> None:
    html = document(Text(language), PageFiles(look.PAGE))
    assert html.startswith("<!doctype html>")
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}">' in html
    for term in TERMS[language]:
        entry = re.search(rf'<div id="{term.key}">(.*?)</div>', html)
        assert entry and unescape(re.sub("<[^>]+>", "|", entry[1])).strip("|").split("|||") == [
            term.name,
            term.line,
        ]
    assert str(len(TERMS[language])) in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_links_hold_behind_any_proxy(language: Language) -> None:
    """What they name is below the address of the app, which the page itself reaches without knowing its name."""
    html = document(Text(language), PageFiles(look.PAGE))
    links = re.findall(r'(?:href|src)="([^"]*)"', html)
    assert not [link for link in links if link.startswith(("/", "http"))]
    assert f'<base href="{"../" if language == "zh" else "./"}">' in html
    pages = {link for link in links if "#" not in link and "js" not in link}
    other = ADDRESSES["en" if language == "zh" else "zh"]
    assert pages == ({"../", "zh", other} if language == "zh" else {"./", other})
    assert {link.split("#")[0] for link in links if "#" in link} == {ADDRESSES[language]}


def test_text_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    evil = Term("logit", "<b>&", 'a "quoted" <script>', ("logit",), 0)
    monkeypatch.setattr(glossary, "terms", lambda _: [evil])
    html = document(Text("en"), PageFiles(look.PAGE))
    assert "&lt;b&gt;&amp;" in html and "a &quot;quoted&quot; &lt;script&gt;" in html
    assert html.count("<script") == 1
