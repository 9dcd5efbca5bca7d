"""Pages that this server writes: what is text is escaped, what is HTML is not escaped again."""

from __future__ import annotations

from bertdemo.page.html import Html, document, element


def test_text_is_escaped_and_elements_are_not() -> None:
    inner = element("b", "1 < 2 & \"3\" '4'")
    assert inner == "<b>1 &lt; 2 &amp; &quot;3&quot; &#x27;4&#x27;</b>"
    assert element("p", inner, "<i>") == f"<p>{inner}&lt;i&gt;</p>"


def test_attributes_are_escaped_and_empty_ones_left_out() -> None:
    assert element("a", "x", href='"><script>', class_="quiet", id="") == (
        '<a href="&quot;&gt;&lt;script&gt;" class="quiet">x</a>'
    )


def test_what_is_joined_to_html_is_text_again() -> None:
    """A piece of HTML and a string beside it: only `element` makes HTML."""
    assert not isinstance(element("b", "x") + "<i>", Html)


def test_some_elements_have_no_end() -> None:
    assert element("meta", name="viewport", content="a") == '<meta name="viewport" content="a">'


def test_a_document_names_its_language_and_escapes_its_title() -> None:
    page = document("zh", "</title><script>", "p { margin: 0; }", element("p", "你好"))
    assert page.startswith('<!doctype html><html lang="zh-CN">')
    assert "<title>&lt;/title&gt;&lt;script&gt;</title><style>p { margin: 0; }</style>" in page
    assert page.endswith("<body><p>你好</p></body></html>")
