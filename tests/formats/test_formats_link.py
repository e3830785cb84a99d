"""A link points at the passage, and at nothing but the web."""

import re
from urllib.parse import unquote

import pytest
from format_records import RECORDS, SOURCE, entry_of, quote_of
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.attribution.publications import web_address
from summit_tui.formats import render
from summit_tui.model.text import escape_controls, one_line

URL = SOURCE["url"]


def link(entry):
    return "".join(render("link", [entry]))


def fragment(**excerpt):
    return link(quote_of(excerpt=excerpt)).removeprefix(f"{URL}#:~:text=").removesuffix("\n")


def test_a_statement_links_to_the_words_of_its_excerpt():
    excerpt = {"exact": "a-b, c & d", "prefix": "很高興 ", "suffix": " 100%"}
    assert fragment(**excerpt) == "%E5%BE%88%E9%AB%98%E8%88%88-,a%2Db%2C%20c%20%26%20d,-100%25"


def test_an_excerpt_without_words_leads_to_the_page():
    assert link(quote_of(excerpt={"exact": "…"})) == f"{URL}\n"


@given(*[st.text(st.sampled_from("ab -,&#:~=%\n\t\x1b李") | st.characters(), max_size=15)] * 3)
@settings(max_examples=200)
def test_no_text_can_change_the_directive(exact, prefix, suffix):
    text = fragment(exact=f"x{exact}", prefix=prefix, suffix=suffix)
    word = "[A-Za-z0-9._~%]+"
    assert re.fullmatch(f"({word}-,)?{word}(,{word})?(,-{word})?", text)
    assert escape_controls(unquote(text)) == unquote(text)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a#section", "https://example.org/a#section:~:text=x"),
        ("https://example.org/a#:~:text=old", "https://example.org/a#:~:text=x"),
        ("https://example.org/a#s:~:text=old", "https://example.org/a#s:~:text=x"),
        ("https://example.org/李?q=a b", None),
        ("https://example.org/李", "https://example.org/%E6%9D%8E#:~:text=x"),
    ],
)
def test_a_page_keeps_its_own_fragment(url, expected):
    entry = quote_of(source={"url": url}, excerpt={"exact": "x"})
    assert link(entry) == (f"{expected}\n" if expected else "")


def test_without_an_excerpt_it_is_the_page():
    assert link(quote_of(excerpt=None)) == f"{URL}\n"


@pytest.mark.parametrize("kind", [kind for kind in RECORDS if kind != "quotes"])
def test_another_record_links_to_its_sources(kind):
    assert link(entry_of(kind)) == f"{URL}\n"


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org/",
        "mailto:a@example.org",
        "//example.org",
        "/path",
        "https://",
        "https:///path",
        "http:example.org",
        "https://[::1",
        "https://exa mple.org/",
        "https://example.org/\nx",
        "https://example.org/\x1b]8;;",
        "https://example.org/\u202e",
        "https://example.org/\u00a0x",
        "https://example.org/\ud800",
    ],
)
def test_only_an_address_on_the_web_is_followed(url):
    assert web_address(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org",
        "HTTPS://Example.org/A",
        "https://example.org:8443/a?b=c&d=%20e#f",
        "https://user@example.org/",
        "http://[::1]:80/",
        "https://example.org/a(b)'c*~",
    ],
)
def test_an_ordinary_address_stays_as_it_is(url):
    assert web_address(url) == url


@pytest.mark.parametrize("space", [" ", "\n", "\r\n", "\u00a0"])
def test_white_space_around_an_address_is_dropped(space):
    assert web_address(f"{space}https://example.org/{space}") == "https://example.org/"


@given(st.text(max_size=30))
@settings(max_examples=200)
def test_an_address_that_passes_is_plain_ascii(text):
    address = web_address(f"https://example.org/{text}")
    assert address is None or (address.isascii() and address == one_line(escape_controls(address)))
