"""Which records have a term, as it is written into an index and read back."""

import sqlite3
from array import array
from contextlib import closing
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summit_tui.archive import IndexCorruptError, Search
from summit_tui.archive.query import parse
from summit_tui.archive.sqlite.bitmaps import docids
from summit_tui.archive.sqlite.expressions import Both, Words, flattened
from summit_tui.archive.sqlite.postings import terms_of_records
from summit_tui.archive.sqlite.schema import TABLES
from summit_tui.archive.sqlite.term_postings import (
    TermDocids,
    TermPostings,
    write_term_postings,
)
from summit_tui.archive.sqlite.terms import decode_terms, encode_terms

RECORDS = 200_000
DOCIDS = st.one_of(
    st.sets(st.integers(0, RECORDS - 1), max_size=6),
    st.sets(st.integers(900, 1_100), min_size=40),
    st.sets(st.integers(0, 300), max_size=6),
)


def written(connection, sets):
    connection.executescript(TABLES)
    write_term_postings(
        connection, ((term, [array("I", sorted(of_term))]) for term, of_term in enumerate(sets))
    )
    return TermPostings(connection)


@given(st.lists(DOCIDS, min_size=1, max_size=4), st.data())
def test_records_of_terms_are_read_as_they_were_written(sets, data):
    with closing(sqlite3.connect(":memory:")) as connection:
        postings = written(connection, sets)
        asked = data.draw(st.sets(st.integers(0, len(sets) - 1), min_size=1))
        bits = postings.bitmap(sorted(asked), RECORDS)
        expected = sorted(set().union(*(sets[term] for term in asked)))
        assert list(docids(bits, range(RECORDS))) == expected
        assert {term: set(of_term) for term, of_term in postings.all()} == dict(enumerate(sets))


def test_terms_of_each_record_are_those_that_have_it():
    with closing(sqlite3.connect(":memory:")) as connection:
        written(connection, [{0, 2}, set(), {2}])
        terms = list(map(decode_terms, terms_of_records(connection, 3)))
        assert list(map(sorted, terms)) == [[0], [], [0, 2]]


def test_a_row_that_is_lost_or_changed_is_noticed():
    with closing(sqlite3.connect(":memory:")) as connection:
        postings = written(connection, [{1}, {2}])
        connection.execute("DELETE FROM term_posting WHERE number = 0")
        connection.execute("UPDATE term_posting SET first = 3 WHERE number = 1")
        for term in (0, 1):
            with pytest.raises(IndexCorruptError):
                postings.bitmap([term], RECORDS)


def test_records_have_the_terms_of_their_combination_in_every_group():
    columns = [(array("I", [1, 0, 1]), 2, [[0], [1, 2]]), (array("I", [0, 0, 0]), 2, [[2], [3]])]
    terms = TermDocids.of_columns(columns, 4)
    by_term = [{*chain.from_iterable(terms.arrays(term))} for term in range(len(terms))]
    assert by_term == [{1}, {0, 2}, {0, 1, 2}, set()]


@given(st.lists(st.integers(0, 2_000_000)))
def test_a_term_is_the_number_that_it_was_encoded_from(numbers):
    assert decode_terms(encode_terms(numbers)) == numbers


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("cable OR mode:paraphrase", {"a", "c"}),
        ("cable -mode:direct", set()),
        ("mode:paraphrase -cable", {"c"}),
        ("-mode:direct", {"c"}),
        ("-(cable OR mode:paraphrase)", {"b"}),
        ("(mode:direct OR mode:paraphrase) -(cable mode:direct)", {"b", "c"}),
        ("topic:trade OR tariffs", {"b", "c"}),
    ],
)
def test_terms_and_words_stand_in_one_query(opened, coverage, quote, text, ids):
    quotes = [
        quote("a", text="The cable is laid.", mode="direct"),
        quote("b", text="Tariffs fell.", mode="direct"),
        quote("c", text="Nothing else.", topics=["Trade"]),
    ]
    tables = {
        "event": {"id": "e", "name": "E"},
        "speakers": [{"id": "ann", "name": "Ann"}],
        "sources": [{"id": "s", "title": "S", "publisher": "P"}],
        "quotes": quotes,
    }
    archive = opened(coverage(tables))
    hits = archive.search(Search(parse(text).node, "quotes"))
    assert {hit.address.id for hit in hits.hits} == ids


WORDS = [Words((word,)) for word in "abcd"]


def test_conjunctions_in_a_conjunction_are_parts_of_it():
    a, b, c, d = WORDS
    nested = Both((Both((a, b), (c,)), b), (d,))
    assert flattened(nested) == Both((a, b), (d, c))


def test_what_all_hits_have_is_left_out_of_what_is_excluded():
    a, b, c, d = WORDS
    assert flattened(Both((a, b), (Both((a, c)), Both((c, d))))) == Both((a, b), (c, Both((c, d))))
    # Nothing is left of it: no record is a hit.
    assert flattened(Both((a, b), (Both((a, b)),))) == Both((a, b), (Both((a, b)),))
