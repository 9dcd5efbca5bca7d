"""What a link to the page looks like where it is shared: name, sentence and picture, in the page's language."""

from __future__ import annotations

from bertdemo.page.html import LANG, Html, element
from bertdemo.settings import ASSETS, Language
from bertdemo.text import Text

PICTURE = ASSETS / "images" / "card.png"
ADDRESS = "/bertdemo/card.png"  # below the one where the app answers
SIZE = (1200, 630)


def language_of(path: str) -> Language:
    """Of the document at `path`, `/` or `/zh`."""
    return "zh" if path.strip("/") == "zh" else "en"


def html_language(path: str) -> str:
    """The same as HTML names it."""
    return LANG[language_of(path)]


def link_card(path: str, origin: str) -> Html:
    """Tags for the head of the document at `path`, `/` or `/zh`; `origin` is where the app answers, as it is called
    outside: who shows the card knows no relative addresses.
    """
    text = Text(language_of(path))
    title, about = text("page.title"), text("page.tools.subtitle")
    told = {
        "og:type": "website",
        "og:title": title,
        "og:description": about,
        "og:url": origin + path.rstrip("/"),
        "og:image": origin + ADDRESS,
        "og:image:width": str(SIZE[0]),
        "og:image:height": str(SIZE[1]),
        "og:image:alt": about,
        "og:locale": "zh_CN" if text.language == "zh" else "en_US",
    }
    named = {"description": about, "twitter:card": "summary_large_image"}
    tags = [element("title", title)]
    tags += [element("meta", name=name, content_=content) for name, content in named.items()]
    tags += [element("meta", property=name, content_=content) for name, content in told.items()]
    return Html("".join(tags))
