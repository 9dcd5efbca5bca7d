"""What a shared link shows: in the page's language, with a picture that is there, and nothing that a host could smuggle in."""

from __future__ import annotations

import re

import pytest

from bertdemo.page.link_card import ADDRESS, PICTURE, SIZE, link_card


@pytest.mark.parametrize(
    ("path", "title", "locale"),
    [("/", "BERT, live", "en_US"), ("/zh", "看得见的 BERT", "zh_CN"), ("/zh/", "看得见的 BERT", "zh_CN")],
)
def test_it_speaks_the_page_s_language(path: str, title: str, locale: str) -> None:
    html = link_card(path, "https://bert.example")
    tags = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html))
    assert f"<title>{title}</title>" in html and tags["og:title"] == title and tags["og:locale"] == locale
    assert tags["og:image"] == f"https://bert.example{ADDRESS}"
    assert tags["og:url"] == f"https://bert.example{path.rstrip('/')}"
    assert tags["description"] == tags["og:description"] and len(tags["description"]) > 15


def test_a_host_cannot_write_html() -> None:
    assert "<script>" not in link_card("/", 'http://a"><script>alert(1)</script>')


def test_the_picture_has_its_size_and_is_light() -> None:
    content = PICTURE.read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) < 200_000
    assert (int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")) == SIZE
