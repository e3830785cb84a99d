"""Links to a passage follow the syntax of text directives."""

from urllib.parse import unquote

import pytest

from summit_tui.evidence.text_fragment import passage_link
from summit_tui.model.fields import Excerpt

PAGE = "https://example.org/a?b=c"
WORDS = " ".join(f"word{number}" for number in range(60))
CLAUSES = "，".join("世界互联网大会亚太峰会在香港开幕" for _ in range(30))


def directive(exact, url=PAGE, **context):
    link = passage_link(url, Excerpt(exact=exact, **context))
    before, directive_mark, text = link.partition(":~:text=")
    assert (before, directive_mark) == (f"{url}#", ":~:text=")
    return text


@pytest.mark.parametrize(
    ("exact", "context", "text"),
    [
        ("open source", {}, "open%20source"),
        ("open\n  source", {}, "open%20source"),
        ("co-operation, I&T", {}, "co%2Doperation%2C%20I%26T"),
        ("50% #1 a=b?", {}, "50%25%20%231%20a%3Db%3F"),
        ("don’t", {}, "don%E2%80%99t"),
        ("网络\n空间", {}, "%E7%BD%91%E7%BB%9C%E7%A9%BA%E9%97%B4"),
        ("AI", {"prefix": "we need "}, "we%20need-,AI"),
        ("AI", {"suffix": ", now"}, "AI,-%2C%20now"),
        ("AI", {"prefix": "…need", "suffix": "now…"}, "need-,AI,-now"),
        ("AI", {"prefix": " ", "suffix": "—"}, "AI"),
        ("AI", {"prefix": "rview that we all need"}, "that%20we%20all%20need-,AI"),
        ("AI", {"suffix": "is for all peop"}, "AI,-is%20for%20all"),
        ("We stand … for peace", {}, "We%20stand,for%20peace"),
        ("We stand [...] for peace", {}, "We%20stand,for%20peace"),
        ("… for peace …", {}, "for%20peace"),
        ("One ends.\n\nTwo begins", {}, "One%20ends.,Two%20begins"),
    ],
)
def test_the_directive_is_encoded(exact, context, text):
    assert directive(exact, **context) == text


def test_a_long_passage_is_named_by_its_beginning_and_end():
    assert unquote(directive(WORDS)) == (
        "word0 word1 word2 word3 word4 word5,word54 word55 word56 word57 word58 word59"
    )


def test_a_long_chinese_passage_is_cut_between_clauses():
    clause = "世界互联网大会亚太峰会在香港开幕"
    assert unquote(directive(CLAUSES)) == f"{clause}，,{clause}"


def test_a_long_passage_without_anywhere_to_cut_is_given_whole():
    assert directive("x" * 400) == "x" * 400


@pytest.mark.parametrize(
    ("url", "begins"),
    [
        ("https://example.org/#part", "https://example.org/#part:~:text=AI"),
        ("https://example.org/#:~:text=old", "https://example.org/#:~:text=AI"),
        ("https://example.org/#part:~:text=old", "https://example.org/#part:~:text=AI"),
        ("https://example.org/#", "https://example.org/#:~:text=AI"),
        ("HTTP://example.org", "HTTP://example.org#:~:text=AI"),
    ],
)
def test_another_fragment_stays_and_another_directive_goes(url, begins):
    assert passage_link(url, Excerpt(exact="AI")) == begins


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "ftp://example.org",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "http://[::1",
        "https://example.org/\x1b]8;;",
        "https://example.org/a b",
        "https://example.org/\n",
        "https://example.org/\u202eabc",
    ],
)
def test_only_clean_addresses_of_the_web_have_links(url):
    assert passage_link(url, Excerpt(exact="AI")) is None


@pytest.mark.parametrize("exact", ["", "…", "—", "\u200b", " \n "])
def test_an_excerpt_without_words_has_no_link(exact):
    assert passage_link(PAGE, Excerpt(exact=exact)) is None


def test_a_lone_surrogate_does_no_harm():
    assert directive("AI \ud800") == "AI%20%EF%BF%BD"
