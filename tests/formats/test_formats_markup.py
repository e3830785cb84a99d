"""Markdown and HTML show every text as it is, and let none of it become markup."""

import re
from html.parser import HTMLParser

import pytest
from format_records import entry_of, quote_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summit_tui.formats import render
from summit_tui.formats.markdown import escape
from summit_tui.model.text import one_line, value_line

TEXT = st.text(
    st.sampled_from("ab 1.)(*_`~<>[]{}#+-=|!&;:/\\\"'$@\n\tx李")
    | st.characters(exclude_categories=("Cs",)),
    min_size=1,
    max_size=24,
).filter(one_line)
TAGS = {"meta", "figure", "blockquote", "p", "figcaption", "b", "br", "a", "cite", "section"}


class Page(HTMLParser):
    """What a browser would make of a document: its tags, its links, its text."""

    def __init__(self, document):
        super().__init__(convert_charrefs=True)
        self.tags, self.links, self.text = set(), [], ""
        self.feed(document)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name in ("href", "cite", "src")]
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"]

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def said(form, *entries):
    return "".join(render(form, entries))


def plain(markdown):
    return Page(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown))


@given(TEXT)
@settings(max_examples=300)
@example("1. one")
@example("10) one")
@example("- one")
@example("# one")
@example("=== ")
@example("<script>alert(1)</script>")
@example("&lt;b&gt; &#27;")
@example("[a](javascript:b) ![c](d) <http://e>")
@example("a\\")
@example("https://example.org/_a_")
def test_markdown_shows_any_line_as_it_is(text):
    line = one_line(text)
    page = plain(escape(line))
    assert page.text.strip() == line
    assert page.tags <= {"p"}


@given(TEXT, TEXT, TEXT)
@settings(max_examples=150)
def test_markdown_holds_any_text(text, name, title):
    entry = quote_of(
        mode="partial", text=text, speaker={"name": name, "names": None}, source={"title": title}
    )
    page = plain(said("markdown", entry))
    shown = " ".join(page.text.split())
    assert shown.startswith(
        f"{value_line(text)} — {value_line(name)}, Chief Executive of the HKSAR"
    )
    assert f"HKSAR Government, {value_line(title)} (government release)" in shown
    assert page.tags == {"p", "strong", "br", "a", "em"}


@given(TEXT, TEXT, TEXT)
@settings(max_examples=150)
def test_html_holds_any_text(text, name, title):
    entry = quote_of(
        mode="partial", text=text, speaker={"name": name, "names": None}, source={"title": title}
    )
    page = Page(said("html", entry))
    shown = " ".join(page.text.split())
    assert shown.startswith(
        f"{value_line(text)} — {value_line(name)}, Chief Executive of the HKSAR"
    )
    assert f"HKSAR Government, {value_line(title)} (government release)" in shown
    assert page.tags == {"meta", "figure", "p", "figcaption", "b", "br", "a", "cite"}


@pytest.mark.parametrize("mode", ["direct", "partial", "paraphrase"])
@pytest.mark.parametrize("form", ["html", "markdown"])
@pytest.mark.parametrize("text", ["<script>a</script>", "<b>a", "[a](https://evil.example)", "`a`"])
def test_no_statement_becomes_markup_in_any_mode(form, mode, text):
    document = said(form, quote_of(mode=mode, text=text))
    page = Page(document) if form == "html" else plain(document)
    assert text in page.text
    assert not {"script", "code", "b"} & page.tags - ({"b"} if form == "html" else set())
    assert "https://evil.example" not in page.links


@given(TEXT, TEXT)
@settings(max_examples=100)
def test_no_field_of_another_kind_becomes_a_tag(title, place):
    entry = entry_of("sessions", title=title, place=place, titles={"zh": place})
    assert Page(said("html", entry)).tags <= TAGS
    assert plain(said("markdown", entry)).tags <= {"p", "strong", "br", "a", "em"}


URLS = [
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    " https://example.org/ a",
    "https://example.org/\x1b[31m",
    "https://[oops",
    "//example.org/x",
    "https:///x",
    "file:///etc/passwd",
]


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("form", ["html", "markdown"])
def test_only_the_web_is_linked(form, url):
    document = said(form, quote_of(source={"url": url}))
    page = Page(document) if form == "html" else plain(document)
    assert page.links == []
    assert one_line(url) in page.text


@pytest.mark.parametrize(
    "url", ['https://example.org/"><b>', "https://example.org/a)>(b", "https://e.org/\\|{}"]
)
@pytest.mark.parametrize("form", ["html", "markdown"])
def test_an_address_cannot_leave_its_attribute(form, url):
    document = said(form, quote_of(mode="partial", source={"url": url}))
    page = Page(document) if form == "html" else plain(document)
    (link,) = page.links
    assert not re.search(r"[\"<>\\{}| ]", link)
    assert link.startswith("https://e")


def test_direct_speech_alone_is_a_block_quotation():
    for mode in ("direct", "partial", "paraphrase"):
        entry = quote_of(mode=mode)
        assert ("blockquote" in Page(said("html", entry)).tags) == (mode == "direct")
        assert ("blockquote" in plain(said("markdown", entry)).tags) == (mode == "direct")


def test_markdown_of_a_direct_quotation_reads_well():
    document = said("markdown", quote_of(source={"author": None}))
    assert document == (
        "> “I am delighted to welcome you all.”\n"
        ">\n"
        "> — **John Lee** (李家超), Chief Executive of the HKSAR, "
        "opening ceremony, 14 April 2025\\\n"
        "> Source: HKSAR Government, "
        "[*Speech by CE at opening ceremony*](<https://www.info.gov.hk/gia/P2025041400123.htm>) "
        "(government release), 14 April 2025\n"
    )


def test_a_fragment_of_html_names_its_encoding_once():
    assert said("html", quote_of(), quote_of()).count("charset") == 1
