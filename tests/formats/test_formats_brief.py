"""The brief: grouped, footnoted, the same bytes every time."""

import random
import re

import pytest
from format_records import entry_of, quote_of
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from summit_tui.formats import grouping, render

OTHER = {"title": "Another [title]", "publisher": "Macau *Daily*", "url": None}
ADA = {"name": "Ada", "names": None}


def said(form, *entries, by="speaker"):
    return "".join(render(form, entries, by=by))


def headings(document):
    return re.findall(r"^## (.*)$", document, re.MULTILINE)


@pytest.fixture
def statements():
    return [
        quote_of(id="b", date="2025-04-15", topics=["AI", "robots"]),
        quote_of(id="a", date="2025-04-14", topics=["ai"]),
        quote_of(id="z", by="ada", speaker=ADA, source=OTHER, session=None),
        quote_of(id="y", by="ada", speaker=ADA, mode="paraphrase", topics=[]),
        quote_of(without=("speakers",), id="x", by="gone", date="2025"),
    ]


def test_statements_are_grouped_by_speaker(statements):
    document = said("brief", *statements)
    assert headings(document) == ["Ada", "John Lee (李家超)", "speakers/gone"]
    assert document.startswith("# World Internet Conference Asia-Pacific Summit 2025")


def test_statements_are_grouped_by_session(statements):
    assert headings(said("brief", *statements, by="session")) == [
        "opening ceremony",
        "No session stated",
    ]


def test_statements_stand_under_each_of_their_topics(statements):
    document = said("brief", *statements, by="topic")
    assert headings(document) == ["AI", "robots", "welcome", "No topic stated"]
    assert document.count("15 April 2025") == 2


@pytest.mark.parametrize("by", ["speaker", "session", "topic"])
@pytest.mark.parametrize("form", ["brief", "brief-html"])
def test_the_same_records_make_the_same_bytes_in_whatever_order(form, by, statements):
    statements += [entry_of("sessions"), entry_of("speakers")]
    expected = said(form, *statements, by=by)
    for seed in range(8):
        random.Random(seed).shuffle(statements)
        assert said(form, *statements, statements[0], by=by) == expected


def test_every_source_is_noted_once_and_numbered_by_its_first_use(statements):
    other = quote_of(id="o", by="ada", speaker=ADA, source={"title": "B"}, date="2020")
    document = said("brief", *statements, other)
    used = re.findall(r"\[\^(\d+)\](?!:)", document)
    defined = re.findall(r"^\[\^(\d+)\]: (.*)$", document, re.MULTILINE)
    assert list(dict.fromkeys(used)) == [number for number, _ in defined] == ["1", "2", "3"]
    assert "*B*" in defined[0][1]


def test_markdown_readers_find_the_notes(statements):
    page = MarkdownIt().use(footnote_plugin).render(said("brief", *statements))
    assert page.count('class="footnote-ref"') == len(statements)
    assert page.count('class="footnote-item"') == 2
    assert "[^" not in page


def test_every_link_to_a_note_leads_somewhere(statements):
    page = said("brief-html", *statements, entry_of("sessions"))
    links = set(re.findall(r'href="#(source-\d+)"', page))
    assert links == set(re.findall(r'<li id="(source-\d+)"', page)) != set()


@pytest.mark.parametrize("form", ["brief", "brief-html"])
def test_a_paraphrase_is_no_block_quotation(form):
    document = said(form, quote_of(mode="paraphrase", text="He was glad."))
    assert not re.search(r"^>|<blockquote|“He", document, re.MULTILINE)
    assert "as reported by HKSAR Government" in document


def test_two_events_are_told_apart():
    here, there = quote_of(), entry_of("quotes", event="wic-2030")
    assert headings(said("brief", there, here)) == [
        r"John Lee (李家超) \[wic-2030\]",
        r"John Lee (李家超) \[wic-ap-2025\]",
    ]


def test_too_many_records_are_refused(monkeypatch):
    monkeypatch.setattr(grouping, "LIMIT", 3)
    entries = [quote_of(id=f"q{n}") for n in range(4)]
    assert said("brief", *entries[:3])
    with pytest.raises(ValueError, match="at most 3 records"):
        said("brief", *entries)


HOSTILE = st.text(
    st.sampled_from("a#[]^1: \n>*_<&`|\\\u2028\x1b") | st.characters(exclude_categories=("Cs",)),
    max_size=12,
).map(lambda text: f"x{text}")


@given(HOSTILE, HOSTILE, HOSTILE)
@settings(max_examples=60, deadline=None)
def test_no_text_makes_a_heading_or_a_note(text, name, topic):
    entry = quote_of(text=text, speaker={"name": name}, topics=[topic], source={"title": name})
    for by in ("speaker", "topic"):
        page = MarkdownIt().use(footnote_plugin).render(said("brief", entry, by=by))
        assert (page.count("<h1>"), page.count("<h2>"), page.count("<h3>")) == (1, 1, 0)
        assert page.count('class="footnote-item"') == 1
        html = said("brief-html", entry, by=by)
        assert (html.count("<h2>"), html.count("<li"), html.count("<figure")) == (2, 1, 1)
