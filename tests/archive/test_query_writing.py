"""What completes a word, what a facet writes, and what two queries ask for together."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.query import format_term, parse, unfinished
from summit_tui.archive.query.parser import MAX_WORDS
from summit_tui.archive.query.tree import (
    FIELDS,
    And,
    DateRange,
    Facet,
    Not,
    Or,
    Query,
    Term,
    both,
)
from summit_tui.model.field_table import facet_fields

WORD_FIELDS = sorted(
    FIELDS.keys() - {"kind", "mode", "language", "date", "has", "sources", "group", *facet_fields()}
)
SIGNS = ["(", ")", "-", '"', '-"', "“", "：", " ", "*", "..", ">="]
TOKENS = [*SIGNS, "OR", "AND", "a", "庄", "2025", "http://"]
TYPED = st.lists(
    st.sampled_from(TOKENS + [f"{name}:" for name in FIELDS]) | st.text(max_size=3), max_size=25
).map("".join)


def t(words, field=None, *, prefix=False):
    return Term(tuple(normalize(words).split()), prefix, field)


A, B, C, D = t("a"), t("b"), t("c"), t("d")


@pytest.mark.parametrize(
    ("text", "start", "field", "typed"),
    [
        ("", 0, None, ""),
        ("zhu", 0, None, "zhu"),
        ("a zhu", 2, None, "zhu"),
        ("a ", 2, None, ""),
        ('a "b"', 5, None, ""),
        ("(a)", 3, None, ""),
        ("speaker:", 0, "speaker", ""),
        ("speaker:zhu", 0, "speaker", "zhu"),
        ("Speaker：Zhú", 0, "speaker", "Zhú"),
        ("a -speaker:zhu", 3, "speaker", "zhu"),
        ("(-zhu", 2, None, "zhu"),
        ('speaker:"Zhuang R', 0, "speaker", "Zhuang R"),
        ("speaker:“Zhuang R”", 18, None, ""),
        ("speaker:(a OR zh", 14, "speaker", "zh"),
        ("speaker:(a OR ", 14, "speaker", ""),
        ("speaker:(a) ", 12, None, ""),
        ("speker:zh", 0, None, "speker:zh"),
        ("http://x", 0, None, "http://x"),
        ("-", 1, None, ""),
        (")) a", 3, None, "a"),
    ],
)
def test_the_word_being_typed_is_found_for_completion(text, start, field, typed):
    assert unfinished(text) == (start, field, typed)


@settings(max_examples=200)
@given(TYPED)
def test_the_word_being_typed_ends_the_text(text):
    start, field, typed = unfinished(text)
    assert 0 <= start <= len(text)
    assert text.endswith(typed)
    assert len(typed) <= len(text) - start
    assert field is None or field in FIELDS


@pytest.mark.parametrize(
    ("field", "value", "written"),
    [
        ("speaker", "ren-xianliang", "speaker:ren-xianliang"),
        ("topic", "open source", 'topic:"open source"'),
        ("speaker", "Dwayne “The Rock” (Johnson)", 'speaker:"Dwayne  The Rock  (Johnson)"'),
        ("topic", "-a", 'topic:"-a"'),
        ("topic", "a*", 'topic:"a*"'),
        ("date", ">=2025", 'date:">=2025"'),
    ],
)
def test_a_facet_writes_a_value_as_one_would_type_it(field, value, written):
    assert format_term(field, value) == written


@settings(max_examples=300)
@given(st.sampled_from(WORD_FIELDS), st.text(max_size=40) | TYPED)
@example("topic", '"a" “b” c:(d OR -e)*')
@example("country", "~0")
@example("topic", "～a")
def test_a_written_value_is_read_back(field, value):
    tokens = tuple(normalize(value).split())
    query = parse(format_term(field, value))
    if 0 < len(tokens) <= MAX_WORDS:
        assert (query.node, query.complaint) == (Term(tokens, field=field), None)
    else:
        assert query.complaint


@pytest.mark.parametrize(
    ("field", "value", "node"),
    [
        ("kind", "quotes", Facet("kind", "quotes")),
        ("mode", "paraphrase", Facet("mode", "paraphrase")),
        ("language", "zh-Hant-HK", Facet("language", "zh-hant-hk")),
        ("date", ">=2025", DateRange("2025-01-01", "9999-12-31")),
        ("date", "2025-04-14..2025-04-15", DateRange("2025-04-14", "2025-04-15")),
    ],
)
def test_a_written_value_of_few_or_of_dates_is_read_back(field, value, node):
    assert parse(format_term(field, value)).node == node


@pytest.mark.parametrize(
    ("first", "other", "node", "text"),
    [
        ("", "", And(), ""),
        ("a", "", A, "a"),
        ("", "-a", And((Not(A),)), "-a"),
        ("a b", "c", And((A, B, C)), "a b c"),
        ("a OR b", "c OR d", And((Or((A, B)), Or((C, D)))), "(a OR b) (c OR d)"),
        ("-a", "-b", And((Not(A), Not(B))), "-a -b"),
    ],
)
def test_both_of_two_queries_is_what_their_texts_ask_for_together(first, other, node, text):
    query = both(parse(first), parse(other))
    assert query == Query(node, text)
    assert parse(text).node == node


def test_both_of_two_queries_keeps_what_was_not_understood():
    assert "speaker" in both(parse("a"), parse("speker:b")).complaint
