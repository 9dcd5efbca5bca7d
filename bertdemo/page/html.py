"""HTML that this server writes itself: what is no HTML yet is escaped, in one place."""

from __future__ import annotations

from html import escape

from bertdemo.settings import Language

LANG: dict[Language, str] = {"en": "en", "zh": "zh-CN"}  # as a document names its language


class Html(str):
    """A piece of HTML, as `element` makes it; any other string is text."""

    __slots__ = ()


def element(tag: str, /, *content: str, **attributes: str) -> Html:
    """An element; what it holds is escaped unless it is Html. `class_` stands for class; an attribute without a value
    is left out.
    """
    named = (
        f' {key.rstrip("_")}="{escape(value, quote=True)}"' for key, value in attributes.items() if value
    )
    inner = "".join(part if isinstance(part, Html) else escape(part) for part in content)
    end = "" if tag in ("base", "meta") else f"</{tag}>"
    return Html(f"<{tag}{''.join(named)}>{inner}{end}")


def document(language: Language, title: str, style: str, *body: Html) -> str:
    """A whole page without scripts. `style` is our own."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", Html(style)),
    )
    return f"<!doctype html>{element('html', head, element('body', *body), lang=LANG[language])}"
